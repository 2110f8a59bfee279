"""Status: the whole at a glance. What is owed, what is held, what waits for a person, and whether the agent lives."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from outreach.agent.desk import Desk
from outreach.domain.clients import bucket
from outreach.domain.letter import LetterState
from outreach.domain.money import Money, totals
from outreach.domain.task import Task
from outreach.errors import Problem


@dataclass(frozen=True, slots=True)
class Standing:
    """One client as it stands today."""

    client: str
    name: str
    owed: tuple[Money, ...]
    overdue: tuple[Money, ...]
    oldest_days: int
    stage: str
    silence: str


@dataclass(frozen=True, slots=True)
class Status:
    mode: str
    book_taken_at: datetime | None
    book_source: str
    inbox_read_at: datetime | None
    standings: tuple[Standing, ...]  # clients that owe, the longest overdue first
    aging: tuple[tuple[str, tuple[Money, ...]], ...]
    letters: dict[str, int]  # how many in each state
    tasks: tuple[Task, ...]
    problems: tuple[Problem, ...]


def status(desk: Desk, inbox_read_at: datetime | None) -> Status:
    book, rules, now = desk.store.book(), desk.rules(), desk.now()
    standings = []
    aged: dict[str, list[Money]] = {name: [] for name in ("current", "1-30", "31-60", "61-90", "over 90")}
    for client in book.clients():
        account = desk.account(book, client)
        day = account.calendar.day(now)
        still = account.open_invoices()
        for invoice in still:
            aged[bucket(invoice.days_overdue(day))].append(invoice.balance)
        if still:
            late = [i for i in still if i.days_overdue(day) > 0]
            standings.append(
                Standing(
                    client.id, client.name, totals(i.balance for i in still), totals(i.balance for i in late),
                    still[0].days_overdue(day), account.case.stage, account.case.silence,
                )
            )  # fmt: skip
    states = Counter(letter.state for letter in book.letters())
    picture = book.picture
    return Status(
        mode=rules.policy.mode,
        book_taken_at=picture.taken_at if picture else None,
        book_source=picture.source if picture else "",
        inbox_read_at=inbox_read_at or book.inbox.read_at,
        standings=tuple(sorted(standings, key=lambda s: (-s.oldest_days, s.name))),
        aging=tuple((name, totals(sums)) for name, sums in aged.items()),
        letters={state.value: states[state] for state in LetterState if states[state]},
        tasks=book.open_tasks(),
        problems=rules.problems,
    )
