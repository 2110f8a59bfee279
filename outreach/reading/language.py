"""What has to be known of a language to read a reply in it; the words of days and invoices stand in `words`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Flag(StrEnum):
    """What makes a clause mean something else than its words."""

    QUESTION = "question"
    NEGATED = "negated"
    CONDITIONAL = "conditional"
    PAST = "past"
    HYPOTHETICAL = "hypothetical"  # would, could, hope to, try to
    REPORTED = "reported"  # somebody else is quoted


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one language. Patterns ignore case."""

    code: str
    common: frozenset[str]  # frequent words by which a text in it is recognised
    plain: frozenset[str]  # words that a promise may contain without meaning anything else; no verbs, no "half", "only"
    marks: Mapping[Flag, re.Pattern[str]]
    greeting: re.Pattern[str]  # matched at the beginning of a text
    closing: re.Pattern[str]  # after it only names follow
    phrases: re.Pattern[str]  # courtesies and openings that carry no news
    cuts: re.Pattern[str]  # blanks at which a new clause begins although no sign stands there
    abbreviations: frozenset[str]  # words whose full stop ends no sentence, without it, lower case
    back: re.Pattern[str]  # an absent person is back on the day
    away_until: re.Pattern[str]  # the words before the last day of an absence
    left: re.Pattern[str]  # the person has left for good


def words_pattern(*alternatives: str) -> re.Pattern[str]:
    """One pattern for any of the alternatives, as whole words."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE)


def word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())
