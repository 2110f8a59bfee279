"""One incoming mail, from raw bytes to the fact it becomes: whose it is, what it says, what it does to the case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from outreach.agent.desk import Desk
from outreach.agent.match import Match, match, match_unread
from outreach.agent.reading import (
    Opened,
    Reading,
    context_of,
    our_texts,
    read_text,
    sent_at,
    written_on,
)
from outreach.domain.book import Book
from outreach.domain.clients import Client
from outreach.domain.facts import Document, Fact
from outreach.domain.finding import Finding, Intent, MailKind
from outreach.domain.react import react
from outreach.domain.received import Cursor, InboxState, Received
from outreach.domain.task import Task, numbered
from outreach.mail.address import domain_of
from outreach.mail.identity import identity
from outreach.mail.message import Mail
from outreach.mail.reference import mark_of
from outreach.mail.trust import trust
from outreach.ports import MailHabits


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mail lies in the mailbox, and when the server took it in."""

    folder: str
    uid: int
    uidvalidity: int
    arrived: datetime


@dataclass(frozen=True, slots=True)
class Read:
    """A mail that was understood, before it is recorded. `reading` is None where our own reader broke on it."""

    mail: Mail
    reading: Reading | None
    received: Received
    others: tuple[str, ...]  # further clients it may be from


def read_mail(desk: Desk, book: Book, opened: Opened, place: Place) -> Read | None:
    """Understand one mail; None when it belongs to no case, or is our own."""
    habits = desk.rules().mail
    if opened.mail.sender.email.lower() in {habits.sender.lower(), habits.reply_to.lower()}:
        return None
    found = match_opened(desk, book, opened)
    client = book.client(found.clients[0]) if found else None
    if found is None or client is None:
        return None
    account = desk.account(book, client)
    context = context_of(account, opened.mail, written_on(opened.mail, place.arrived))
    reading = read_text(opened, our_texts(desk, account), context, desk.rules())
    received = as_received(opened, reading.finding, client, habits, place, found.how)
    if shared := _shared(book, found):
        received = replace(received, trusted=False, trust_reason=shared)
    return Read(opened.mail, reading, received, found.clients[1:])


def match_opened(desk: Desk, book: Book, opened: Opened) -> Match | None:
    """Whose it is, or nobody's."""
    return match(book, opened.mail, mark_of(desk.key), opened.bounce.message_id if opened.bounce else "")


def as_received(
    opened: Opened, finding: Finding, client: Client, habits: MailHabits, place: Place, how: str
) -> Received:
    """What is kept of a mail of `client`, with whether it counts as theirs (`mail/trust.py`)."""
    mail, contacts = opened.mail, [contact.email for contact in client.contacts]
    verdict = trust(mail, contacts, {domain_of(c) for c in contacts}, habits.authserv_id, domain_of(habits.sender))
    return Received(
        id=identity(opened.raw, mail), client=client.id, message_id=mail.message_id, sender=mail.sender.email,
        subject=mail.subject, sent_at=sent_at(mail, place.arrived), received_at=place.arrived,
        digest=sha256(opened.raw).hexdigest(), finding=finding, trusted=verdict.trusted, trust_reason=verdict.reason,
        how_found=how, folder=place.folder, uid=place.uid,
    )  # fmt: skip


def unread(desk: Desk, book: Book, raw: bytes, place: Place, error: Exception) -> Read | None:
    """A mail on which our own reader broke: it holds every case that it may belong to, and a person has to open it.

    None when nothing in its bytes names a client: then it stays where it is, as any stranger's mail does.
    """
    found = match_unread(book, raw, mark_of(desk.key))
    if found is None:
        return None
    why = f"it could not be read ({type(error).__name__}): open it in your mail program"
    digest = sha256(raw).hexdigest()
    return Read(
        Mail({}),
        None,
        Received(
            id=digest[:16], client=found.clients[0], message_id="", sender="an unknown sender",
            subject="a mail that could not be read", sent_at=place.arrived, received_at=place.arrived, digest=digest,
            finding=Finding(MailKind.PERSON, (Intent.OTHER,), sure=False, warnings=(why,)), trusted=False,
            trust_reason=why, how_found=found.how, folder=place.folder, uid=place.uid,
        ),
        found.clients[1:],
    )  # fmt: skip


def receive(desk: Desk, book: Book, read: Read, inbox: InboxState) -> Fact | None:
    """The fact that a mail becomes: the mail, what it changes, and how far the folder has been read, all in one line.

    So a crash leaves either all of it or nothing, and the same mail met again (moved, or in two folders) is no news.
    """
    if book.received(read.received.id):
        return None
    owners = [c for name in (read.received.client, *read.others) if (c := book.client(name))]
    if not owners:
        return None
    puts: list[Document] = [read.received, inbox]
    reactions = []
    for owner in owners:
        account = desk.account(book, owner)
        reaction = react(account, read.received, desk.rules().policy)
        tasks = sum(isinstance(document, Task) for document in puts) + book.count(Task)
        puts += reaction.changes(account)
        puts += numbered(reaction.wanted, owner.id, read.received.received_at, tasks, read.received.id)
        reactions.append(reaction)
    says = f"{read.received.sender} wrote ({read.received.finding.kind}): {reactions[0].sentence}"
    reasons = (read.received.how_found, read.received.trust_reason, *reactions[0].reasons)
    # The hour is that of the mail server's clock, which may be ahead of ours; the ledger keeps to one clock.
    at = min(read.received.received_at, desk.now())
    return Fact(at, "mail read", owners[0].id, says, reasons, tuple(puts))


def _shared(book: Book, found: Match) -> str:
    """Why nobody can tell whose mail it is: then every client it may be from is held until a person says it."""
    if len(found.clients) == 1:
        return ""
    names = [c.name for name in found.clients if (c := book.client(name))]
    return f"the address belongs to more than one client: {', '.join(names)}"


def advanced(inbox: InboxState, place: Place, read_at: datetime | None = None) -> InboxState:
    """The state of the inbox once the mail at `place` has been handled."""
    others = tuple(c for c in inbox.cursors if c.folder != place.folder)
    return InboxState(read_at or inbox.read_at, (*others, Cursor(place.folder, place.uidvalidity, place.uid)))
