# Out of office: the letters wait for the first day back

sequence: standard
client: Miller & Sons (GB), jo@miller-sons.example
invoice: INV-1042 due 2026-03-02, GBP 1200.00
book from: 2026-02-20

2026-02-25  > courtesy-1
2026-03-02  > courtesy-2
2026-03-06  > friendly-1
2026-03-06  < (away) Thank you for your message. I am out of the office and will be back on 16 March.
2026-03-13  . held until 2026-03-15 (out of office)
2026-03-16  > friendly-2
2026-03-18  + INV-1042 paid
2026-05-01  . nothing is open
