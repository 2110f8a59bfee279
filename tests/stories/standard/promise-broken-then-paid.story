# A promise is broken: the next letter is a friendly one, and then they pay

sequence: standard
client: Miller & Sons (GB), jo@miller-sons.example
invoice: INV-1042 due 2026-03-02, GBP 1200.00
book from: 2026-02-20

2026-02-25  > courtesy-1
2026-03-02  > courtesy-2
2026-03-06  > friendly-1
2026-03-09  < Sorry for the delay. We will pay on 13 March.
2026-03-13  . promised for 2026-03-13
# Friday the 13th and three working days: up to Wednesday the 18th nothing is said.
2026-03-18  . held until 2026-03-18 (promise)
2026-03-19  > friendly-2 about INV-1042
2026-03-20  . follow-up, step 1 (follow-up-1), is due on 2026-03-24
2026-03-24  > follow-up-1
2026-03-26  + INV-1042 paid
2026-05-01  . nothing is open
