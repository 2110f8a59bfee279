"""What is known when one mail is read: the day it was written, the client's notation, and what is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from outreach.domain.money import Money


@dataclass(frozen=True, slots=True)
class OpenInvoice:
    number: str
    balance: Money  # what is still open of it
    total: Money
    due: date


@dataclass(frozen=True, slots=True)
class Context:
    """Days and amounts in a mail mean nothing without it: "by Friday" needs the day, "1.234" the country."""

    sent_on: date  # the day on the writer's own clock
    language: str  # ISO 639-1, tried first when the words alone do not tell
    country: str  # ISO 3166-1 alpha-2, for the order of day and month
    currency: str  # ISO 4217, for amounts that are written without one
    invoices: tuple[OpenInvoice, ...] = ()
    holidays: frozenset[date] = frozenset()
    names: tuple[str, ...] = ()  # of those who write and are written to: below a mail they mean nothing

    @property
    def open_currencies(self) -> frozenset[str]:
        return frozenset(invoice.balance.currency for invoice in self.invoices)
