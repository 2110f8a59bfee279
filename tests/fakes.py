"""The outside world on paper: a clock that is set by hand, a mailbox and a postman in memory, and an office with them.

They are small honest implementations of the ports; everything behind them, rules, templates and sequences, is real.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from zlib import crc32

from outreach.agent.deliver import Stop
from outreach.agent.desk import Desk
from outreach.agent.turn import Turn, turn
from outreach.definitions.calendars import calendar_of
from outreach.definitions.rules import load_rules
from outreach.definitions.sequences import load_sequences
from outreach.domain.compare import Defaults, compare
from outreach.domain.letter import Letter, Outcome, Phase, Verdict
from outreach.domain.letter_facts import CompanyFacts
from outreach.domain.picture import Picture, PicturedClient, PicturedInvoice
from outreach.domain.policy import Mode, Policy
from outreach.domain.task import Task
from outreach.errors import OutreachError
from outreach.mail.compose import Attachment
from outreach.ports import Archive, Listed, MailHabits, Opened, Renderer, Rulebook, Store
from outreach.render.templates import Templates
from outreach.store.memory import MemoryArchive, MemoryStore

ROOT = Path(__file__).parents[1]
OURS = "accounts@northwind-joinery.example"
ACCEPTED = Outcome(Verdict.ACCEPTED, Phase.DOT, 250, "2.0.0 queued")

NORTHWIND = CompanyFacts(
    name="Northwind Joinery Ltd", sender="Sam Baker", email=OURS, phone="+44 20 7946 0000",
    address="3 Mill Lane, York", bank=("Northwind Joinery Ltd", "Sort code 00-00-00", "Account 00000000"),
)  # fmt: skip
HABITS = MailHabits(
    sender=OURS, reply_to=OURS, folders=("INBOX",), flag_folder="", keyword="$Outreach", authserv_id="",
    keep_sent_copy=False, zone="Europe/London",
)  # fmt: skip


class FakeClock:
    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def set(self, now: datetime) -> None:
        self._now = now

    def forward(self, by: timedelta) -> None:
        self._now += by


class FakeStopwatch:
    """Stands still, but for what a test adds to `seconds`."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def elapsed(self) -> float:
        return self.seconds


@dataclass
class Stored:
    uid: int
    raw: bytes
    arrived: datetime
    keywords: set[str] = field(default_factory=set)


@dataclass
class Folder:
    uidvalidity: int = 1
    mails: list[Stored] = field(default_factory=list)
    next_uid: int = 1

    def add(self, raw: bytes, arrived: datetime) -> Stored:
        stored = Stored(self.next_uid, raw, arrived)
        self.next_uid += 1
        self.mails.append(stored)
        return stored

    def renumber(self, keep: int) -> None:
        """What a server does after a restore: only the last mails, with UIDs from 1, and a new UIDVALIDITY."""
        self.uidvalidity += 1
        self.mails = [replace(mail, uid=uid) for uid, mail in enumerate(self.mails[-keep:], 1)]
        self.next_uid = 1 + len(self.mails)


