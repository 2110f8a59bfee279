"""A picture of the book: what one import file says, before it is compared with what we know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from outreach.domain.money import Money


@dataclass(frozen=True, slots=True)
class PicturedClient:
    """A client as a file shows it. None means that the file does not say, so what is known stays."""

    id: str
    name: str
    emails: tuple[str, ...] = ()  # normalised; the first is written to
    contact_name: str | None = None
    language: str | None = None
    country: str | None = None
    zone: str | None = None
    sequence: str | None = None


@dataclass(frozen=True, slots=True)
class PicturedInvoice:
    number: str
    client: str
    due: date
    total: Money
    balance: Money
    issued: date | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """All of one file. Invoices that the book has open and the picture lacks have vanished."""

    taken_at: datetime
    source: str
    digest: str
    clients: tuple[PicturedClient, ...]
    invoices: tuple[PicturedInvoice, ...]
