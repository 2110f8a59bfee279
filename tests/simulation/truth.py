"""What is true in the world, kept apart from the agent's own books, and the laws that every letter must keep."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256

from outreach.domain.book import Book
from outreach.domain.case import PromiseState
from outreach.domain.clients import Client
from outreach.domain.letter import COUNTS_AS_SENT, ON_ITS_WAY, Letter, LetterState
from outreach.domain.policy import Mode, Policy
from outreach.domain.workdays import Calendar

from .mailserver import Folder, Item, Mail

INVOICE_LINE = re.compile(rb"\b(INV-\d+): ([0-9.]+)")
INVOICE = re.compile(rb"\bINV-\d+\b")
MOST_DRAFTS = 4  # letters written anew for one client on one day


class Violated(AssertionError):
    """A law of the design was broken, in the world's own view."""


@dataclass(frozen=True, slots=True)
class Silenced:
    """Why nothing may be asked of a client: about `invoices` (None: about anything), until a day or a person."""

    client: str
    invoices: frozenset[str] | None
    until: date | None
    why: str
    mail: int = 0  # the number of the mail that caused it; 0 is a person of the firm

    def forbids(self, numbers: Iterable[str], day: date) -> bool:
        over = self.until is not None and day > self.until
        return not over and (self.invoices is None or not self.invoices.isdisjoint(numbers))


@dataclass(frozen=True, slots=True)
class Taken:
    """A letter that the world has."""

    message_id: str
    client: str
    step: tuple[int, str, str, int, str]  # conversation, client, stage, step, the invoice that carried it
    at: datetime
    day: date


