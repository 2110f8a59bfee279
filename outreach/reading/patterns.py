"""Patterns that users write: compiled with care for the clerk who made a slip, and matched with a time limit."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

Span = tuple[int, int]  # start inclusive, end exclusive

TIME_LIMIT = 0.1  # seconds for one pattern on one clause; a normal one takes a few microseconds
MOST_MATCHES = 5


class BadPattern(Exception):
    """The pattern cannot be compiled. `position` counts its characters from 0."""

    def __init__(self, sentence: str, position: int) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.position = position


class TooSlow(Exception):
    """The pattern ran into the time limit; nothing is known about whether it matches."""


class Pattern:
    """A regular expression, upper and lower case alike.

    The words under a group named `gap` are passed over, not read: `\\bhaben wir\\b(?P<gap>.*)\\bbezahlt\\b`.
    It is compiled when it is first tried on a text, because most languages never come; that raises BadPattern.
    """

    __slots__ = ("_compiled", "words")

    def __init__(self, words: str) -> None:
        self.words = words
        self._compiled: Any = None

    def __repr__(self) -> str:
        return f"Pattern({self.words!r})"

    def found(self, text: str) -> bool:
        return next(self.spans(text), None) is not None

    def spans(self, text: str) -> Iterator[tuple[Span, ...]]:
        """For each match, the parts of the text it read: the whole match without its gaps. Raises TooSlow."""
        compiled = self._compiled or self._compile()
        try:
            if not compiled.search(text, timeout=TIME_LIMIT):
                return  # as on nearly every clause; it takes half of what a search for all does
            for match in islice(compiled.finditer(text, timeout=TIME_LIMIT), MOST_MATCHES):
                gaps = match.spans("gap") if "gap" in compiled.groupindex else []
                yield tuple(_without(match.span(), gaps))
        except TimeoutError as error:
            raise TooSlow(self.words) from error

    def _compile(self) -> Any:
        import regex  # noqa: PLC0415 - it takes its time, and most commands read no mail

        try:
            self._compiled = regex.compile(self.words, regex.IGNORECASE)
        except regex.error as error:
            raise BadPattern(str(error.msg), error.pos or 0) from error
        return self._compiled


def _without(whole: Span, gaps: list[Span]) -> Iterator[Span]:
    start, end = whole
    for gap_start, gap_end in sorted(gaps):
        if start < gap_start:
            yield start, gap_start
        start = max(start, gap_end)
    if start < end or not gaps:
        yield start, end
