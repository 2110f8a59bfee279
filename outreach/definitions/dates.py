"""Dates as exports write them, and the order of day and month, which only the whole column can tell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import cache

from babel.dates import get_month_names


class DateOrder(StrEnum):
    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?")
_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?: \d{1,2}:\d{2}.*)?")
_DAY_MONTH = re.compile(r"(\d{1,2})\.?[ -]([^\W\d]+)\.?[ ,-]+(\d{4}|\d{2})")
_MONTH_DAY = re.compile(r"([^\W\d]+)\.?[ -](\d{1,2}),? (\d{4})")
_LANGUAGES = ("en", "de", "fr", "es", "it", "nl")  # whose month names exports use
_YEARS = range(1990, 2100)


def order_in(dates: Iterable[str]) -> DateOrder | None:
    """The order that the first of the dates with a number above 12 proves; None when there is no such date."""
    return next((order for text in dates if (order := _proven(text.strip()))), None)


def read_date(text: str, order: DateOrder | None) -> date:
    """The day that `text` names. Dots (03.04.2026) are always day first; slashes and hyphens need `order`.

    Raises ValueError with a sentence: for what is no date, for one that nobody can tell (03/04/2026 without an order: a
    guess would be off by up to eleven months), and for one that contradicts the order of the others.
    """
    clean = " ".join(text.split())
    if match := _ISO.fullmatch(clean):
        year, month, day = (int(part) for part in match.groups())
        return _day(text, year, month, day)
    if match := _DAY_MONTH.fullmatch(clean):
        return _day(text, _year(match[3]), _month(text, match[2]), int(match[1]))
    if match := _MONTH_DAY.fullmatch(clean):
        return _day(text, int(match[3]), _month(text, match[1]), int(match[2]))
    if match := _NUMBERS.fullmatch(clean):
        return _by_order(text, match, order)
    raise ValueError(f'"{text}" is no date; write it like 2026-03-31 or 31 Mar 2026')


def _by_order(text: str, match: re.Match[str], order: DateOrder | None) -> date:
    first, second, year = int(match[1]), int(match[3]), _year(match[4])
    proven = _proven(match[0])
    if match[2] == ".":
        order = DateOrder.DAY_FIRST
    elif proven and order and proven is not order:
        raise ValueError(f'"{text}" has the {proven}, but it is the {order} in the other dates or in config.toml')
    order = proven or order
    if order is None and first != second:
        raise ValueError(
            f'"{text}" is ambiguous: {_say(year, second, first)} or {_say(year, first, second)}? Write 2026-03-31, '
            'or set date_order under [book] in config.toml to "day first" or "month first"'
        )
    return _day(text, year, first, second) if order is DateOrder.MONTH_FIRST else _day(text, year, second, first)


def _proven(text: str) -> DateOrder | None:
    match = _NUMBERS.fullmatch(text)
    if not match or match[2] == ".":
        return None
    if int(match[1]) > 12:
        return DateOrder.DAY_FIRST
    return DateOrder.MONTH_FIRST if int(match[3]) > 12 else None


def _day(text: str, year: int, month: int, day: int) -> date:
    if year not in _YEARS:
        raise ValueError(f'the year of "{text}" cannot be right')
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f'"{text}" is no day of the calendar') from None


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _month(text: str, name: str) -> int:
    month = _months().get(name.lower().strip("."))
    if not month:
        raise ValueError(f'"{text}" is no date: there is no month "{name}"')
    return month


@cache
def _months() -> dict[str, int]:
    names: dict[str, int] = {"sept": 9, "mrz": 3}
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=language).items():
                names[name.lower().strip(".")] = number
    return names


def _say(year: int, month: int, day: int) -> str:
    return f"{day} {get_month_names('wide', locale='en')[month]} {year}"
