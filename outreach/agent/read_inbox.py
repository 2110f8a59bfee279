"""Read the mailbox: everything new in the watched folders, each mail once, nothing marked, moved or deleted."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial

from outreach.agent.deliver import Stop
from outreach.agent.desk import Desk
from outreach.agent.match import Match, match
from outreach.agent.reading import open_mail
from outreach.agent.receive import Place, Read, advanced, read_mail, receive, unread
from outreach.agent.unread import in_junk, proven, too_large, vanished
from outreach.domain.book import Book
from outreach.domain.facts import Fact
from outreach.domain.finding import MailKind
from outreach.domain.received import Cursor, Received
from outreach.domain.task import TaskKind
from outreach.errors import OutreachError
from outreach.mail.kind import kind_of
from outreach.mail.parse import Mail, parse
from outreach.mail.reference import mark_of
from outreach.ports import Listed, Mailbox, Opened

log = logging.getLogger("outreach")

STRIDE = 500  # mails after which it is remembered how far a folder has been read, and said

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Inbox:
    """What one reading of the mailbox found. `read_at` is None when it was stopped before its end."""

    read_at: datetime | None
    seen: int  # new mails in the folders
    kept: tuple[Received, ...]  # those that belong to a case


@dataclass(slots=True)
class _Reading:
    """One reading under way."""

    desk: Desk
    mailbox: Mailbox
    stop: Stop
    tell: Tell
    seen: int = 0
    kept: list[Received] = field(default_factory=list)
    ends: list[Place] = field(default_factory=list)  # how far each folder was read that had news
    gone: list[tuple[Mail, Match, Place]] = field(default_factory=list)


async def read_inbox(desk: Desk, mailbox: Mailbox, stop: Stop | None = None, tell: Tell = lambda _: None) -> Inbox:
    """Read every watched folder to its end. `read_at` is the instant before the first folder was opened.

    What was handled before a stop, an error or a crash stays handled: the cursor of a folder follows along.
    """
    started = desk.now()
    reading = _Reading(desk, mailbox, Stop() if stop is None else stop, tell)
    for folder, junk in await _folders(desk, mailbox):
        if not await _read_folder(reading, folder, junk=junk):
            return Inbox(None, reading.seen, tuple(reading.kept))
    for mail, found, place in reading.gone:
        desk.record(partial(vanished, desk, mail, found, place))
    if reading.ends:
        desk.record(partial(_noted, tuple(reading.ends), started, started))
    return Inbox(started, reading.seen, tuple(reading.kept))


async def _folders(desk: Desk, mailbox: Mailbox) -> list[tuple[str, bool]]:
    """The folders to read, and whether each is that for junk, which comes last: what was moved out of it is clean."""
    habits = desk.rules().mail
    junk = await mailbox.junk_folder() if habits.junk else None
    return [(folder, False) for folder in habits.folders if folder != junk] + ([(junk, True)] if junk else [])


async def _read_folder(reading: _Reading, folder: str, *, junk: bool) -> bool:
    """Read one folder; False when a stop came first."""
    desk, opened = reading.desk, await reading.mailbox.open(folder)
    cursor = desk.store.book().inbox.cursor(folder)
    after = _known(cursor, opened, folder)
    place = Place(folder, after, opened.uidvalidity, desk.now())
    since = _since(desk)
    async for listed in reading.mailbox.listed(folder, after, since, mark_of(desk.key)):
        if reading.stop:
            return False
        reading.seen += 1
        # A server whose clock is ahead must not date a fact in the future: it would look as if ours was set back.
        place = Place(folder, listed.uid, opened.uidvalidity, min(listed.arrived, desk.now()))
        await _look(reading, place, listed, junk=junk)
        if reading.seen % STRIDE == 0:
            desk.record(partial(_noted, (place,), desk.now(), None))
            reading.tell(f"reading {folder}: message {listed.uid} of {max(listed.uid, opened.uidnext - 1)}")
    if cursor != Cursor(folder, place.uidvalidity, place.uid):
        reading.ends.append(place)
    return True


def _known(cursor: Cursor | None, opened: Opened, folder: str) -> int:
    """The UID up to which the folder is known; 0 when all its mail since our first letter must be looked at again.

    That is so after a renumbering, which the server tells by another UIDVALIDITY (RFC 9051 section 2.3.1.1), or, if it
    breaks the standard, betrays: the next UID it will give is one that we have seen. What is known is no news then.
    """
    if cursor is None:
        return 0
    if cursor.uidvalidity != opened.uidvalidity or 0 < opened.uidnext <= cursor.uid:
        log.warning("the mail server has renumbered %s; its mail is looked through again", folder)
        return 0
    return cursor.uid


def _since(desk: Desk) -> date:
    """Where a folder begins for us: at the first fact. Older mail was never ours.

    It never moves. If it went along with the first letter, what a client wrote before it, and a mail server did not
    show in time, would stay unread for ever. IMAP compares days as the server's own clock shows them, which may be a
    day behind ours.
    """
    first = next((fact.at for fact in desk.store.history()), desk.now())
    return first.date() - timedelta(days=1)


async def _look(reading: _Reading, place: Place, listed: Listed, *, junk: bool) -> None:
    """Open a mail when its header, or our mark in its text, is reason enough."""
    mail, found, wanted = _header(reading.desk, listed)
    if not wanted:
        return
    raw = await reading.mailbox.fetch(place.folder, place.uid)
    if raw is not None:
        received = await _handle(reading, place, listed, raw, junk=junk)
        reading.kept += [received] if received else []
    elif found and kind_of(mail)[0] is MailKind.PERSON:
        reading.gone.append((mail, found, place))


def _header(desk: Desk, listed: Listed) -> tuple[Mail, Match | None, bool]:
    """What the header alone tells, whose mail it is, and whether to open it."""
    try:
        mail = parse(listed.header)
        kind, _ = kind_of(mail)
        found = match(desk.store.book(), mail, mark_of(desk.key))
    except OutreachError:
        raise
    except Exception:  # noqa: BLE001 - a bug of ours, and `_handle` will say so when it has opened the mail
        return Mail({}), None, True
    return mail, found, bool(listed.marked or found or kind is MailKind.BOUNCE)


async def _handle(reading: _Reading, place: Place, listed: Listed, raw: bytes, *, junk: bool) -> Received | None:
    desk = reading.desk
    try:
        read = read_mail(desk, desk.store.book(), open_mail(raw), place)
        read = too_large(read, listed.size) if read else None
        read = in_junk(read, place.folder) if read and junk else read
        facts = _recorded(desk, read, raw, place)
    except OutreachError:
        raise
    except Exception as error:
        # A mail that breaks our own reader must not stop the others, nor be lost: it is kept, and a person is asked.
        log.exception("message %d in %s could not be read", place.uid, place.folder)
        read = unread(desk, desk.store.book(), raw, place, error)
        facts = _recorded(desk, read, raw, place)
    if read is None or not any(fact.kind == "mail read" for fact in facts):
        return None
    await _show(reading, place, facts[0])
    return read.received


def _recorded(desk: Desk, read: Read | None, raw: bytes, place: Place) -> tuple[Fact, ...]:
    if read is None:
        return ()
    desk.archive.put(raw)
    return desk.record(lambda book: _becomes(desk, book, read, place))


def _becomes(desk: Desk, book: Book, read: Read, place: Place) -> Iterator[Fact]:
    fact = receive(desk, book, read, advanced(book.inbox, place))
    if fact:
        yield fact
    yield from proven(desk, book, read)


async def _show(reading: _Reading, place: Place, fact: Fact) -> None:
    """Mark a reply that waits for a person in the user's own mail program. Failing at it loses nothing."""
    habits, mailbox = reading.desk.rules().mail, reading.mailbox
    if not any(getattr(document, "kind", None) is TaskKind.REVIEW for document in fact.puts):
        return
    try:
        if habits.keyword:
            await mailbox.flag(place.folder, place.uid, habits.keyword)
        if habits.flag_folder:
            await mailbox.copy(place.folder, place.uid, habits.flag_folder)
    except OutreachError as error:
        log.warning("the reply could not be marked on the mail server: %s", error.sentence)


def _noted(places: tuple[Place, ...], at: datetime, whole_at: datetime | None, book: Book) -> tuple[Fact, ...]:
    """How far folders are read; `whole_at` only when this completes a reading of all of them."""
    inbox = book.inbox
    for place in places:
        inbox = advanced(inbox, place)
    says = "; ".join(f"{place.folder} is read up to message {place.uid}" for place in places)
    return (Fact(at, "folder read", "", says, (), (replace(inbox, read_at=whole_at or inbox.read_at),)),)
