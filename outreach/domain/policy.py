"""What the user decided once for all cases: the mode, gaps, caps, and how long each kind of answer is respected."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from outreach.domain.do_not_write import DoNotWrite
from outreach.domain.workdays import Window


class Mode(StrEnum):
    REHEARSE = "rehearse"  # nothing is rendered for sending
    APPROVE = "approve"  # every letter waits for a person
    AUTO = "auto"  # letters go by themselves, but for those a stage wants approved


@dataclass(frozen=True, slots=True)
class Policy:
    mode: Mode = Mode.APPROVE
    window: Window = field(default_factory=Window)
    min_gap: int = 4  # days between two letters to one client, whatever the sequence says
    daily_cap: int = 50  # letters in any 24 hours, all clients together
    hourly_cap: int = 20  # letters in any hour, all clients together
    ramp: bool = True  # on the first days on which letters go out, fewer than that
    max_inbox_age: timedelta = timedelta(minutes=15)
    max_book_age: timedelta = timedelta(days=7)
    promise_grace: int = 3  # business days after the promised day, for the bank
    paid_hold: int = 7  # business days for a payment that is said to be on its way to reach the book
    reply_hold: int = 3  # business days of silence after an answer that needs nobody
    absence_hold: int = 5  # business days, when an out-of-office note names no day
    longest_absence: int = 30  # days; a longer absence asks a person for another contact
    retry_limit: int = 6  # attempts for a letter that the server put off
    stale_after: int = 3  # days after which a letter that still waits is withdrawn and written anew
    reply_days: int = 7  # days a letter gives for an answer, to the next working day
    do_not_write: DoNotWrite = field(default_factory=DoNotWrite)
