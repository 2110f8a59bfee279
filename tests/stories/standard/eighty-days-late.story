# An invoice imported eighty days late begins gently

sequence: standard
client: Miller & Sons (GB), jo@miller-sons.example
invoice: INV-0007 due 2026-03-20, GBP 480.00
book from: 2026-06-08

2026-06-08  > friendly-1 about INV-0007
2026-06-15  > friendly-2
# Three working days later is Thursday, but four days lie between two letters.
2026-06-18  . the next not before 2026-06-19
2026-06-19  > follow-up-1
2026-06-26  > follow-up-2
2026-07-03  > firm-1
2026-07-08  ! Call: Miller & Sons, INV-0007 since 2026-03-20
2026-07-09  . waits for task
# They pay before anybody has called: nobody has to any more, and what is owed next begins with a courtesy.
2026-07-10  + INV-0007 paid
2026-07-13  + INV-0008 due 2026-08-03, GBP 75.00
2026-07-14  . courtesy, step 1 (courtesy-1), is due on 2026-07-29
2026-07-29  > courtesy-1 about INV-0008
