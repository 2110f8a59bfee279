"""The world of the scripted day: clients who answer letters, a mail server that counts them, and what must be true."""

from __future__ import annotations

import imaplib
import json
import os
import shutil
import smtplib
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from outreach.definitions.workspace import create
from outreach.domain.letter import LetterState
from outreach.domain.task import TaskKind, TaskState
from outreach.store.archive import FileArchive
from outreach.store.store import LedgerStore
from tests.crash.day import BUG, WENT_WELL, Job, line_of
from tests.crash.disk import Event, events
from tests.crash.faults import Plan
from tests.fakes import reply
from tests.servers.mail import MailServers, User
from tests.servers.process import free_ports

ROOT = Path(__file__).parents[2]
MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)  # a working day in London, in office hours
PARTS = (("morning", MONDAY), ("noon", MONDAY + timedelta(minutes=20)), ("turn", MONDAY + timedelta(minutes=40)))
AGAIN = timedelta(minutes=2)  # after a crash somebody starts it again

# Miller and Harbour write back. The mail server keeps a copy of Miller's letter. Weaver's needs a person first.
ANSWERS = {"jo@miller.example": "We will pay on Friday.", "kim@harbour.example": "The goods never arrived here."}
KEPT_BY_THE_SERVER = "jo@miller.example"
CLIENTS = (*ANSWERS, "lee@weaver.example")

_HEADER = "client_id,client,email,contact,language,country,timezone,sequence,invoice,issued,due,currency,total,balance"
_STAGE = """stage: friendly
tone: friendly
starts: 3 days after due
steps:
  - letter: friendly-1
approve: {approve}
"""


_RULES = {
    "promise": "intent: promise\nrules: [{rule: will-pay, any: ['\\bwe will pay\\b'], sure: true}]\n",
    "dispute": "intent: dispute\nrules: [{rule: gone, reason: not_received, any: ['never arrived'], sure: true}]\n",
}


class Sink:
    """A mail server that takes every letter and says who got which; in `copies_for` it files the sender's copy too."""

    def __init__(self, servers: MailServers, copies_for: str = KEPT_BY_THE_SERVER) -> None:
        self._servers, self._copies_for = servers, copies_for
        self._accepted: list[tuple[str, str, bytes]] = []
        self._lock = threading.Lock()
        (self.port,) = free_ports(1)
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, data_size_limit=0)

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._controller.stop()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's
        raw, (recipient,) = envelope.original_content or b"", envelope.rcpt_tos
        with self._lock:
            self._accepted.append((str(envelope.mail_from), recipient, raw))
            if recipient == self._copies_for:
                with self._servers.imap(User(str(envelope.mail_from), "secret")) as client:
                    client.append("Sent", "(\\Seen)", None, raw)
        return "250 2.0.0 queued"

    def settle(self) -> None:
        """Wait until it has read what a client left on the wire when it died."""
        with smtplib.SMTP("127.0.0.1", self.port) as smtp:
            for _ in range(5):  # its loop serves everybody in turn
                smtp.noop()

    def taken(self, sender: str) -> dict[str, list[bytes]]:
        """The letters of one firm, by recipient."""
        with self._lock:
            found: dict[str, list[bytes]] = {}
            for mail_from, recipient, raw in self._accepted:
                if mail_from == sender:
                    found.setdefault(recipient, []).append(raw)
            return found


class Starter:
    """Starts processes, one after the other (see `day.py`)."""

    def __init__(self, template: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.day", str(template)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            # No connection of these tests is encrypted, and to read the authorities of the system takes a while.
            env={**os.environ, "SSL_CERT_FILE": os.devnull, "SSL_CERT_DIR": os.devnull},
        )  # fmt: skip

    def begin(self, job: Job) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line_of(job) + "\n")
        self._process.stdin.flush()

    def ended(self) -> int:
        """The code of the job that was begun: -9 when it was killed."""
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())

    def stop(self) -> None:
        self._process.communicate()


@dataclass(frozen=True)
class End:
    code: int
    calls: list[str]
    said: str

    @property
    def killed(self) -> bool:
        return self.code == -9


