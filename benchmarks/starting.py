"""How soon a command answers, as whole processes, against an empty Python with typer imported."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path

from benchmarks.figure import Figure, Timed, at_most, in_turn, shown
from benchmarks.made import case_facts, picture, write_ledger
from outreach.definitions.workspace import create

CASES, ROUNDS = 1000, 7
BIN = Path(sys.executable).parent


def figures(scratch: Path) -> Sequence[Figure]:
    create(scratch / "firm", {})
    facts = chain(case_facts(CASES, 2, date(2026, 3, 1)), [picture(datetime.now(UTC))])
    write_ledger(scratch / "firm" / "state" / "ledger.jsonl", facts)
    empty = _process(sys.executable, "-c", "import typer")
    help_ = in_turn(_process(str(BIN / "outreach"), "--help"), empty, ROUNDS)
    look = _process(str(BIN / "outreach"), "--home", str(scratch / "firm"), "status")
    status = in_turn(look, empty, ROUNDS)
    first = in_turn(_after_forgetting(scratch / "firm" / "state", look), empty, ROUNDS // 2)
    return [
        at_most("outreach --help (an empty Python with typer imported)", help_, 2),
        at_most(f"outreach status at {CASES:,} cases (the same)", status, 4),
        Figure(
            "the first one, all rules and holidays read anew (the same)", *_shown(first), first.ratio, "", holds=True
        ),
    ]


def _after_forgetting(state: Path, look: Callable[[], object]) -> Callable[[], object]:
    def first() -> None:
        for kept in ("rules.json", "calendars.json"):
            (state / kept).unlink()
        look()

    return first


def _shown(timed: Timed) -> tuple[str, str]:
    return shown(min(timed.ours)), shown(min(timed.limit))


def _process(*command: str) -> Callable[[], object]:
    return lambda: subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL)
