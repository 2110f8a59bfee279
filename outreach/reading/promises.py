"""The promises in a passage: which day goes with which amount and which invoices, and what is doubtful about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from outreach.domain.finding import StatedPromise
from outreach.domain.money import Money, totals
from outreach.reading.context import Context
from outreach.reading.dates import FoundDate
from outreach.reading.instalments import instalments
from outreach.reading.mentions import Mentions
from outreach.reading.passages import Passage
from outreach.reading.shares import share_of

FURTHEST = timedelta(days=120)  # a promise beyond is a plan, or a slip of the pen
_SIDE_BY_SIDE = 12  # characters between the days of a list: "on the 1st and on the 15th"


def promises_in(passage: Passage, mentions: Mentions) -> tuple[StatedPromise, ...]:
    """One promise for each day on which something is paid, with what stands nearest to it; one without a day when none
    is named."""
    context, base = mentions.context, _base(passage, mentions.context)
    dates = _to_come(passage.mentions.dates, context)
    if schedule := next(iter(passage.mentions.schedules), None):
        amounts = [found.money for found in passage.mentions.amounts]
        if made := instalments(schedule, dates, amounts, base, passage.numbers):
            return made
    parts = list(_shares(passage, mentions, dates)) if len(dates) > 1 else [passage.mentions]
    if len(dates) > 1 and not _are_several(dates, parts):
        dates, parts = (max(dates, key=lambda found: found.day),), [passage.mentions]
    amounts_of = _with_the_rest([_amount(part, base) for part in parts], parts, mentions, base)
    one_topic = len({part.numbers for part in parts if part.numbers}) < 2
    return tuple(
        StatedPromise(found.day if found else None, amount, passage.numbers if one_topic else part.numbers)
        for found, amount, part in zip(dates or (None,), amounts_of, parts, strict=True)
    )


def doubts_about(passage: Passage, promises: tuple[StatedPromise, ...], context: Context) -> Iterator[str]:
    """Reasons not to take the promises at their word."""
    for found in passage.mentions.dates:
        yield from _doubts_about_day(found, context)
    if any(reference.day >= context.sent_on for reference in passage.mentions.references):
        yield "a day to come is named, and it is not clear whether it is that of the payment"
    if passage.mentions.schedules:
        yield "something is paid again and again; look at the days and the amounts"
    elif len(_to_come(passage.mentions.dates, context)) > 1 and not _shared_out(promises):
        yield "several days are named, and it is not said what is paid on which"
    for promise in promises:
        yield from _doubts_about_amount(promise, passage, context)


def _to_come(dates: Sequence[FoundDate], context: Context) -> tuple[FoundDate, ...]:
    """Nobody promises to pay yesterday; a day that is over and stands alone may be a slip, and is shown to a person."""
    meant = tuple(d for d in dates if d.day >= context.sent_on or d.kind not in ("today", "weekday", "week part"))
    return tuple(d for d in meant if d.day >= context.sent_on) or meant


def _base(passage: Passage, context: Context) -> Money | None:
    """What the promise covers: the invoices it is about, or all; None when they are in several currencies."""
    covered = [i.balance for i in context.invoices if not passage.numbers or i.number in passage.numbers]
    sums = totals(covered)
    return sums[0] if len(sums) == 1 else None


def _are_several(dates: Sequence[FoundDate], parts: Sequence[Mentions]) -> bool:
    """Whether something is paid on each of the days, or one of them is only that of an approval."""
    shared_out = [bool(part.amounts or part.shares or part.numbers) for part in parts]
    together = any(after.start - one.end <= _SIDE_BY_SIDE for one, after in pairwise(dates))
    return sum(shared_out) > 1 or together


def _amount(mentions: Mentions, base: Money | None) -> Money | None:
    """The sum named, or the part of what is covered; what "the rest" comes to is not known here."""
    if amount := _sum(mentions):
        return amount
    part = next((share.part for share in mentions.shares if share.part is not None), None)
    return share_of(part, base) if part is not None and base and not mentions.amounts else None


def _with_the_rest(
    amounts: list[Money | None], parts: Sequence[Mentions], mentions: Mentions, base: Money | None
) -> list[Money | None]:
    """ "500 on the 1st and the rest on the 15th": what the other sums leave, if there are any."""
    open_ = (n for n, amount in enumerate(amounts) if amount is None)
    rests = [n for n in open_ if any(share.part is None for share in parts[n].shares)]
    stated = [amount for amount in amounts if amount is not None]
    if not stated and len(mentions.amounts) == 1 and not any(part.amounts for part in parts):
        stated = [mentions.amounts[0].money]  # "we paid 500 today, the rest follows on Friday"
    if len(rests) != 1 or not stated or base is None or {m.currency for m in stated} != {base.currency}:
        return amounts
    left = replace(base, amount=base.amount - sum(money.amount for money in stated))
    amounts[rests[0]] = left if left.amount > 0 else None
    return amounts


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


def _shares(passage: Passage, mentions: Mentions, dates: Sequence[FoundDate]) -> Iterator[Mentions]:
    """What belongs to each day: all before it since the day before ("INV-1 on Monday and INV-2 on Friday"), or, when
    the first day stands first, all after it."""
    start, end = min(s for s, _ in passage.areas), max(e for _, e in passage.areas)
    here = passage.mentions
    others = (*(i.start for i in here.invoices), *(a.start for a in here.amounts), *(s.start for s in here.shares))
    days_first = min(others, default=end) > dates[0].start
    edges = [start, *(d.end for d in dates)] if not days_first else [*(d.start for d in dates), end]
    for begin, finish in pairwise(edges):
        yield mentions.within([(begin, finish)])


def _shared_out(promises: tuple[StatedPromise, ...]) -> bool:
    named = [number for promise in promises for number in promise.invoices]
    if len(promises) > 1 and all(promise.amount for promise in promises):
        return True
    return len(promises) > 1 and all(promise.invoices for promise in promises) and len(named) == len(set(named))
