"""What the mere passing of days does to a case: promises fall due, claimed payments should have arrived."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from outreach.domain.account import Account
from outreach.domain.case import Case, Hold, HoldReason, PromiseState
from outreach.domain.policy import Policy
from outreach.domain.promises import broken_twice, settle_promises, unproven_payments
from outreach.domain.react import with_hold
from outreach.domain.task import Task, TaskKind, TaskState, Wanted

SECOND_BROKEN = "a second broken promise"  # the source of a hold that ends when the call is made


@dataclass(frozen=True, slots=True)
class Passed:
    """`idle` are tasks of the sequence that nobody needs any more."""

    case: Case
    sentences: tuple[str, ...]
    wanted: tuple[Wanted, ...]
    idle: tuple[Task, ...] = ()


def pass_time(account: Account, policy: Policy, today: date) -> Passed | None:
    """The case as it is today; None when nothing has changed by itself."""
    after = settle_promises(account, policy, today)
    over = bool(after.stage) and not account.open_invoices()
    if over:
        after = ended(after)
    sentences = tuple(
        f"promise for {new.day:%Y-%m-%d}: {new.state}"
        for old, new in zip(account.case.promises, after.promises, strict=True)
        if old.state is not new.state and new.state is not PromiseState.OPEN
    )
    wanted: tuple[Wanted, ...] = ()
    if broken_twice(account.case, after):
        why = "a second promise was not kept"
        after = _held_for_a_person(after, today, why, source=SECOND_BROKEN)
        wanted = (Wanted(TaskKind.CALL, f"Call {account.client.name}: {why}"),)
    after, checks = _unproven(replace(account, case=after), today)
    if after == account.case:
        return None
    end = ("everything is settled, the conversation is over",) if over else ()
    idle = tuple(t for t in account.tasks if t.stage and t.state is TaskState.OPEN) if over else ()
    return Passed(after, (*sentences, *end, *(w.title for w in checks)), (*wanted, *checks), idle)


def ended(case: Case) -> Case:
    """Everything is settled: the conversation is over. What is owed later begins a new one, gently."""
    return replace(case, carrying="", sequence="", stage="", step=0, moved=None, subject="", thread=())


def _unproven(account: Account, today: date) -> tuple[Case, tuple[Wanted, ...]]:
    """Somebody said that it is paid, and the book does not show it: ask a person rather than doubt a client's word."""
    holds = unproven_payments(account, today)
    if not holds:
        return account.case, ()
    case = replace(account.case, holds=tuple(replace(h, lifted=today) if h in holds else h for h in account.case.holds))
    for hold in holds:
        case = _held_for_a_person(
            case, today, "said to be paid, but the book does not show it", hold.invoices, hold.source
        )
    which = ", ".join(n for hold in holds for n in hold.invoices) or "what is open"
    return case, (Wanted(TaskKind.CHECK, f"Look for the payment of {account.client.name}: {which}"),)


def _held_for_a_person(case: Case, since: date, note: str, invoices: tuple[str, ...] = (), source: str = "") -> Case:
    return with_hold(case, Hold(f"H{len(case.holds) + 1}", HoldReason.PERSON, since, None, invoices, note, source))
