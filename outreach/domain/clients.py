"""Who owes, who reads our letters, and what is owed: the book of clients, contacts and invoices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from outreach.domain.money import Money


@dataclass(frozen=True, slots=True)
class Contact:
    """A person or department at the client. `undeliverable` says why no letter can reach the address ("" = it can)."""

    email: str
    name: str = ""
    language: str = ""
    undeliverable: str = ""


@dataclass(frozen=True, slots=True)
class Client:
    """The business that owes. Letters go to the first contact that can be reached; answers count from all of them."""

    id: str
    name: str
    contacts: tuple[Contact, ...] = ()
    language: str = "en"  # ISO 639-1, chooses the template
    country: str = "GB"  # ISO 3166-1 alpha-2, chooses holidays and, with the language, the notation of money and dates
    zone: str = "Europe/London"  # IANA
    sequence: str = "standard"

    @property
    def addressee(self) -> Contact | None:
        return next((c for c in self.contacts if not c.undeliverable), None)

    def contact(self, email: str) -> Contact | None:
        return next((c for c in self.contacts if c.email.lower() == email.lower()), None)


class InvoiceState(StrEnum):
    OPEN = "open"
    PAID = "paid"  # its balance reached zero in the book, or a person of the firm said so
    GONE = "gone"  # no longer in the book at all: credited or written off


@dataclass(frozen=True, slots=True)
class Payment:
    """A balance that fell. `seen` is the day we learnt of it, which an import may tell later than the bank."""

    seen: date
    amount: Decimal
    source: str  # "import" or "person: NAME"


@dataclass(frozen=True, slots=True)
class Invoice:
    """One invoice as the book last showed it. `balance` is what is still open; days overdue are never kept."""

    number: str
    client: str
    due: date
    total: Money
    balance: Money
    issued: date | None = None
    reference: str = ""  # the client's own order number
    state: InvoiceState = InvoiceState.OPEN
    payments: tuple[Payment, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.state is InvoiceState.OPEN and self.balance.amount > 0

    def days_overdue(self, day: date) -> int:
        """Days since the due date; negative before it, 0 on it."""
        return (day - self.due).days


BUCKETS = ("current", "1-30", "31-60", "61-90", "over 90")


def bucket(days_overdue: int) -> str:
    """The aging bucket by due date: current, 1-30, 31-60, 61-90, over 90."""
    if days_overdue <= 0:
        return "current"
    for upper, name in ((30, "1-30"), (60, "31-60"), (90, "61-90")):
        if days_overdue <= upper:
            return name
    return "over 90"


@dataclass(frozen=True, slots=True)
class BookPicture:
    """When the list of invoices was last taken from the books, and from what."""

    taken_at: datetime
    source: str
    digest: str  # SHA-256 of the file, so that the same file twice is no news
