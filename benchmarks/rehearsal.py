"""Rehearse sixty days for a thousand cases, with its progress bar, as `outreach rehearse` does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from benchmarks.figure import Figure, seconds, shown
from benchmarks.made import NOW, client, invoice, picture
from outreach.agent.rehearse import rehearse
from outreach.domain.facts import Fact
from tests.fakes import office

CASES, DAYS = 1000, 60


def figures(_: Path) -> Sequence[Figure]:
    desk = office(NOW).desk
    desk.record(lambda _: [*map(_owing, range(CASES)), picture()])
    book, steps = desk.store.book(), 0

    def progress() -> None:
        nonlocal steps
        steps += 1

    def ours() -> None:
        accounts = (desk.account(book, each) for each in book.clients())
        found = rehearse(accounts, lambda a: desk.sequence(a.client), desk.rules().policy, NOW, DAYS, progress)
        assert len(found.planned) > CASES

    took = min(seconds(ours) for _ in range(3))
    told = f"rehearse {DAYS} days for {CASES:,} cases (progress told {steps // 3:,} times)"
    return [Figure(told, shown(took), "", None, "≤ 5 s", took <= 5)]


def _owing(owner: int) -> Fact:
    """Two invoices each, due within the two months around this day."""
    due = date(2026, 2, 15) + timedelta(days=owner % 60)
    bills = (invoice(owner, 1, due), invoice(owner, 2, due + timedelta(days=14)))
    return Fact(NOW, "book imported", client(owner).id, "imported", (), (client(owner), *bills))
