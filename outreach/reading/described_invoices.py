"""Invoices that are pointed at without their number: by month, age, size, place in the list, or last digits.

The list is that of our letter, in its order; a description that fits none or could be two names nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from outreach.reading.context import Context, OpenInvoice
from outreach.reading.folding import folded
from outreach.reading.names import one_of
from outreach.reading.vocabularies import VOCABULARIES
from outreach.reading.words.descriptions import DESCRIPTIONS

Described = tuple[tuple[str, ...], int, int]  # the numbers, and where the words stand


def described_invoices(text: str, context: Context, codes: Sequence[str]) -> Iterator[Described]:
    """What is described in the languages of the `codes`; the places may overlap."""
    plain = folded(text)
    if not context.invoices:
        return
    for code in codes:
        for match in _by_month(code).finditer(plain):
            name = (match["month"] or match["of_month"]).rstrip(".")
            month = VOCABULARIES[code].days.months[name]
            yield from _named(_of_month(context.invoices, month), match)
        for match in _by_place(code).finditer(plain):
            yield from _named(_at_place(context.invoices, match, code), match)
        for match in _by_end(code).finditer(plain):
            digits = match["digits"]
            ending = [i for i in context.invoices if re.sub(r"\D", "", i.number).endswith(digits)]
            yield from _named(ending if len(ending) == 1 else [], match)


def _named(invoices: Sequence[OpenInvoice], match: re.Match[str]) -> Iterator[Described]:
    if invoices:
        yield tuple(invoice.number for invoice in invoices), *match.span()


def _of_month(invoices: Sequence[OpenInvoice], month: int) -> list[OpenInvoice]:
    """Those due in the month; else, when one alone is due in the month after, that one: it was written in it."""
    due = [invoice for invoice in invoices if invoice.due.month == month]
    after = [invoice for invoice in invoices if invoice.due.month == month % 12 + 1]
    return due or (after if len(after) == 1 else [])


def _at_place(invoices: Sequence[OpenInvoice], match: re.Match[str], code: str) -> list[OpenInvoice]:
    counts = {folded(word): number for word, number in DESCRIPTIONS[code].counts.items()}
    count = counts.get(match["count"] or match["counted"] or "", 1)
    if len(invoices) < 2 or count >= len(invoices):
        return []
    by_age = sorted(invoices, key=lambda invoice: invoice.due)
    by_size = sorted(invoices, key=lambda invoice: invoice.balance.amount)
    rows = {"oldest": by_age, "newest": by_age[::-1], "smallest": by_size, "biggest": by_size[::-1]}
    listed = list(invoices)
    rows |= {"first": listed, "last": listed[::-1]}
    kind = next((name for name in rows if match[name]), "first")
    return rows[kind][:count]


@cache
def _by_month(code: str) -> re.Pattern[str]:
    words, months = DESCRIPTIONS[code], one_of(VOCABULARIES[code].days.months)
    before = rf"(?:{folded(words.before_month)})(?P<of_month>{months})(?!\w|\s+\d{{1,2}}(?!\d))"
    return re.compile(rf"(?<!\w)(?<!\d )(?<!\d\. )(?:{before}|(?P<month>{months}){folded(words.after_month)}(?!\w))")


@cache
def _by_place(code: str) -> re.Pattern[str]:
    words = DESCRIPTIONS[code]
    count = rf"(?:\s+(?P<count>{one_of(folded(word) for word in words.counts)}))?"
    uncounted = count.replace("?P<count>", "?:")
    names = ("oldest", "newest", "biggest", "smallest", "first", "last")
    kinds = {name: rf"(?P<{name}>{folded(getattr(words, name))})" for name in names}
    ones = rf"\s+{folded(words.ones)}"
    counted = rf"(?P<counted>{one_of(folded(word) for word in words.counts)})\s+{folded(words.firsts)}"
    if code == "en":  # "the latest" and "big" are many things
        return re.compile(rf"(?<!\w)(?:{counted}|(?:{'|'.join(kinds.values())}){count}{ones})(?!\w)")
    compared, listed = "|".join(list(kinds.values())[:4]), "|".join(list(kinds.values())[4:])
    return re.compile(rf"(?<!\w)(?:{counted}|(?:{compared}|(?:{listed})(?={uncounted}{ones})){count}(?:{ones})?)(?!\w)")


@cache
def _by_end(code: str) -> re.Pattern[str]:
    lead = rf"(?:(?<!\w)(?:{folded(DESCRIPTIONS[code].cut)})\s+|…\s?|\.\.\.\s?)"
    return re.compile(rf"{lead}(?P<digits>\d{{2,}})(?![\d%]|[.,]\d)")
