# An answer that is not clear waits for a person, and so does everything else

sequence: key-clients
client: Harbour Hotels (GB), accounts@harbour-hotels.example
invoice: INV-5001 due 2026-03-02, GBP 18400.00
book from: 2026-02-16

2026-02-25  > courtesy-1
2026-03-09  > friendly-1
2026-03-10  < Funny that you should ask. The big door in Brighton sings in the wind, come and listen some day.
2026-03-10  ! Read the reply of accounts@harbour-hotels.example
2026-03-23  . held (question): a reply waits to be read: Funny that you should ask.
# The owner has rung them: they will pay on the 10th of April, a Friday.
2026-03-24  * promise 2026-04-10
2026-03-25  . held until 2026-04-15 (promise): promised for 2026-04-10
2026-04-09  + INV-5001 paid
2026-06-01  . nothing is open