@dataclass
class Firm:
    """One workspace with its own mailbox, and the clients that it writes to."""

    home: Path
    us: User
    env: dict[str, str]
    sink: Sink
    servers: MailServers
    clients: tuple[str, ...]
    answered: dict[str, str] = field(default_factory=dict)  # client → Message-ID of its answer

    @property
    def log(self) -> Path:
        return self.home.with_suffix(".log")

    def job(self, part: str, now: datetime, plan: Plan | None = None, *, number: int = 0) -> Job:
        end = self.home.with_suffix(f".end{number}")
        end.unlink(missing_ok=True)
        log = "" if number else str(self.log)
        return Job(part, str(self.home), self.env, now.isoformat(), str(end), log, plan or Plan())

    def run(self, starter: Starter, part: str, now: datetime, plan: Plan | None = None) -> End:
        job = self.job(part, now, plan)
        starter.begin(job)
        end = self.end_of(job, starter.ended())
        self.sink.settle()
        return end

    def end_of(self, job: Job, code: int) -> End:
        end = Path(job.end)
        told: Any = json.loads(end.read_text("utf-8")) if end.exists() else {"calls": [], "said": ""}
        assert code != BUG, told["said"]
        assert code in {0, 1, -9}, f"the process ended with {code}"
        return End(code, told["calls"], told["said"])

    def answer(self, now: datetime) -> None:
        """Every client that has got its letter writes back, once."""
        for client, letters in self.sink.taken(self.us.address).items():
            if client in ANSWERS and client not in self.answered:
                self.answered[client] = f"<answer.{now:%H%M}.{client}>"
                raw = reply(ANSWERS[client], client, now, letters[0], message_id=self.answered[client])
                put(self.servers, self.us, raw, now)

    def events(self) -> list[Event]:
        return list(events(self.log)) if self.log.exists() else []


def put(servers: MailServers, us: User, raw: bytes, now: datetime) -> None:
    """Into our INBOX, as arrived at that instant of the played day."""
    with servers.imap(us) as mailbox:
        mailbox.append("INBOX", "", imaplib.Time2Internaldate(now), raw)


def write_workspace(home: Path) -> None:
    """`outreach init`, with sequences of one letter: "standard" goes out by itself, "seen" needs a person first.

    What this day does not need is left out, because each of some thousand processes reads it all.
    """
    create(home, {})
    shutil.rmtree(home / "sequences")
    shutil.rmtree(home / "inbox_rules")
    (home / "inbox_rules" / "en").mkdir(parents=True)
    for name, rule in _RULES.items():
        (home / "inbox_rules" / "en" / f"{name}.yaml").write_text(rule, "utf-8")
    for file in (home / "templates").iterdir():
        if not file.name.startswith(("friendly-1.en", "layout", "words.en")):
            file.unlink()
    for name, approve in (("standard", "never"), ("seen", "first")):
        folder = home / "sequences" / name
        folder.mkdir(parents=True)
        (folder / "sequence.yaml").write_text("description: One letter.\nenter: gently\n", "utf-8")
        (folder / "10-friendly.yaml").write_text(_STAGE.format(approve=approve), "utf-8")


def write_book(home: Path, clients: tuple[str, ...]) -> None:
    rows = [_HEADER]
    for number, email in enumerate(clients, 1):
        name, sequence = email.partition("@")[2].partition(".")[0], "seen" if "weaver" in email else "standard"
        fields = (
            name, name.title(), email, "Jo Bell", "en", "GB", "Europe/London", sequence, f"INV-{number}",
            date(2026, 1, 20), date(2026, 2, 19), "GBP", "900.00", "900.00",
        )  # fmt: skip
        rows.append(",".join(map(str, fields)))
    (home / "invoices.csv").write_text("\n".join(rows) + "\n", "utf-8")


class World:
    """Makes firms: each a copy of one workspace, with a mailbox that nobody else has."""

    def __init__(self, folder: Path, servers: MailServers, sink: Sink, clients: tuple[str, ...] = CLIENTS) -> None:
        self._folder, self._servers, self._sink, self._clients = folder, servers, sink, clients
        self._made = 0
        self._lock = threading.Lock()
        self.template = folder / "template"
        write_workspace(self.template)
        write_book(self.template, clients)

    def firm(self, **settings: str) -> Firm:
        with self._lock:
            self._made += 1
            home = self._folder / f"firm-{self._made}"
            us = self._servers.new_user()
        shutil.copytree(self.template, home)
        env = {
            "OUTREACH_MODE": "auto", "OUTREACH_COMPANY__EMAIL": us.address,
            "OUTREACH_SMTP__HOST": "127.0.0.1", "OUTREACH_SMTP__PORT": str(self._sink.port),
            "OUTREACH_SMTP__SECURITY": "none", "OUTREACH_SMTP__USERNAME": "",
            "OUTREACH_IMAP__HOST": "127.0.0.1", "OUTREACH_IMAP__PORT": str(self._servers.dovecot.imap_port),
            "OUTREACH_IMAP__SECURITY": "none", "OUTREACH_IMAP__USERNAME": us.address,
            "OUTREACH_IMAP__PASSWORD": us.password,
        }  # fmt: skip
        return Firm(home, us, env | settings, self._sink, self._servers, self._clients)


