"""Why no letter goes out now: a value with its sentence, so that every no can be told (law 4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Why(StrEnum):
    NOTHING_OWED = "nothing owed"
    HELD = "held"
    NO_ADDRESS = "no address"
    ON_ITS_WAY = "a letter is on its way"
    WAITS_FOR_TASK = "waits for a task"
    NOT_YET = "not yet"
    ENDED = "the sequence has ended"
    NO_SEQUENCE = "no sequence"
    TOO_SOON = "too soon after the last letter"
    CLOSED = "outside the window"
    HALTED = "all letters are stopped"
    INBOX_UNREAD = "the inbox has not been read"
    BOOK_OLD = "the book is old"
    CAP = "the daily cap is reached"
    HOURLY_CAP = "the hourly cap is reached"
    SAME_ADDRESS = "a letter went to that address today"
    DO_NOT_WRITE = "on the do-not-write list"


PASSING = frozenset(
    {
        Why.CLOSED, Why.HALTED, Why.INBOX_UNREAD, Why.BOOK_OLD, Why.CAP, Why.HOURLY_CAP, Why.SAME_ADDRESS, Why.TOO_SOON,
    }
)  # fmt: skip
"""Reasons that pass by themselves and change nothing about the letter, so one that is ready just waits."""


@dataclass(frozen=True, slots=True)
class Silence:
    why: Why
    sentence: str
    until: date | None = None  # the first day on which it may be otherwise, if that is known

    def __str__(self) -> str:
        return self.sentence
