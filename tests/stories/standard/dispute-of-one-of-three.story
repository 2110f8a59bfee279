# One of three invoices is contested, the other two go on

sequence: standard
client: Miller & Sons (GB), jo@miller-sons.example
invoice: INV-2101 due 2026-03-09, GBP 640.00
invoice: INV-2102 due 2026-03-12, GBP 2150.00
invoice: INV-2103 due 2026-03-16, GBP 90.50
book from: 2026-03-01

2026-03-04  > courtesy-1 about INV-2101, INV-2102, INV-2103
2026-03-09  > courtesy-2 about INV-2101, INV-2102, INV-2103
2026-03-13  > friendly-1 about INV-2101, INV-2102, INV-2103
2026-03-16  < We dispute invoice INV-2102: two of the doors arrived damaged.
2026-03-16  ! Answer the dispute of jo@miller-sons.example
# After an answer the client has three working days of rest.
2026-03-19  . jo@miller-sons.example has just written
2026-03-20  > friendly-2 about INV-2101, INV-2103
2026-03-24  + INV-2101 paid
2026-03-24  + INV-2103 paid
2026-03-24  . every open invoice is held; held on INV-2102 (dispute): quality
2026-04-10  . every open invoice is held
# The doors are replaced, and the dispute is over. The invoice is a month late, but no stage is skipped.
2026-04-13  * done review
2026-04-13  * lift INV-2102
2026-04-13  > follow-up-1 about INV-2102
2026-04-15  + INV-2102 paid
2026-06-01  . nothing is open
