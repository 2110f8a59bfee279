"""The clients, invoices and facts that these tests speak of."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from outreach.domain.case import Case, Hold, HoldReason
from outreach.domain.clients import BookPicture, Client, Contact, Invoice
from outreach.domain.facts import Document, Fact
from outreach.domain.finding import Finding, Intent, MailKind
from outreach.domain.letter import Letter, LetterState, Line
from outreach.domain.money import Money
from outreach.domain.received import Cursor, InboxState, Received
from outreach.domain.task import Task, TaskKind

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def euros(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


def fact(*puts: Document, about: str = "miller", kind: str = "noted", sentence: str = "Something happened") -> Fact:
    return Fact(MONDAY, kind, about, sentence, ("we saw it",), puts)


def client(id_: str = "miller", *emails: str) -> Client:
    return Client(id_, f"{id_.title()} & Sons", tuple(Contact(email) for email in emails))


def invoice(number: str = "INV-1", of: str = "miller", balance: str = "1200.50") -> Invoice:
    return Invoice(number, of, date(2026, 2, 1), euros("1200.50"), euros(balance))


def case(of: str = "miller", **changes: object) -> Case:
    hold = Hold("h-1", HoldReason.PROMISE, date(2026, 3, 2), date(2026, 3, 20), ("INV-1",), "said so", "m-1")
    return Case(of, **{"holds": (hold,), "stage": "friendly", "step": 1} | changes)  # type: ignore[arg-type]  # free choice


def letter(id_: str = "L-1", of: str = "miller", state: LetterState = LetterState.RENDERED) -> Letter:
    return Letter(
        id=id_,
        client=of,
        to="accounts@miller-sons.example",
        sequence="standard",
        stage="friendly",
        step=0,
        template="friendly-1",
        language="en",
        subject="Invoice INV-1",
        carrying="INV-1",
        lines=(Line("INV-1", euros("1200.50"), date(2026, 2, 1)),),
        message_id=f"<{id_}@northwind-joinery.example>",
        digest="0" * 64,
        rendered_at=MONDAY,
        state=state,
    )


def task(id_: str = "T-1", of: str = "miller") -> Task:
    return Task(id_, TaskKind.CALL, of, "Call them", MONDAY)


def received(id_: str = "m-1", of: str = "miller") -> Received:
    return Received(
        id=id_,
        client=of,
        message_id=f"<{id_}@miller-sons.example>",
        sender="accounts@miller-sons.example",
        subject="Re: Invoice INV-1",
        sent_at=MONDAY,
        received_at=MONDAY,
        digest="1" * 64,
        finding=Finding(MailKind.PERSON, (Intent.PROMISE,), sure=True, confidence=0.9),
        trusted=True,
        trust_reason="a known contact",
        how_found="answers our letter L-1",
        folder="INBOX",
        uid=7,
    )


def inbox(uid: int = 7) -> InboxState:
    return InboxState(MONDAY, (Cursor("INBOX", 1, uid),))


def picture() -> BookPicture:
    return BookPicture(MONDAY, "invoices.csv", "2" * 64)
