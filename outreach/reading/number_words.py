"""Sums written out in words: "five hundred", "zweitausendfünfhundert", "dwa tysiące"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from outreach.reading.names import one_of
from outreach.reading.words.money import MONEY_WORDS, folded_words

_MOST_PIECES = 12


@dataclass(frozen=True, slots=True)
class Numerals:
    """How one language makes numbers out of pieces."""

    values: dict[str, int]
    source: str  # a pattern for a whole number, in folded text
    piece: re.Pattern[str]

    def value(self, words: str) -> int:
        """Pieces are added; a hundred multiplies what stands before it, a thousand all since the last one."""
        whole = part = 0
        for found in self.piece.finditer(words):
            value = self.values[found[0]]
            if value >= 1000:
                whole, part = whole + max(part, 1) * value, 0
            elif value == 100 and part:
                part *= 100
            else:
                part += value
        return whole + part


@cache
def numerals_of(code: str) -> Numerals:
    words = MONEY_WORDS[code]
    values = folded_words(words.numerals)
    piece = one_of(values)
    between = rf"(?:[\s-]*(?:(?:{words.small})[\s-]*)?)"
    source = rf"(?<!\w)(?:{piece})(?:{between}(?:{piece})){{0,{_MOST_PIECES}}}(?!\w)"
    return Numerals(values, source, re.compile(piece))
