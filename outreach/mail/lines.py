"""A text as lines with their quote marks taken off: what the cutting of quotes and signatures works on."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

LINES = 4000
LOOK_CHARS = 400  # of a line, at which patterns look

_MARKS = re.compile(r"(?:[ \t]{0,3}>)+ ?")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: as it stands, how many quote marks it has, and what it says behind them."""

    text: str
    depth: int
    content: str
    look: str = field(init=False)  # the beginning, without the asterisks and blanks with which programs show bold type

    def __post_init__(self) -> None:
        object.__setattr__(self, "look", self.content[:LOOK_CHARS].strip().strip("*").strip())


def lines_of(text: str) -> list[Line]:
    return [_line(each) for each in text.split("\n")]


def _line(text: str) -> Line:
    marks = _MARKS.match(text)
    if marks is None:
        return Line(text, 0, text.strip())
    return Line(text, marks[0].count(">"), text[marks.end() :].strip())


def says_something(text: str) -> bool:
    """Whether there is a letter, a digit or a picture sign (a lone thumb is an answer) in it."""
    return any(char.isalnum() or unicodedata.category(char) == "So" for char in text)
