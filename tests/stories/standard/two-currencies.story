# Two currencies: one letter, two totals

sequence: standard
client: Miller & Sons (GB), jo@miller-sons.example
invoice: INV-3001 due 2026-03-02, GBP 800.00
invoice: INV-3002 due 2026-03-04, EUR 950.00
book from: 2026-02-20

2026-02-25  > courtesy-1 about INV-3001, INV-3002
2026-02-25  " £800.00
2026-02-25  " €950.00
2026-03-02  > courtesy-2 about INV-3001, INV-3002
2026-03-06  > friendly-1 about INV-3001, INV-3002
2026-03-10  + INV-3001 paid
2026-03-13  > friendly-2 about INV-3002
2026-03-17  + INV-3002 paid
2026-05-01  . nothing is open
