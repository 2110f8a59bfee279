"""Read the mailbox: everything new in the watched folders, each mail once, nothing marked, moved or deleted."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from outreach.agent.desk import Desk
from outreach.agent.match import match
from outreach.agent.receive import Place, Read, advanced, read_mail, receive, unread
from outreach.domain.book import Book
from outreach.domain.facts import Fact
from outreach.domain.finding import MailKind
from outreach.domain.received import InboxState, Received
from outreach.domain.task import TaskKind
from outreach.errors import OutreachError
from outreach.mail.kind import kind_of
from outreach.mail.parse import parse
from outreach.mail.reference import mark_of
from outreach.ports import Listed, Mailbox

log = logging.getLogger("outreach")

OVERLAP = timedelta(days=7)  # re-read after a renumbered folder, in case a mail came between two readings


@dataclass(frozen=True, slots=True)
class Inbox:
    """What one reading of the mailbox found."""

    read_at: datetime
    seen: int  # new mails in the folders
    kept: tuple[Received, ...]  # those that belong to a case


async def read_inbox(desk: Desk, mailbox: Mailbox) -> Inbox:
    """Read every watched folder to its end. `read_at` is the instant before the first folder was opened."""
    started = desk.now()
    seen, kept = 0, []
    for folder in desk.rules().mail.folders:
        opened = await mailbox.open(folder)
        cursor = desk.store.book().inbox.cursor(folder)
        known = cursor is not None and cursor.uidvalidity == opened.uidvalidity
        after = cursor.uid if cursor and known else 0
        last = after
        async for listed in mailbox.listed(folder, after, _since(desk, after, started), mark_of(desk.key)):
            seen, last = seen + 1, listed.uid
            place = Place(folder, listed.uid, opened.uidvalidity, listed.arrived)
            if _may_belong(desk, listed):
                received = await _handle(desk, mailbox, place)
                kept += [received] if received else []
        if last > after or not known:
            place = Place(folder, last, opened.uidvalidity, started)
            desk.record(partial(_noted, place, started))
    return Inbox(started, seen, tuple(kept))


def _since(desk: Desk, after: int, now: datetime) -> date:
    """Where a folder begins for us: at our first letter. Older mail was never ours to read.

    IMAP compares days as the server's own clock shows them, which may be a day behind ours.
    """
    first = next((letter.rendered_at for letter in desk.store.book().letters()), now)
    read_at = desk.store.book().inbox.read_at
    if not after and read_at:
        first = max(first, read_at - OVERLAP)
    return first.date() - timedelta(days=1)


def _may_belong(desk: Desk, listed: Listed) -> bool:
    """Whether the header, or our mark in the text, is reason enough to open the mail."""
    if listed.marked:
        return True
    try:
        mail = parse(listed.header)
        kind, _ = kind_of(mail)
        return kind is MailKind.BOUNCE or match(desk.store.book(), mail, mark_of(desk.key)) is not None
    except Exception:  # noqa: BLE001 - a bug of ours; the mail is opened, and `_handle` says so
        return True


async def _handle(desk: Desk, mailbox: Mailbox, place: Place) -> Received | None:
    raw = await mailbox.fetch(place.folder, place.uid)
    if raw is None:
        return None
    try:
        read = read_mail(desk, desk.store.book(), raw, place)
        fact = _recorded(desk, read, raw, place)
    except OutreachError:
        raise
    except Exception as error:
        # A mail that breaks our own reader must not stop the others, nor be lost: it is kept, and a person is asked.
        log.exception("message %d in %s could not be read", place.uid, place.folder)
        read = unread(desk, desk.store.book(), raw, place, error)
        fact = _recorded(desk, read, raw, place)
    if read is None or fact is None:
        return None
    await _show(desk, mailbox, place, fact)
    return read.received


def _recorded(desk: Desk, read: Read | None, raw: bytes, place: Place) -> Fact | None:
    if read is None:
        return None
    desk.archive.put(raw)

    def decide(book: Book) -> tuple[Fact, ...]:
        fact = receive(desk, book, read, advanced(book.inbox, place))
        return (fact,) if fact else ()

    return next(iter(desk.record(decide)), None)


async def _show(desk: Desk, mailbox: Mailbox, place: Place, fact: Fact) -> None:
    """Mark a reply that waits for a person in the user's own mail program. Failing at it loses nothing."""
    habits = desk.rules().mail
    if not any(getattr(document, "kind", None) is TaskKind.REVIEW for document in fact.puts):
        return
    try:
        if habits.keyword:
            await mailbox.flag(place.folder, place.uid, habits.keyword)
        if habits.flag_folder:
            await mailbox.copy(place.folder, place.uid, habits.flag_folder)
    except OutreachError as error:
        log.warning("the reply could not be marked on the mail server: %s", error.sentence)


def _noted(place: Place, read_at: datetime, book: Book) -> tuple[Fact, ...]:
    inbox: InboxState = advanced(book.inbox, place, read_at)
    says = f"{place.folder} is read up to message {place.uid}"
    return (Fact(read_at, "folder read", "", says, (), (inbox,)),)
