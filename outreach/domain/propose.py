"""propose(): what, if anything, goes to a client now. The one place where that is decided.

The agent, the rehearsal, the explanation and the check just before sending all call it. Every answer has its reasons.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from outreach.domain.account import Account
from outreach.domain.clients import Contact, Invoice
from outreach.domain.halt import Halt
from outreach.domain.letter import Letter, LetterState, Line
from outreach.domain.pace import AN_HOUR, RAMP_OVER, daily_cap
from outreach.domain.policy import Policy
from outreach.domain.schedule import Next, next_step
from outreach.domain.sequence import LetterStep, Sequence, Stage, TaskStep
from outreach.domain.silence import Silence, Why


@dataclass(frozen=True, slots=True)
class Conditions:
    """What must hold for any letter at all: how fresh our knowledge is, and how much went out already."""

    inbox_read_at: datetime | None
    book_taken_at: datetime | None
    sent_today: int  # letters claimed in the last 24 hours
    halts: tuple[Halt, ...] = ()  # what a person must release before any letter goes
    sent_hour: int = 0  # letters claimed in the last hour
    ready: int = 0  # letters that will go out before one that is written now
    days_before: int = RAMP_OVER  # days before this one on which letters went out
    written_to: Mapping[str, datetime] = field(default_factory=dict)  # addresses in lower case, and when a letter went
    bank_changed: bool = False  # the bank details are not those of the last letter that went out

    @classmethod
    def ideal(cls, now: datetime) -> Conditions:
        """For the rehearsal, which asks what the calendar holds, not whether the mailbox answers just now."""
        return cls(now, now, 0)


@dataclass(frozen=True, slots=True)
class LetterDue:
    stage: Stage
    index: int
    template: str
    to: Contact
    carrying: Invoice
    lines: tuple[Line, ...]
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        return f"letter {self.template} to {self.to.email} is due"


@dataclass(frozen=True, slots=True)
class TaskDue:
    stage: Stage
    index: int
    step: TaskStep
    carrying: Invoice
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        return f"the task {self.step.task} is due"


Proposal = LetterDue | TaskDue


def propose(
    account: Account, sequence: Sequence | None, policy: Policy, conditions: Conditions, now: datetime
) -> Proposal | Silence:
    """The letter or task that is due for this client at `now`, or the reason why nothing is."""
    day = account.calendar.day(now)
    silence = _case_silence(account, day)
    if silence:
        return silence
    if sequence is None:
        name = account.client.sequence
        return Silence(Why.NO_SEQUENCE, f'the sequence "{name}" is missing or has problems; see `outreach check`')
    carrying = account.free_invoices(day)[0]
    gone = account.case.stage
    if gone and account.case.sequence == sequence.name and sequence.index(gone) < 0:
        return Silence(Why.NO_SEQUENCE, f'the case stands at stage "{gone}", which "{sequence.name}" no longer has')
    mentioned = account.has_mentioned(carrying.number)
    written = account.steps_written(carrying.number)
    step = next_step(account.case, carrying, sequence, account.calendar, day, mentioned=mentioned, written=written)
    if step is None:
        return Silence(Why.ENDED, f'the sequence "{sequence.name}" has ended; it is with a person now')
    if day < step.day:
        return Silence(Why.NOT_YET, f"{_name(step)} is due on {step.day:%Y-%m-%d}", step.day)
    if isinstance(step.step, TaskStep):
        return TaskDue(step.stage, step.index, step.step, carrying, _reasons(account, step, carrying, day))
    return _letter(account, step, step.step, carrying, policy, conditions, now)


def _case_silence(account: Account, day: date) -> Silence | None:
    """What keeps the whole case silent, before any sequence is looked at."""
    if not account.open_invoices():
        return Silence(Why.NOTHING_OWED, "nothing is open")
    hold = account.case.case_hold(day)
    if hold:
        return _held(str(hold), hold.until)
    if not account.free_invoices(day):
        holds = [hold for _, hold in account.held_invoices(day)]
        first = min(holds, key=lambda hold: hold.until or date.max)
        return _held("every open invoice is held; " + "; ".join(dict.fromkeys(str(h) for h in holds)), first.until)
    if account.waiting_letter:
        return Silence(Why.ON_ITS_WAY, _waiting(account.waiting_letter))
    if account.step_task:
        return Silence(Why.WAITS_FOR_TASK, f"waits for task {account.step_task.id}: {account.step_task.title}")
    return None


def _held(sentence: str, until: date | None) -> Silence:
    return Silence(Why.HELD, sentence, until + timedelta(days=1) if until else None)


def _waiting(letter: Letter) -> str:
    match letter.state:
        case LetterState.RENDERED:
            return f"letter {letter.id} waits for approval"
        case LetterState.UNKNOWN:
            return f"letter {letter.id} was perhaps sent; a person must settle it"
        case LetterState.DEFERRED:
            return f"letter {letter.id} was put off by the mail server and will be tried again"
        case _:
            return f"letter {letter.id} is being sent"


def _letter(
    account: Account, step: Next, letter: LetterStep, carrying: Invoice, policy: Policy, at: Conditions, now: datetime
) -> LetterDue | Silence:
    day = account.calendar.day(now)
    to = account.client.addressee
    if to is None:
        return Silence(Why.NO_ADDRESS, "no contact of this client can be reached by mail")
    listed = policy.do_not_write.place_of(to.email)
    if listed:
        return Silence(Why.DO_NOT_WRITE, f"{to.email} is not to be written to, says {listed}")
    silence = (
        too_soon(account, policy, day)
        or _closed(account, policy, now)
        or brakes(policy, at, now)
        or _written_today(account, to, at, day)
    )
    if silence:
        return silence
    lines = tuple(Line(i.number, i.balance, i.due) for i in account.free_invoices(day))
    reasons = (*_reasons(account, step, carrying, day), *_fresh(at))
    return LetterDue(step.stage, step.index, letter.template, to, carrying, lines, reasons)


def too_soon(account: Account, policy: Policy, day: date) -> Silence | None:
    """At least `min_gap` days lie between two letters to one client, so no backlog can ever be sent in a burst."""
    last = account.last_sent
    if last is None or last.claimed_at is None:
        return None
    sent_on = account.calendar.day(last.claimed_at)
    free_on = sent_on + timedelta(days=policy.min_gap)
    if day >= free_on:
        return None
    return Silence(
        Why.TOO_SOON, f"the last letter went out on {sent_on:%Y-%m-%d}; the next not before {free_on}", free_on
    )


def _closed(account: Account, policy: Policy, now: datetime) -> Silence | None:
    if policy.window.is_open(now, account.calendar):
        return None
    window = policy.window
    hours = f"{window.opens:%H:%M} to {window.closes:%H:%M} on working days, {account.client.zone} time"
    return Silence(Why.CLOSED, f"letters go out from {hours}")


def _written_today(account: Account, to: Contact, at: Conditions, day: date) -> Silence | None:
    """One letter a day is enough for a person, though they read the mail of several clients."""
    last = at.written_to.get(to.email.lower())
    if last is None or account.calendar.day(last) != day:
        return None
    return Silence(
        Why.SAME_ADDRESS,
        f"{to.email} gets a letter about another client today",
        account.calendar.working_day_from(day + timedelta(days=1)),
    )


def brakes(policy: Policy, conditions: Conditions, now: datetime) -> Silence | None:
    """What stops all letters: we write only after reading, on fresh figures, and not too many (laws 1 and 2)."""
    if conditions.halts:
        return Silence(Why.HALTED, "nothing goes out: " + "; ".join(str(halt) for halt in conditions.halts))
    if policy.do_not_write.broken:
        return Silence(Why.HALTED, f"nothing goes out until it is mended: {policy.do_not_write.broken}")
    read_at, taken_at = conditions.inbox_read_at, conditions.book_taken_at
    if read_at is None or not _within(read_at, policy.max_inbox_age, now):
        since = f"since {read_at:%Y-%m-%d %H:%M} UTC" if read_at else "yet"
        return Silence(Why.INBOX_UNREAD, f"the inbox has not been read {since}; an answer may be waiting in it")
    if taken_at is None or not _within(taken_at, policy.max_book_age, now):
        since = f"from {taken_at:%Y-%m-%d}" if taken_at else "missing"
        return Silence(
            Why.BOOK_OLD, f"the list of invoices is {since}; a payment may be missing in it (`outreach import`)"
        )
    return _capped(policy, conditions)


def _within(then: datetime, age: timedelta, now: datetime) -> bool:
    """What lies ahead by more than clocks differ is not fresh: a clock was wrong, and it would stay fresh for ever."""
    return -AN_HOUR <= now - then <= age


def _capped(policy: Policy, at: Conditions) -> Silence | None:
    cap = daily_cap(policy, at.days_before)
    if at.sent_today + at.ready >= cap:
        ready = f", {at.ready} more are ready" if at.ready else ""
        which = "the daily cap" if cap == policy.daily_cap else f"the cap of sending day {at.days_before + 1}"
        return Silence(Why.CAP, f"{at.sent_today} letters went out in the last 24 hours{ready}; {which} is {cap}")
    if at.sent_hour >= policy.hourly_cap:
        return Silence(Why.HOURLY_CAP, f"{at.sent_hour} letters went out in the last hour, the hourly cap")
    return None


def _name(step: Next) -> str:
    what = step.step.template if isinstance(step.step, LetterStep) else f"the task {step.step.task}"
    return f"{step.stage.name}, step {step.index + 1} ({what}),"


def _reasons(account: Account, step: Next, carrying: Invoice, day: date) -> tuple[str, ...]:
    late = carrying.days_overdue(day)
    age = f"{late} days overdue" if late > 0 else "due today" if late == 0 else f"due in {-late} days"
    reasons = [
        f"{carrying.number} is {age}, the oldest of {len(account.free_invoices(day))} open and not held",
        f'stage "{step.stage.name}" starts on {step.stage.starts_on(carrying.due):%Y-%m-%d}; '
        f"this is step {step.index + 1} of {len(step.stage.steps)}",
    ]
    if account.case.moved:
        reasons.append(f"the step before was on {account.case.moved:%Y-%m-%d}")
    for invoice, hold in account.held_invoices(day):
        reasons.append(f"{invoice.number} is left out: {hold}")
    return tuple(reasons)


def _fresh(conditions: Conditions) -> tuple[str, ...]:
    return (
        f"the inbox was read whole at {conditions.inbox_read_at:%Y-%m-%d %H:%M} UTC",
        f"the list of invoices is from {conditions.book_taken_at:%Y-%m-%d %H:%M} UTC",
        f"{conditions.sent_today} letters in the last 24 hours",
    )
