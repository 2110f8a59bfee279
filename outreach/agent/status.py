"""Status: the whole at a glance. What is owed, what is held, what waits for a person, and whether the agent lives."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from outreach.agent.conditions import conditions, for_new_letters
from outreach.agent.desk import Desk
from outreach.domain.account import Account
from outreach.domain.clients import BUCKETS, bucket
from outreach.domain.halt import Halt
from outreach.domain.letter import LetterState
from outreach.domain.money import Money, totals
from outreach.domain.outbox import outlook
from outreach.domain.propose import Conditions
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
    next: str  # what goes out now, or why nothing does


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
    halts: tuple[Halt, ...]  # what keeps every letter in


def status(desk: Desk, inbox_read_at: datetime | None) -> Status:
    book, rules, now = desk.store.book(), desk.rules(), desk.now()
    accounts = [desk.account(book, client) for client in book.clients()]
    at = conditions(desk, book, inbox_read_at)
    new = for_new_letters(desk, book, at)
    states = Counter(letter.state for letter in book.letters())
    picture = book.picture
    return Status(
        mode=rules.policy.mode,
        book_taken_at=picture.taken_at if picture else None,
        book_source=picture.source if picture else "",
        inbox_read_at=inbox_read_at or book.inbox.read_at,
        standings=_standings(desk, accounts, at, new, now),
        aging=_aging(accounts, now),
        letters={state.value: states[state] for state in LetterState if states[state]},
        tasks=book.open_tasks(),
        problems=rules.problems,
        halts=at.halts,
    )


def _standings(
    desk: Desk, accounts: list[Account], at: Conditions, new: Conditions, now: datetime
) -> tuple[Standing, ...]:
    policy = desk.rules().policy
    found = []
    for account in accounts:
        still = account.open_invoices()
        if still:
            day = account.calendar.day(now)
            late = totals(i.balance for i in still if i.days_overdue(day) > 0)
            due = outlook(account, desk.sequence(account.client), policy, at if account.waiting_letter else new, now)
            client, owed = account.client, totals(i.balance for i in still)
            oldest = still[0].days_overdue(day)
            found.append(Standing(client.id, client.name, owed, late, oldest, account.case.stage, str(due)))
    return tuple(sorted(found, key=lambda s: (-s.oldest_days, s.name)))


def _aging(accounts: list[Account], now: datetime) -> tuple[tuple[str, tuple[Money, ...]], ...]:
    aged: dict[str, list[Money]] = {name: [] for name in BUCKETS}
    for account in accounts:
        for invoice in account.open_invoices():
            aged[bucket(invoice.days_overdue(account.calendar.day(now)))].append(invoice.balance)
    return tuple((name, totals(sums)) for name, sums in aged.items())
