"""Again: mails that were read before, read once more with the rules of now, and what differs. No case is touched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from outreach.agent.desk import Desk
from outreach.agent.reading import context_of, open_mail, our_texts, read_text, written_on
from outreach.domain.account import Account
from outreach.domain.clients import Client, Invoice, InvoiceState
from outreach.domain.finding import Finding, Intent
from outreach.domain.money import Money
from outreach.domain.received import Received
from outreach.mail.identity import identity
from outreach.mail.parse import parse
from outreach.ports import Rulebook


@dataclass(frozen=True, slots=True)
class Compared:
    """One mail: the reading in the book, or a person's in its place, and the one of now."""

    mail: Received
    now: Finding

    @property
    def stored(self) -> Finding:
        return self.mail.finding

    @property
    def differs(self) -> tuple[str, ...]:
        """What is read otherwise now, of what changes a case; of a person's reading only what they stated."""
        found = {
            "intents": _meanings(self.stored) != _meanings(self.now),
            "promises": not self._same_promises(),
            "dispute_reason": self.stored.dispute_reason != self.now.dispute_reason and not self._reason_unstated(),
            "sure": self.stored.sure != self.now.sure and not self.mail.judged,
        }
        return tuple(field for field, other in found.items() if other)

    def _same_promises(self) -> bool:
        if not self.mail.corrected_to:
            return set(self.stored.promises) == set(self.now.promises)
        days = {promise.day for promise in self.stored.promises if promise.day}
        return days <= {promise.day for promise in self.now.promises}

    def _reason_unstated(self) -> bool:
        return bool(self.mail.corrected_to) and self.stored.dispute_reason is None


def _meanings(finding: Finding) -> frozenset[Intent]:
    """Without "other", which a person's reading leaves out."""
    return frozenset(finding.intents) - {Intent.OTHER}


def all_read(desk: Desk) -> Iterator[Received]:
    """Every mail in the book, client by client, in the order of its coming."""
    book = desk.store.book()
    return (mail for client in book.clients() for mail in book.received_of(client.id))


def stored_reading(desk: Desk, raw: bytes) -> Received | None:
    """What the book knows of the mail with these bytes."""
    return desk.store.book().received(identity(raw, parse(raw)))


def compare(desk: Desk, stored: Received, rulebook: Rulebook | None = None) -> Compared:
    """Read a mail of the book again, for the client it was found to be of, as the book stood when it came."""
    account = account_then(desk, stored)
    raw = desk.archive.get(stored.digest)
    opened = open_mail(raw)
    context = context_of(account, opened.mail, written_on(opened.mail, stored.received_at))
    return Compared(stored, read_text(opened, our_texts(desk, account), context, rulebook or desk.rules()).finding)


def account_then(desk: Desk, stored: Received) -> Account:
    """The client's account with the invoices that were open, and the letters that were written, when the mail came.

    As far as the book can tell: when an invoice left it for good is not kept, so such a one counts as never there.
    """
    book = desk.store.book()
    client = book.client(stored.client) or Client(stored.client, stored.client)
    account, day = desk.account(book, client), stored.received_at.date()
    invoices = tuple(_then(i, day) for i in account.invoices if i.issued is None or i.issued <= day)
    letters = tuple(letter for letter in account.letters if letter.rendered_at <= stored.received_at)
    return replace(account, invoices=invoices, letters=letters)


def _then(invoice: Invoice, day: date) -> Invoice:
    """What was learnt of payments on the day itself was not known yet when the client wrote."""
    later = sum((p.amount for p in invoice.payments if p.seen >= day), Decimal(0))
    if not later or invoice.state is InvoiceState.GONE:
        return invoice
    balance = Money(invoice.balance.amount + later, invoice.balance.currency)
    return replace(invoice, balance=balance, state=InvoiceState.OPEN)
