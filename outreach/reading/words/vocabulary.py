"""What has to be known of a language to find days, amounts and invoices in it; the words stand in one file each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import Any

from outreach.reading.folding import folded


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


@dataclass(frozen=True, slots=True)
class DateForm:
    """A way of writing a day. `kind` names the rule that resolves its groups; a group `date` bounds the words.

    A text without any of the words `needs` cannot hold it, and is not searched for it; the pattern is compiled when a
    text first holds one, because the patterns of eight languages take a second.
    """

    kind: str
    source: str
    needs: frozenset[str]

    @property
    def pattern(self) -> re.Pattern[str]:
        return _compiled(self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayWords:
    """The words of which a language makes its days: alternatives of patterns, to be found in folded text.

    Where the comment says "words", they are plain ones without signs of patterns: a text is searched only for the forms
    of which it holds such a word.
    """

    code: str
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    short_weekdays: Mapping[str, int]
    numbers: Mapping[str, int]  # in spans: "two", "a couple of"
    spelled_days: Mapping[str, int]  # the day of a month in a word: "fifteenth", "quince"
    nth: Mapping[str, int]  # "first" to "fourth", "last" is -1
    today: Mapping[str, int]  # phrases → days from the day of writing
    not_today: tuple[str, ...] = ()  # words before those of today that make them a greeting or a time of day
    end_of_day: tuple[str, ...]  # phrases
    feasts: Mapping[str, str]  # phrases → a name in `feasts`
    week: str  # words
    weekend: str  # words
    month: str  # words
    quarter: str  # words
    year: str  # words
    hours: str  # words, and so on
    days: str
    weeks: str
    months_long: str
    workdays: str  # words in one: Werktage
    fortnights: str = r"(?!)"
    month_ends: tuple[str, ...] = ("eom",)  # phrases in one: month-end, Ultimo
    week_ends: tuple[str, ...] = ("eow",)
    quarter_ends: tuple[str, ...] = ("eoq",)
    year_ends: tuple[str, ...] = ("eoy",)
    pay_days: str = r"(?!)"  # words for the 15th and the last of a month, whichever comes first
    week_number: str  # before or after the number of a calendar week
    end: str
    late: str = "late"
    mid: str
    early: str
    next: str
    coming: str
    this: str
    last: str
    after_next: str = r"(?!)"
    link: str  # small words between the parts of a day, each with the blank or the apostrophe after it
    mark: str  # what makes a number an ordinal
    needs_mark: bool  # whether a bare number is no day of the month without it
    day_next: str = r"(?!)"  # after a day of the month: "prox.", "des Folgemonats"
    lead: str  # before a bare day of the month
    day_word: str = r"(?!)"  # "día 15"
    not_a_day: str = r"(?!)"  # after a number that is no day although it looks like one
    daytime: str
    within: str  # before a span that is a deadline
    loosely: str  # before a span in which fifteen days are two weeks
    from_now: str  # after a span
    work: str  # "working" before or after "days"
    span_of: str  # after a span that does not begin today
    week_later: str = r"(?!)"  # after a weekday: "Friday week"
    fortnight_later: str = r"(?!)"  # after a weekday: "Friday fortnight"
    later: str  # after a span that is counted from the day before it: "two weeks later"
    following: str  # before the name of a day, a week or a month: "the following Friday"
    after_that: str  # behind such a name: "the Friday after"
    next_day: str = r"(?!)"  # "le lendemain"
    day_before: str = r"(?!)"  # "la veille"
    before_that: str = r"(?!)"  # "the Friday before it"
    in_month: str
    before: str
    after: str
    on: str  # between a week and its day, a day and its hour
    to: str
    either: str  # "or"
    both: str  # "and"
    between: str
    corrects: str
    rejects: str  # before a day that is not meant: "the 9th, not the 8th"
    since: str  # between a span and the day that it is counted from: "a week from Friday"
    week_of: str  # before a day that names its week
    next_is_in_next_week: bool = False  # "next Friday" is not the coming one
    also_words: frozenset[str] = field(default_factory=frozenset)  # months that mean something else in small letters


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language."""

    code: str
    days: DayWords
    date_refers: re.Pattern[str]  # the words before a day that is not the day of a payment ("dated", "due")
    date_is_vague: re.Pattern[str]  # the words before a day that is only near the meant one ("after", "around")
    date_describes: re.Pattern[str]  # the words after a day that tells which invoice is meant ("20 March invoices")
    invoice_word: str  # what may stand before a number: invoice, no., Rechnung
    groups: re.Pattern[str]  # "both", "all invoices", "the other two": groups all, both, others and n
    singular: re.Pattern[str]  # speaks of one invoice without naming it


def day_words(words: DayWords) -> DayWords:
    """The words as they stand in folded text, so that a file of words can be written with its accents."""
    changed: dict[str, Any] = {}
    for one in fields(words):
        value = getattr(words, one.name)
        if isinstance(value, str):
            changed[one.name] = folded(value)
        elif isinstance(value, Mapping):
            changed[one.name] = {folded(name): meaning for name, meaning in value.items()}
        elif isinstance(value, tuple):
            changed[one.name] = tuple(map(folded, value))
    return replace(words, **changed)


def counted(words: str, start: int = 1) -> dict[str, int]:
    """Words in their order, as numbers from `start` on; "a/b" are two words for the same, "_" is a blank."""
    numbers = enumerate(words.split(), start)
    return {word.replace("_", " "): number for number, together in numbers for word in together.split("/")}


def folded_pattern(source: str) -> re.Pattern[str]:
    """A pattern for folded text, written with its capitals and accents."""
    return re.compile(folded(source))
