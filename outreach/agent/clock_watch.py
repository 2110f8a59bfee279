"""The clock decides what is due, so when it jumps a person is asked before anything goes out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from outreach.agent.desk import Desk
from outreach.domain.book import Book
from outreach.domain.decisions import halt
from outreach.domain.facts import Fact
from outreach.domain.halt import HaltKind
from outreach.ports import Stopwatch

A_JUMP = timedelta(hours=1)  # more than any clock drifts, and than two machines differ


class ClockWatch:
    """For an agent that runs: compares how far the clock went from one look to the next with a stopwatch that counts
    sleep. So a laptop that slept for ninety days is no jump, and a clock that somebody set is one.

    A virtual machine that its host had paused looks like a jump, too; that costs one `outreach go`.
    """

    def __init__(self, desk: Desk, stopwatch: Stopwatch) -> None:
        self._desk, self._stopwatch = desk, stopwatch
        self._before = (desk.now(), stopwatch.elapsed())

    def look(self) -> None:
        then, elapsed_then = self._before
        now, elapsed = self._before = (self._desk.now(), self._stopwatch.elapsed())
        expected = then + timedelta(seconds=elapsed - elapsed_then)
        if abs(now - expected) > A_JUMP:
            why = f"the clock jumped from {_shown(expected)} to {_shown(now)}; is it right now?"
            self._desk.record(partial(_halted, self._desk, why))


def look_back(desk: Desk) -> None:
    """Before a turn: a clock that is behind the newest fact was set back, or had been ahead when that was written.

    A clock set forward while nobody ran cannot be told from a long sleep. Then the book of invoices has become too old
    for any letter, and a person has to import a new one.
    """
    desk.record(partial(_set_back, desk))


def _set_back(desk: Desk, book: Book) -> Iterable[Fact]:
    newest, now = book.recorded_at, desk.now()
    if newest is None or newest - now <= A_JUMP:
        return ()
    return _halted(desk, f"it is {_shown(now)}, but the ledger ends at {_shown(newest)}; is the clock right?", book)


def _halted(desk: Desk, why: str, book: Book) -> Iterable[Fact]:
    return (halt(book.halts, HaltKind.CLOCK, why, "the agent", desk.now()),)


def _shown(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M} UTC"
