"""A turn with nothing due over a hundred thousand open cases, and the memory that the agent holds then."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

from benchmarks.figure import Figure, resident, seconds, shown
from benchmarks.made import NOW, apart, case_facts, picture, silences, write_ledger
from outreach.agent.deliver import Stop
from outreach.agent.turn import turn
from outreach.bootstrap import Office, open_office
from outreach.definitions.workspace import Workspace, create
from tests.fakes import FakeClock, PaperMailbox, PaperPostman

CASES, TURNS = 100_000, 11


def figures(scratch: Path) -> Sequence[Figure]:
    """Everything of a turn but the network: the mailbox is one in memory, without news."""
    clock = FakeClock(NOW)
    apart(_make, scratch)
    with open_office(Workspace(scratch), {}, clock) as office:
        mailbox, postman = PaperMailbox(), PaperPostman()

        def one() -> None:
            clock.forward(timedelta(minutes=1))
            done = asyncio.run(turn(office.desk, mailbox, postman, Stop()))
            assert not done.drafted
            assert not done.sent

        first = seconds(one)
        later = min(seconds(one) for _ in range(TURNS))
        held = resident()
        one_told = f"a turn with nothing due, {CASES:,} open cases (the first of a day: {shown(first)})"
        return [
            Figure(one_told, shown(later), "", None, "≤ 20 ms", later <= 0.02),
            Figure("the memory that the agent holds then", f"{held:.0f} MB", "", None, "≤ 400 MB", held <= 400),
            _growth(office),
        ]


def _growth(office: Office) -> Figure:
    size = sum(file.stat().st_size for file in office.workspace.state.glob("*.json*")) / CASES
    return Figure("what a case takes on disk (ledger and checkpoint)", f"{size:.0f} B", "", None, "", holds=True)


def _make(root: Path) -> None:
    """A workspace in which the agent has been at work: its ledger, and the checkpoint of its book."""
    workspace = create(root, {}).workspace
    facts = chain(case_facts(CASES, 1, date(2026, 6, 1)), silences(CASES), [picture()])
    write_ledger(workspace.state / "ledger.jsonl", facts)
    with open_office(workspace, {}, FakeClock(NOW)) as office:
        office.store.book()
