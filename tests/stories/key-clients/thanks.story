# A word of thanks from a key client: a few days of rest, then the sequence goes on

sequence: key-clients
client: Harbour Hotels (GB), accounts@harbour-hotels.example
invoice: INV-5001 due 2026-03-02, GBP 18400.00
book from: 2026-02-16

2026-02-25  > courtesy-1
2026-03-09  > friendly-1
2026-03-20  < Thank you, we have received your letter.
2026-03-23  . held until 2026-03-25 (question): accounts@harbour-hotels.example has just written
2026-03-26  > friendly-2
2026-03-31  + INV-5001 paid
2026-06-01  . nothing is open
