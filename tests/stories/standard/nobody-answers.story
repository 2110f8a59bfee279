# Nobody answers: from the first courtesy to the hand-off

sequence: standard
client: Miller & Sons (GB), jo@miller-sons.example
invoice: INV-1042 due 2026-04-13, GBP 1200.00
book from: 2026-04-01

2026-04-08  > courtesy-1
2026-04-13  > courtesy-2
2026-04-17  > friendly-1
2026-04-24  > friendly-2
2026-04-29  > follow-up-1
# The first Monday in May is a holiday: Thursday, Friday, Tuesday, Wednesday, Thursday.
2026-05-07  > follow-up-2
# Firm starts on Saturday the 9th, but five working days lie after the last letter.
2026-05-14  > firm-1
2026-05-19  ! Call: Miller & Sons, INV-1042 since 2026-04-13
2026-05-20  . waits for task
2026-05-21  * done call
2026-05-28  . firm, step 3 (firm-2), is due on 2026-05-29
# Five working days after the call, and the last Monday in May is a holiday.
2026-05-29  > firm-2
2026-06-05  > final-1
2026-06-16  > final-2
2026-06-23  ! Take over: Miller & Sons, INV-1042 since 2026-04-13
2026-06-24  . waits for task
2026-06-25  * done hand-off
2026-08-14  . the sequence "standard" has ended; it is with a person now
