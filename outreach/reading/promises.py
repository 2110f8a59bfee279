"""The promises in a passage: which day goes with which amount and which invoices, and what is doubtful about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from outreach.domain.finding import StatedPromise
from outreach.domain.money import Money
from outreach.reading.context import Context
from outreach.reading.dates import FoundDate
from outreach.reading.mentions import Mentions
from outreach.reading.passages import Passage

FURTHEST = timedelta(days=120)  # a promise beyond is a plan, or a slip of the pen


def promises_in(passage: Passage, mentions: Mentions) -> tuple[StatedPromise, ...]:
    """One promise for each day named, with what stands nearest to it; one without a day when none is named."""
    dates = passage.mentions.dates
    if len(dates) < 2:
        day = dates[0].day if dates else None
        return (StatedPromise(day, _sum(passage.mentions), passage.numbers),)
    return tuple(
        StatedPromise(found.day, _sum(part), part.numbers)
        for found, part in zip(dates, _shares(passage, mentions), strict=True)
    )


def doubts_about(passage: Passage, promises: tuple[StatedPromise, ...], context: Context) -> Iterator[str]:
    """Reasons not to take the promises at their word."""
    for found in passage.mentions.dates:
        yield from _doubts_about_day(found, context)
    if any(reference.day >= context.sent_on for reference in passage.mentions.references):
        yield "a day to come is named, and it is not clear whether it is that of the payment"
    if len(promises) > 1 and not _shared_out(promises):
        yield "several days are named, and it is not said what is paid on which"
    for promise in promises:
        yield from _doubts_about_amount(promise, passage, context)


def _doubts_about_day(found: FoundDate, context: Context) -> Iterator[str]:
    if not found.sure:
        yield f'"{found.words}" may be another day than {found.day}'
    if found.day < context.sent_on:
        yield f"{found.day} was over when the mail was written"
    elif found.day - context.sent_on > FURTHEST:
        yield f"{found.day} is more than {FURTHEST.days} days ahead"


def _doubts_about_amount(promise: StatedPromise, passage: Passage, context: Context) -> Iterator[str]:
    if promise.amount is None:
        if passage.mentions.amounts:
            yield "it is not clear what the amounts belong to"
        return
    meant = [i for i in context.invoices if not promise.invoices or i.number in promise.invoices]
    owed = [i.balance for i in meant if i.balance.currency == promise.amount.currency]
    if not owed:
        yield f"nothing is owed in {promise.amount.currency}"
    elif promise.amount.amount > sum(money.amount for money in owed):
        yield f"{promise.amount} is more than is open"


def _sum(mentions: Mentions) -> Money | None:
    """The amount named; of several only those that each stand for an invoice are added."""
    amounts = mentions.amounts
    if not amounts:
        return None
    stands_for = {(m.start, m.end) for m in mentions.invoices}
    of_invoices = all((a.start, a.end) in stands_for for a in amounts)
    if len(amounts) > 1 and (not of_invoices or len({a.money.currency for a in amounts}) > 1):
        return None
    total = amounts[0].money
    for amount in amounts[1:]:
        total += amount.money
    return total


def _shares(passage: Passage, mentions: Mentions) -> Iterator[Mentions]:
    """What belongs to each day: all before it since the day before ("INV-1 on Monday and INV-2 on Friday"), or, when
    the first day stands first, all after it."""
    dates = passage.mentions.dates
    start, end = min(s for s, _ in passage.areas), max(e for _, e in passage.areas)
    others = (*(i.start for i in passage.mentions.invoices), *(a.start for a in passage.mentions.amounts))
    days_first = min(others, default=end) > dates[0].start
    edges = [start, *(d.end for d in dates)] if not days_first else [*(d.start for d in dates), end]
    for begin, finish in pairwise(edges):
        yield mentions.within([(begin, finish)])


def _shared_out(promises: tuple[StatedPromise, ...]) -> bool:
    named = [number for promise in promises for number in promise.invoices]
    return all(promise.invoices for promise in promises) and len(named) == len(set(named))
