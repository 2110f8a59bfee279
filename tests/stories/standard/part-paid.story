# A part is paid without a word: the letters go on, and ask only for what remains

sequence: standard
client: Miller & Sons (GB), jo@miller-sons.example
invoice: INV-1042 due 2026-03-02, GBP 1200.00
book from: 2026-02-20

2026-02-25  > courtesy-1
2026-02-25  " £1,200.00
2026-03-02  > courtesy-2
2026-03-04  + INV-1042 paid GBP 500.00
2026-03-06  > friendly-1
2026-03-06  " £700.00
2026-03-13  > friendly-2
2026-03-16  + INV-1042 paid GBP 700.00
2026-05-01  . nothing is open
