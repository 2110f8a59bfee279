# Two instalments: the first one does not wake the letters before the second is due

sequence: standard
client: Miller & Sons (GB), jo@miller-sons.example
invoice: INV-1042 due 2026-03-02, GBP 1200.00
book from: 2026-02-20

2026-02-25  > courtesy-1
2026-03-02  > courtesy-2
2026-03-06  > friendly-1
2026-03-09  < We will pay £600.00 on 13 March and £600.00 on 10 April.
# A day for each sum: both are promises, and nobody need be asked.
2026-03-13  + INV-1042 paid GBP 600.00
2026-03-13  . held until 2026-04-15 (promise): promised for 2026-04-10
2026-04-09  . held until 2026-04-15 (promise): promised for 2026-04-10
2026-04-13  + INV-1042 paid GBP 600.00
2026-05-01  . nothing is open
