# A German client promises, and keeps it

sequence: standard
client: Tischlerei Kern (DE), buchhaltung@tischlerei-kern.example
invoice: INV-1042 due 2026-03-02, EUR 1200.00
book from: 2026-02-20

2026-02-25  > courtesy-1 in de
2026-02-25  " 1.200,00 €
2026-03-02  > courtesy-2 in de
2026-03-06  > friendly-1 in de
2026-03-09  < Guten Tag, wir überweisen den Betrag am 20. März.
2026-03-10  . held until 2026-03-25 (promise): promised for 2026-03-20
2026-03-19  + INV-1042 paid
2026-06-01  . nothing is open