@dataclass(slots=True)
class Truth:
    """`known` is what the firm has been told is open: by the last import, and by a person since."""

    policy: Policy
    watched: tuple[str, ...]
    folders: dict[str, Folder]
    known: dict[str, Decimal] = field(default_factory=dict)
    owner: dict[str, str] = field(default_factory=dict)
    imported_at: datetime | None = None
    silenced: list[Silenced] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    said_unsent: set[str] = field(default_factory=set)
    copies: dict[int, set[str]] = field(default_factory=dict)  # SHA-256 of each copy, by the number of the mail
    lied: set[str] = field(default_factory=set)  # Message-IDs of which the server said no, and kept them
    blind: bool = False  # in this turn the server did not show what lies in Sent
    hidden: set[int] = field(default_factory=set)  # what the server did not show in this turn
    read_whole: dict[str, datetime] = field(default_factory=dict)
    turn_began: int = 0
    stopped: bool = False  # before this turn
    halted: bool = False  # by `outreach stop`, until `outreach go`
    approved: dict[str, str] = field(default_factory=dict)  # digest that a person has seen, by letter
    conversation: Counter[str] = field(default_factory=Counter)  # how often everything of a client's was settled
    talk: int = 0  # the conversation that the letter on the wire belongs to

    def now_open(self, number: str, balance: Decimal) -> None:
        """The firm is told what is open of an invoice. When all is settled, what is owed later begins anew."""
        self.known[number] = balance
        client = self.owner[number]
        if not any(self.known.get(n) for n, whose in self.owner.items() if whose == client):
            self.conversation[client] += 1

    def letter_begins(self, client: Client, calendar: Calendar, book: Book, data: bytes, now: datetime) -> None:
        """The agent hands over a letter, at this moment: every law that it must keep, one after the other."""
        day = calendar.day(now)
        self.talk = self.conversation[client.id]  # what happens while it is on the wire belongs to the next one
        letter = book.letter_of_message(message_id(data))
        self._claimed(letter, data)
        self._not_twice(message_id(data))
        self._allowed(now)
        self._read(client, book)
        self._not_silenced(client.id, book, data, day)
        self._owed(client.id, data)
        self._in_time(client, calendar, now, day)

    def _claimed(self, letter: Letter | None, data: bytes) -> None:
        if letter is None or letter.state is not LetterState.CLAIMED:
            raise Violated(f"sent without a claim on disk: {letter.state if letter else 'not even a letter'}")
        frozen = sha256(data.partition(b"\r\n")[2]).hexdigest()
        if letter.digest != frozen or self.approved.get(letter.id, frozen) != frozen:
            raise Violated(f"other bytes than those that were frozen or approved: {letter.id}")

    def _not_twice(self, own_id: str) -> None:
        """Never again, unless the server itself said in writing that it had not taken it, and Sent shows no copy."""
        if own_id not in {t.message_id for t in self.taken}:
            return
        copies = [i for i in self.folders["Sent"].items if i.mail.message_id == own_id and i.order < self.turn_began]
        if own_id not in self.lied or (copies and not self.blind):
            raise Violated(f"the letter {own_id} goes out again, and the world has it already")

    def _allowed(self, now: datetime) -> None:
        if self.policy.mode is Mode.REHEARSE:
            raise Violated("a letter although the mode is rehearse")
        if self.stopped:
            raise Violated("a letter although the agent was stopped before the turn")
        if self.halted:
            raise Violated("a letter although a person has stopped all letters")
        for folder in self.watched:
            read = self.read_whole.get(folder)
            if read is None or now - read > self.policy.max_inbox_age:
                raise Violated(f"a letter although {folder} was last read whole at {read}")
        if self.imported_at is None or now - self.imported_at > self.policy.max_book_age:
            raise Violated(f"a letter on a book of {self.imported_at}")
        counted = (t for t in self.taken if t.message_id not in self.said_unsent | self.lied)
        recent = sum(now - t.at < timedelta(hours=24) for t in counted)
        if recent >= self.policy.daily_cap:
            raise Violated(f"{recent + 1} letters in 24 hours")

    def _read(self, client: Client, book: Book) -> None:
        for mail in self.unread(client.id, book):
            raise Violated(f"a letter to {client.id} although mail {mail.number} was in the inbox before the turn")

    def unread(self, client: str, book: Book) -> list[Mail]:
        """Mails of the client that lay in a watched folder when the turn began, and that the ledger does not know."""
        known = {received.digest for received in book.received_of(client)}
        return [
            item.mail
            for item in self._watched_items()
            if item.mail.client == client and item.order < self.turn_began and item.mail.number not in self.hidden
            if known.isdisjoint(self.copies[item.mail.number])
        ]

    def _watched_items(self) -> Iterable[Item]:
        for folder in self.watched:
            yield from self.folders[folder].items

    def _not_silenced(self, client: str, book: Book, data: bytes, day: date) -> None:
        """By a person of the firm, or by a mail that is read; one that is not is the business of `unread`."""
        numbers = {n.decode() for n in INVOICE.findall(data)}
        read = {0} | {self.number_of(r.digest) for r in book.received_of(client)}
        for silence in self.silenced:
            if silence.client == client and silence.mail in read and silence.forbids(numbers, day):
                raise Violated(f"a letter to {client} on {day} about {numbers} although {silence}")

    def _owed(self, client: str, data: bytes) -> None:
        for number in {n.decode() for n in INVOICE.findall(data)}:
            if self.owner.get(number) != client:
                raise Violated(f"{number} in a letter to {client} is {self.owner.get(number)}'s")
            if self.known[number] <= 0:
                raise Violated(f"{number} is asked for although it is paid")
        for number, amount in INVOICE_LINE.findall(data):
            if self.known[number.decode()] != Decimal(amount.decode()):
                raise Violated(f"{number!r} is asked for with {amount!r}, open are {self.known[number.decode()]}")

    def _in_time(self, client: Client, calendar: Calendar, now: datetime, day: date) -> None:
        if not self.policy.window.is_open(now, calendar):
            raise Violated(f"a letter to {client.id} outside the window, at {now} UTC")
        for earlier in self.taken:
            gap = abs((day - earlier.day).days)
            denied = earlier.message_id in self.said_unsent | self.lied
            if earlier.client == client.id and gap < self.policy.min_gap and not denied:
                raise Violated(f"a letter to {client.id} {gap} days after the one before")

    def letter_taken(self, client: str, book: Book, data: bytes, now: datetime, day: date) -> None:
        letter = book.letter_of_message(message_id(data))
        assert letter is not None
        step = (self.talk, client, letter.stage, letter.step, letter.carrying)
        for earlier in self.taken:
            if earlier.step == step and earlier.message_id not in self.said_unsent | self.lied:
                raise Violated(f"the same step twice: {step}")
        self.taken.append(Taken(letter.message_id, client, step, now, day))

    def after_step(self, book: Book) -> None:
        """What must hold between any two things that happen, also after a crash."""
        for taken in self.taken:
            letter = book.letter_of_message(taken.message_id)
            if letter is None:
                raise Violated(f"the world has a letter that the ledger lacks: {taken.message_id}")
            denied = taken.message_id in self.said_unsent | self.lied
            if letter.state not in COUNTS_AS_SENT and not denied:
                raise Violated(f"the world has letter {letter.id}, and the ledger says {letter.state}")
        for client in book.clients():
            self._one_on_its_way(client.id, book)
            self._each_reply_once(client.id, book)

    def _one_on_its_way(self, client: str, book: Book) -> None:
        letters = book.letters_of(client)
        waiting = [x.id for x in letters if x.state in ON_ITS_WAY]
        if len(waiting) > 1:
            raise Violated(f"{client} has more than one letter on its way: {waiting}")
        day, most = next(iter(Counter(x.rendered_at.date() for x in letters).most_common(1)), (None, 0))
        if most > MOST_DRAFTS:
            raise Violated(f"{most} letters were written for {client} on {day}")

    def _each_reply_once(self, client: str, book: Book) -> None:
        received = book.received_of(client)
        numbers = Counter(self.number_of(r.digest) for r in received)
        twice = [n for n, times in numbers.items() if times > 1]
        if twice:
            raise Violated(f"mails {twice} of {client} were handled twice")
        case = book.case(client)
        if case is None:
            return
        named = [h.id for h in case.holds]
        if len(named) != len(set(named)):
            raise Violated(f"two holds of {client} have one name: {named}")
        for mail in received:
            promises = [p for p in case.promises if p.source == mail.id and p.state is not PromiseState.WITHDRAWN]
            if len(promises) > max(1, len(mail.finding.promises)):
                raise Violated(f"mail {mail.id} of {client} promised {len(promises)} times")

    def number_of(self, digest: str) -> int:
        return next((n for n, digests in self.copies.items() if digest in digests), 0)


def message_id(data: bytes) -> str:
    head = data.partition(b"\r\n\r\n")[0]
    return next(x for x in head.split(b"\r\n") if x.lower().startswith(b"message-id:"))[11:].strip().decode()