def play(
    firm: Firm,
    starter: Starter,
    fault: tuple[int, Plan] | None = None,
    then: Callable[[Firm], None] = lambda _: None,
) -> tuple[End | None, Verdict]:
    """The whole day. In the part that `fault` names its plan comes true, and `then` is what comes of it; after that the
    agent is started again, twice in all."""
    met = None
    for number, (part, planned) in enumerate(PARTS):
        now = planned
        if fault and fault[0] == number:
            met, now = firm.run(starter, part, now, fault[1]), now + AGAIN
            then(firm)
        _goes_well(firm.run(starter, part, now))
        firm.answer(now + timedelta(minutes=5))
    _goes_well(firm.run(starter, "turn", PARTS[-1][1] + timedelta(minutes=20)))
    return met, judge(firm)


def calls_of_the_day(world: World, starter: Starter, **settings: str) -> list[list[str]]:
    """What an undisturbed day does to the disk and to the wire, part by part."""
    firm, parts = world.firm(**settings), []
    for part, now in PARTS:
        end = firm.run(starter, part, now)
        _goes_well(end)
        parts.append(end.calls)
        firm.answer(now + timedelta(minutes=5))
    assert judge(firm) == Verdict((), len(CLIENTS), 0, 0), "each client is due one letter, and gets it"
    return parts


def _goes_well(end: End) -> None:
    assert end.code == WENT_WELL, end.said


@dataclass(frozen=True)
class Verdict:
    """What became of a day: `wrong` is empty when every promise was kept."""

    wrong: tuple[str, ...]
    letters: int
    settled: int  # letters in doubt of which the copy in Sent has told
    with_a_person: int


def judge(firm: Firm) -> Verdict:
    """Count the letters of each client at the mail server, and compare them with what the books say."""
    taken = firm.sink.taken(firm.us.address)
    store, archive = LedgerStore(firm.home / "state"), FileArchive(firm.home / "state")
    wrong = [f"LEDGER: {problem}" for problem in store.verify().problems]
    book = store.book()
    settled = doubtful = 0
    for email in firm.clients:
        got = len(taken.get(email, []))
        (client,) = book.clients_at(email)
        letters = [x for x in book.letters_of(client.id) if x.state is not LetterState.WITHDRAWN]
        doubts = {
            t.letter for t in book.tasks_of(client.id) if t.kind is TaskKind.UNKNOWN and t.state is TaskState.OPEN
        }
        for letter in letters:
            archive.get(letter.digest)
        if got > 1:
            wrong.append(f"DOUBLED: {email} got {got} letters")
        match [letter.state for letter in letters]:
            case [LetterState.ACCEPTED]:
                settled += letters[0].answer.startswith("settled by")
                wrong += [] if got else [f"LOST: {email} got nothing, and the books say that it did"]
            case [LetterState.UNKNOWN] if doubts == {letters[0].id}:
                doubtful += 1
                if got and email == KEPT_BY_THE_SERVER:
                    wrong.append(f"UNSETTLED: the letter to {email} lies in Sent")
            case states:
                wrong.append(f"LOST: {email} got {got} letters, the books say {states}, a person is asked for {doubts}")
    wrong += _replies(firm, store, archive)
    copies = Counter(message_from_bytes(raw)["Message-ID"] for raw in firm.servers.read(firm.us, "Sent"))
    wrong += [f"SENT: {count} copies of {name}" for name, count in copies.items() if count > 1]
    return Verdict(tuple(wrong), sum(map(len, taken.values())), settled, doubtful)


def _replies(firm: Firm, store: LedgerStore, archive: FileArchive) -> list[str]:
    """Each answer was handled once: it holds its case, and nothing was made of it twice."""
    book, wrong = store.book(), []
    read = Counter(fact.about for fact in store.history() if fact.kind == "mail read")
    for email, message_id in firm.answered.items():
        (client,) = book.clients_at(email)
        case, mails = book.case(client.id), book.received_of(client.id)
        if [mail.message_id for mail in mails] != [message_id] or read[client.id] != 1:
            wrong.append(f"REPLY: {email} wrote once, the books have {len(mails)}, read {read[client.id]} times")
            continue
        archive.get(mails[0].digest)
        made = Counter((hold.reason, hold.source) for hold in case.holds) if case else Counter()
        if not made or max(made.values()) > 1:
            wrong.append(f"REPLY: the answer of {email} holds its case like this: {made}")
    return wrong
