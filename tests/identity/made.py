"""A workspace on disk with a paper mailbox, and what is done to such workspaces: copied, put back, started again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from outreach.domain.picture import PicturedClient, PicturedInvoice
from outreach.store.archive import FileArchive
from outreach.store.identity import FileIdentity, Machine
from outreach.store.key import workspace_key
from outreach.store.store import LedgerStore
from tests.agent.made import HARBOUR, MILLER, at, harbour_invoice, invoice
from tests.fakes import Office, PaperMailbox, PaperPostman, office

OFFICE = Machine("1" * 32, "joinery-office")
CLOUD = Machine("2" * 32, "joinery-cloud")


class Firm:
    """One mailbox, and any number of workspaces that believe to be its own."""

    def __init__(self) -> None:
        self.mailbox, self.postman = PaperMailbox(), PaperPostman()
        self.postman.keeps_copies_in = self.mailbox
        self._open = ExitStack()

    @property
    def letters(self) -> int:
        return len(self.postman.posted)

    def start(self, home: Path, now: str, machine: Machine = OFFICE) -> Office:
        """The agent of the workspace in `home`, started on that machine at that time (UTC)."""
        state = home / "state"
        store = LedgerStore(state)
        self._open.callback(store.close)
        made = office(at(now), store, FileArchive(state))
        made.desk = replace(made.desk, key=workspace_key(state), identity=FileIdentity(state, machine))
        made.mailbox, made.postman = self.mailbox, self.postman
        return made

    def post(self, raw: bytes, sent: str) -> None:
        """A copy in the Sent folder that this suite puts there by hand."""
        self.mailbox.deliver(raw, at(sent), "Sent")

    def close(self) -> None:
        self._open.close()


@contextmanager
def firm() -> Iterator[Firm]:
    made = Firm()
    try:
        yield made
    finally:
        made.close()


def take_book(agent: Office, clients: Sequence[PicturedClient] = (MILLER, HARBOUR),
              invoices: Sequence[PicturedInvoice] = ()) -> None:  # fmt: skip
    agent.book_of(clients, invoices or (invoice(), harbour_invoice()))


def copied(home: Path, to: Path) -> Path:
    """With everything that a careful copy keeps: bytes, modes and times."""
    return Path(shutil.copytree(home, to))


def reasons(agent: Office) -> list[str]:
    """Why everything is silent, as `outreach status` shows it."""
    return [halt.reason for halt in agent.desk.halts(agent.desk.store.book())]
