"""Everything known of one client, gathered from the book for one decision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from outreach.domain.book import Book
from outreach.domain.case import Case, Hold
from outreach.domain.clients import Client, Invoice
from outreach.domain.letter import COUNTS_AS_SENT, ON_ITS_WAY, Letter
from outreach.domain.task import Task, TaskState
from outreach.domain.workdays import Calendar

Calendars = Callable[[Client], Calendar]


@dataclass(frozen=True, slots=True)
class Account:
    client: Client
    case: Case
    invoices: tuple[Invoice, ...]
    letters: tuple[Letter, ...]
    tasks: tuple[Task, ...]
    calendar: Calendar

    def open_invoices(self) -> tuple[Invoice, ...]:
        """What is still open, oldest due date first."""
        return tuple(sorted((i for i in self.invoices if i.is_open), key=lambda i: (i.due, i.number)))

    def free_invoices(self, day: date) -> tuple[Invoice, ...]:
        """Open invoices that no hold covers on `day`: the only ones a letter may speak of."""
        if not self.case.holds:
            return self.open_invoices()
        return tuple(i for i in self.open_invoices() if self.case.invoice_hold(i.number, day) is None)

    def held_invoices(self, day: date) -> tuple[tuple[Invoice, Hold], ...]:
        if not self.case.holds:
            return ()
        pairs = ((i, self.case.invoice_hold(i.number, day)) for i in self.open_invoices())
        return tuple((invoice, hold) for invoice, hold in pairs if hold)

    @property
    def waiting_letter(self) -> Letter | None:
        return next((letter for letter in self.letters if letter.state in ON_ITS_WAY), None)

    @property
    def last_sent(self) -> Letter | None:
        """The last letter that went out, or may have gone out."""
        sent = [letter for letter in self.letters if letter.state in COUNTS_AS_SENT and letter.claimed_at]
        return sent[-1] if sent else None

    def has_mentioned(self, invoice: str) -> bool:
        """Whether a letter that went out spoke of this invoice."""
        sent = (letter for letter in self.letters if letter.state in COUNTS_AS_SENT)
        return any(line.number == invoice for letter in sent for line in letter.lines)

    def steps_written(self, invoice: str) -> frozenset[tuple[str, int]]:
        """The steps, as stage and index, for which this invoice has carried a letter in the present conversation."""
        return frozenset(
            (letter.stage, letter.step)
            for letter in self.letters
            if letter.carrying == invoice and letter.state in COUNTS_AS_SENT
            if letter.sequence == self.case.sequence and letter.message_id in self.case.thread
        )

    @property
    def step_task(self) -> Task | None:
        """An open task that the sequence asked for; the case goes on when it is closed."""
        return next((t for t in self.tasks if t.stage and t.state is TaskState.OPEN), None)


def account_of(book: Book, client: Client, calendars: Calendars) -> Account:
    return Account(
        client=client,
        case=book.case(client.id) or Case(client=client.id),
        invoices=book.invoices_of(client.id),
        letters=book.letters_of(client.id),
        tasks=book.tasks_of(client.id),
        calendar=calendars(client),
    )
