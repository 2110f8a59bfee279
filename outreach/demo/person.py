"""The simulated clerk: each working morning and noon, works off the open tasks with the verbs of `outreach review`.

A clerk reads what clients wrote and understands it, so what an answer means is taken from its writer, not from the
agent. Everything else is done as a careful person would: nothing is lifted before the reason for it is gone.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from outreach.agent import review
from outreach.agent.desk import Desk
from outreach.demo.answers import Writer
from outreach.demo.book import FIRM, OWN_ADDRESS, Books
from outreach.demo.life import Meaning
from outreach.domain.clients import Client
from outreach.domain.finding import Intent
from outreach.domain.received import Received
from outreach.domain.task import Task, TaskKind

NAME = "Alex"
WORKSHOP_LOOKS_AT_IT = timedelta(days=9)  # until a dispute is answered
FINDS_A_CONTACT = timedelta(days=2)
CREDIT = Decimal("0.15")  # of a disputed invoice


@dataclass(frozen=True, slots=True)
class Outside:
    """What a clerk can do besides working with Outreach: write a mail, ring a client up."""

    send: Callable[[str, bytes], Awaitable[None]]
    call: Callable[[str], None]


class Clerk:
    """`meant` holds what each answer means, by its Message-ID; `successors` whom to write to instead, by client."""

    def __init__(
        self, desk: Desk, books: Books, meant: dict[str, Meaning], successors: dict[str, Writer], outside: Outside
    ) -> None:
        self._desk, self._books, self._meant, self._successors = desk, books, meant, successors
        self._outside = outside
        self.judged: list[tuple[Received, bool]] = []  # replies that were not clear, and whether the proposal was right

    async def work(self) -> None:
        for task in self._desk.store.book().open_tasks():
            await self._do(task)

    async def _do(self, task: Task) -> None:
        client = self._desk.store.book().client(task.client)
        assert client
        match task.kind:
            case TaskKind.APPROVE:
                letter = self._desk.store.book().letter(task.letter)
                review.approve(self._desk, task.letter, NAME, letter.digest if letter else "")
            case TaskKind.REVIEW:
                await self._read(task, client)
            case TaskKind.ADDRESS:
                if self._old(task, FINDS_A_CONTACT):
                    self._readdress(task, client)
            case TaskKind.CALL:
                self._outside.call(client.id)
                review.note(self._desk, client, "rang them up; they will look into it", NAME)
                self._done(task, client)
            case TaskKind.CHECK:
                self._done(task, client)
            case _:
                review.confirm(self._desk, task.id, NAME)

    def _old(self, task: Task, age: timedelta) -> bool:
        return self._desk.now() - task.opened >= age

    async def _read(self, task: Task, client: Client) -> None:
        mail = self._desk.store.book().received(task.mail)
        assert mail
        if not (mail.finding.sure and mail.trusted):
            self._judge(task, mail)
        elif Intent.DISPUTE in mail.finding.intents:
            if self._old(task, WORKSHOP_LOOKS_AT_IT):
                self._settle_dispute(task, client, mail)
        elif Intent.REDIRECT in mail.finding.intents:
            self._readdress(task, client)
        elif Intent.DOCUMENT in mail.finding.intents:
            await self._send_copy(client, mail)
            self._done(task, client)
        else:
            self._done(task, client)

    def _judge(self, task: Task, mail: Received) -> None:
        """Read an answer that was not clear, and say what it means: as proposed, something else, or nothing."""
        meaning, proposed = self._meant[mail.message_id], mail.finding
        days = {promise.day for promise in proposed.promises}
        as_proposed = set(proposed.intents) == set(meaning.intents) and (not meaning.day or meaning.day in days)
        self.judged.append((mail, as_proposed))
        if Intent.OTHER in meaning.intents:
            review.dismiss(self._desk, task.id, NAME)
        elif as_proposed:
            review.confirm(self._desk, task.id, NAME)
        else:
            review.correct(
                self._desk, task.id, NAME, meaning.intents, meaning.day,
                invoices=meaning.invoices, reason=meaning.reason,
            )  # fmt: skip

    def _settle_dispute(self, task: Task, client: Client, mail: Received) -> None:
        """The workshop agrees that something was wrong: a credit note. Once the next import has brought it, the rest is
        asked for again; sooner, a letter would name the old sum."""
        contested = mail.finding.disputed or mail.finding.invoices
        if not any(booking.is_credit and booking.invoice in contested for booking in self._books.bookings):
            self._credit(client, contested)
        elif all(self._is_imported(number) for number in contested):
            review.confirm(self._desk, task.id, NAME)
            review.lift(self._desk, client, mail.finding.disputed, NAME)

    def _credit(self, client: Client, numbers: tuple[str, ...]) -> None:
        for number in numbers:
            total = self._books.bills[number].total.amount
            self._books.credit(number, (total * CREDIT).quantize(Decimal("0.01")), self._desk.now())
        review.note(self._desk, client, f"credit note of {CREDIT:.0%} on {', '.join(numbers)}", NAME)

    def _is_imported(self, number: str) -> bool:
        invoice = self._desk.store.book().invoice(number)
        return invoice is not None and invoice.balance == self._books.balance(number, self._desk.now())

    def _readdress(self, task: Task, client: Client) -> None:
        """Put the new contact into the books; once the next import has brought it, the case may go on."""
        new = self._successors[client.id]
        if client.addressee and client.addressee.email == new.email:
            self._done(task, client)
        else:
            self._books.readdress(client.id, new.email, new.name)

    def _done(self, task: Task, client: Client) -> None:
        """Close the task, and end what was held because of it."""
        review.confirm(self._desk, task.id, NAME)
        case = self._desk.store.book().case(client.id)
        if case and case.case_hold(self._desk.now().date()):
            review.lift(self._desk, client, (), NAME)

    async def _send_copy(self, client: Client, mail: Received) -> None:
        """A mail of the clerk's own, from the same mailbox; the agent must not take it for anything of its own."""
        number = next(iter(mail.finding.invoices), self._books.open_of(client.id, self._desk.now())[0])
        copy = EmailMessage(policy=SMTP.clone(max_line_length=998))
        copy["From"], copy["To"] = OWN_ADDRESS, mail.sender
        copy["Subject"] = f"Copy of invoice {number}"
        copy["Date"] = format_datetime(self._desk.now())
        copy["Message-ID"] = f"<copy-{number}@northwind-joinery.example>".lower()
        copy["In-Reply-To"] = mail.message_id
        copy.set_content(f"Hello,\n\nhere is the copy of {number} that you asked for.\n\n{NAME} Winter\n{FIRM}\n")
        await self._outside.send(mail.sender, bytes(copy))
