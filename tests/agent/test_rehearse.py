"""The rehearsal shows exactly what happens when nobody answers: the same decisions, without a transport."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from outreach.agent import review
from outreach.agent.rehearse import Planned, Rehearsal, rehearse
from outreach.domain.policy import Mode
from outreach.domain.task import Task, TaskKind
from tests.agent.made import (
    HARBOUR,
    JO,
    MILLER,
    at,
    go_to,
    harbour_invoice,
    invoice,
    open_office,
)
from tests.fakes import Office

WEST = replace(HARBOUR, id="west", name="West Coast Cabins", emails=("pay@cabins.example",), country="US",
               zone="America/Los_Angeles", sequence="key-clients")  # fmt: skip
INVOICES = (
    invoice(), invoice("INV-1043", "2026-03-16", "90.50"), invoice("INV-1044", "2026-05-04", "75.00"),
    harbour_invoice(due="2026-01-05"), replace(harbour_invoice("INV-7001", "2026-03-09"), client="west"),
)  # fmt: skip


def rehearsed(firm: Office, days: int, progress: Callable[[], None] = lambda: None) -> Rehearsal:
    book = firm.desk.store.book()
    accounts = (firm.desk.account(book, client) for client in book.clients())
    policy = firm.desk.rules().policy
    return rehearse(accounts, lambda a: firm.desk.sequence(a.client), policy, firm.clock.now(), days, progress)


def plan(planned: tuple[Planned, ...]) -> list[tuple[date, str, str, tuple[str, ...]]]:
    return sorted((p.day, p.client, p.what, p.invoices) for p in planned)


async def played(firm: Office, days: int) -> list[tuple[date, str, str, tuple[str, ...]]]:
    """What happens in so many days when the clerk approves at once and does each task on its day."""
    happened: list[tuple[date, str, str, tuple[str, ...]]] = []
    first = firm.clock.now()
    for day in range(days):
        for hour in range(0, 24, 3):
            go_to(firm, f"{first + timedelta(days=day, hours=hour):%Y-%m-%d %H:%M}")
            await firm.turn()
            for task in firm.open_tasks():
                happened += task_done(firm, task)
                review.confirm(firm.desk, task.id, "sam")
            await firm.turn()
    for letter in firm.letters():
        sent = letter.claimed_at
        assert sent
        numbers = tuple(line.number for line in letter.lines)
        happened.append((local(firm, letter.client, sent), letter.client, f"letter {letter.template}", numbers))
    return sorted(happened)


def task_done(firm: Office, task: Task) -> list[tuple[date, str, str, tuple[str, ...]]]:
    if task.kind is TaskKind.APPROVE:
        return []
    case = firm.desk.store.book().case(task.client)
    assert case
    return [(local(firm, task.client, task.opened), task.client, f"task {task.kind}", (case.carrying,))]


def local(firm: Office, client: str, moment: datetime) -> date:
    known = firm.desk.store.book().client(client)
    assert known
    return moment.astimezone(ZoneInfo(known.zone)).date()


async def test_what_is_rehearsed_is_what_happens_when_nobody_answers() -> None:
    firm = open_office("2026-02-20 08:00", *INVOICES, clients=(MILLER, HARBOUR, WEST))
    expected = rehearsed(firm, 110)
    happened = await played(firm, 110)
    assert plan(expected.planned) == happened
    assert len(happened) > 25


def test_a_rehearsal_of_a_quiet_month_says_why_it_is_quiet() -> None:
    firm = open_office("2026-01-05 08:00")
    found = rehearsed(firm, 30)
    assert found.planned == ()
    (quiet,) = found.quiet
    assert quiet.sentence == "courtesy, step 1 (courtesy-1), is due on 2026-02-25"


async def test_what_waits_for_a_person_today_is_rehearsed_as_approved_and_done() -> None:
    firm = open_office("2026-03-05 10:00")
    firm.definitions.change(mode=Mode.APPROVE)
    await firm.turn()
    assert [t.kind for t in firm.open_tasks()] == [TaskKind.APPROVE]
    found = rehearsed(firm, 10)
    assert [(f"{p.day}", p.what, p.to) for p in found.planned] == [
        ("2026-03-05", "letter friendly-1", JO), ("2026-03-12", "letter friendly-2", JO),
    ]  # fmt: skip


async def test_a_promise_is_waited_for_in_the_rehearsal_too() -> None:
    firm = open_office()
    await firm.turn()
    firm.answer("We will pay on 20 March.", JO)
    await firm.turn()
    # Held until Wednesday 25 March; the promise is broken, and friendly begins on the 26th.
    assert "promised for 2026-03-20" in rehearsed(firm, 29).quiet[0].sentence
    assert [(f"{p.day}", p.what) for p in rehearsed(firm, 30).planned] == [("2026-03-26", "letter friendly-1")]


async def test_a_rehearsal_leaves_nothing_behind() -> None:
    firm = open_office()
    before = len(list(firm.desk.store.history()))
    steps: list[None] = []
    rehearsed(firm, 90, lambda: steps.append(None))
    assert (len(list(firm.desk.store.history())), firm.letters(), firm.postman.posted) == (before, (), [])
    assert len(steps) == 1
    assert firm.clock.now() == at("2026-02-25 10:00")
