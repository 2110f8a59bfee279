"""Open a large book from its checkpoint and the tail of its ledger, against reading the same bytes with orjson."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import chain
from pathlib import Path

import orjson

from benchmarks.figure import Figure, at_most, in_turn
from benchmarks.made import apart, case_facts, picture, silences, write_ledger
from outreach.store.store import LedgerStore

CASES, LINES = 100_000, 1_000_000
TAIL = CASES * 3 // 16  # a checkpoint is written again after an eighth of the documents: half of that is the usual tail


def figures(scratch: Path) -> Sequence[Figure]:
    tail = apart(_make, scratch)

    def ours() -> None:
        """Opened, and one client found with everything that belongs to it, as any command does."""
        store = LedgerStore(scratch)
        book = store.book()
        assert book.case("client-000007")
        assert book.invoices_of("client-000007")
        assert not book.letters_of("client-000007")
        assert not book.tasks_of("client-000007")

    def limit() -> None:
        """All documents are in memory at once then, as in a book."""
        with (scratch / "checkpoint.json").open("rb") as checkpoint:
            documents = [orjson.loads(line) for line in checkpoint]
        assert len(documents) > CASES
        with (scratch / "ledger.jsonl").open("rb") as ledger:
            ledger.seek(tail)
            for line in ledger:
                orjson.loads(line)

    what = f"open a book of {CASES:,} cases and {LINES:,} ledger lines, {TAIL:,} of them after the checkpoint"
    return [at_most(f"{what} (reading the same bytes with orjson)", in_turn(ours, limit, 3), 3)]


def _make(scratch: Path) -> int:
    """Where the tail begins."""
    ledger = scratch / "ledger.jsonl"
    facts = chain(case_facts(CASES, 1, date(2026, 6, 1)), silences(CASES), [picture()])
    write_ledger(ledger, facts, LINES)
    whole = ledger.read_bytes()
    ends = len(whole)
    for _ in range(TAIL):
        ends = whole.rfind(b"\n", 0, ends - 1) + 1
    ledger.write_bytes(whole[:ends])
    store = LedgerStore(scratch)
    store.book()
    store.close()
    with ledger.open("ab") as file:
        file.write(whole[ends:])
    return ends
