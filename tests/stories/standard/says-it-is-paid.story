# They say that it is paid, and the book never shows it

sequence: standard
client: Miller & Sons (GB), jo@miller-sons.example
invoice: INV-1042 due 2026-03-02, GBP 1200.00
book from: 2026-02-20

2026-02-25  > courtesy-1
2026-03-02  > courtesy-2
2026-03-06  > friendly-1
2026-03-09  < We have already paid this invoice.
2026-03-18  . held until 2026-03-18 (says it is paid)
# Seven working days have gone by. A person looks for the money; nobody doubts the client's word in a letter.
2026-03-19  ! Look for the payment of Miller & Sons: what is open
2026-03-19  . held (person): said to be paid, but the book does not show it
2026-04-20  . held (person)
# It went to an old account of ours, and is found.
2026-04-21  + INV-1042 paid
2026-05-01  . nothing is open
