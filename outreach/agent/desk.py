"""The desk: what every verb of the agent works with."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from outreach.agent.agenda import Agenda
from outreach.domain.account import Account, Calendars, account_of
from outreach.domain.book import Book
from outreach.domain.clients import Client
from outreach.domain.facts import Fact
from outreach.domain.halt import Halt, HaltKind
from outreach.domain.sequence import Sequence
from outreach.ports import Archive, Clock, Definitions, Documents, Identity, Renderer, Rulebook, Store

log = logging.getLogger("outreach")


@dataclass(slots=True)
class Fenced:
    """What `fence` remembers until the agent ends, so that it looks at each mail in the Sent folder once."""

    looked_at: datetime | None = None
    halted: bool = False  # a doubt which copy is live kept letters in when it last looked
    picture: str = ""  # of the book, as it was when it last looked
    read_up_to: dict[str, tuple[int, int]] = field(default_factory=dict)  # folder: its UIDVALIDITY, and the last UID
    complained: bool = False  # that there is no Sent folder


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything but the wire. `key` makes the references and Message-IDs that outsiders cannot guess."""

    store: Store
    archive: Archive
    definitions: Definitions
    renderer: Renderer
    documents: Documents
    calendars: Calendars
    key: bytes
    clock: Clock
    stop_file: Path | None = None
    identity: Identity | None = None
    fenced: Fenced = field(default_factory=Fenced)
    agenda: Agenda = field(default_factory=Agenda)

    def now(self) -> datetime:
        return self.clock.now()

    def rules(self) -> Rulebook:
        return self.definitions.current()

    def sequence(self, client: Client) -> Sequence | None:
        return self.rules().sequences.get(client.sequence)

    def account(self, book: Book, client: Client) -> Account:
        return account_of(book, client, self.calendars)

    def halts(self, book: Book) -> tuple[Halt, ...]:
        """What keeps every letter in now: what is recorded, the file that anybody can make in a hurry, and a place that
        is not the one where this workspace stood."""
        active = book.halts.active
        if not book.halts.has(HaltKind.COPY) and (doubt := self.doubt(book)):
            active = (*active, Halt(HaltKind.COPY, doubt, self.now(), "the agent"))
        if self.stop_file and self.stop_file.exists():
            active = (*active, Halt(HaltKind.STOP, f"there is a file {self.stop_file}", self.now(), "a person"))
        return active

    def doubt(self, book: Book) -> str:
        """Why this may be a copy of the workspace, by the place where it stands; "" when it is not."""
        if self.identity is None:
            return ""
        return self.identity.doubt(sent=bool(book.claim_days()))

    def record(self, *decisions: Callable[[Book], Iterable[Fact]]) -> tuple[Fact, ...]:
        """Record what these decide under the lock, and log one line for each fact."""
        facts = self.store.record(*decisions)
        for fact in facts:
            log.info(fact.sentence, extra={"fact": fact.kind, "client": fact.about, "reasons": fact.reasons})
        return facts
