"""Review: what a person decides, recorded side by side with a running agent. Each verb names who decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from outreach.agent.desk import Desk
from outreach.agent.place import take_place
from outreach.domain import decisions
from outreach.domain.account import Account
from outreach.domain.book import Book
from outreach.domain.clients import Client, Invoice
from outreach.domain.facts import Fact
from outreach.domain.finding import DisputeReason, Evidence, Finding, Intent, StatedPromise
from outreach.domain.halt import HaltKind
from outreach.domain.letter import Letter, LetterState
from outreach.domain.money import Money
from outreach.domain.received import BY_PERSON, Received
from outreach.domain.task import Task, TaskKind, TaskState
from outreach.errors import NoSuchThing, Refused
from outreach.mail.parse import parse


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One task with all that a person needs to judge it."""

    task: Task
    client: Client
    mail: Received | None
    mail_text: str
    letter: Letter | None
    letter_text: str


def review(desk: Desk, task_id: str) -> Reviewed:
    book = desk.store.book()
    task = _task(book, task_id)
    client = _client(book, task.client)
    mail = book.received(task.mail) if task.mail else None
    letter = book.letter(task.letter) if task.letter else None
    return Reviewed(
        task, client, mail, mail.finding.text if mail else "",
        letter, parse(desk.archive.get(letter.digest)).text if letter else "",
    )  # fmt: skip


def _task(book: Book, task_id: str) -> Task:
    name = task_id.upper() if task_id.upper().startswith("T") else f"T{task_id}"
    task = book.task(name)
    if task is None:
        raise NoSuchThing(f"there is no task {name}", "`outreach review` lists the open ones")
    return task


def _open_task(book: Book, task_id: str) -> Task:
    task = _task(book, task_id)
    if task.state is not TaskState.OPEN:
        raise Refused(f"task {task.id} is {task.state} already", f"by {task.closed_by}" if task.closed_by else "")
    return task


def _client(book: Book, client_id: str) -> Client:
    client = book.client(client_id)
    if client is None:
        raise NoSuchThing(f'there is no client "{client_id}"')
    return client


def confirm(desk: Desk, task_id: str, by: str) -> Fact:
    """The proposed reading is right: act on it. For other tasks: it is done."""

    def decide(book: Book) -> Iterable[Fact]:
        task = _open_task(book, task_id)
        mail = book.received(task.mail) if task.kind is TaskKind.REVIEW else None
        if task.kind is TaskKind.APPROVE:
            return (_approved(book, task, by, desk),)
        if task.kind is TaskKind.UNKNOWN:
            return (_settled(desk, book, task, by, sent=True),)
        if mail is None or (mail.finding.sure and mail.trusted):
            return (_closed(desk, book, task, TaskState.DONE, by),)
        return (_judged(desk, book, task, mail, mail.finding, by),)

    return _only(desk, decide)


def correct(
    desk: Desk, task_id: str, by: str, intents: tuple[Intent, ...], day: date | None = None,
    amount: Decimal | None = None, invoices: tuple[str, ...] = (), reason: DisputeReason | None = None,
) -> Fact:  # fmt: skip
    """The mail means something else: act on what the person says it means."""

    def decide(book: Book) -> Iterable[Fact]:
        task = _open_task(book, task_id)
        mail = book.received(task.mail)
        if mail is None:
            raise Refused(f"task {task.id} is not about a mail", "use `outreach review confirm` or `dismiss`")
        named = _own(book, task.client, invoices) or desk.account(book, _client(book, task.client)).open_invoices()
        currency = next((i.balance.currency for i in named), "")
        money = Money(amount, currency) if amount is not None else None
        promises = (StatedPromise(day, money, invoices),) if Intent.PROMISE in intents else ()
        finding = replace(
            mail.finding, intents=intents, sure=True, confidence=1.0, promises=promises, invoices=invoices,
            disputed=invoices if Intent.DISPUTE in intents else (), dispute_reason=reason, warnings=(),
            evidence=tuple(Evidence(intent, mail.finding.text[:200], f"{BY_PERSON}{by}") for intent in intents),
        )  # fmt: skip
        return (_judged(desk, book, task, mail, finding, by),)

    return _only(desk, decide)


def _judged(desk: Desk, book: Book, task: Task, mail: Received, finding: Finding, by: str) -> Fact:
    account = desk.account(book, _client(book, task.client))
    shared = dict.fromkeys(t.client for t in book.open_tasks() if t.mail == mail.id and t.client != task.client)
    others = [desk.account(book, _client(book, name)) for name in shared]
    return decisions.judged(account, mail, finding, desk.rules().policy, by, desk.now(), book.count(Task), others)


def _closed(desk: Desk, book: Book, task: Task, state: TaskState, by: str, note_: str = "") -> Fact:
    return decisions.close_task(
        desk.account(book, _client(book, task.client)), task, state, by, desk.now(), note_
    )  # fmt: skip


def dismiss(desk: Desk, task_id: str, by: str) -> Fact:
    """The task needs nothing. A mail: what it held is lifted. A letter: it is not sent, and the case is held."""

    def decide(book: Book) -> Iterable[Fact]:
        task = _open_task(book, task_id)
        letter = book.letter(task.letter) if task.letter else None
        if task.kind is TaskKind.UNKNOWN:
            return (_settled(desk, book, task, by, sent=False),)
        if task.kind is TaskKind.APPROVE and letter:
            return (decisions.reject(desk.account(book, _client(book, task.client)), letter, task, by, desk.now()),)
        if task.mail:
            return (decisions.dismiss(desk.account(book, _client(book, task.client)), task, by, desk.now()),)
        return (_closed(desk, book, task, TaskState.DISMISSED, by),)

    return _only(desk, decide)


