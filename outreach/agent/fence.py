"""The fence: letters of ours in the Sent folder that this ledger has not sent show that it is older than what happened.

So it is with a backup put back, a snapshot of a virtual machine, and two copies of one workspace that both run.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from outreach.agent.desk import Desk, log
from outreach.domain.account import Account
from outreach.domain.book import Book
from outreach.domain.case import Hold, HoldReason
from outreach.domain.decisions import halt
from outreach.domain.facts import Fact
from outreach.domain.halt import HaltKind
from outreach.domain.letter import COUNTS_AS_SENT, LetterState
from outreach.domain.pace import newest_first
from outreach.domain.react import with_hold
from outreach.mail.parse import Mail, parse
from outreach.mail.reference import mark_of, reference_of, references_in
from outreach.ports import Mailbox

A_DAY = timedelta(hours=24)
OVERLAP = timedelta(days=3)  # before our newest letter: another copy may have sent while this one did
NAMED = 5  # letters in the sentence of the halt; each case says its own
GOES_OUT = frozenset({LetterState.APPROVED, LetterState.DEFERRED})


@dataclass(frozen=True, slots=True)
class Strange:
    """A letter of ours in the Sent folder that this ledger has not sent."""

    client: str
    message_id: str
    subject: str
    sent: date

    def __str__(self) -> str:
        return f'"{self.subject}" of {self.sent} to {self.client}'


async def fence(desk: Desk, mailbox: Mailbox, *, sending: bool = False) -> None:
    """Halt when the Sent folder knows more than the ledger, and hold each client that has such a letter.

    It looks at the first turn after a start, once a day, after an import and after a release; with `sending`, whenever
    letters are about to go out, at what is new since. A letter of the user's own hand is none of ours, and one that is
    held for already is no news. The hold stays when letters may go again: what that client was sent, a person must see.
    """
    book, seen = desk.store.book(), desk.fenced
    if not (_about_to_send(desk, book) if sending else _due(desk, book)):
        return
    if not sending:
        seen.read_up_to.clear()
    folder = await mailbox.sent_folder()
    if folder is None and not seen.complained:
        log.warning("there is no Sent folder, so a copy of this workspace that runs elsewhere cannot be noticed")
        seen.complained = True
    strange = [letter async for letter in _strange(desk, mailbox, folder)] if folder else []
    if strange:
        desk.record(partial(_halted, desk, strange))
    book = desk.store.book()
    seen.looked_at, seen.halted, seen.picture = desk.now(), book.halts.has(HaltKind.COPY), _picture(book)


def _about_to_send(desk: Desk, book: Book) -> bool:
    return any(letter.state in GOES_OUT for letter in book.letters_on_their_way()) and not desk.halts(book)


def _due(desk: Desk, book: Book) -> bool:
    seen = desk.fenced
    if seen.looked_at is None or abs(desk.now() - seen.looked_at) >= A_DAY:
        return True
    return (seen.halted and not book.halts.has(HaltKind.COPY)) or seen.picture != _picture(book)


def _picture(book: Book) -> str:
    return book.picture.digest if book.picture else ""


def _since(desk: Desk, book: Book) -> date:
    """From a little before our newest letter; with none, from the first fact in the ledger."""
    newest = next((letter.claimed_at for letter in newest_first(book)), None)
    if newest is None:
        newest = next((fact.at for fact in desk.store.history()), desk.now())
    return (min(newest, desk.now()) - OVERLAP).date()


async def _strange(desk: Desk, mailbox: Mailbox, folder: str) -> AsyncIterator[Strange]:
    """Only headers are fetched, and only those with our mark in them are read."""
    opened, book, mark = await mailbox.open(folder), desk.store.book(), mark_of(desk.key)
    uidvalidity, last = desk.fenced.read_up_to.get(folder, (opened.uidvalidity, 0))
    last = last if uidvalidity == opened.uidvalidity else 0
    async for listed in mailbox.listed(folder, last, _since(desk, book), ""):
        last = listed.uid
        found = _unsent(desk, book, parse(listed.header), listed.arrived) if mark.encode() in listed.header else None
        if found:
            yield found
    desk.fenced.read_up_to[folder] = opened.uidvalidity, last


def _unsent(desk: Desk, book: Book, mail: Mail, arrived: datetime) -> Strange | None:
    mark = mark_of(desk.key)
    by_id = references_in(mail.message_id, mark)
    reference = next(iter(by_id or references_in(mail.first("x-outreach-reference"), mark)), "")
    letter = book.letter_of_message(mail.message_id)
    client = letter.client if letter else _client_of(desk, book, reference) if reference else ""
    sent = mail.date or arrived
    if not client or (letter and letter.state in COUNTS_AS_SENT) or _held_for(book, client, mail.message_id):
        return None  # of a client that is not in this book nothing can go out twice
    if not letter and not by_id and _renamed(book, client, sent):
        return None
    return Strange(client, mail.message_id, mail.subject, sent.date())


def _client_of(desk: Desk, book: Book, reference: str) -> str:
    case = book.case_of_reference(reference)
    if case:
        return case.client
    return next((c.id for c in book.clients() if reference_of(desk.key, c.id) == reference), "")


def _held_for(book: Book, client: str, message_id: str) -> bool:
    case = book.case(client)
    return case is not None and any(hold.source == message_id for hold in case.holds)


def _renamed(book: Book, client: str, sent: datetime) -> bool:
    """Some servers give each mail an id of their own: then it is the letter that was claimed at that time."""
    times = (letter.claimed_at for letter in book.letters_of(client))
    return any(claimed and abs(claimed - sent) < A_DAY for claimed in times)


def _halted(desk: Desk, strange: Sequence[Strange], book: Book) -> tuple[Fact, ...]:
    """The halt, and a hold on the case of each letter, which also remembers that it has been seen."""
    now, doubt = desk.now(), desk.doubt(book)
    more = f" and {len(strange) - NAMED} more" if len(strange) > NAMED else ""
    count = "a letter" if len(strange) == 1 else f"{len(strange)} letters"
    reason = (
        f"the Sent folder holds {count} that this workspace has not sent, so another copy runs or ran: "
        f"{', '.join(map(str, strange[:NAMED]))}{more}"
    )
    says = f"{doubt}; {reason}" if doubt else reason
    clients = dict.fromkeys(one.client for one in strange)
    accounts = [desk.account(book, client) for id_ in clients if (client := book.client(id_))]
    held = (_held(a, [one for one in strange if one.client == a.client.id], now) for a in accounts)
    return (halt(book.halts, HaltKind.COPY, says, "the agent", now), *held)


def _held(account: Account, strange: Iterable[Strange], now: datetime) -> Fact:
    case, day = account.case, account.calendar.day(now)
    for one in strange:
        note = f'the letter "{one.subject}" of {one.sent} is in the Sent folder, but this workspace has not sent it'
        number = f"H{len(case.holds) + 1}"
        case = with_hold(case, Hold(number, HoldReason.PERSON, day, note=note, source=one.message_id))
    says = f"held until a person has seen what was sent: {case.holds[-1].note}"
    return Fact(now, "held for a letter unknown here", account.client.id, says, (), (case,))
