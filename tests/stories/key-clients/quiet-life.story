# A key client who does not answer: five soft letters in two months, then the owner calls

sequence: key-clients
client: Hafenhotel Kern (DE), rechnungen@hafenhotel-kern.example
invoice: INV-5001 due 2026-03-02, EUR 18400.00
book from: 2026-02-16

2026-02-25  > courtesy-1 in de
2026-03-02  . friendly, step 1 (friendly-1), is due on 2026-03-09
2026-03-09  > friendly-1
2026-03-23  > friendly-2
2026-04-01  > key-note-1
# Ten working days later: Good Friday and Easter Monday do not count.
2026-04-17  > key-note-2 in de
2026-04-24  ! Call: Hafenhotel Kern
2026-04-26  . waits for task
2026-04-27  * done call
# Ten working days after the call: the first of May does not count.
2026-05-12  ! Take over: Hafenhotel Kern
2026-05-13  * done hand-off
2026-07-31  . the sequence "key-clients" has ended; it is with a person now
