# The address does not take mail: a person finds another one

sequence: standard
client: Miller & Sons (GB), jo@miller-sons.example
invoice: INV-1042 due 2026-03-02, GBP 1200.00
book from: 2026-02-20

2026-02-25  > courtesy-1 to jo@miller-sons.example
2026-02-25  < (bounce)
2026-02-25  ! Find a new address for Miller & Sons
2026-02-26  . held (bounce): jo@miller-sons.example bounced 5.1.1
2026-03-01  . held (bounce)
2026-03-02  + address accounts@miller-sons.example
2026-03-02  * done address
2026-03-02  * lift
2026-03-02  > courtesy-2 to accounts@miller-sons.example
2026-03-05  + INV-1042 paid
2026-05-01  . nothing is open
