"""Ninety days in which the real agent works for simulated clients. Only the clock differs from real use.

Each day is the same: in the morning the firm's books are exported and imported, the clerk works off what waits, the
agent takes its turns, and the clients find in their mailboxes what came of it, answer, and pay.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from zoneinfo import ZoneInfo

import aiosmtplib
from rich.console import Console

from outreach.agent.deliver import Stop
from outreach.agent.import_book import import_book
from outreach.agent.turn import turn
from outreach.bootstrap import Office, open_office
from outreach.definitions.calendars import calendar_of
from outreach.demo.answers import Letter
from outreach.demo.book import FIRM, FIRST_DAY, OWN_ADDRESS, Books
from outreach.demo.characters import SUCCESSORS, Character, cast, strangers
from outreach.demo.diary import Diary, WatchedStore, rows_of
from outreach.demo.life import Agenda, Called, Deed, World
from outreach.demo.mailserver import HOST, MailServer
from outreach.demo.person import Clerk, Outside
from outreach.demo.report import Story, write_report
from outreach.demo.result import Result, Standing, audit, counts_of, invoiced_between, lateness, owed, state_of
from outreach.demo.screen import Screen
from outreach.demo.stage import PASSWORD, DemoClock, make_workspace, settings
from outreach.domain.book import Book
from outreach.domain.clients import Client
from outreach.domain.facts import Fact
from outreach.domain.letter import LetterState
from outreach.errors import OutreachError
from outreach.mail.parse import parse

ZONE = "Europe/London"
IMPORT_AT = clock_time(8, 30)
CLERK_AT = (clock_time(8, 50), clock_time(12, 30))
TURNS_AT = (clock_time(9, 30), clock_time(13, 0), clock_time(16, 0))  # at 13:00 New York is at work, at 9:30 Berlin


def at(day: date, hour: clock_time) -> datetime:
    """That hour of the firm's day, as a UTC instant."""
    return datetime.combine(day, hour, ZoneInfo(ZONE)).astimezone(UTC)


async def play(days: int, seed: int, out: Path, console: Console | None = None) -> Result:
    """Play the days, print what happens, and leave the report and all mails in `out`."""
    if days < 1:
        raise OutreachError("The demo needs at least one day.", "For example: outreach demo --days 90")
    began = time.monotonic()
    clock = DemoClock(at(FIRST_DAY, clock_time(8)))
    workspace = make_workspace(out, seed)
    books = Books(seed)
    addresses = [*(entry.email for entry in books.clients.values()), *(w.email for w in SUCCESSORS.values())]
    names = {entry.id: entry.name for entry in books.clients.values()}
    async with MailServer(OWN_ADDRESS, PASSWORD, addresses, clock.now) as server:
        with ExitStack() as stack:
            stack.enter_context(_quiet_logs())
            office = stack.enter_context(open_office(workspace, settings(server), clock))
            stack.enter_context(office.lock())
            screen = stack.enter_context(Screen(names, days, console))
            screen.begin(_opening(days, seed, server))
            run = Run(office, server, books, clock, seed, screen)
            await run.days(days)
            result = await run.result(days)
            report = write_report(out / "report.html", Story(run.desk, books, run.diary.rows, result))
        screen.end(result, time.monotonic() - began, str(report))
    return result


def _opening(days: int, seed: int, server: MailServer) -> tuple[str, ...]:
    first = f"{FIRST_DAY:%A} {FIRST_DAY.day} {FIRST_DAY:%B %Y}"
    return (
        f"{days} days at {FIRM}, from {first}; 12 clients, 30 invoices; seed {seed}.",
        f"SMTP on {HOST}:{server.smtp_port}, IMAP on {HOST}:{server.imap_port}: nothing leaves this machine.",
        'mode = "auto": letters go out by themselves, except where a stage of the sequence wants a person to approve.',
    )


@contextmanager
def _quiet_logs() -> Iterator[None]:
    """The screen shows what the agent logs, and aiosmtpd warns of an old attribute of its own at each login."""
    loggers = [logging.getLogger(name) for name in ("outreach", "mail.log")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)


