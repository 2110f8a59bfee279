"""Invoices named in a text: by number as people mangle it, by an amount owed exactly once, by "both" and "all"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from outreach.reading.amounts import FoundAmount, amounts_in
from outreach.reading.context import Context
from outreach.reading.described_invoices import described_invoices
from outreach.reading.folding import folded
from outreach.reading.found_dates import Taken
from outreach.reading.patterns import Span
from outreach.reading.telephones import in_one_of, telephones_in
from outreach.reading.vocabularies import VOCABULARIES, vocabularies_of
from outreach.reading.words.vocabulary import Vocabulary

_RUNS = re.compile(r"\d+|[^\W\d_]+")
_GAP = r"[\s\-–_./#:]{0,3}"
_WORD_BEFORE = "|".join(language.invoice_word for language in VOCABULARIES.values())
_LIST = r"[\s,;+/&•-]{1,4}+(?:(?:and|und|or|oder)\b\s*+)?"


@dataclass(frozen=True, slots=True)
class InvoiceMention:
    """Words that name one or more open invoices; `end` is exclusive."""

    numbers: tuple[str, ...]
    start: int
    end: int


def invoices_in(text: str, context: Context) -> tuple[str, ...]:
    """Numbers of the open invoices named in `text`, in its order, each once."""
    mentions = invoice_mentions(text, context, amounts_in(text, context))
    return tuple(dict.fromkeys(number for mention in mentions for number in mention.numbers))


def invoice_mentions(text: str, context: Context, amounts: tuple[FoundAmount, ...]) -> tuple[InvoiceMention, ...]:
    """Where invoices are named; "the other two" is resolved against the invoices named by number."""
    vocabularies = vocabularies_of(text, context)
    by_number = list(_by_number(text, context))
    described = _described(text, context, [words.code for words in vocabularies], by_number)
    named = sorted((*by_number, *_by_amount(context, amounts), *described), key=lambda m: m.start)
    numbers = {number for mention in named for number in mention.numbers}
    groups = [g for language in vocabularies for g in _groups(text, context, language, numbers)]
    return tuple(sorted((*named, *groups), key=lambda m: m.start))


def _described(
    text: str, context: Context, codes: Sequence[str], named: Sequence[InvoiceMention]
) -> Iterator[InvoiceMention]:
    """ "The March one", where no number stands in the same words."""
    taken = Taken(len(text), ((mention.start, mention.end) for mention in named))
    for numbers, start, end in described_invoices(text, context, codes):
        if taken.free(start, end):
            taken.take(start, end)
            yield InvoiceMention(numbers, start, end)


def _by_number(text: str, context: Context) -> Iterator[InvoiceMention]:
    variants = [(shape, invoice.number) for invoice in context.invoices for shape in _shapes(invoice.number)]
    counts = Counter(shape.key for shape, _ in variants)
    taken: list[Span] = list(telephones_in(text))
    for shape, number in sorted(variants, key=lambda variant: -len(variant[0].key)):
        if (counts[shape.key] > 1 and not shape.whole) or not shape.may_be_in(text):
            continue
        for match in shape.pattern.finditer(text):
            start, end = match.span("number")
            if not in_one_of(start, end, taken):
                taken.append((start, end))
                yield InvoiceMention((number,), start if match["list"] else match.start(), end)


@dataclass(frozen=True, slots=True)
class _Shape:
    """A way to write one invoice number; `key` tells whether two invoices share it."""

    runs: tuple[str, ...]  # of digits and of letters, in their order
    whole: bool
    needs_word: bool = False

    @property
    def key(self) -> str:
        return "".join(self.runs).lower()

    def may_be_in(self, text: str) -> bool:
        """Whether all its digits stand in the text: only then is the pattern made, which takes a millisecond."""
        return all(run in text for run in self.runs if run.isdigit())

    @property
    def pattern(self) -> re.Pattern[str]:
        return _pattern(self.runs, needs_word=self.needs_word)


def _shapes(number: str) -> Iterator[_Shape]:
    runs = _RUNS.findall(number)
    whole = _Shape(tuple(runs), whole=True)
    yield whole
    for first in range(1 if runs and not runs[0].isdigit() else 0, len(runs)):
        tail = runs[first:]
        if not tail[0].isdigit():
            continue
        tail[0] = tail[0].lstrip("0") or "0"
        key = "".join(tail).lower()
        if key != whole.key:
            yield _Shape(tuple(tail), False, needs_word=len(key) < 4 or _could_be_a_year(tail))


def _could_be_a_year(runs: list[str]) -> bool:
    return len(runs) == 1 and len(runs[0]) == 4 and "1990" <= runs[0] <= "2099"


@lru_cache(maxsize=4096)
def _pattern(runs: tuple[str, ...], *, needs_word: bool) -> re.Pattern[str]:
    """A bare number must not be a piece of a telephone number, an amount, a percentage or a version.

    A short one counts after a word for invoice, or in the list after it ("invoices 101, 102 and 103").
    """
    body = _GAP.join(re.escape(run) for run in runs)
    if runs[0].isdigit():
        body = f"0*{body}"
    word = rf"(?<!\w)(?:{_WORD_BEFORE})\s*(?:(?:no|nr|number|nummer)\b\.?\s*)?[:#-]?\s*"
    lead = rf"{word}(?P<list>(?:[\w-]{{0,20}}+(?<=\d){_LIST}){{0,8}})"
    alone = r"(?<![\w+])(?<!\d[.,-])(?<![^\W\d_][-–_/.])(?:0+-)?"  # not the number of an order, PO-1042
    lead = f"(?:{lead})" if needs_word else f"(?:{lead}|{alone})"
    return re.compile(rf"{lead}(?P<number>{body})(?!\w|[.,]\d|/\d\d?(?!\d)|-\d|\s?[%€£$])", re.IGNORECASE)


def _by_amount(context: Context, amounts: tuple[FoundAmount, ...]) -> Iterator[InvoiceMention]:
    for amount in amounts:
        owed = {i.number for i in context.invoices if amount.money in (i.balance, i.total)}
        if len(owed) == 1:
            yield InvoiceMention(tuple(owed), amount.start, amount.end)


def _groups(text: str, context: Context, language: Vocabulary, named: set[str]) -> Iterator[InvoiceMention]:
    """ "both", "all three" and "the other two" count only when there are as many."""
    every = tuple(invoice.number for invoice in context.invoices)
    for match in language.groups.finditer(text):
        count = next((match[g] for g in ("n", "m", "k") if g in match.groupdict() and match[g]), None)
        wanted = 2 if match["both"] else _count(count, language)
        numbers = tuple(n for n in every if n not in named) if match["others"] else every
        if numbers and (wanted is None or wanted == len(numbers)) and (not match["others"] or named):
            yield InvoiceMention(numbers, *match.span())


def _count(words: str | None, language: Vocabulary) -> int | None:
    if words is None:
        return None
    return int(words) if words.isdigit() else 2 if words == "beiden" else language.days.numbers[folded(words)]
