"""An import compared with the book: payments, settled invoices, news, and reasons to refuse it.

An import is a new picture of the whole book. A balance that fell is a payment; one that reached zero ends the invoice.
A picture that lacks too much, or shows paid invoices as open, is more likely a wrong file than the truth.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from outreach.domain.book import Book
from outreach.domain.case import Case, Hold, HoldReason
from outreach.domain.clients import BookPicture, Client, Contact, Invoice, InvoiceState, Payment
from outreach.domain.facts import Document, Fact
from outreach.domain.picture import Picture, PicturedClient, PicturedInvoice
from outreach.domain.renaming import moved, under_known_ids

MOST_THAT_MAY_VANISH = Decimal("0.30")  # of the open invoices; more looks like half a file


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a client is when neither the file nor the book says otherwise."""

    language: str = "en"
    country: str = "GB"
    zone: str = "Europe/London"
    sequence: str = "standard"


@dataclass(frozen=True, slots=True)
class Difference:
    """What an import would change, as documents and in words. `refusal` says why it must not, "" when it may."""

    picture: BookPicture
    clients: tuple[Client, ...]
    invoices: tuple[Invoice, ...]
    cases: tuple[Case, ...]
    sentences: tuple[str, ...]
    new_invoices: int
    payments: int
    settled: int
    vanished: tuple[str, ...]
    reopened: tuple[str, ...]
    refusal: str

    def fact(self) -> Fact:
        says = (
            f"imported {self.picture.source}: {self.new_invoices} new, {self.payments} payments, "
            f"{self.settled} settled, {len(self.vanished)} no longer in the book"
        )
        puts: tuple[Document, ...] = (*self.clients, *self.invoices, *self.cases, self.picture)
        return Fact(self.picture.taken_at, "book imported", "", says, self.sentences, puts)


def compare(book: Book, picture: Picture, defaults: Defaults, today: date) -> Difference:
    """What `picture` changes in `book`, seen on `today` (the firm's day)."""
    picture = under_known_ids(book, picture)
    clients = [_client(book.client(c.id), c, defaults) for c in picture.clients]
    invoices = [_invoice(book.invoice(i.number), i, today) for i in picture.invoices]
    shown = {i.number for i in picture.invoices}
    missing = [i for i in book.invoices() if i.is_open and i.number not in shown]
    reopened = [i.number for i in invoices if i.is_open and _was_closed(book, i.number)]
    gone = [replace(i, state=InvoiceState.GONE) for i in missing]
    changed = [i for i in [*invoices, *gone] if i != book.invoice(i.number)]
    open_before = sum(i.is_open for i in book.invoices())
    return Difference(
        picture=BookPicture(picture.taken_at, picture.source, picture.digest),
        clients=tuple(c for c in clients if c != book.client(c.id)),
        invoices=tuple(changed),
        cases=_contradicted(book, reopened, _risen(book, invoices), today),
        sentences=tuple(s for i in changed for s in _sentences(book.invoice(i.number), i)),
        new_invoices=sum(book.invoice(i.number) is None for i in invoices),
        payments=sum(_paid_more(book, i) for i in changed),
        settled=sum(i.state is InvoiceState.PAID and book.invoice(i.number) is not None for i in changed),
        vanished=tuple(i.number for i in missing),
        reopened=tuple(reopened),
        refusal=next(iter(moved(book, picture)), "") or _refusal(len(missing), open_before, reopened),
    )


def _client(known: Client | None, shown: PicturedClient, defaults: Defaults) -> Client:
    """The file's word where it has one, else what we know. Contacts keep what we learnt about their addresses."""
    base = known or Client(
        shown.id, shown.name, (), defaults.language, defaults.country, defaults.zone, defaults.sequence
    )
    contacts = tuple(base.contact(email) or Contact(email) for email in shown.emails) or base.contacts
    if contacts and shown.contact_name:
        contacts = (replace(contacts[0], name=shown.contact_name), *contacts[1:])
    return replace(
        base, name=shown.name, contacts=contacts, language=shown.language or base.language,
        country=shown.country or base.country, zone=shown.zone or base.zone, sequence=shown.sequence or base.sequence,
    )  # fmt: skip


def _invoice(known: Invoice | None, shown: PicturedInvoice, today: date) -> Invoice:
    state = InvoiceState.OPEN if shown.balance.amount > 0 else InvoiceState.PAID
    fresh = Invoice(
        shown.number, shown.client, shown.due, shown.total, shown.balance, shown.issued, shown.reference, state
    )
    if known is None:
        return fresh
    fell = known.balance.amount - shown.balance.amount
    paid = (Payment(today, fell, "import"),) if fell > 0 and known.balance.currency == shown.balance.currency else ()
    return replace(fresh, payments=(*known.payments, *paid))


def _was_closed(book: Book, number: str) -> bool:
    known = book.invoice(number)
    return known is not None and not known.is_open


def _paid_more(book: Book, invoice: Invoice) -> bool:
    known = book.invoice(invoice.number)
    return known is not None and len(invoice.payments) > len(known.payments)


def _risen(book: Book, invoices: list[Invoice]) -> list[str]:
    """Invoices on which a person has seen money come in, and of which the book shows more open than was left."""
    known = ((book.invoice(i.number), i) for i in invoices)
    return [
        now.number
        for before, now in known
        if before and before.is_open and now.balance.amount > before.balance.amount
        if any(payment.source != "import" for payment in before.payments)
    ]


def _contradicted(book: Book, reopened: list[str], risen: list[str], today: date) -> tuple[Case, ...]:
    """Invoices of which the book says otherwise than we knew: held until a person has looked which is true."""
    cases: dict[str, Case] = {}
    notes = dict.fromkeys(reopened, "it was settled and the book shows it open again")
    notes |= dict.fromkeys(risen, "a payment that a person has seen is missing in the book")
    for number, note in notes.items():
        invoice = book.invoice(number)
        if invoice is None:
            continue
        case = cases.get(invoice.client) or book.case(invoice.client) or Case(invoice.client)
        hold = Hold(f"H{len(case.holds) + 1}", HoldReason.PERSON, today, None, (number,), note, "import")
        cases[invoice.client] = replace(case, holds=(*case.holds, hold))
    return tuple(cases.values())


def _sentences(known: Invoice | None, now: Invoice) -> tuple[str, ...]:
    if known is None:
        return (f"{now.number}: new, {now.balance} due {now.due}",) if now.is_open else ()
    if now.state is InvoiceState.GONE:
        return (f"{now.number}: no longer in the book, {known.balance} was open",)
    said = []
    if len(now.payments) > len(known.payments):
        said.append(f"{now.number}: paid {now.payments[-1].amount}, {now.balance} open")
    elif now.balance != known.balance:
        said.append(f"{now.number}: balance {known.balance} is now {now.balance}")
    if now.due != known.due:
        said.append(f"{now.number}: due date {known.due} is now {now.due}")
    return tuple(said)


def _refusal(missing: int, open_before: int, reopened: list[str]) -> str:
    if missing and reopened:
        return (
            f"{missing} open invoices are missing in it and {len(reopened)} settled ones are open again "
            f"({', '.join(reopened[:3])}): it looks like an older file than the last import"
        )
    if open_before and missing > open_before * MOST_THAT_MAY_VANISH:
        return f"{missing} of {open_before} open invoices are missing in it, more than 30 %: it looks like half a file"
    return ""