def _settled(desk: Desk, book: Book, task: Task, by: str, *, sent: bool) -> Fact:
    letter = book.letter(task.letter)
    if letter is None or letter.state is not LetterState.UNKNOWN:
        return _closed(desk, book, task, TaskState.DONE, by)
    verb = decisions.was_sent if sent else decisions.was_not_sent
    return verb(desk.account(book, _client(book, task.client)), letter, task, by, desk.now())


def approve(desk: Desk, letter_id: str, by: str, digest: str = "") -> Fact:
    """Approve the very bytes shown: `digest`, when given, must still be that of the letter."""

    def decide(book: Book) -> Iterable[Fact]:
        letter = book.letter(letter_id.upper() if letter_id.upper().startswith("L") else f"L{letter_id}")
        if letter is None:
            raise NoSuchThing(f"there is no letter {letter_id}", "`outreach approve` lists those that wait")
        if letter.state is not LetterState.RENDERED:
            raise Refused(f"letter {letter.id} is {letter.state} and cannot be approved", letter.answer)
        if not letter.digest.startswith(digest):
            raise Refused(f"letter {letter.id} is not the one that was shown ({digest})", "look at it again")
        task = next((t for t in book.tasks_of(letter.client) if t.letter == letter.id), None)
        return (decisions.approve(letter, task, by, desk.now()),)

    return _only(desk, decide)


def _approved(book: Book, task: Task, by: str, desk: Desk) -> Fact:
    letter = book.letter(task.letter)
    if letter is None or letter.state is not LetterState.RENDERED:
        return _closed(desk, book, task, TaskState.DISMISSED, by, "the letter no longer waits")
    return decisions.approve(letter, task, by, desk.now())


def hold(desk: Desk, client: Client, invoices: tuple[str, ...], until: date | None, note: str, by: str) -> Fact:
    _own(desk.store.book(), client.id, invoices)
    return _on_case(desk, client, lambda account: decisions.hold(account, invoices, until, note, by, desk.now()))


def _own(book: Book, client: str, numbers: tuple[str, ...]) -> tuple[Invoice, ...]:
    """The invoices of those numbers; NoSuchThing for one of another client, which would silently hold nothing."""
    own = {i.number: i for i in book.invoices_of(client)}
    strange = [number for number in numbers if number not in own]
    if strange:
        raise NoSuchThing(f"{', '.join(strange)} is no invoice of this client", "`outreach explain` lists them")
    return tuple(own[number] for number in numbers)


def lift(desk: Desk, client: Client, invoices: tuple[str, ...], by: str) -> Fact:
    def decide(account: Account) -> Fact:
        fact = decisions.lift(account, invoices, by, desk.now())
        if fact is None:
            raise Refused(f"nothing is held there for {client.name}", "`outreach explain` shows the holds")
        return fact

    return _on_case(desk, client, decide)


def note(desk: Desk, client: Client, text: str, by: str) -> Fact:
    return _on_case(desk, client, lambda account: decisions.note(account, text, by, desk.now()))


def stop(desk: Desk, why: str, by: str) -> Fact:
    """Nothing goes out any more, but for the one letter that may be on the wire at this moment."""
    return _only(desk, lambda book: (decisions.halt(book.halts, HaltKind.STOP, why, by, desk.now()),))


def go(desk: Desk, by: str) -> Fact:
    """Letters may go out again, and this workspace is the live one. A doubt about that must have been shown before."""
    doubt = desk.doubt(desk.store.book())
    if take_place(desk):
        hint = "If it is, say `outreach go` once more, and let no other copy run. If not, leave it: it stays silent."
        raise Refused(doubt, hint)

    def decide(book: Book) -> Iterable[Fact]:
        here = desk.identity.place() if desk.identity else ""
        fact = decisions.go(book.halts, by, desk.now(), here)
        if fact is None:
            raise Refused("nothing is stopped", "`outreach status` shows what keeps letters in")
        if desk.identity:
            desk.identity.confirm()  # before the halt ends: a crash between the two leaves it silent
        return (fact,)

    return _only(desk, decide)


def paid(desk: Desk, invoice: Invoice, amount: Decimal | None, by: str) -> Fact:
    def decide(book: Book) -> Iterable[Fact]:
        now_ = book.invoice(invoice.number)
        if now_ is None or not now_.is_open:
            raise Refused(f"{invoice.number} is not open", "`outreach explain` shows it")
        if amount is not None and not 0 < amount <= now_.balance.amount:
            raise Refused(f"{amount} is not between 0 and the balance of {now_.balance}")
        account = desk.account(book, _client(book, now_.client))
        return (decisions.paid(account, now_, amount, by, desk.now()),)

    return _only(desk, decide)


def _on_case(desk: Desk, client: Client, decide: Callable[[Account], Fact]) -> Fact:
    return _only(desk, lambda book: (decide(desk.account(book, _client(book, client.id))),))


def _only(desk: Desk, decide: Callable[[Book], Iterable[Fact]]) -> Fact:
    return desk.record(decide)[0]