class Run:
    """One run: everybody who takes part, and what they do on each day."""

    def __init__(
        self, office: Office, server: MailServer, books: Books, clock: DemoClock, seed: int, screen: Screen
    ) -> None:
        self.diary = Diary(screen.tell)
        self.books, self.clock, self.seed = books, clock, seed
        self.desk = replace(office.desk, store=WatchedStore(office.desk.store, self._recorded))
        self.imports: list[datetime] = []
        self._office, self._server, self._screen = office, server, screen
        self._postman, self._mailbox = office.postman(), office.mailbox()
        world = World(books, Agenda(), self._post, seed)
        self._agenda = world.agenda
        self.characters = cast(world)
        self.clerk = Clerk(self.desk, books, world.meant, SUCCESSORS, Outside(self._post_as_clerk, self._call))
        self._looked_up_to: dict[str, int] = {}
        strangers(world)

    async def days(self, count: int) -> None:
        try:
            for offset in range(count):
                day = FIRST_DAY + timedelta(days=offset)
                self._screen.day(day)
                await self._day(day)
        finally:
            await self._postman.close()
            await self._mailbox.close()

    async def _day(self, day: date) -> None:
        plan: list[tuple[clock_time, Deed]] = [(hour, self._turn) for hour in TURNS_AT]
        if calendar_of("GB", ZONE, day.year).is_working(day):
            plan += [(IMPORT_AT, self._import), *((hour, self.clerk.work) for hour in CLERK_AT)]
        for hour, deed in sorted(plan, key=lambda one: one[0]):
            await self._until(at(day, hour))
            await deed()
            await self._screen.pause()
        await self._until(at(day + timedelta(days=1), clock_time(0)))

    async def _until(self, end: datetime) -> None:
        """Let happen what the clients have planned before `end`, each thing at its own time."""
        while planned := self._agenda.next_before(end):
            self.clock.move(planned[0])
            await planned[1]()
        self.clock.move(end)

    async def _import(self) -> None:
        """As `outreach import` does it: a file, read whole, compared, recorded."""
        now = self.clock.now()
        file = self._office.workspace.root / "exports" / f"invoices-{now:%Y-%m-%d}.csv"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(self.books.csv(now))
        picture, _ = self._office.picture(file)
        defaults = self._office.definitions.config.client_defaults()
        import_book(self.desk, picture, defaults, self._office.today())
        self.imports.append(now)

    async def _turn(self) -> None:
        await turn(self.desk, self._mailbox, self._postman, Stop())
        for character in self.characters.values():
            for address in character.addresses:
                await self._look(character, address)

    async def _look(self, character: Character, address: str) -> None:
        """The client opens its mailbox."""
        for kept in await self._server.mails(address, after=self._looked_up_to.get(address, 0)):
            self._looked_up_to[address] = kept.uid
            character.meets(Letter(parse(kept.raw), kept.arrived, kept.raw))

    def _recorded(self, fact: Fact) -> None:
        self.diary.keep(rows_of(fact, self.desk, self.books))

    def _call(self, client: str) -> None:
        self.characters[client].meets(Called(self.clock.now()))

    async def _post(self, sender: str, raw: bytes) -> None:
        async with self._smtp() as smtp:
            await smtp.sendmail(sender, [OWN_ADDRESS], raw)

    async def _post_as_clerk(self, recipient: str, raw: bytes) -> None:
        async with self._smtp() as smtp:
            await smtp.login(OWN_ADDRESS, PASSWORD)
            await smtp.sendmail(OWN_ADDRESS, [recipient], raw)

    def _smtp(self) -> aiosmtplib.SMTP:
        return aiosmtplib.SMTP(hostname=HOST, port=self._server.smtp_port, start_tls=False)

    async def result(self, days: int) -> Result:
        book, start, end = self.desk.store.book(), self.imports[0], self.clock.now()
        return Result(
            days=days,
            seed=self.seed,
            standings=tuple(self._standing(client, start, end) for client in book.clients()),
            counts=(*counts_of(book, len(self.clerk.judged)), ("other mails left alone", await self._strangers(book))),
            late_before=lateness(self.books, start),
            late_after=lateness(self.books, end),
            audit=audit(book, self.books, await self._delivered(), self.imports),
        )

    def _standing(self, client: Client, start: datetime, end: datetime) -> Standing:
        book = self.desk.store.book()
        account = self.desk.account(book, client)
        return Standing(
            client=client.id,
            name=client.name,
            temper=self.characters[client.id].temper,
            at_start=owed(self.books, client.id, start),
            invoiced_since=invoiced_between(self.books, client.id, start, end),
            at_end=owed(self.books, client.id, end),
            letters=sum(letter.state is LetterState.ACCEPTED for letter in account.letters),
            answers=len(book.received_of(client.id)),
            state=state_of(account, account.calendar.day(end)),
        )

    async def _delivered(self) -> list[str]:
        """The Message-ID of each letter of the agent in each client's mailbox, once for each copy."""
        found = []
        for character in self.characters.values():
            for address in character.addresses:
                mails = [parse(kept.raw) for kept in await self._server.mails(address)]
                found += [mail.message_id for mail in mails if mail.first("x-outreach-reference")]
        return found

    async def _strangers(self, book: Book) -> int:
        mails = [parse(kept.raw) for kept in await self._server.mails(OWN_ADDRESS)]
        return sum(book.received_of_message(mail.message_id) is None for mail in mails)
