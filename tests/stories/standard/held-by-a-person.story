# Somebody has spoken with the client: a person holds the case, and the letters go on by themselves after that day

sequence: standard
client: Miller & Sons (GB), jo@miller-sons.example
invoice: INV-1042 due 2026-03-02, GBP 1200.00
book from: 2026-02-20

2026-02-25  > courtesy-1
2026-03-02  > courtesy-2
2026-03-05  * hold until 2026-03-17
2026-03-06  . held until 2026-03-17 (person)
2026-03-18  > friendly-1
2026-03-25  > friendly-2
2026-03-26  + INV-1042 paid
2026-05-01  . nothing is open
