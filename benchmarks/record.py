"""Record one fact in a small and in a large book, against one append with fsync of the same line."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, count, islice
from pathlib import Path
from statistics import median

from benchmarks.figure import Figure, Timed, at_most, in_turn, shown
from benchmarks.made import NOW, case_facts, picture, silences, write_ledger
from outreach.domain.case import Case
from outreach.domain.facts import Fact
from outreach.store.store import LedgerStore

SIZES = (100, 10_000, 100_000)
FACTS = 400


def figures(scratch: Path) -> Sequence[Figure]:
    """The bare append is measured beside each book, since the disk is not the same from one minute to the next."""
    timed = {size: _in_a_book_of(size, scratch / str(size)) for size in SIZES}
    rows = [
        at_most(f"record one fact in a book of {size:,} cases (append and fsync of the line)", each, 1.5, middle=True)
        for size, each in timed.items()
    ]
    apart = max(each.middle for each in timed.values()) / min(each.middle for each in timed.values())
    own = [median(o - x for o, x in zip(each.ours, each.limit, strict=True)) for each in timed.values()]
    what = f"the same in all three books (dearest by cheapest, both by their fsync; beside it {_list(own)})"
    return [*rows, Figure(what, "", "", apart, "≤ 1.2 ×", apart <= 1.2)]


def _list(own: list[float]) -> str:
    return ", ".join(map(shown, own))


def _in_a_book_of(cases: int, folder: Path) -> Timed:
    folder.mkdir()
    book = chain(case_facts(cases, 1, date(2026, 4, 20)), silences(cases), [picture()])
    write_ledger(folder / "ledger.jsonl", book)
    store = LedgerStore(folder, lines=1_000_000_000)
    before = store.book().case("client-000007") or Case("client-000007")

    facts = (
        Fact(NOW, "silent", before.client, "no letter", (), (replace(before, silence=f"reason {n:06}"),))
        for n in count()
    )
    ready = list(islice(facts, FACTS + 2))

    def ours() -> None:
        store.record(lambda _: [ready.pop()])

    ours()
    line = (folder / "ledger.jsonl").read_bytes().splitlines(keepends=True)[-1]
    bare = os.open(folder / "bare.jsonl", os.O_CREAT | os.O_APPEND | os.O_WRONLY)

    def limit() -> None:
        os.write(bare, line)
        os.fsync(bare)

    try:
        return in_turn(ours, limit, FACTS)
    finally:
        os.close(bare)
