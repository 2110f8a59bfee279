"""Rehearse: what would go out on which day, to whom, and what holds the others. It knows no transport at all.

The same propose() as in real use decides each day. It is assumed that nobody answers or pays, that the mailbox and the
book are fresh, that letters are approved at once and tasks done the same day: the loudest that the files can become.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from outreach.domain.account import Account
from outreach.domain.letter import ON_ITS_WAY, Letter, LetterState
from outreach.domain.money import Money, totals
from outreach.domain.outbox import moved
from outreach.domain.passing import pass_time
from outreach.domain.policy import Policy
from outreach.domain.propose import Conditions, LetterDue, TaskDue, propose
from outreach.domain.sequence import Sequence
from outreach.domain.silence import Silence


@dataclass(frozen=True, slots=True)
class Planned:
    """One letter or task on the day on which it would happen."""

    day: date
    client: str
    name: str
    stage: str
    what: str  # "letter friendly-1", "task call"
    to: str
    invoices: tuple[str, ...]
    totals: tuple[Money, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quiet:
    """A client that gets nothing in all those days, and why on the first of them."""

    client: str
    name: str
    why: str
    sentence: str
    until: date | None


@dataclass(frozen=True, slots=True)
class Rehearsal:
    first: date
    days: int
    planned: tuple[Planned, ...]
    quiet: tuple[Quiet, ...]


def rehearse(
    accounts: Iterator[Account], sequence_of: Callable[[Account], Sequence | None], policy: Policy,
    now: datetime, days: int, progress: Callable[[], None],
) -> Rehearsal:  # fmt: skip
    """Play `days` days from `now` for every account; `progress` is called once for each."""
    planned: list[Planned] = []
    quiet: list[Quiet] = []
    for account in accounts:
        own, silence = _play(account, sequence_of(account), policy, now, days)
        planned += own
        if silence and not own:
            quiet.append(Quiet(account.client.id, account.client.name, silence.why, silence.sentence, silence.until))
        progress()
    planned.sort(key=lambda p: (p.day, p.name))
    return Rehearsal(now.date(), days, tuple(planned), tuple(quiet))


def _play(
    account: Account, sequence: Sequence | None, policy: Policy, now: datetime, days: int
) -> tuple[list[Planned], Silence | None]:
    planned: list[Planned] = []
    first: Silence | None = None
    account = _unblocked(account)
    for offset in range(days):
        at = _in_the_window(account, policy, now, offset)
        passed = pass_time(account, policy, account.calendar.day(at))
        account = replace(account, case=passed.case) if passed else account
        due = propose(account, sequence, policy, Conditions.ideal(at), at)
        if offset == 0 and isinstance(due, Silence):
            first = due
        while not isinstance(due, Silence):
            planned.append(_planned(account, due, at))
            account = _after(account, due, at)
            due = propose(account, sequence, policy, Conditions.ideal(at), at)
    return planned, first


def _unblocked(account: Account) -> Account:
    """The account without what waits for a person today: a waiting letter is proposed anew, on its own day."""
    perhaps = {LetterState.UNKNOWN, LetterState.CLAIMED}
    letters = (replace(x, state=LetterState.ACCEPTED) if x.state in perhaps else x for x in account.letters)
    tasks = tuple(task for task in account.tasks if not task.stage)
    return replace(account, letters=tuple(x for x in letters if x.state not in ON_ITS_WAY), tasks=tasks)


def _in_the_window(account: Account, policy: Policy, now: datetime, offset: int) -> datetime:
    """A moment of the day at which the window is open, on the client's clock; today not before now."""
    day = account.calendar.day(now) + timedelta(days=offset)
    opens = datetime.combine(day, policy.window.opens, account.calendar.zone).astimezone(UTC)
    return max(opens, now) if offset == 0 else opens


def _planned(account: Account, due: LetterDue | TaskDue, at: datetime) -> Planned:
    day = account.calendar.day(at)
    free = account.free_invoices(day)
    letter = isinstance(due, LetterDue)
    return Planned(
        day=day, client=account.client.id, name=account.client.name, stage=due.stage.name,
        what=f"letter {due.template}" if isinstance(due, LetterDue) else f"task {due.step.task}",
        to=due.to.email if isinstance(due, LetterDue) else "",
        invoices=tuple(i.number for i in free) if letter else (due.carrying.number,),
        totals=totals(i.balance for i in free), reasons=due.reasons,
    )  # fmt: skip


def _after(account: Account, due: LetterDue | TaskDue, at: datetime) -> Account:
    """The account once it has happened, by the same functions that move a real case."""
    letter = _stand_in(account, due, at)
    case = moved(account.case, letter, account.calendar.day(at))
    if isinstance(due, TaskDue):
        return replace(account, case=case)
    return replace(account, case=case, letters=(*account.letters, letter))


def _stand_in(account: Account, due: LetterDue | TaskDue, at: datetime) -> Letter:
    lines = due.lines if isinstance(due, LetterDue) else ()
    return Letter(
        id="", client=account.client.id, to="", sequence=account.client.sequence, stage=due.stage.name, step=due.index,
        template="", language="", subject="", carrying=due.carrying.number, lines=lines, message_id="", digest="",
        rendered_at=at, state=LetterState.ACCEPTED, claimed_at=at,
    )  # fmt: skip
