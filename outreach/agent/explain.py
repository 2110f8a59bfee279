"""Explain: why a letter went out, why none does, and what is known, in the words that were recorded (law 4)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from outreach.agent.conditions import conditions, for_new_letters
from outreach.agent.desk import Desk
from outreach.agent.reading import Reading, context_of, open_mail, our_texts, read_text, written_on
from outreach.agent.receive import Place, Read, read_mail
from outreach.agent.trying import account_for
from outreach.domain.account import Account
from outreach.domain.clients import Client, Invoice, bucket
from outreach.domain.finding import Finding
from outreach.domain.letter import Letter
from outreach.domain.outbox import outlook
from outreach.domain.passing import pass_time
from outreach.domain.propose import Proposal
from outreach.domain.react import Reaction, react
from outreach.domain.silence import Silence
from outreach.errors import NoSuchThing
from outreach.ports import Recorded
from outreach.reading.telling import ToldClause, clauses_told


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    number: str
    due: str
    days_overdue: int
    bucket: str
    balance: str
    state: str  # "open", "paid", or why it is held


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything about one case. `next` says what would happen now, `reasons` why."""

    client: Client
    stage: str
    invoices: tuple[InvoiceLine, ...]
    holds: tuple[str, ...]
    promises: tuple[str, ...]
    tasks: tuple[str, ...]
    letters: tuple[Letter, ...]
    next: str
    reasons: tuple[str, ...]
    history: tuple[Recorded, ...]


def find_client(desk: Desk, name: str) -> Client:
    """The client of that id, name, address or invoice number, in any case; else NoSuchThing, with what comes near."""
    book, wanted = desk.store.book(), name.strip().lower()
    invoice = find_invoice(desk, name)
    if invoice and (owner := book.client(invoice.client)):
        return owner
    exact = [
        c
        for c in book.clients()
        if wanted in {c.id.lower(), c.name.lower(), *(contact.email.lower() for contact in c.contacts)}
    ]
    near = exact or [c for c in book.clients() if wanted in c.name.lower() or wanted in c.id.lower()]
    if len(near) == 1:
        return near[0]
    if near:
        raise NoSuchThing(f'"{name}" may be any of: {", ".join(c.name for c in near[:8])}', "say more of the name")
    raise NoSuchThing(f'there is no client or invoice "{name}"', "`outreach status` lists them")


def find_invoice(desk: Desk, number: str) -> Invoice | None:
    book = desk.store.book()
    exact = book.invoice(number.strip())
    return exact or next((i for i in book.invoices() if i.number.lower() == number.strip().lower()), None)


def explain(desk: Desk, client: Client, inbox_read_at: datetime | None) -> Explanation:
    book, now = desk.store.book(), desk.now()
    account = desk.account(book, client)
    day = account.calendar.day(now)
    passed = pass_time(account, desk.rules().policy, day)
    account = replace(account, case=passed.case) if passed else account
    at = conditions(desk, book, inbox_read_at)
    at = at if account.waiting_letter else for_new_letters(desk, book, at)
    due = outlook(account, desk.sequence(client), desk.rules().policy, at, now)
    return Explanation(
        client=client,
        stage=_stage(account),
        invoices=tuple(_line(account, i, now) for i in sorted(account.invoices, key=lambda i: (i.due, i.number))),
        holds=tuple(str(h) for h in account.case.holds_on(day)),
        promises=tuple(
            f"{p.day:%Y-%m-%d}: {p.amount or 'all of ' + ', '.join(p.invoices)} ({p.state})"
            for p in account.case.promises
        ),
        tasks=tuple(f"{t.id} {t.title}" for t in account.tasks if t.state == "open"),
        letters=account.letters,
        next=_next(due),
        reasons=due.reasons if not isinstance(due, Silence) else (),
        history=tuple(desk.store.history(client.id)),
    )


def _stage(account: Account) -> str:
    case = account.case
    if not case.stage:
        return "nothing has been sent yet"
    return f'stage "{case.stage}", {case.step} steps done, the last on {case.moved} for {case.carrying}'


def _next(due: Proposal | Silence) -> str:
    if not isinstance(due, Silence):
        return str(due)
    return f"no letter: {due}" + (f" (until {due.until:%Y-%m-%d})" if due.until else "")


def _line(account: Account, invoice: Invoice, now: datetime) -> InvoiceLine:
    day = account.calendar.day(now)
    hold = account.case.invoice_hold(invoice.number, day) if invoice.is_open else None
    late = invoice.days_overdue(day)
    state = str(hold) if hold else invoice.state.value
    return InvoiceLine(
        invoice.number, invoice.due.isoformat(), late, bucket(late), str(invoice.balance), state,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class MailExplained:
    """What a mail in a file would do, without doing it; or did, when it was read before (`known`).

    `reading` is what the rules of now make of it, `finding` what counts: of a mail that is known the stored one, which
    may be a person's. Without a `read` it belongs to no case, and would do nothing.
    """

    reading: Reading
    finding: Finding
    clauses: tuple[ToldClause, ...]  # of a person's words
    read: Read | None
    known: bool
    reaction: Reaction
    client: Client


def explain_mail(desk: Desk, raw: bytes) -> MailExplained:
    book, rules, opened = desk.store.book(), desk.rules(), open_mail(raw)
    account, mail = account_for(desk, opened), opened.mail
    arrived = min(mail.date or desk.now(), desk.now())  # a mail in a file came when it was sent, as far as we know
    context = context_of(account, mail, written_on(mail, arrived))
    read = read_mail(desk, book, opened, Place("file", 0, 0, arrived))
    reading = read.reading if read else None
    reading = reading or read_text(opened, our_texts(desk, account), context, rules)
    clauses = clauses_told(reading.finding.text, context, rules.rules) if reading.finding.by_person else ()
    if read is None:
        nothing = Reaction(account.case, account.client, "it belongs to no case, so nothing is done")
        return MailExplained(reading, reading.finding, clauses, None, False, nothing, account.client)
    if known := book.received(read.received.id):
        done = Reaction(account.case, account.client, f"it was read on {known.received_at:%Y-%m-%d}")
        read = replace(read, received=known)
        return MailExplained(reading, known.finding, clauses, read, True, done, account.client)
    reaction = react(account, read.received, rules.policy)
    return MailExplained(reading, read.received.finding, clauses, read, False, reaction, account.client)
