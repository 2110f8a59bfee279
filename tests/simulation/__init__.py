"""The simulation: the real agent in a world that is against it, a month at a time, each history drawn from one seed.

**What is real.** `outreach.agent.turn.turn` with the shipped sequences and inbox rules, the parser, the reader, the
store (every tenth history a `LedgerStore` on a RAM disk, the others a `MemoryStore`) and, in every eighth history, the
shipped templates; the others are rendered in few words, for speed. The person works with the verbs of `agent.review`.

**What is not.** The clock, the mail server, clients, strangers and the person: `world`, `mailserver`, `replies`,
`person`. All chance comes from `random.Random` of the seed, so two runs are equal to the byte: the digest of a history
is taken over its trace and over all that was recorded.

**What goes wrong.** `faults` has one table for SMTP, one for IMAP, and the places where the process is killed: by an
exception that nothing catches, after which whatever still runs in it can do nothing, and a new desk is built from the
store. Every second seed insists on one row, in turn, so that each of them strikes. In the ledger on disk the last
decision may be torn at any byte. Others act while the agent works: mail arrives, books are imported, a person holds,
lifts, approves, stops.

**What is checked.** `truth` keeps what is true apart from the agent's books, and judges each letter at the moment when
the agent hands it over: claimed on disk with the bytes that were frozen or approved; not in the world already; inbox
read whole within `max_inbox_age` and not one mail of that client unread that lay there before the turn; nothing that a
mail or a person has silenced; only what the last import (or a person since) shows as open, with that amount; window,
gap, caps, mode, stop. After each step: every letter in the world is in the ledger as sent or in doubt; one letter per
client on its way; each reply recorded once, with its effects once. After each whole turn: every client has a letter, a
task or a reason. At the end, after two quiet days: no reply unread, every doubt with a person, the ledger whole.

`broken` holds agents with one mistake each; the laws must catch every one of them, or they prove nothing.

One exception is made, and counted: a server that answers 4xx to the final dot although it keeps the letter has said in
writing that it did not (RFC 5321 section 4.2.1), so the letter goes out again unless its copy lies in Sent.

    make soak                                                    an hour, fresh seeds
    .venv/bin/python -m tests.simulation.soak --seconds 600      ten minutes
    .venv/bin/python -m tests.simulation.soak --seed 4711        one history again, with its trace
"""
