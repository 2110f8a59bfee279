"""The world of one history: clients who answer, pay or keep silent, strangers, a mail server, and the clock."""

from __future__ import annotations

import heapq
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from hashlib import sha256
from random import Random

from outreach.definitions.calendars import calendar_of
from outreach.domain.clients import Client
from outreach.domain.letter import Outcome, Verdict
from outreach.domain.money import Money
from outreach.domain.picture import PicturedClient, PicturedInvoice
from outreach.domain.policy import Policy
from outreach.domain.workdays import Calendar
from tests.fakes import FakeClock

from .faults import SmtpFault
from .life import Life
from .mailserver import Folder, Mail, drawn
from .replies import ENCODINGS, SAYINGS, STRANGERS, Letterhead, Quiet, mail, report
from .truth import Silenced, Truth, Violated, message_id

COPIES = ("at once", "after two hours", "never")  # what this server puts into Sent by itself
PLACES = (("GB", "Europe/London"), ("DE", "Europe/Berlin"), ("US", "America/New_York"))
MONTHS = ("January", "February", "March", "April", "May", "June", "July")


@dataclass(slots=True)
class Owing:
    """One invoice as it really is, whatever the books say yet."""

    number: str
    client: str
    due: date
    total: Decimal
    open: Decimal
    known_from: date  # in the books since


