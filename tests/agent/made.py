"""Northwind Joinery and its clients, for the tests of the agent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from outreach.domain.case import Case
from outreach.domain.letter import Letter, LetterState
from outreach.domain.money import Money
from outreach.domain.picture import PicturedClient, PicturedInvoice
from outreach.domain.task import Task, TaskKind
from outreach.ports import Archive, Renderer, Store
from tests.fakes import Office, office

JO = "jo@miller-sons.example"
AP = "ap@harbour-hotels.example"

MILLER = PicturedClient("miller", "Miller & Sons", (JO,), "Jo Miller", "en", "GB", "Europe/London", "standard")
HARBOUR = PicturedClient("harbour", "Harbour Hotels", (AP,), None, "en", "GB", "Europe/London", "standard")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def invoice(number: str = "INV-1042", due: str = "2026-03-02", owed: str = "1200.00") -> PicturedInvoice:
    money = Money(Decimal(owed), "GBP")
    return PicturedInvoice(number, "miller", date.fromisoformat(due), money, money)


def harbour_invoice(number: str = "INV-5001", due: str = "2026-03-02") -> PicturedInvoice:
    return replace(invoice(number, due, "800.00"), client="harbour")


def open_office(
    now: str = "2026-02-25 10:00", *invoices: PicturedInvoice, clients: tuple[PicturedClient, ...] = (MILLER,),
    store: Store | None = None, archive: Archive | None = None, renderer: Renderer | None = None,
) -> Office:  # fmt: skip
    """The office on the morning on which the first courtesy to Miller & Sons is due, unless another one is named."""
    made = office(at(now), store, archive, renderer)
    made.book_of(clients, invoices or (invoice(),))
    return made


def go_to(firm: Office, moment: str) -> None:
    """Later: the same book is imported again, so that it is fresh."""
    firm.clock.set(at(moment))
    book = firm.desk.store.book()
    shown = [
        PicturedInvoice(i.number, i.client, i.due, i.total, i.balance, i.issued, i.reference) for i in book.invoices()
    ]
    firm.book_of([PicturedClient(c.id, c.name, tuple(x.email for x in c.contacts)) for c in book.clients()], shown)


def case(firm: Office, client: str = "miller") -> Case:
    return firm.desk.store.book().case(client) or Case(client)


def the_letter(firm: Office, client: str = "") -> Letter:
    return firm.letters(client)[-1]


def states(firm: Office, client: str = "") -> list[LetterState]:
    return [letter.state for letter in firm.letters(client)]


def tasks(firm: Office) -> list[tuple[TaskKind, str]]:
    return [(task.kind, task.client) for task in firm.open_tasks()]


def the_task(firm: Office, client: str = "miller") -> Task:
    (found,) = (task for task in firm.open_tasks() if task.client == client)
    return found


def silence(firm: Office, client: str = "miller") -> str:
    return case(firm, client).silence


def told(firm: Office, kind: str) -> list[str]:
    """The sentences of all recorded facts of that kind."""
    return [fact.sentence for fact in firm.desk.store.history() if fact.kind == kind]
