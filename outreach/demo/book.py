"""The demo firm's own books: twelve clients, thirty invoices in three currencies, and who has paid what by when.

Outreach never looks in here. It sees what any firm can give it: a CSV of the open and settled invoices, each morning.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from outreach.domain.money import Money

FIRST_DAY = date(
    2026, 3, 2
)  # a Monday; the weeks that follow hold Easter, public holidays and the change to summer time

FIRM = "Northwind Joinery Ltd"
OWN_ADDRESS = "accounts@northwind-joinery.example"

COLUMNS = (
    "client_id", "client", "email", "contact", "language", "country", "timezone", "sequence",
    "invoice", "issued", "due", "currency", "total", "balance", "reference",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A client as the firm's books know it."""

    id: str
    name: str
    email: str
    contact: str
    language: str
    country: str
    zone: str
    sequence: str = "standard"


@dataclass(frozen=True, slots=True)
class Bill:
    """One invoice: what was asked, and on which day it is due."""

    number: str
    client: str
    issued: date
    due: date
    total: Money
    reference: str


@dataclass(frozen=True, slots=True)
class Booking:
    """Money that came in, or a credit note: either way the balance falls at that instant."""

    at: datetime
    invoice: str
    amount: Decimal
    is_credit: bool = False


CLIENTS = (
    Entry("hartfield", "Hartfield Interiors Ltd", "accounts@hartfield-interiors.example", "Priya Shah",
          "en", "GB", "Europe/London"),
    Entry("fairweather", "Fairweather Bakery Ltd", "tom@fairweather-bakery.example", "Tom Fairweather",
          "en", "GB", "Europe/London"),
    Entry("dunmore", "Dunmore Architects", "niamh.kelly@dunmore-architects.example", "Niamh Kelly",
          "en", "IE", "Europe/Dublin"),
    Entry("beacon", "Beacon Street Coffee", "ap@beaconstreet-coffee.example", "Marcus Reed",
          "en", "US", "America/New_York"),
    Entry("copperline", "Copperline Hotels Ltd", "purchase.ledger@copperline-hotels.example", "Judith Cole",
          "en", "GB", "Europe/London"),
    Entry("osprey", "Osprey Property Group", "j.barlow@osprey-property.example", "James Barlow",
          "en", "GB", "Europe/London"),
    Entry("werner", "Ladenbau Werner GmbH", "s.krueger@ladenbau-werner.example", "Sabine Krüger",
          "de", "DE", "Europe/Berlin"),
    Entry("kestrel", "Kestrel Books Ltd", "office@kestrel-books.example", "Hannah Pryce",
          "en", "GB", "Europe/London"),
    Entry("riverside", "Riverside Dental", "manager@riverside-dental.example", "Owen Marsh",
          "en", "GB", "Europe/London"),
    Entry("granite", "Granite State Outfitters", "payables@granite-outfitters.example", "Dana Whitcomb",
          "en", "US", "America/New_York"),
    Entry("thornbury", "Thornbury Estates", "r.ashdown@thornbury-estates.example", "Rupert Ashdown",
          "en", "GB", "Europe/London"),
    Entry("alder", "Alder & Rowe Hospitality", "finance@alder-rowe.example", "Grace Okafor",
          "en", "GB", "Europe/London", "key-clients"),
)  # fmt: skip

# client, currency, then for each invoice: due on which day of the demo (0 = its first), and about how much
_BILLS: tuple[tuple[str, str, tuple[tuple[int, int], ...]], ...] = (
    ("hartfield", "GBP", ((3, 1840), (38, 960), (66, 2275))),
    ("fairweather", "GBP", ((46, 780),)),
    ("dunmore", "EUR", ((-9, 3200), (59, 1450))),
    ("beacon", "USD", ((-14, 5600), (-3, 2150), (45, 1900))),
    ("copperline", "GBP", ((-6, 4125), (-2, 1390), (6, 2680))),
    ("osprey", "GBP", ((-4, 2950), (68, 3310))),
    ("werner", "EUR", ((-8, 6400), (10, 2875), (81, 1980))),
    ("kestrel", "GBP", ((-5, 645), (52, 1120))),
    ("riverside", "GBP", ((-11, 1575), (-1, 890), (88, 2040))),
    ("granite", "USD", ((-7, 4380), (31, 1265), (64, 3720))),
    ("thornbury", "GBP", ((-12, 8750), (35, 2430))),
    ("alder", "GBP", ((-3, 12600), (74, 9800))),
    ("alder", "EUR", ((11, 7450),)),
)