@dataclass
class World:
    """Everything outside the agent. What happens next stands in `agenda`, by the clock."""

    seed: int
    start: datetime
    policy: Policy
    fault_rate: float
    copies: str
    trace: list[str] = field(default_factory=list)
    fired: dict[str, int] = field(default_factory=dict)
    folders: dict[str, Folder] = field(default_factory=dict)
    watched: tuple[str, ...] = ("INBOX", "Clients")
    agenda: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    clients: list[PicturedClient] = field(default_factory=list)
    owing: list[Owing] = field(default_factory=list)
    chance_of_others: float = 0.0
    order: int = 0
    mails: int = 0
    insist: str = ""  # the name of a fault that strikes more often than the others

    def __post_init__(self) -> None:
        self.clock = FakeClock(self.start)
        self.chance, self.weather = Random(f"{self.seed} life"), Random(f"{self.seed} weather")
        self.folders = {name: Folder() for name in (*self.watched, "Sent", "Archive")}
        self.truth = Truth(self.policy, self.watched, self.folders)
        self.others: list[Callable[[], None]] = [self.somebody_writes]
        self.life: Life
        self.book: Callable[[], object]
        self._people()

    # -- the clock, and what is told of it

    def now(self) -> datetime:
        return self.clock.now()

    def say(self, what: str) -> None:
        self.trace.append(f"{self.now():%m-%d %H:%M:%S} {what}")

    def happens(self) -> int:
        self.order += 1
        return self.order

    def pass_minutes(self, minutes: int) -> None:
        self.clock.forward(timedelta(minutes=minutes))

    def later(self, at: datetime, what: Callable[[], None]) -> None:
        heapq.heappush(self.agenda, (at, self.happens(), what))

    def until(self, at: datetime) -> None:
        """Let everything happen that is due by then."""
        while self.agenda and self.agenda[0][0] <= at:
            when, _, what = heapq.heappop(self.agenda)
            self.clock.set(max(when, self.now()))
            what()
        self.clock.set(max(at, self.now()))

    def meanwhile(self) -> None:
        """Others do not wait until the agent has finished its turn."""
        if self.chance.random() < self.chance_of_others:
            self.chance.choice(self.others)()

    # -- the firm's clients and their invoices

    def _people(self) -> None:
        day = self.start.date()
        for n in range(1, self.chance.choice((1, 2, 2, 3)) + 1):
            country, zone = self.chance.choice(PLACES)
            emails = (f"jo@client{n}.example", f"ledger@client{n}.example")[: self.chance.choice((1, 1, 2))]
            sequence = self.chance.choice(("standard", "standard", "key-clients"))
            self.clients.append(PicturedClient(f"client{n}", f"Client {n} Ltd", emails, "Jo", "en", country, zone,
                                               sequence))  # fmt: skip
            for _ in range(self.chance.choice((1, 1, 2, 3))):
                number, total = f"INV-{len(self.owing) + 1}", Decimal(self.chance.randint(100, 9000))
                due = day + timedelta(days=self.chance.randint(-45, 15))
                known = day if self.chance.random() < 0.8 else day + timedelta(days=self.chance.randint(2, 15))
                self.owing.append(Owing(number, f"client{n}", due, total, total, known))

    def picture(self) -> tuple[list[PicturedClient], list[PicturedInvoice]]:
        """The firm's books, as they are exported at this moment."""
        shown = [
            PicturedInvoice(o.number, o.client, o.due, Money(o.total, "GBP"), Money(o.open, "GBP"))
            for o in self.owing
            if o.known_from <= self.now().date()
        ]
        return self.clients, shown

    def imported(self, shown: list[PicturedInvoice]) -> None:
        truth = self.truth
        for invoice in shown:
            before, now = truth.known.get(invoice.number), invoice.balance.amount
            if before is not None and now > before:  # a person had seen money that the books do not show
                why = "the books contradict a person"
                truth.silenced.append(Silenced(invoice.client, frozenset({invoice.number}), None, why))
            truth.owner[invoice.number] = invoice.client
            truth.now_open(invoice.number, now)
        truth.imported_at = self.now()

    def pays(self) -> None:
        still = [o for o in self.owing if o.open > 0]
        if still:
            paid = self.chance.choice(still)
            paid.open -= paid.open if self.chance.random() < 0.7 else (paid.open / 3).quantize(Decimal("0.01"))
            self.say(f"{paid.client} pays {paid.number}, {paid.open} open")

    def calendar(self, client: Client) -> Calendar:
        return calendar_of(client.country, client.zone, self.now().year)

    def client_at(self, recipient: str) -> str:
        return next(c.id for c in self.clients if recipient.lower() in c.emails)

    # -- letters that reach the world

    def before_letter(self, recipient: str, data: bytes) -> None:
        self.say(f"letter {message_id(data)} to {recipient} begins")
        book = self.book()
        client = book.client(self.client_at(recipient))  # type: ignore[attr-defined]  # a domain.book.Book
        self.truth.letter_begins(client, self.calendar(client), book, data, self.now())  # type: ignore[arg-type]

    def accept(self, recipient: str, data: bytes, fault: SmtpFault) -> None:
        own_id, book = message_id(data), self.book()
        client = book.client(self.client_at(recipient))  # type: ignore[attr-defined]  # a domain.book.Book
        day = self.calendar(client).day(self.now())
        self.truth.letter_taken(client.id, book, data, self.now(), day)  # type: ignore[arg-type]
        if isinstance(fault.gives, Outcome) and fault.gives.verdict is Verdict.DEFERRED:
            self.truth.lied.add(own_id)
        self.say(f"letter {own_id} is in the world")
        if fault.copied and self.copies != "never":
            wait = timedelta(hours=2 if self.copies == "after two hours" else 0)
            self.later(self.now() + wait, lambda: self._copy(own_id, data))
        if fault.bounce:
            raw = report(own_id, recipient, fault.bounce, self.now(), self.happens())
            quiet = Quiet.PERSON if fault.bounce.startswith("5") else Quiet.NONE
            soon = self.now() + timedelta(minutes=self.chance.randint(1, 600))
            self.later(soon, lambda: self._reaches_us(client.id, raw, "", quiet, None, "bounce"))
        elif self.chance.random() < 0.6:
            delay = timedelta(minutes=self.chance.choice((2, 30, 300, 1500, 3000, 6000)))
            self.later(self.now() + delay, lambda: self.answers(client.id, recipient, data))

    def _copy(self, own_id: str, data: bytes) -> None:
        self.folders["Sent"].add(Mail(0, "", own_id, data), data, self.now(), self.happens())

    # -- mails that reach us

    def somebody_writes(self) -> None:
        """A client without being asked, or a stranger."""
        if self.chance.random() < 0.5:
            sender, subject = self.chance.choice(STRANGERS)
            head = Letterhead(sender, self.now(), subject, f"<{self.happens()}@{sender.partition('@')[2]}>")
            self.mails += 1
            stranger = Mail(self.mails, "", head.message_id, mail(head, "Hello, what do you think?"), stranger=True)
            self.folders[self.chance.choice(self.watched)].add(
                stranger, stranger.raw, self.now(), self.happens()
            )  # fmt: skip
            return
        client = self.chance.choice(self.clients)
        self.answers(client.id, client.emails[0], None)

    def answers(self, client: str, sender: str, letter: bytes | None) -> None:
        said, day = self.chance.choice(SAYINGS), self._a_day_to_come()
        own = [o.number for o in self.owing if o.client == client and o.number in self.truth.known]
        if not own:
            return
        number = self.chance.choice(own)
        text = said.text.format(
            number=number, day=f"{day.day} {MONTHS[day.month - 1]} {day.year}", german=f"{day:%d.%m.%Y}"
        )
        if self.chance.random() < 0.15:
            sender = f"colleague@{sender.partition('@')[2]}"
        ours = message_id(letter) if letter else ""
        subject = said.subject or ("Re: Your account" if letter else "Your invoice")
        own_id = f"<m{self.happens()}@{sender.partition('@')[2]}>"
        quoted = _text_of(letter) if letter and self.chance.random() < 0.7 else ""
        encoding = self.chance.choice(ENCODINGS)
        fault = drawn(self, "arrival").twist
        if fault == "old" and not letter:  # what was written before our first letter is not ours to read
            fault = "late"
        if fault == "no id":
            own_id = ""
        elif fault == "same id":
            own_id = f"<always-the-same@{sender.partition('@')[2]}>"
        head = Letterhead(sender, self.now(), subject, own_id, ours, said.headers)
        raw = mail(head, text, quoted, encoding)
        written = self.now()
        naming = frozenset({number}) if said.quiet is Quiet.INVOICE else None

        def arrives() -> None:
            dates = {"old": written, "future": self.now() + timedelta(days=7)}
            self._reaches_us(client, raw, own_id, said.quiet, day, text, naming, dates.get(fault))

        wait = {"old": timedelta(days=3), "late": timedelta(days=1)}.get(fault)
        if wait:
            self.later(self.now() + wait, arrives)
        else:
            arrives()

    def _a_day_to_come(self) -> date:
        return self.now().date() + timedelta(days=self.chance.randint(4, 12))

    def _reaches_us(
        self, client: str, raw: bytes, own_id: str, quiet: Quiet, day: date | None, text: str,
        naming: frozenset[str] | None = None, internal: datetime | None = None,
    ) -> None:  # fmt: skip
        self.mails += 1
        new = Mail(self.mails, client, own_id, raw)
        self.truth.copies[new.number] = {sha256(raw).hexdigest()}
        folder = self.watched[0] if self.chance.random() < 0.8 else self.watched[1]
        self.folders[folder].add(new, raw, internal or self.now(), self.happens())
        self.say(f"mail {new.number} of {client} in {folder}: {' '.join(text.split())[:60]}")
        self._silences(new, quiet, day, naming, dated=internal is None)

    def _silences(
        self, new: Mail, quiet: Quiet, day: date | None, naming: frozenset[str] | None, *, dated: bool
    ) -> None:
        today = self.now().date() - timedelta(days=1)  # in whatever zone the client lives
        own = frozenset(o.number for o in self.owing if o.client == new.client and o.number in self.truth.known)
        until = {
            Quiet.PROMISED: day, Quiet.WEEK: today + timedelta(days=7), Quiet.DAYS: today + timedelta(days=3),
            Quiet.AWAY: day and day - timedelta(days=1),
        }  # fmt: skip
        if quiet is Quiet.NONE or (quiet in until and not dated):
            return
        due = frozenset(
            o.number for o in self.owing if o.number in own and day and o.due <= day and self.truth.known[o.number] > 0
        )
        scope = {Quiet.PROMISED: due or own, Quiet.WEEK: own, Quiet.INVOICE: naming}.get(quiet)
        self.truth.silenced.append(Silenced(new.client, scope, until.get(quiet), quiet.value, new.number))

    # -- what the user, other programs and the server do in the folders

    def folder_fault(self) -> None:
        fault = drawn(self, "folder")
        name = self.chance.choice(self.watched)
        folder = self.folders[name]
        if fault.twist == "renumber":
            folder.renumber()
        elif fault.twist == "jump":
            folder.next_uid += 1000
        elif fault.twist and folder.items:
            self._handled_by_a_user(fault.twist, name)

    def _handled_by_a_user(self, twist: str, name: str) -> None:
        folder = self.folders[name]
        item = self.chance.choice(folder.items)
        other = self.folders[next(w for w in self.watched if w != name)]
        if twist in {"move", "shift"}:
            folder.items.remove(item)
        if twist == "move":
            back = self.now() + timedelta(minutes=self.chance.choice((5, 500, 3000)))
            self.later(back, lambda: self._again(folder, item.mail, item.raw, item.arrived))
            self.folders["Archive"].add(item.mail, item.raw, item.arrived, self.happens())
        elif twist in {"shift", "double"}:
            self._again(other, item.mail, item.raw, item.arrived)
        elif twist == "twice":
            again = b"X-Copy: from the old program\r\n" + item.raw
            self.truth.copies.setdefault(item.mail.number, set()).add(sha256(again).hexdigest())
            self._again(folder, item.mail, again, item.arrived)

    def _again(self, folder: Folder, what: Mail, raw: bytes, arrived: datetime) -> None:
        folder.add(what, raw, arrived, self.happens())

    # -- what the agent sees of it

    def hide_sent(self) -> None:
        self.truth.blind = True

    def hide(self, hidden: Mail) -> None:
        self.truth.hidden.add(hidden.number)

    def read_whole(self, folder: str, began: datetime) -> None:
        self.truth.read_whole[folder] = began

    def opens_a_mail(self, opened: Mail) -> None:
        if opened.stranger:
            raise Violated(f"the mail of a stranger was opened: {opened.message_id}")


def begins(seed: int) -> datetime:
    """A morning in spring: summer time begins in some histories, in America on another day than in Europe."""
    day = date(2026, 2, 20) + timedelta(days=Random(f"{seed} start").randint(0, 40))
    return datetime.combine(day, time(7), UTC)


def _text_of(letter: bytes) -> str:
    """Our words, near enough for a quotation."""
    found = re.search(rb"text/plain.*?\r\n\r\n(.*?)\r\n--", letter, re.DOTALL)
    return found[1].replace(b"=\r\n", b"").replace(b"=3D", b"=").decode("utf-8", "replace") if found else ""