class PaperMailbox:
    """A mailbox whose server keeps its days in `zone`. `trouble` is raised by every call while it is set."""

    def __init__(self, zone: tzinfo = UTC) -> None:
        self.folders: dict[str, Folder] = {"INBOX": Folder(), "Sent": Folder()}
        self.zone = zone
        self.trouble: OutreachError | None = None
        self.fetched: list[tuple[str, int]] = []
        self.closed = False
        self._news = asyncio.Event()

    def deliver(self, raw: bytes, arrived: datetime, folder: str = "INBOX") -> Stored:
        self._news.set()
        return self.folders.setdefault(folder, Folder()).add(raw, arrived)

    async def open(self, folder: str) -> Opened:
        found = self._folder(folder)
        return Opened(found.uidvalidity, found.next_uid, keywords=True)

    async def listed(self, folder: str, after: int, since: date, mark: str) -> AsyncIterator[Listed]:
        for mail in list(self._folder(folder).mails):
            if mail.uid > after and mail.arrived.astimezone(self.zone).date() >= since:
                header = mail.raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
                yield Listed(mail.uid, len(mail.raw), mail.arrived, header, mark.encode() in mail.raw)

    async def fetch(self, folder: str, uid: int) -> bytes | None:
        self.fetched.append((folder, uid))
        return next((mail.raw for mail in self._folder(folder).mails if mail.uid == uid), None)

    async def wait(self, folder: str, at_most: float) -> None:
        self._folder(folder)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._news.wait(), at_most)
        self._news.clear()

    async def has(self, folder: str, message_id: str) -> bool:
        return any(message_from_bytes(mail.raw)["Message-ID"] == message_id for mail in self._folder(folder).mails)

    async def file(self, folder: str, raw: bytes) -> None:
        self._folder(folder).add(raw, datetime.now(UTC))

    async def flag(self, folder: str, uid: int, keyword: str) -> None:
        next(mail for mail in self._folder(folder).mails if mail.uid == uid).keywords.add(keyword)

    async def copy(self, folder: str, uid: int, target: str) -> None:
        mail = next(mail for mail in self._folder(folder).mails if mail.uid == uid)
        self.folders.setdefault(target, Folder()).add(mail.raw, mail.arrived)

    async def sent_folder(self) -> str | None:
        return "Sent" if self._folder("INBOX") and "Sent" in self.folders else None

    async def junk_folder(self) -> str | None:
        return "Junk" if self._folder("INBOX") and "Junk" in self.folders else None

    async def close(self) -> None:
        self.closed = True

    def _folder(self, name: str) -> Folder:
        if self.trouble:
            raise self.trouble
        return self.folders[name]


@dataclass(frozen=True)
class Posted:
    sender: str
    recipient: str
    data: bytes


class PaperPostman:
    """Takes every letter, but for the next ones in `answers`: an outcome, or an exception that is raised instead."""

    connections = 1

    def __init__(self) -> None:
        self.posted: list[Posted] = []
        self.answers: list[Outcome | BaseException] = []
        self.before: Callable[[], None] = lambda: None  # what happens while a letter is on the wire
        self.keeps_copies_in: PaperMailbox | None = None
        self.closed = False

    async def send(self, sender: str, recipient: str, data: bytes) -> Outcome:
        self.before()
        answer = self.answers.pop(0) if self.answers else ACCEPTED
        if isinstance(answer, BaseException):
            raise answer
        self.posted.append(Posted(sender, recipient, data))
        if self.keeps_copies_in:
            self.keeps_copies_in.deliver(data, datetime.now(UTC), "Sent")
        return answer

    async def close(self) -> None:
        self.closed = True


class Definitions:
    """Everything the user's files say, held in a hand: `rulebook` is what is in force, for a test to change."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook

    def current(self) -> Rulebook:
        return self.rulebook

    def refresh(self) -> None:
        pass

    def change(self, **policy: object) -> None:
        changed = replace(self.rulebook.policy, **policy)  # type: ignore[arg-type]  # names of fields, checked there
        self.rulebook = replace(self.rulebook, policy=changed)

    def habits(self, **habits: object) -> None:
        changed = replace(self.rulebook.mail, **habits)  # type: ignore[arg-type]  # names of fields, checked there
        self.rulebook = replace(self.rulebook, mail=changed)


class NoDocuments:
    def of(self, client: str, invoices: Sequence[str]) -> tuple[Attachment, ...]:
        return ()


@cache
def shipped() -> Rulebook:
    """The sequences and inbox rules of the repository, with the policy's defaults, in the mode that sends by itself."""
    sequences, wrong_sequences = load_sequences(ROOT / "sequences")
    rules, wrong_rules = load_rules(ROOT / "inbox_rules")
    assert not (*wrong_sequences, *wrong_rules)
    return Rulebook(Policy(mode=Mode.AUTO), sequences, rules, NORTHWIND, HABITS, ())


@cache
def templates() -> Templates:
    return Templates(ROOT / "templates")


