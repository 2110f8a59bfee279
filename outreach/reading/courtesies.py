"""Words that carry no news: greetings, thanks, "just to let you know", closings and the names below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from outreach.reading.language import Language
from outreach.reading.languages import LANGUAGES
from outreach.reading.patterns import Span

_NAME_LINE = re.compile(
    r"[/–—-]?\s*[A-ZÀ-ÖØ-ÞŁŚŻ][\w.'’&-]*"
    r"(?:\s+(?:[A-ZÀ-ÖØ-ÞŁŚŻ][\w.'’&-]*|&|von|van|den|de|der|del|du|da|di|la|los|of|and|und|et|en|e|y|i|für|i\.\s?A\.|i\.\s?V\.)){0,6}[,.|]?"
    r"|(?:tel|phone|telephone|mobile|fax|t|m|telefon|mobil)[.:]*\s*\+?[\d ()/-]{5,20}",
)
_WORD = re.compile(r"[^\W\d_]+")
_MOST_NAME_LINES = 5


def courtesy_spans(text: str, names: Sequence[str] = ()) -> tuple[Span, ...]:
    """Where the courtesies stand, in every language that is read, and a last line of `names`. They may overlap."""
    signed = _signature(text, {word.lower() for name in names for word in _WORD.findall(name)})
    return (*(span for language in LANGUAGES for span in _spans(text, language)), *signed)


def _signature(text: str, names: set[str]) -> Iterator[Span]:
    """A last line of known names only: "Tom" without a closing above it could be anything else."""
    start = text.rstrip().rfind("\n") + 1
    words = _WORD.findall(text[start:])
    if words and names and all(word.lower() in names for word in words):
        yield start, len(text)


def _spans(text: str, language: Language) -> Iterator[Span]:
    if greeting := language.greeting.match(text):
        yield greeting.start(), min(greeting.end(), _end_of_first_line(text))
    for phrase in language.phrases.finditer(text):
        yield phrase.span()
    for closing in _closing(language.closing.pattern).finditer(text):
        yield closing.start(), _after_names(text, closing.end())


@cache
def _closing(words: str) -> re.Pattern[str]:
    """At the beginning of a line or a sentence."""
    return re.compile(rf"(?:^|\n|(?<=[.!?]\s))[ \t]*(?:{words})(?!\w)[ \t]*[,.!]?", re.IGNORECASE)


def _end_of_first_line(text: str) -> int:
    """A greeting without a comma ends with its line: in "Hello\\nWe will pay" the "We" is nobody's name."""
    end = text.find("\n", len(text) - len(text.lstrip()))
    return len(text) if end < 0 else end


def _after_names(text: str, position: int) -> int:
    """Where the names below a closing end; a line that could mean something is none of them."""
    end = position
    for line in re.finditer(r"[^\n]*(?:\n|$)", text[position : position + 400]):
        words = line[0].strip()
        if words and (line.start() >= 400 or not _is_name(words)):
            break
        if text.count("\n", position, position + line.end()) > 2 * _MOST_NAME_LINES:
            break
        end = position + line.end()
    return end


def _is_name(words: str) -> bool:
    """ "Tom Miller, Accounts", but not "Not Paying"."""
    means_something = any(mark.search(words) for language in LANGUAGES for mark in language.marks.values())
    return _NAME_LINE.fullmatch(words) is not None and not means_something
