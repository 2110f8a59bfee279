"""Parts of what is owed: "half", "two thirds", "50 %", and "the rest", which is what the other amounts leave."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache

from outreach.domain.money import Money
from outreach.reading.folding import folded
from outreach.reading.names import one_of
from outreach.reading.words.money import MONEY_WORDS

_PERCENT = re.compile(
    r"(?<![\w.,])(?P<percent>\d{1,2}|100)\s?(?:%|percent|per\s+cent|prozent|pour\s*cent|procent|por\s?ciento|por\s?cento|per\s?cento)(?!\w)"
)
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class FoundShare:
    """A part of the sum that a promise covers; `part` is None for what is left of it, and for `same`, as much again."""

    part: Fraction | None
    words: str
    start: int
    end: int  # exclusive
    same: bool = False


def shares_in(text: str, codes: Sequence[str]) -> tuple[FoundShare, ...]:
    """Shares in the languages of the `codes`, in the order of the text, none overlapping."""
    found = sorted(_shares(text, codes), key=lambda share: (share.start, -share.end))
    chosen: list[FoundShare] = []
    for share in found:
        if not chosen or chosen[-1].end <= share.start:
            chosen.append(share)
    return tuple(chosen)


def share_of(part: Fraction, base: Money) -> Money:
    """The part of the sum, to the cent."""
    amount = (base.amount * part.numerator / part.denominator).quantize(_CENT, ROUND_HALF_UP)
    return Money(amount, base.currency)


def _shares(text: str, codes: Sequence[str]) -> Iterator[FoundShare]:
    plain = folded(text)
    for match in _PERCENT.finditer(plain):
        yield FoundShare(Fraction(int(match["percent"]), 100), text[slice(*match.span())], *match.span())
    for code in codes:
        parts, pattern, rest, same = _patterns(code)
        for match in rest.finditer(plain):
            yield FoundShare(None, text[slice(*match.span())], *match.span())
        for match in same.finditer(plain):
            yield FoundShare(None, text[slice(*match.span())], *match.span(), same=True)
        for match in pattern.finditer(plain):
            part = parts[" ".join(match["part"].split())]
            yield FoundShare(part, text[slice(*match.span())], *match.span())


@cache
def _patterns(code: str) -> tuple[dict[str, Fraction], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = MONEY_WORDS[code]
    parts = {folded(phrase): part for phrase, part in words.parts.items()}
    whole = r"the\s+(?:balance|amount|invoice|bill|total|sum)|it|this|that|what|inv"
    not_of_time = rf"(?!\s+(?:of\s+(?!{whole})|(?:an?\s+)?(?:hour|day|year|term|month)))"
    pattern = re.compile(rf"(?<!\w)(?P<part>{one_of(parts)})(?!\w){not_of_time}")
    rest, same = (re.compile(rf"(?<!\w)(?:{folded(alternatives)})(?!\w)") for alternatives in (words.rest, words.same))
    return parts, pattern, rest, same