@dataclass
class Office:
    """A desk with its clock, mailbox and postman, and what a test does with them."""

    desk: Desk
    clock: FakeClock
    definitions: Definitions
    mailbox: PaperMailbox = field(default_factory=PaperMailbox)
    postman: PaperPostman = field(default_factory=PaperPostman)

    async def turn(self) -> Turn:
        return await turn(self.desk, self.mailbox, self.postman, Stop())

    def book_of(self, clients: Sequence[PicturedClient], invoices: Sequence[PicturedInvoice]) -> None:
        """Import this picture of the book, as `outreach import` does."""
        now = self.clock.now()
        picture = Picture(now, "invoices.csv", f"{now:%Y%m%d%H%M%S}", tuple(clients), tuple(invoices))
        seen = compare(self.desk.store.book(), picture, Defaults(), now.date())
        assert not seen.refusal, seen.refusal
        self.desk.record(lambda _: [seen.fact()])

    def letters(self, client: str = "") -> tuple[Letter, ...]:
        return tuple(x for x in self.desk.store.book().letters() if client in ("", x.client))

    def open_tasks(self) -> tuple[Task, ...]:
        return tuple(self.desk.store.book().open_tasks())

    def answer(self, text: str, sender: str, **more: object) -> Stored:
        """The client answers the last letter that was posted to anybody there, quoting it."""
        to = next((p for p in reversed(self.postman.posted) if p.recipient.lower() == sender.lower()), None)
        raw = reply(text, sender, self.clock.now(), to.data if to else None, **more)  # type: ignore[arg-type]
        return self.mailbox.deliver(raw, self.clock.now())


def office(
    now: datetime, store: Store | None = None, archive: Archive | None = None, renderer: Renderer | None = None
) -> Office:
    clock, definitions = FakeClock(now), Definitions(shipped())
    desk = Desk(
        store=store or MemoryStore(),
        archive=archive or MemoryArchive(),
        definitions=definitions,
        renderer=renderer or templates(),
        documents=NoDocuments(),
        calendars=lambda client: calendar_of(client.country, client.zone, clock.now().year),
        key=b"the key of Northwind Joinery",
        clock=clock,
    )
    return Office(desk, clock, definitions)


def reply(
    text: str, sender: str, written: datetime, letter: bytes | None = None, *, subject: str = "", message_id: str = "",
    threaded: bool = True, quoted: bool = True, headers: dict[str, str] | None = None,
) -> bytes:  # fmt: skip
    """A mail of a client's: an answer to `letter`, with its text quoted below as mail programs do."""
    ours = message_from_bytes(letter, policy=policy.default) if letter else None
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"], mail["To"], mail["Date"] = sender, OURS, format_datetime(written)
    mail["Subject"] = subject or (f"Re: {ours['Subject']}" if ours else "Your invoice")
    mail["Message-ID"] = message_id or f"<{written:%Y%m%d%H%M%S%f}.{crc32(text.encode())}@{sender.partition('@')[2]}>"
    if ours and threaded:
        mail["In-Reply-To"] = mail["References"] = ours["Message-ID"]
    for name, value in (headers or {}).items():
        mail[name] = value
    below = _quoted(ours, written) if ours and quoted else ""
    mail.set_content(f"{text}\r\n{below}")
    return mail.as_bytes()


def _quoted(ours: EmailMessage, written: datetime) -> str:
    body = ours.get_body(("plain",))
    lines = body.get_content().splitlines() if body else []
    return f"\r\nOn {written:%d %B %Y} at 09:30, Sam Baker <{OURS}> wrote:\r\n" + "\r\n".join(f"> {x}" for x in lines)


def absence(sender: str, written: datetime, letter: bytes, text: str) -> bytes:
    """An out-of-office answer, marked as RFC 3834 asks."""
    headers = {"Auto-Submitted": "auto-replied"}
    return reply(text, sender, written, letter, subject="Automatic reply: out of office", quoted=False, headers=headers)


def bounce(letter: bytes, recipient: str, written: datetime, status: str = "5.1.1") -> bytes:
    """A delivery report (RFC 3464) of our own mail server about `letter`."""
    ours = message_from_bytes(letter)
    head = (
        f"From: MAILER-DAEMON@mx.northwind-joinery.example\r\nTo: {OURS}\r\nDate: {format_datetime(written)}\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\n"
        f"Message-ID: <{written:%H%M%S}@mx.northwind-joinery.example>\r\n"
        "Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="report"\r\n\r\n'
    )
    human = f"--report\r\nContent-Type: text/plain\r\n\r\n<{recipient}>: no such user here\r\n\r\n"
    machine = (
        "--report\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mx.northwind-joinery.example\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nAction: failed\r\nStatus: {status}\r\n"
        f"Diagnostic-Code: smtp; 550 {status} no such user here\r\n\r\n"
    )
    returned = (
        f"--report\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {ours['Message-ID']}\r\n\r\n--report--\r\n"
    )
    return (head + human + machine + returned).encode("ascii")
