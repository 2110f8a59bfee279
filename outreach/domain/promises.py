"""Promises measured against payments: open, kept, part kept, broken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from outreach.domain.account import Account
from outreach.domain.case import Case, Hold, HoldReason, Promise, PromiseState
from outreach.domain.clients import Invoice
from outreach.domain.policy import Policy


def paid_since(invoices: Iterable[Invoice], currency: str, day: date) -> Decimal:
    """What the book showed as paid on these invoices, in that currency, from `day` on."""
    payments = (p for i in invoices if i.balance.currency == currency for p in i.payments)
    return sum((p.amount for p in payments if p.seen >= day), Decimal(0))


def measured(promise: Promise, account: Account, policy: Policy, today: date) -> PromiseState:
    """The state of an open promise today. Before its day and the bank's grace have passed it can only be kept."""
    covered = [i for i in account.invoices if i.number in promise.invoices]
    if not any(i.is_open for i in covered):
        return PromiseState.KEPT
    amount = promise.amount
    if amount and paid_since(covered, amount.currency, promise.made) >= amount.amount + _promised_before(
        promise, account
    ):
        return PromiseState.KEPT
    if today <= account.calendar.add_working_days(max(promise.day, promise.made), policy.promise_grace):
        return PromiseState.OPEN
    part = any(p.seen >= promise.made for i in covered for p in i.payments)
    return PromiseState.PART_KEPT if part else PromiseState.BROKEN


def _promised_before(promise: Promise, account: Account) -> Decimal:
    """What the same mail promised for earlier days on these invoices: the first instalment does not pay the second."""
    currency = promise.amount.currency if promise.amount else ""
    earlier = (
        p.amount
        for p in account.case.promises
        if p.source == promise.source and p.day < promise.day and set(p.invoices) & set(promise.invoices)
    )
    return sum((amount.amount for amount in earlier if amount and amount.currency == currency), Decimal(0))


def settle_promises(account: Account, policy: Policy, today: date) -> Case:
    """The case with its open promises measured. A kept promise ends its hold; a second broken one asks a person."""
    case = account.case
    if not case.promises:
        return case
    promises = tuple(
        replace(p, state=measured(p, account, policy, today)) if p.state is PromiseState.OPEN else p
        for p in case.promises
    )
    kept = {p.hold for p in promises if p.state is PromiseState.KEPT}
    holds = tuple(replace(h, lifted=today) if h.id in kept and not h.lifted else h for h in case.holds)
    return replace(case, promises=promises, holds=holds)


def broken_twice(before: Case, after: Case) -> bool:
    """Whether a promise has just been broken that was not the first."""

    def broken(case: Case) -> int:
        return sum(p.state in (PromiseState.BROKEN, PromiseState.PART_KEPT) for p in case.promises)

    return broken(after) > broken(before) and broken(after) > 1


def last_broken(case: Case) -> Promise | None:
    """The last promise, if it is the broken one: a letter may mention it, gently, until a new promise is made."""
    last = case.promises[-1] if case.promises else None
    return last if last and last.state in (PromiseState.BROKEN, PromiseState.PART_KEPT) else None


def unproven_payments(account: Account, today: date) -> tuple[Hold, ...]:
    """Holds for payments that were said to be on their way, have run out, and which the book does not show."""
    if not account.case.holds:
        return ()
    open_ = {i.number for i in account.open_invoices()}
    return tuple(
        hold
        for hold in account.case.holds
        if hold.reason is HoldReason.PAID
        and hold.lifted is None
        and hold.until is not None
        and hold.until < today
        and (open_ & set(hold.invoices) if hold.invoices else any(i.due <= hold.since for i in account.open_invoices()))
    )
