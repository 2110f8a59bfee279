"""Why a finding cannot be acted on without a person: what is not clearly understood is not sure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from outreach.domain.finding import Intent
from outreach.domain.money import totals
from outreach.reading.context import Context
from outreach.reading.dates import FoundDate
from outreach.reading.judgement import WEIGHT
from outreach.reading.language import Flag
from outreach.reading.mentions import Mentions
from outreach.reading.passages import Cut, Passage
from outreach.reading.promises import doubts_about, promises_in
from outreach.reading.vocabularies import VOCABULARIES

_MOST_TOLD = 5  # clauses shown as not understood
_CLAIMS = frozenset({Intent.PROMISE, Intent.PAID})
_TURNED = frozenset({Flag.QUESTION, Flag.NEGATED, Flag.CONDITIONAL, Flag.REPORTED})
_CONTRADICT = tuple(
    frozenset(pair)
    for pair in (
        (Intent.PROMISE, Intent.PAID),
        *((claim, against) for claim in (Intent.PROMISE, Intent.PAID)
          for against in (Intent.DISPUTE, Intent.PLAN, Intent.HARDSHIP, Intent.LEGAL)),
        (Intent.PROMISE, Intent.DOCUMENT),  # "send us a copy and we will pay" is a condition
    )
)  # fmt: skip


def doubts_in(text: str, made: Cut, mentions: Mentions, context: Context) -> Iterator[str]:
    """Every reason why the finding cannot be acted on without a person."""
    for rule in made.too_slow:
        yield f"the rule {rule} took too long and was left out"
    if made.out_of_time:
        yield "the rules took too long on this mail, and not all of them were tried"
    for clause in made.unread[:_MOST_TOLD]:
        yield f'not understood: "{_short(clause.text)}"'
    for passage in made.passages:
        yield from _doubts_about_reading(passage)
        yield from _doubts_about_scope(text, passage, made, context)
        if Intent.PROMISE in passage.intents:
            yield from doubts_about(passage, promises_in(passage, mentions), context)
        if Intent.PAID in passage.intents:
            yield from _doubts_about_payment(passage, context)
    yield from _contradictions(made.passages, mentions)


def _doubts_about_payment(passage: Passage, context: Context) -> Iterator[str]:
    if any(not share.same for share in passage.mentions.shares):
        yield "only a part is said to be paid"
    if any(_is_to_come(found, context) for found in passage.mentions.dates):
        yield "it is said to be paid on a day that was still to come"
    meant = [i.balance for i in context.invoices if not passage.numbers or i.number in passage.numbers]
    paid = [found.money for found in passage.mentions.amounts]
    if paid and totals(paid) != totals(meant):
        yield "what is said to be paid is not what is open"


def _is_to_come(found: FoundDate, context: Context) -> bool:
    """ "Paid on Friday" means the last one, "on the 26th" the one that has been."""
    return found.day > context.sent_on and found.kind not in ("weekday", "day of month")


def _doubts_about_reading(passage: Passage) -> Iterator[str]:
    words = _short(passage.clause.text)
    if not all(match.rule.sure for match in passage.matches):
        yield f'"{words}" may mean something else'
    if any(match.reported for match in passage.matches):
        yield f'"{words}" tells what somebody else said'
    if passage.clause.flags & _TURNED and any(not m.rule.path and m.rule.intent in _CLAIMS for m in passage.matches):
        yield f'"{words}" is asked, denied or made to depend on something'
    if passage.silent:
        yield f'"{words}" says more than was understood'
    if passage.too_much_left:
        yield f'"{words}" has words that were not understood: {", ".join(passage.left[:8])}'


def _doubts_about_scope(text: str, passage: Passage, made: Cut, context: Context) -> Iterator[str]:
    """Which invoices a promise or a payment is for, when several are open and the passage names none."""
    claims = passage.intents & _CLAIMS
    if passage.numbers or len(context.invoices) < 2 or not claims:
        return
    elsewhere = any(p.numbers and p.intents != {Intent.PAID} for p in made.passages)
    told_before = claims == {Intent.PAID} and any(p.numbers and p.intents == {Intent.PAID} for p in made.passages)
    one = any(words.singular.search(text[slice(*area)]) for words in VOCABULARIES.values() for area in passage.areas)
    if passage.mentions.amounts:
        yield "it is not said which invoices the amount is for"
    elif one or elsewhere or (not told_before and any(p.numbers for p in made.passages)):
        yield f'it is not clear which invoices "{_short(passage.clause.text)}" is about'


def _contradictions(passages: tuple[Passage, ...], mentions: Mentions) -> Iterator[str]:
    for passage in passages:
        for pair in _CONTRADICT:
            if pair <= passage.intents:
                yield _both(*pair)
    for one, other in combinations(passages, 2):
        if one.numbers and other.numbers and not set(one.numbers) & set(other.numbers):
            continue
        for a in one.intents:
            yield from (_both(a, b) for b in other.intents if frozenset({a, b}) in _CONTRADICT)
        if Intent.PROMISE in one.intents & other.intents and not (_has_sums(one) and _has_sums(other)):
            days = [{promise.day for promise in promises_in(p, mentions)} for p in (one, other)]
            if days[0] != days[1]:
                yield "two promises are made for the same"


def _has_sums(passage: Passage) -> bool:
    return bool(passage.mentions.amounts or passage.mentions.shares)


def _both(a: Intent, b: Intent) -> str:
    first, second = sorted((a, b), key=WEIGHT.index)
    return f"it says {first} and {second} of the same"


def _short(words: str) -> str:
    line = " ".join(words.split()).strip(" ,;:-–")
    return line if len(line) <= 80 else f"{line[:79]}…"
