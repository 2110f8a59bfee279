"""Names of months and weekdays in the languages that are read, from Babel (CLDR), and a few that people use besides."""

from __future__ import annotations

import re
from collections.abc import Mapping

from babel import Locale

LANGUAGE_CODES = ("en", "de")
_MORE_MONTHS = {"sept": 9, "jänner": 1, "jaenner": 1, "feber": 2, "maerz": 3, "mrz": 3, "mär": 3, "okt": 10, "dez": 12}
_MORE_WEEKDAYS = {"tues": 1, "thur": 3, "thurs": 3, "sonnabend": 5}
_ALSO_WORDS = frozenset({"sat", "sun", "so", "do", "mi", "fr", "di", "sa", "mo"})  # "do", "Fr." and "so" are no days


def months_of(code: str) -> dict[str, int]:
    """Month names in lower case without full stops → 1 to 12."""
    return _names(Locale(code).months["format"]) | _MORE_MONTHS


def weekdays_of(code: str) -> dict[str, int]:
    """Weekday names in lower case → `date.weekday()`."""
    names = _names(Locale(code).days["format"]) | _MORE_WEEKDAYS
    return {name: day for name, day in names.items() if name not in _ALSO_WORDS}


def _names(widths: Mapping[str, Mapping[int, str]]) -> dict[str, int]:
    return {
        name.rstrip(".").lower(): number for width in ("wide", "abbreviated") for number, name in widths[width].items()
    }


def month_pattern(code: str) -> str:
    """A pattern for the months of a language; only a shortened name takes its full stop with it."""
    full = {name.lower() for name in Locale(code).months["format"]["wide"].values()}
    names = sorted(months_of(code), key=len, reverse=True)
    return "|".join(name if name in full else rf"{name}\.?" for name in names)


def one_of(names: dict[str, int]) -> str:
    """A pattern for any of the names, longest first so that "Mar" does not cut "March"."""
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


MONTHS = {name: number for code in LANGUAGE_CODES for name, number in months_of(code).items()}
WEEKDAYS = {name: number for code in LANGUAGE_CODES for name, number in weekdays_of(code).items()}