class Books:
    """The seed moves the amounts a little, and nothing else, so each run tells the same story in other figures."""

    def __init__(self, seed: int) -> None:
        self.clients = {entry.id: entry for entry in CLIENTS}
        self.bills = {bill.number: bill for bill in _bills(Random(f"bills {seed}"))}  # noqa: S311 - no secret
        self.bookings: list[Booking] = []

    def pay(self, number: str, amount: Decimal, at: datetime) -> Money:
        return self._book(Booking(at, number, amount))

    def credit(self, number: str, amount: Decimal, at: datetime) -> Money:
        return self._book(Booking(at, number, amount, is_credit=True))

    def _book(self, booking: Booking) -> Money:
        """The money that was booked; never more than is open."""
        amount = min(booking.amount, self.balance(booking.invoice, booking.at).amount)
        if amount > 0:
            self.bookings.append(replace(booking, amount=amount))
        return Money(amount, self.bills[booking.invoice].total.currency)

    def balance(self, number: str, at: datetime) -> Money:
        """What was open of an invoice at that instant."""
        total = self.bills[number].total
        booked = sum((b.amount for b in self.bookings if b.invoice == number and b.at <= at), Decimal(0))
        return Money(total.amount - booked, total.currency)

    def bills_of(self, client: str) -> tuple[Bill, ...]:
        return tuple(bill for bill in self.bills.values() if bill.client == client)

    def open_of(self, client: str, at: datetime) -> tuple[str, ...]:
        """Numbers of what was written by that day and is not settled, oldest due date first."""
        written = (bill for bill in self.bills_of(client) if bill.issued <= at.date())
        return tuple(bill.number for bill in written if self.balance(bill.number, at))

    def readdress(self, client: str, email: str, contact: str) -> None:
        """The clerk learnt whom to write to instead."""
        self.clients[client] = replace(self.clients[client], email=email, contact=contact)

    def csv(self, at: datetime) -> bytes:
        """All that was invoiced up to that morning, in the plain columns that docs/import.md names; UTF-8."""
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        for bill in self.bills.values():
            if bill.issued > at.date():
                continue
            who, left = self.clients[bill.client], self.balance(bill.number, at)
            writer.writerow((
                who.id, who.name, who.email, who.contact, who.language, who.country, who.zone, who.sequence,
                bill.number, bill.issued, bill.due, left.currency, bill.total.amount, left.amount, bill.reference,
            ))  # fmt: skip
        return out.getvalue().encode("utf-8")


def _bills(chance: Random) -> Iterator[Bill]:
    planned = ((client, currency, *one) for client, currency, some in _BILLS for one in some)
    for number, (client, currency, due, about) in enumerate(_by_due_day(planned), 2041):
        pence = Decimal(chance.randrange(0, 20) * 5) / 100
        amount = Decimal(round(about * chance.uniform(0.96, 1.04))) + pence.quantize(Decimal("0.01"))
        day = FIRST_DAY + timedelta(days=due)
        order = f"PO-{chance.randrange(4000, 9999)}" if chance.random() < 0.6 else ""
        yield Bill(f"NJ-{number}", client, day - timedelta(days=30), day, Money(amount, currency), order)


def _by_due_day(planned: Iterable[tuple[str, str, int, int]]) -> list[tuple[str, str, int, int]]:
    """Invoices are numbered in the order in which they were written."""
    return sorted(planned, key=lambda one: one[2])
