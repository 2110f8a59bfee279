"""Names of months and weekdays in the languages that are read, from Babel (CLDR), folded, and how to look for names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from babel import Locale

from outreach.reading.folding import folded


def months_of(code: str, more: Mapping[str, int] | None = None) -> dict[str, int]:
    """Month names as they stand alone and in a date, wide and short, without full stops → 1 to 12."""
    months = Locale(code).months
    names = {
        plain_name(name): number
        for form in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in months[form][width].items()
    }
    return {name: number for name, number in names.items() if not name.isdigit()} | dict(more or {})


def full_months_of(code: str) -> frozenset[str]:
    months = Locale(code).months
    return frozenset(plain_name(name) for form in ("format", "stand-alone") for name in months[form]["wide"].values())


def weekdays_of(code: str, more: Mapping[str, int] | None = None) -> dict[str, int]:
    """Weekday names in full, and the short ones in `more` that are no other words → `date.weekday()`."""
    return {plain_name(name): day for day, name in Locale(code).days["format"]["wide"].items()} | dict(more or {})


def short_weekdays_of(code: str) -> dict[str, int]:
    """Short weekday names, many of them other words too ("do", "so", "mar"): good only beside a day."""
    return {plain_name(name): day for day, name in Locale(code).days["format"]["abbreviated"].items()}


def plain_name(name: str) -> str:
    return folded(name).rstrip(".")


def one_of(names: Iterable[str]) -> str:
    """A pattern for any of the names, longest first so that "mar" does not cut "march"."""
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(names, key=len, reverse=True))
