"""The case: the one conversation with one client about all that it owes, and what keeps it silent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from outreach.domain.finding import DisputeReason
from outreach.domain.money import Money


class HoldReason(StrEnum):
    PROMISE = "promise"
    PAID = "says it is paid"
    DISPUTE = "dispute"
    PLAN = "plan"
    QUESTION = "question"
    OUT_OF_OFFICE = "out of office"
    BOUNCE = "bounce"
    STOP = "stop"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Hold:
    """Why something is silent, and how long. `until` is the last day held; None = until a person lifts it."""

    id: str
    reason: HoldReason
    since: date
    until: date | None = None
    invoices: tuple[str, ...] = ()  # empty = the whole case
    note: str = ""
    source: str = ""  # the id of the mail that caused it, or "person: NAME"
    lifted: date | None = None

    def active(self, day: date) -> bool:
        return self.lifted is None and (self.until is None or day <= self.until)

    def covers(self, invoice: str) -> bool:
        return not self.invoices or invoice in self.invoices

    def __str__(self) -> str:
        scope = f" on {', '.join(self.invoices)}" if self.invoices else ""
        end = f" until {self.until:%Y-%m-%d}" if self.until else ""
        note = f": {self.note}" if self.note else ""
        return f"held{scope}{end} ({self.reason}){note}"


class PromiseState(StrEnum):
    OPEN = "open"
    KEPT = "kept"
    PART_KEPT = "part kept"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"  # nobody made it: a person says that the mail was misread


@dataclass(frozen=True, slots=True)
class Promise:
    """A day and an amount somebody gave, measured against payments on the invoices it was made for."""

    id: str
    day: date
    made: date
    amount: Money | None  # None: all of those invoices
    invoices: tuple[str, ...]  # never empty: when none was named, what was due by the promised day
    source: str
    state: PromiseState = PromiseState.OPEN
    hold: str = ""  # id of the hold that waits for it


@dataclass(frozen=True, slots=True)
class Dispute:
    """Contested invoices, with the reason and the words. Only a person closes it."""

    id: str
    reason: DisputeReason
    invoices: tuple[str, ...]
    opened: date
    source: str
    words: str = ""
    closed: date | None = None


@dataclass(frozen=True, slots=True)
class Note:
    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """Where the conversation stands. `stage` and `step` count what is done for the invoice `carrying` the case."""

    client: str
    reference: str = ""  # the keyed token that finds the case again in mangled mail
    carrying: str = ""  # number of the oldest open invoice not held when the last step was taken
    sequence: str = ""  # the one that `stage` belongs to; a client may be moved to another
    stage: str = ""  # "" = nothing sent yet
    step: int = 0  # steps of `stage` that are done
    moved: date | None = None  # the client's day on which the last step was done
    holds: tuple[Hold, ...] = ()
    promises: tuple[Promise, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    notes: tuple[Note, ...] = ()
    subject: str = ""  # of the conversation; stays the same so that mail programs keep the thread
    thread: tuple[str, ...] = ()  # Message-IDs, ours and theirs, oldest first
    answered_at: datetime | None = None  # the last mail of a person
    silence: str = ""  # the reason recorded last why nothing goes out

    def holds_on(self, day: date) -> tuple[Hold, ...]:
        return tuple(hold for hold in self.holds if hold.active(day))

    def case_hold(self, day: date) -> Hold | None:
        """A hold on the whole case that is active on `day`; one that waits for a person comes first."""
        whole = [hold for hold in self.holds_on(day) if not hold.invoices]
        return min(
            whole, key=lambda hold: (hold.until is not None, -(hold.until or date.min).toordinal()), default=None
        )

    def invoice_hold(self, invoice: str, day: date) -> Hold | None:
        return next((hold for hold in self.holds_on(day) if hold.covers(invoice)), None)
