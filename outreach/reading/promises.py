"""The promises in a passage: which day goes with which amount and which invoices, and what is doubtful about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from outreach.domain.finding import Intent, StatedPromise
from outreach.domain.money import Money, totals
from outreach.reading.context import Context
from outreach.reading.dates import FoundDate
from outreach.reading.instalments import instalments
from outreach.reading.mentions import Mentions
from outreach.reading.passages import Passage
from outreach.reading.shares import share_of

FURTHEST = timedelta(days=120)  # a promise beyond is a plan, or a slip of the pen
_LOOKS_BACK = 60  # characters
_LISTED = re.compile(
    r"\s*(?:[,;&+/]\s*(?:(?:and|und|et|y|e|en|i|oraz|then|dann|puis|luego|poi|dan|potem|depois)\s+)?"
    r"|(?:and|und|et|y|e|en|i|oraz)\s+)(?:(?:the\s+)?(?:second|third|fourth|last|zweite|dritte|deuxieme|troisieme"
    r"|segund[oa]|tercer[oa]|second[oa]|terz[oa]|tweede|derde|drug[aiey]\w*|trzeci\w*|terceir[oa])\s+)?"
    r"(?:(?:on|by|for|the|am|zum|den|der|bis|le|au|el|al|il|op|de|no|na|o|w|do|dnia|dia)\s+)*"
)  # between the days of a list: "on the 1st and on the 15th"
_SECOND = re.compile(
    r"\b(?:second[aeo]?|zweite[nrs]?|deuxieme|segund[oa]|tweede|drug[aiey]\w{0,3}|resto|other half)\b"
)  # of two payments
_ENDS = re.compile(r"[.!?]\s|\n")  # a sentence
_ASIDE = re.compile(
    r"\s(?:(?:as|because|since|while) (?:we|i|our|my|the|it|he|she|they)\b|not\b|was\b|were\b|had\b|arrived\b"
    r"|came\b|(?:weil|da|nachdem|als|obwohl) (?:wir|ich|der|die|das|unser)|nicht\b|war\b|waren\b|hatten?\b|kam\b"
    r"|(?:car|puisque|parce que?|comme|vu que|alors que) |pas\b|etait\b|etaient\b|avait\b|avons (?:recu|eu)\b"
    r"|(?:porque|ya que|como|pues|puesto que) |estaba\b|estuvo\b|llego\b|llegaron\b"
    r"|(?:perche|poiche|siccome|visto che|dato che) |era\b|erano\b|arrivat[oaie]\b"
    r"|(?:omdat|want|aangezien|doordat) |niet\b|waren\b|kwam\b|(?:bo|poniewaz|gdyz|skoro) |byl[aoy]?\b"
    r"|przyszl\w+\b|(?:pois|ja que|uma vez que) |chegou\b|chegaram\b|estava\b)"
)  # of a day that is beside the point


def promises_in(passage: Passage, mentions: Mentions) -> tuple[StatedPromise, ...]:
    """One promise for each day on which something is paid, with what stands nearest, or, of as many sums, its own;
    one without a day when none is named."""
    context, base = mentions.context, _base(passage, mentions.context)
    dates = _to_come(_of_the_payment(passage), context)
    values = _values(passage.mentions, base)
    if not dates:  # "the draft falls due on the 31st": a person is shown it
        dates = tuple(found for found in passage.mentions.references if found.day >= context.sent_on)
    if not values and (counted := tuple(found for found in dates if "counted" in found.kind)):
        dates = counted  # "they sign on the 10th, we pay the day after"
    schedule = next(iter(passage.mentions.schedules), None)
    if schedule and not len(values) == len(dates) > 1:
        amounts = [found.money for found in passage.mentions.amounts]
        if made := instalments(schedule, dates, amounts, base, passage.numbers):
            return made
    parts = list(_shares(passage, mentions, dates)) if len(dates) > 1 else [passage.mentions]
    if len(values) == len(dates) + 1 > 2 and values[0] == base:
        values = values[1:]  # "I owe you 2,400: 1,400 on the 9th, 1,000 on the 23rd"
    if len(dates) > 1 and not _are_several(dates, parts, values, base, passage.mentions.plain):
        dates, parts = (max(dates, key=_nearness),), [passage.mentions]
    in_turn = len(dates) > 1 and len(values) == len(dates)
    sums = values if in_turn else [_amount(part, base) for part in parts]
    one_topic = len({part.numbers for part in parts if part.numbers}) < 2
    return tuple(
        StatedPromise(found.day if found else None, amount, passage.numbers if one_topic else part.numbers)
        for found, amount, part in zip(dates or (None,), sums, parts, strict=True)
    )


def promises_of(passages: Sequence[Passage], mentions: Mentions) -> tuple[StatedPromise, ...]:
    """Each promise of a mail once; one without a day or an amount says nothing more beside one that has them."""
    promising = [p for p in passages if Intent.PROMISE in p.intents]
    found = {passage: promises_in(passage, mentions) for passage in promising}
    bare = [promises[0] for passage, promises in found.items() if len(promises) == 1 and _is_bare(passage, promises[0])]
    last = max((promise for promise in bare), key=lambda promise: promise.day or date.min, default=None)
    told = dict.fromkeys(p for promises in found.values() for p in promises if p not in bare or p == last)
    sums, days = [p for p in told if p.amount and not p.day], [p for p in told if p.day and not p.amount]
    if len(sums) == len(days) == 1 == len(told) - 1 and {*sums[0].invoices} <= {*days[0].invoices, *sums[0].invoices}:
        return (replace(days[0], amount=sums[0].amount, invoices=days[0].invoices or sums[0].invoices),)
    plain = [promise for promise in told if promise.day or promise.amount]
    return tuple(plain or list(told)[:1])


def _is_bare(passage: Passage, promise: StatedPromise) -> bool:
    """Only a day: of several, one may be that of an approval ("signed this morning. Value date the 31st")."""
    return bool(promise.day) and not (passage.numbers or passage.mentions.amounts or passage.mentions.shares)


def doubts_about(passage: Passage, promises: tuple[StatedPromise, ...], context: Context) -> Iterator[str]:
    """Reasons not to take the promises at their word."""
    values = _values(passage.mentions, _base(passage, context))
    for found in passage.mentions.dates:
        yield from _doubts_about_day(found, context)
    if any(reference.day >= context.sent_on for reference in passage.mentions.references):
        yield "a day to come is named, and it is not clear whether it is that of the payment"
    if passage.mentions.schedules:
        yield "something is paid again and again; look at the days and the amounts"
    elif len(_to_come(_of_the_payment(passage), context)) > 1 and not _shared_out(promises, values):
        yield "several days are named, and it is not said what is paid on which"
    for promise in promises:
        if promise.amount:
            yield from _doubts_about_amount(promise.amount, promise, context)
        elif passage.mentions.amounts and len(values) != len(promises):
            yield "it is not clear what the amounts belong to"


def _of_the_payment(passage: Passage) -> tuple[FoundDate, ...]:
    """Without the days of what gives the reason, is over, or is not meant, where another day is named: "as we close
    for Easter", "the token arrived on Saturday", "not on Friday". A sentence that only stands beside the promise adds
    a day to those in it when it names a sum, too: "I am away until Monday. It goes out on Friday"."""
    mentions, here = passage.mentions, passage.areas[0]
    sentence = [area for area in passage.areas if not _ENDS.search(mentions.plain, *_between(here, area))]
    own = mentions.within(sentence).dates
    parts = [mentions.within([area]) for area in passage.areas if area not in sentence]
    sums = [d for part in parts if part.amounts or part.shares or part.numbers for d in part.dates]
    named = (*own, *sums) if own else mentions.dates
    beside = [found for found in named if not _ASIDE.search(_before(found, mentions))]
    return tuple(sorted(beside or named, key=lambda found: found.start))


def _between(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return min(one[1], other[1]) - 1, max(one[0], other[0])


def _nearness(found: FoundDate) -> tuple[bool, date]:
    """Of several days the one that is most likely that of the payment comes last."""
    return not found.of, found.day


def _before(found: FoundDate, mentions: Mentions) -> str:
    """The words of its part of the sentence that stand before a day."""
    before = mentions.plain[max(0, found.start - _LOOKS_BACK) : found.start]
    return " " + re.split(r"[.,;:!?()\n]\s|\s[-–]\s", before)[-1]


def _to_come(dates: Sequence[FoundDate], context: Context) -> tuple[FoundDate, ...]:
    """Nobody promises to pay yesterday; a day that is over and stands alone may be a slip, and is shown to a person."""
    meant = tuple(d for d in dates if d.day >= context.sent_on or d.kind not in ("today", "weekday", "week part"))
    return tuple(d for d in meant if d.day >= context.sent_on) or meant


def _base(passage: Passage, context: Context) -> Money | None:
    """What the promise covers: the invoices it is about, or all; None when they are in several currencies."""
    covered = [i.balance for i in context.invoices if not passage.numbers or i.number in passage.numbers]
    sums = totals(covered)
    return sums[0] if len(sums) == 1 else None


def _values(mentions: Mentions, base: Money | None) -> list[Money | None]:
    """The sums and shares named, in their order; None is "the rest": no figure says what it comes to, and it is
    kept when nothing is open any more."""
    of_invoices = {(m.start, m.end) for m in mentions.invoices}
    sums = [(a.start, a.money) for a in mentions.amounts if (a.start, a.end) not in of_invoices]
    parts = [(s.start, share_of(s.part, base) if s.part and base else None) for s in mentions.shares]
    again = {share.start for share in mentions.shares if share.same}
    values: list[Money | None] = []
    for start, value in sorted((*sums, *parts), key=lambda each: each[0]):
        values.append(values[-1] if start in again and values else value)
    return values


def _are_several(
    dates: Sequence[FoundDate],
    parts: Sequence[Mentions],
    values: Sequence[Money | None],
    base: Money | None,
    plain: str,
) -> bool:
    """Whether something is paid on each of the days, or one of them is only that of an approval."""
    shared_out = [bool(part.amounts or part.shares or part.numbers) for part in parts]
    if any(share.part is None and not share.same for part in parts for share in part.shares):
        return True  # "the rest" is of what another day leaves
    if any(value and base and value != base and value.currency == base.currency for value in values):
        return True  # a part of what is owed leaves another part for another day
    together = any(
        _LISTED.fullmatch(plain, one.end, after.start) or _SECOND.search(plain, one.end, after.end)
        for one, after in pairwise(dates)
    )
    return sum(shared_out) > 1 or len(values) == len(dates) or together


def _amount(mentions: Mentions, base: Money | None) -> Money | None:
    """The sum named, or the part of what is covered."""
    if amount := _sum(mentions):
        return amount
    part = next((share.part for share in mentions.shares if share.part is not None), None)
    return share_of(part, base) if part is not None and base and not mentions.amounts else None


def _doubts_about_day(found: FoundDate, context: Context) -> Iterator[str]:
    if not found.sure:
        yield f'"{found.words}" may be another day than {found.day}'
    if found.day < context.sent_on:
        yield f"{found.day} was over when the mail was written"
    elif found.day - context.sent_on > FURTHEST:
        yield f"{found.day} is more than {FURTHEST.days} days ahead"


def _doubts_about_amount(amount: Money, promise: StatedPromise, context: Context) -> Iterator[str]:
    meant = [i for i in context.invoices if not promise.invoices or i.number in promise.invoices]
    owed = [i.balance for i in meant if i.balance.currency == amount.currency]
    if not owed:
        yield f"nothing is owed in {amount.currency}"
    elif amount.amount > sum(money.amount for money in owed):
        yield f"{amount} is more than is open"


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


def _shared_out(promises: tuple[StatedPromise, ...], values: Sequence[Money | None]) -> bool:
    named = [number for promise in promises for number in promise.invoices]
    if len(promises) > 1 and (len(values) == len(promises) or all(promise.amount for promise in promises)):
        return True
    return len(promises) > 1 and all(promise.invoices for promise in promises) and len(named) == len(set(named))
