"""A day found in a text, and places in a text that are taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from outreach.reading.patterns import Span

Resolved = tuple[date | None, bool]  # the day, and whether it can be no other
Groups = dict[str, str]  # of the groups of a form those that matched, in folded text


@dataclass(frozen=True, slots=True)
class FoundDate:
    day: date
    words: str
    start: int  # position of the words in the text; `end` is exclusive
    end: int
    sure: bool
    kind: str = "day"  # the form it has: "weekday" and "end of day" may belong to the day written beside them
    of: bool = False  # "the closing of 31 March", "after Easter": perhaps the day of something else


class Taken:
    """Places of a text, marked so that asking costs the same however many there are: hostile mails hold thousands."""

    def __init__(self, length: int, spans: Iterable[Span] = ()) -> None:
        self._places = bytearray(length)
        for span in spans:
            self.take(*span)

    def take(self, start: int, end: int) -> None:
        self._places[start:end] = b"\x01" * len(self._places[start:end])

    def free(self, start: int, end: int) -> bool:
        return not any(self._places[start:end])


def disjoint(found: Iterable[FoundDate], length: int) -> list[FoundDate]:
    """In the order of the text; of two that share words the longer one."""
    taken = Taken(length)
    chosen = []
    for one in sorted(found, key=lambda d: (d.start - d.end, d.start, not d.sure)):
        if taken.free(one.start, one.end):
            taken.take(one.start, one.end)
            chosen.append(one)
    return sorted(chosen, key=lambda d: d.start)
