# Paid after the first letter

sequence: standard
client: Miller & Sons (GB), jo@miller-sons.example
invoice: INV-1042 due 2026-03-02, GBP 1200.00
book from: 2026-02-20

2026-02-24  . courtesy, step 1 (courtesy-1), is due on 2026-02-25
2026-02-25  > courtesy-1 about INV-1042
2026-02-25  " £1,200.00
2026-02-27  + INV-1042 paid
2026-02-27  . nothing is open
2026-04-30  . nothing is open
