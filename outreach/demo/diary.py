"""What happened, in the words of the ledger: each recorded fact becomes the rows that a reader of the demo wants."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from outreach.agent.desk import Desk
from outreach.demo.book import Books
from outreach.domain.book import Book
from outreach.domain.clients import Invoice
from outreach.domain.facts import Fact
from outreach.domain.finding import MailKind
from outreach.domain.letter import Letter, LetterState
from outreach.domain.money import Money, totals
from outreach.domain.propose import Conditions, propose
from outreach.domain.received import Received
from outreach.domain.silence import Silence, Why
from outreach.domain.task import Task, TaskState
from outreach.ports import Store

WORTH_TELLING = frozenset({Why.HELD, Why.NO_ADDRESS, Why.WAITS_FOR_TASK, Why.ENDED, Why.NO_SEQUENCE, Why.BOOK_OLD})
"""The reasons for a silence that a reader wants to hear of; that the next letter is not yet due is none."""


class Kind(StrEnum):
    SENT = "sent"
    ANSWERED = "answered"
    NEEDS_YOU = "needs you"
    NOT_SENT = "not sent"
    PAID = "paid"
    NOTED = "noted"
    CLERK = "clerk"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that happened. `mail` and `letter` name what can be shown in full."""

    at: datetime
    kind: Kind
    client: str
    text: str
    why: tuple[str, ...] = ()
    letter: str = ""
    mail: str = ""


@dataclass(slots=True)
class Diary:
    """All rows so far. `tell` is called with each new one as it happens."""

    tell: Callable[[Row], None]
    rows: list[Row] = field(default_factory=list)

    def keep(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self.rows.append(row)
            self.tell(row)


class WatchedStore:
    """A store that passes everything on and shows each fact that was recorded. It decides nothing."""

    def __init__(self, store: Store, seen: Callable[[Fact], None]) -> None:
        self._store, self._seen = store, seen
        self.book, self.history = store.book, store.history

    def record(self, *decisions: Callable[[Book], Iterable[Fact]]) -> tuple[Fact, ...]:
        facts = self._store.record(*decisions)
        for fact in facts:
            self._seen(fact)
        return facts


def rows_of(fact: Fact, desk: Desk, books: Books) -> Iterator[Row]:
    """The rows for one fact just recorded. Their time is that of the recording: a mail counts when it is read."""
    fact = replace(fact, at=desk.now())
    match fact.kind:
        case "book imported":
            yield from _payments(fact, books)
        case "mail read":
            yield from _answer(fact)
        case "silent":
            yield from _silence(fact, desk)
        case "time passed":
            yield Row(fact.at, Kind.NOTED, fact.about, fact.sentence)
        case "letter rendered" | "task opened" | "copy filed" | "folder read" | "letter claimed":
            pass
        case _ if fact.kind.startswith("letter "):
            yield from _letter(fact)
        case _:
            yield Row(fact.at, Kind.CLERK, fact.about, fact.sentence, fact.reasons)
    if fact.kind != "reply judged":
        for task in fact.puts:
            if isinstance(task, Task) and task.state is TaskState.OPEN:
                yield _task(fact, task)


def _task(fact: Fact, task: Task) -> Row:
    detail = task.detail.strip().split("\n")[0]
    return Row(fact.at, Kind.NEEDS_YOU, task.client, f"{task.id} {task.title}", (detail,) if detail else ())


def _payments(fact: Fact, books: Books) -> Iterator[Row]:
    for invoice in fact.puts:
        if isinstance(invoice, Invoice) and invoice.payments and invoice.payments[-1].seen == fact.at.date():
            less = Money(invoice.payments[-1].amount, invoice.balance.currency)
            credited = any(
                b.is_credit and (b.invoice, b.amount) == (invoice.number, less.amount) for b in books.bookings
            )
            left = f", {invoice.balance} still open" if invoice.is_open else ""
            text = f"{invoice.number}: {less} {'credited' if credited else 'received'}{left}"
            yield Row(fact.at, Kind.NOTED if credited else Kind.PAID, invoice.client, text)


def _answer(fact: Fact) -> Iterator[Row]:
    mail = next(d for d in fact.puts if isinstance(d, Received))
    words = " ".join(mail.finding.text.split()) or mail.subject
    said = words if len(words) <= 120 else words[:119].rstrip() + "…"
    understood = fact.sentence.partition("): ")[2]
    kind = "" if mail.finding.kind is MailKind.PERSON else f"[{mail.finding.kind}] "
    yield Row(fact.at, Kind.ANSWERED, fact.about, f"{kind}“{said}” → {understood}", fact.reasons, mail=mail.id)


def _silence(fact: Fact, desk: Desk) -> Iterator[Row]:
    client = desk.store.book().client(fact.about)
    if client is None:
        return
    account, now = desk.account(desk.store.book(), client), desk.now()
    due = propose(account, desk.sequence(client), desk.rules().policy, Conditions.ideal(now), now)
    if isinstance(due, Silence) and due.why in WORTH_TELLING:
        yield Row(fact.at, Kind.NOT_SENT, fact.about, due.sentence)


def _letter(fact: Fact) -> Iterator[Row]:
    letter = next(d for d in fact.puts if isinstance(d, Letter))
    numbers = ", ".join(line.number for line in letter.lines)
    match letter.state:
        case LetterState.ACCEPTED:
            asked = " + ".join(str(total) for total in totals(line.balance for line in letter.lines))
            yield Row(
                fact.at, Kind.SENT, letter.client, f"{letter.template}: {numbers}, {asked}",
                letter.reasons, letter=letter.id,
            )  # fmt: skip
            for reason in letter.reasons:
                if " is left out: " in reason:
                    yield Row(fact.at, Kind.NOT_SENT, letter.client, reason)
        case LetterState.APPROVED if letter.approved_by:
            yield Row(fact.at, Kind.CLERK, letter.client, f"letter {letter.id} ({letter.template}) approved")
        case LetterState.WITHDRAWN | LetterState.REFUSED | LetterState.UNKNOWN | LetterState.DEFERRED:
            text = f"letter {letter.id} ({letter.template}) {letter.state}: {letter.answer}"
            yield Row(fact.at, Kind.NOT_SENT, letter.client, text, letter=letter.id)
