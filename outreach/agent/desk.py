"""The desk: what every verb of the agent works with."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from outreach.domain.account import Account, Calendars, account_of
from outreach.domain.book import Book
from outreach.domain.clients import Client
from outreach.domain.facts import Fact
from outreach.domain.halt import Halt, HaltKind
from outreach.domain.sequence import Sequence
from outreach.ports import Archive, Clock, Definitions, Documents, Renderer, Rulebook, Store

log = logging.getLogger("outreach")


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

    def now(self) -> datetime:
        return self.clock.now()

    def rules(self) -> Rulebook:
        return self.definitions.current()

    def sequence(self, client: Client) -> Sequence | None:
        return self.rules().sequences.get(client.sequence)

    def account(self, book: Book, client: Client) -> Account:
        return account_of(book, client, self.calendars)

    def halts(self, book: Book) -> tuple[Halt, ...]:
        """What keeps every letter in now: what is recorded, and the file that anybody can make in a hurry."""
        if self.stop_file is None or not self.stop_file.exists():
            return book.halts.active
        return (*book.halts.active, Halt(HaltKind.STOP, f"there is a file {self.stop_file}", self.now(), "a person"))

    def record(self, decide: Callable[[Book], Iterable[Fact]]) -> tuple[Fact, ...]:
        """Record what `decide` finds under the lock, and log one line for each fact."""
        facts = self.store.record(decide)
        for fact in facts:
            log.info(fact.sentence, extra={"fact": fact.kind, "client": fact.about, "reasons": fact.reasons})
        return facts
