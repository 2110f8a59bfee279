"""What the agent needs of the outside world. Each port has a real adapter and at least one more that tests use."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from outreach.domain import sequence as stages
from outreach.domain.book import Book
from outreach.domain.facts import Fact
from outreach.domain.letter import Outcome
from outreach.domain.letter_facts import CompanyFacts, LetterFacts
from outreach.domain.policy import Policy
from outreach.errors import Problem

if TYPE_CHECKING:  # they take their time, and most commands neither read nor write a mail
    from outreach.mail.compose import Attachment
    from outreach.reading.judgement import Judge
    from outreach.reading.rules import Rule


class Clock(Protocol):
    def now(self) -> datetime:
        """The current instant, in UTC."""
        ...


class Stopwatch(Protocol):
    def elapsed(self) -> float:
        """Seconds since some moment, those asleep among them. Nobody can set it, so it tells when the clock was."""
        ...


@dataclass(frozen=True, slots=True)
class Recorded:
    """A fact as it stands in the ledger: its line number (from 1) and what it says, without its documents."""

    number: int
    at: datetime
    kind: str
    about: str
    sentence: str
    reasons: tuple[str, ...]


class Store(Protocol):
    """The ledger and the book that is made from it. Safe for several processes side by side."""

    def book(self) -> Book:
        """The book after catching up with what others have recorded."""
        ...

    def record(self, *decisions: Callable[[Book], Iterable[Fact]]) -> tuple[Fact, ...]:
        """Take the lock, catch up, let each decision look at the book as it is now, append and sync what they return.

        Under the lock nobody else can change the book between the decision and its record: a guard that a decision
        checks still holds when its facts are on disk. Each sees what those before it have decided. All of it is
        recorded together, and nothing of it when one of them raises.
        """
        ...

    def history(self, about: str = "") -> Iterator[Recorded]:
        """Recorded facts, oldest first: of one client, or all."""
        ...


class Archive(Protocol):
    """Every mail sent or received, as its raw bytes, under the SHA-256 (hex) of them."""

    def put(self, raw: bytes) -> str:
        """Store durably and return the digest; the same bytes again change nothing."""
        ...

    def get(self, digest: str) -> bytes: ...


class Postman(Protocol):
    """Hands letters to the next mail server, one recipient each, over connections that are kept."""

    @property
    def connections(self) -> int:
        """How many letters it can carry at the same time. After a crash so many may be in doubt."""
        ...

    async def send(self, sender: str, recipient: str, data: bytes) -> Outcome:
        """Never raises for what a server answers or fails to answer; raises OutreachError when there is no server to
        talk to (unreachable, certificate, login), which is before anything was sent."""
        ...

    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Listed:
    """A mail in a folder whose header has been looked at, but not yet its text."""

    uid: int
    size: int  # octets of the whole mail
    arrived: datetime  # INTERNALDATE, UTC
    header: bytes
    marked: bool  # the server found the workspace's mark somewhere in it


@dataclass(frozen=True, slots=True)
class Opened:
    uidvalidity: int
    uidnext: int
    keywords: bool  # the folder takes keywords of our own (PERMANENTFLAGS \\*)


class Mailbox(Protocol):
    """The business's own mailbox. Nothing in it is marked read, moved or deleted.

    Any failure of the wire is an OutreachError; the connection is then gone and the next call makes a new one.
    """

    async def open(self, folder: str) -> Opened: ...

    def listed(self, folder: str, after: int, since: date, mark: str) -> AsyncIterator[Listed]:
        """Headers of mails with a UID above `after` that arrived on `since` or later, in the order of UIDs."""
        ...

    async def fetch(self, folder: str, uid: int) -> bytes | None:
        """The whole mail (BODY.PEEK[]); None when it is no longer there."""
        ...

    async def wait(self, folder: str, at_most: float) -> None:
        """Return when something may have arrived, or after `at_most` seconds (IDLE, RFC 2177)."""
        ...

    async def has(self, folder: str, message_id: str) -> bool: ...

    async def file(self, folder: str, raw: bytes) -> None:
        """Append a copy, marked as seen (it is our own)."""
        ...

    async def flag(self, folder: str, uid: int, keyword: str) -> None: ...

    async def copy(self, folder: str, uid: int, target: str) -> None: ...

    async def sent_folder(self) -> str | None:
        """The folder with the special use \\Sent (RFC 6154), or one of the usual names."""
        ...

    async def junk_folder(self) -> str | None:
        """The folder with the special use \\Junk."""
        ...

    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter ready to be composed. `notes` says what its reader in the firm should know, in sentences."""

    subject: str  # one line
    text: str
    html: str
    language: str  # the one it is really written in
    notes: tuple[str, ...] = ()


class Renderer(Protocol):
    def render(self, template: str, facts: LetterFacts) -> Rendered | tuple[Problem, ...]:
        """The letter in the language of its facts where there is one, or what is wrong with the template."""
        ...


class Documents(Protocol):
    def of(self, client: str, invoices: Sequence[str]) -> tuple[Attachment, ...]:
        """The PDFs of those invoices that lie in the user's folder, and no file of any other client."""
        ...


@dataclass(frozen=True, slots=True)
class MailHabits:
    """How our mail looks and where it lies."""

    sender: str  # the From address
    reply_to: str
    folders: tuple[str, ...]
    flag_folder: str
    keyword: str
    authserv_id: str
    keep_sent_copy: bool
    zone: str  # of the firm, for the Date line
    junk: bool = False  # look into the junk folder, too: a reply in it asks a person


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Everything the user's files say, as far as it is in force. A file with problems leaves its last good state."""

    policy: Policy
    sequences: Mapping[str, stages.Sequence]
    rules: tuple[Rule, ...]
    company: CompanyFacts
    mail: MailHabits
    problems: tuple[Problem, ...]
    judge: Judge | None = None  # the statistical reader, where it is installed


class Definitions(Protocol):
    def current(self) -> Rulebook:
        """What is in force."""
        ...

    def refresh(self) -> None:
        """Read files that have changed; what has problems now keeps its last good state."""
        ...


class Identity(Protocol):
    """Where the workspace stands: machine, folder and files, as they were when somebody last said that it is live."""

    def place(self) -> str:
        """Where it stands now, for people."""
        ...

    def doubt(self, *, sent: bool) -> str:
        """Why it may be a copy, in a sentence; "" when it stands where it stood.

        `sent`: letters went out before, so where it stood must be written down; a new workspace has no place yet.
        """
        ...

    def confirm(self) -> None:
        """Write down, durably, that it stands here."""
        ...


class Heartbeat(Protocol):
    def beat(self, now: datetime, inbox_read_at: datetime | None, doing: str, trouble: str) -> None:
        """Leave a sign of life that `status` shows; losing it loses nothing."""
        ...
