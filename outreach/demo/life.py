"""What a simulated client can do: find our letter in its mailbox, answer in office hours, pay, be rung up."""

from __future__ import annotations

import heapq
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from random import Random
from zoneinfo import ZoneInfo

from babel.dates import format_date

from outreach.demo import answers
from outreach.demo.answers import Letter, Program, Writer
from outreach.demo.book import OWN_ADDRESS, Books, Entry
from outreach.domain.finding import DisputeReason, Intent
from outreach.mail.address import domain_of

Deed = Callable[[], Awaitable[None]]
_NUMBER = re.compile(r"NJ-\d{4}")


class Agenda:
    """What will happen at which instant; of two things at the same instant, the one that was planned first."""

    def __init__(self) -> None:
        self._heap: list[tuple[datetime, int, Deed]] = []
        self._order = count()

    def plan(self, at: datetime, deed: Deed) -> None:
        heapq.heappush(self._heap, (at, next(self._order), deed))

    def next_before(self, end: datetime) -> tuple[datetime, Deed] | None:
        if not self._heap or self._heap[0][0] >= end:
            return None
        at, _, deed = heapq.heappop(self._heap)
        return at, deed


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the writer of an answer meant: a person who reads it knows, and it is what a reading is measured against."""

    intents: tuple[Intent, ...]
    day: date | None = None
    invoices: tuple[str, ...] = ()
    reason: DisputeReason | None = None


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody of the firm rang them up."""

    at: datetime


Event = Letter | Called


@dataclass(slots=True)
class World:
    """What all clients share. `post` hands a mail to the mail server: envelope sender, bytes."""

    books: Books
    agenda: Agenda
    post: Callable[[str, bytes], Awaitable[None]]
    seed: int
    meant: dict[str, Meaning] = field(default_factory=dict)  # by Message-ID


class Life:
    """One client. `writer` is whoever answers for it just now."""

    def __init__(self, world: World, entry: Entry, writer: Writer) -> None:
        self.entry, self.writer = entry, writer
        self._world = world
        self._chance = Random(f"{entry.id} {world.seed}")  # noqa: S311 - it decides nobody's secret
        self._zone = ZoneInfo(entry.zone)
        self._written = count(1)

    def named(self, letter: Letter) -> tuple[str, ...]:
        """The invoices that the letter speaks of, in its order."""
        return tuple(dict.fromkeys(_NUMBER.findall(letter.mail.text)))

    def bills(self) -> tuple[str, ...]:
        return tuple(bill.number for bill in self._world.books.bills_of(self.entry.id))

    def due_by(self, at: datetime) -> tuple[str, ...]:
        """What is open and due at that instant."""
        return tuple(n for n in self._world.books.open_of(self.entry.id, at) if self.due(n) <= at.date())

    def due(self, number: str) -> date:
        return self._world.books.bills[number].due

    def soon(self, after: datetime, hours: float) -> datetime:
        """Some minutes around `hours` later, but when people are at work."""
        at = (after + timedelta(hours=hours, minutes=self._chance.randrange(-20, 40))).astimezone(self._zone)
        while at.weekday() >= 5 or not time(9) <= at.time() < time(17, 30):
            morning = at.date() if at.time() < time(9) else at.date() + timedelta(days=1)
            at = datetime.combine(morning, time(9, self._chance.randrange(5, 55)), self._zone)
        return at

    def on(self, day: date, at: time = time(10)) -> datetime:
        return datetime.combine(day, at, self._zone) + timedelta(minutes=self._chance.randrange(50))

    def friday(self, after: datetime, days: int) -> date:
        """The first Friday at least that many days later."""
        day = after.astimezone(self._zone).date() + timedelta(days=days + self._chance.randrange(3))
        return day + timedelta(days=(4 - day.weekday()) % 7)

    def say(self, day: date) -> str:
        """A day as people of that country write it."""
        pattern = {"US": "MMMM d", "DE": "d. MMMM"}.get(self.entry.country, "d MMMM")
        return format_date(day, pattern, locale=self.entry.language)

    def pay(self, at: datetime, *numbers: str, share: Decimal = Decimal(1)) -> None:
        """Plan a payment of that share of what is open on each of the invoices."""

        async def deed() -> None:
            for number in numbers:
                left = self._world.books.balance(number, at).amount
                self._world.books.pay(number, (left * share).quantize(Decimal("0.01")), at)

        self._world.agenda.plan(at, deed)

    def answer(self, letter: Letter, words: str, at: datetime, meaning: Meaning) -> None:
        own_id = self._id()
        self._send(self.writer.email, answers.reply(self.writer, letter, words, at, own_id), at, own_id, meaning)

    def answer_inline(
        self, letter: Letter, said: dict[str, str], greeting: str, at: datetime, meaning: Meaning
    ) -> None:
        own_id = self._id()
        raw = answers.inline(self.writer, letter, said, greeting, at, own_id)
        self._send(self.writer.email, raw, at, own_id, meaning)

    def write(self, writer: Writer, subject: str, words: str, at: datetime, meaning: Meaning) -> None:
        own_id = self._id()
        raw = answers.fresh(writer, OWN_ADDRESS, subject, words, at, own_id)
        self._send(writer.email, raw, at, own_id, meaning)

    def absent(self, letter: Letter, subject: str, words: str) -> None:
        at, own_id = letter.arrived + timedelta(minutes=1), self._id()
        raw = answers.away(self.writer, letter, subject, words, at, own_id)
        self._send("", raw, at, own_id, Meaning((Intent.OUT_OF_OFFICE,)))

    def bounce(self, letter: Letter, recipient: str) -> None:
        at, own_id = letter.arrived + timedelta(minutes=4), self._id()
        raw = answers.bounce(f"mx.{domain_of(recipient)}", recipient, letter, at, own_id)
        self._send("", raw, at, own_id, Meaning((Intent.BOUNCE,)))

    def _id(self) -> str:
        return f"<{self._chance.getrandbits(64):016x}.{next(self._written)}@{domain_of(self.entry.email)}>"

    def _send(self, sender: str, raw: bytes, at: datetime, own_id: str, meaning: Meaning) -> None:
        self._world.meant[own_id] = meaning

        async def deed() -> None:
            await self._world.post(sender, raw)

        self._world.agenda.plan(at, deed)


def writer_of(entry: Entry, program: Program, signature: str = "") -> Writer:
    return Writer(entry.contact, entry.email, entry.zone, program, signature)
