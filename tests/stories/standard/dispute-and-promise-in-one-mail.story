# One mail contests one invoice and promises the other two: each goes its own way

sequence: standard
client: Miller & Sons (GB), jo@miller-sons.example
invoice: INV-2101 due 2026-03-09, GBP 640.00
invoice: INV-2102 due 2026-03-12, GBP 2150.00
invoice: INV-2103 due 2026-03-16, GBP 90.50
book from: 2026-03-01

2026-03-04  > courtesy-1
2026-03-09  > courtesy-2
2026-03-13  > friendly-1
2026-03-16  < We dispute invoice INV-2102: two of the doors arrived damaged.
            We will pay INV-2101 and INV-2103 on 27 March.
2026-03-16  ! Answer the dispute of jo@miller-sons.example
2026-03-20  . held on INV-2101, INV-2103 until 2026-04-01 (promise): promised for 2026-03-27
2026-03-20  . held on INV-2102 (dispute): quality
2026-03-27  + INV-2101 paid
2026-03-27  + INV-2103 paid
2026-03-30  . every open invoice is held; held on INV-2102 (dispute): quality
2026-04-20  * done review
2026-04-20  * lift INV-2102
2026-04-20  > friendly-2 about INV-2102
2026-04-22  + INV-2102 paid
2026-06-01  . nothing is open
