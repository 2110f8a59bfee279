"""Payments that come back: "three equal instalments on the 1st of each month", "500 a month from 1 April"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from outreach.reading.folding import folded
from outreach.reading.names import one_of
from outreach.reading.vocabularies import VOCABULARIES
from outreach.reading.words.money import MONEY_WORDS

MOST_INSTALMENTS = 24


@dataclass(frozen=True, slots=True)
class FoundSchedule:
    """How often is paid, None when it is not said, and whether the weeks are counted or the months."""

    count: int | None
    weekly: bool
    start: int
    end: int  # exclusive


def schedules_in(text: str, codes: Sequence[str]) -> tuple[FoundSchedule, ...]:
    """At most one a language: what comes back in a reply comes back in one way."""
    plain = folded(text)
    return tuple(found for code in codes if (found := _schedule(plain, code)))


def _schedule(plain: str, code: str) -> FoundSchedule | None:
    numbers, counted, monthly, weekly = _patterns(code)
    parts, month, week = counted.search(plain), monthly.search(plain), weekly.search(plain)
    back = month or week
    if parts:
        number = parts["n"]
        count = int(number) if number.isdigit() else numbers[" ".join(number.split())]
        if 2 <= count <= MOST_INSTALMENTS:
            return FoundSchedule(count, week is not None and month is None, *parts.span())
    return FoundSchedule(None, month is None, *back.span()) if back else None


@cache
def _patterns(code: str) -> tuple[dict[str, int], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    money, numbers = MONEY_WORDS[code], dict(VOCABULARIES[code].days.numbers)
    counted = re.compile(rf"(?<!\w)(?P<n>\d{{1,2}}|{one_of(numbers)})\s+(?:{folded(money.instalments)})(?!\w)")
    monthly = re.compile(rf"(?<!\w)(?:{folded(money.each_month)})(?!\w)")
    return numbers, counted, monthly, re.compile(rf"(?<!\w)(?:{folded(money.each_week)})(?!\w)")
