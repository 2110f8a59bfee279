# A promise is waited for, and kept

sequence: standard
client: Miller & Sons (GB), jo@miller-sons.example
invoice: INV-1042 due 2026-03-02, GBP 1200.00
book from: 2026-02-20

2026-02-25  > courtesy-1
2026-03-02  > courtesy-2
# Friendly starts on Thursday the 5th, but four days lie between two letters.
2026-03-05  . the last letter went out on 2026-03-02; the next not before 2026-03-06
2026-03-06  > friendly-1
2026-03-09  < We will pay on 20 March.
# The 20th is a Friday; the bank has three working days.
2026-03-10  . held until 2026-03-25 (promise): promised for 2026-03-20
2026-03-18  . held until 2026-03-25 (promise): promised for 2026-03-20
2026-03-19  + INV-1042 paid
2026-03-19  . nothing is open
2026-06-01  . nothing is open
