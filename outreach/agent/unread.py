"""Mail that is not simply read: too large, in the junk folder, gone before it was fetched; and what any mail proves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from outreach.agent.desk import Desk
from outreach.agent.match import Match
from outreach.agent.receive import Place, Read
from outreach.domain.book import Book
from outreach.domain.case import Hold, HoldReason
from outreach.domain.decisions import was_sent
from outreach.domain.facts import Fact
from outreach.domain.finding import MailKind
from outreach.domain.letter import LetterState
from outreach.domain.react import with_hold
from outreach.domain.task import Task, TaskKind, TaskState, Wanted, numbered
from outreach.mail.parse import Mail

WHOLE = 25 * 1024 * 1024  # octets; of a larger mail the mailbox gives us the beginning


def too_large(read: Read, size: int) -> Read:
    """What stands in the part that was not read may change the meaning of the rest, so a person reads it."""
    if size <= WHOLE:
        return read
    finding, megabytes = read.received.finding, size / 1024 / 1024
    careful = f"only the first {WHOLE // 1024 // 1024} of its {megabytes:.0f} MiB were read"
    finding = replace(finding, sure=False, warnings=(*finding.warnings, careful))
    return replace(read, received=replace(read.received, finding=finding))


def in_junk(read: Read, folder: str) -> Read:
    """The server takes it for junk, so it records nothing by itself; but if it is a reply, a person must see it.

    That goes for absences and delivery reports, too, which are otherwise believed without looking at their sender.
    """
    finding = read.received.finding
    why = f"it lay in {folder}, where the mail server puts what it takes for junk"
    if finding.kind in {MailKind.OUT_OF_OFFICE, MailKind.BOUNCE}:
        finding = replace(finding, kind=MailKind.PERSON, sure=False, warnings=(*finding.warnings, str(finding.kind)))
    return replace(read, received=replace(read.received, finding=finding, trusted=False, trust_reason=why))


def proven(desk: Desk, book: Book, read: Read) -> Iterator[Fact]:
    """Letters perhaps sent that this mail answers or reports on: nobody can quote a Message-ID that never left."""
    bounce = read.received.finding.bounce
    quoted = (bounce.message_id if bounce else "", *read.mail.in_reply_to, *read.mail.references)
    letters = {letter.id: letter for name in quoted if (letter := book.letter_of_message(name))}
    for letter in letters.values():
        client = book.client(letter.client)
        if client is None or letter.state is not LetterState.UNKNOWN:
            continue
        account = desk.account(book, client)
        asked = (t for t in account.tasks if t.letter == letter.id and t.state is TaskState.OPEN)
        who = f"the mail of {read.received.sender or 'a mail server'}, which quotes its Message-ID"
        yield was_sent(account, letter, next(asked, None), who, desk.now())


def vanished(desk: Desk, mail: Mail, found: Match, place: Place, book: Book) -> Iterator[Fact]:
    """Somebody removed a person's mail after its header was seen and before it was read: perhaps a reply, so ask."""
    client = book.client(found.clients[0])
    if client is None or book.received_of_message(mail.message_id):
        return
    account = desk.account(book, client)
    source = f"gone:{place.folder}:{place.uidvalidity}:{place.uid}"
    why = f"a mail of {mail.sender.email} was removed from {place.folder} before it could be read: {mail.subject}"
    day = account.calendar.day(desk.now())
    hold = Hold(f"H{len(account.case.holds) + 1}", HoldReason.QUESTION, day, None, (), why, source)
    wanted = (Wanted(TaskKind.CHECK, f"Find and read the mail of {mail.sender.email}", why),)
    tasks = numbered(wanted, client.id, desk.now(), book.count(Task), source)
    yield Fact(desk.now(), "mail gone", client.id, why, (found.how,), (with_hold(account.case, hold), *tasks))
