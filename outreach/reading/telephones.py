"""Telephone numbers, whose digits are no amount, no invoice and no day."""

from __future__ import annotations

import re
from collections.abc import Sequence

from outreach.reading.patterns import Span

_A_DAY = r"(?!(?:0[1-9]|[12]\d|3[01])([/-])(?:0[1-9]|[12]\d|3[01])\1(?:20)?\d\d(?![\d/-]|\s\d))"  # 06-03-2026
_TELEPHONE = re.compile(
    rf"(?<![\w-]){_A_DAY}(?:\+\d{{1,3}}[\s./()-]{{0,2}}\d[\d\s./()-]{{5,18}}\d|0\d{{1,5}}[\s/-]\d[\d\s./-]{{4,14}}\d)(?!\w)"
)


def telephones_in(text: str) -> tuple[Span, ...]:
    return tuple(match.span() for match in _TELEPHONE.finditer(text))


def in_one_of(start: int, end: int, spans: Sequence[Span]) -> bool:
    return any(start < e and s < end for s, e in spans)
