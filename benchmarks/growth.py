"""What a letter and a reply add: lines of the ledger, documents of the book, and the mails themselves in the archive.

The documents are what memory holds, as JSON text; the checkpoint has just these.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.made import NOW, case_facts, client, picture
from outreach.agent.conditions import conditions
from outreach.agent.deliver import Stop, deliver
from outreach.agent.desk import Desk
from outreach.agent.draft import draft
from outreach.agent.read_inbox import read_inbox
from outreach.domain.decisions import approve
from outreach.domain.policy import Mode
from outreach.store.archive import FileArchive
from outreach.store.store import LedgerStore
from tests.fakes import PaperMailbox, PaperPostman, office, reply

CASES, INVOICES = 100, 2
SAYS = "Hello, we will pay INV-{0:06}-0 next Friday. Kind regards, Ann"


def figures(scratch: Path) -> Sequence[Figure]:
    """Each client gets one letter, by a person's approval, and answers it with the letter quoted below."""
    store = LedgerStore(scratch)
    found = office(NOW, store, FileArchive(scratch))
    found.definitions.change(mode=Mode.APPROVE, daily_cap=CASES, hourly_cap=CASES, ramp=False)
    found.mailbox, desk = PaperMailbox(), found.desk
    desk.record(lambda _: (*case_facts(CASES, INVOICES, date(2026, 2, 20)), picture()))
    before = _on_disk(store, scratch)
    _drafted(desk)
    drafts = desk.store.book().letters_on_their_way()
    desk.record(lambda _: [approve(letter, None, "Sam Baker", NOW) for letter in drafts])
    sent = asyncio.run(deliver(desk, PaperPostman(), NOW, Stop()))
    assert len(sent) == CASES
    _drafted(desk)  # why each of them is silent from here on is recorded, too
    lettered = _on_disk(store, scratch)
    for number, letter in enumerate(sent):
        sender, said = client(number).contacts[0].email, SAYS.format(number)
        found.mailbox.deliver(reply(said, sender, NOW, desk.archive.get(letter.digest)), NOW + timedelta(minutes=1))
    found.clock.forward(timedelta(minutes=2))
    assert len(asyncio.run(read_inbox(desk, found.mailbox)).kept) == CASES
    _drafted(desk)
    replied = _on_disk(store, scratch)
    return [_row("a letter, from its draft to accepted,", before, lettered), _row("a reply", lettered, replied)]


def _drafted(desk: Desk) -> None:
    draft(desk, conditions(desk, desk.store.book(), desk.now()))


def _on_disk(store: LedgerStore, folder: Path) -> tuple[int, int, int]:
    """Octets of the ledger, of the checkpoint, and of the mails as the disk counts them, in whole blocks."""
    store.close()
    mails = sum(file.stat().st_blocks * 512 for file in (folder / "mail").rglob("*.eml"))
    return (folder / "ledger.jsonl").stat().st_size, (folder / "checkpoint.json").stat().st_size, mails


def _row(what: str, before: tuple[int, int, int], after: tuple[int, int, int]) -> Figure:
    ledger, documents, mails = ((now - then) / CASES / 1000 for then, now in zip(before, after, strict=True))
    told = f"{ledger:.1f} KB, {documents:.1f} KB, {mails:.1f} KB"
    return Figure(f"what {what} adds to the ledger, the checkpoint and the kept mails", told, "", None, "", holds=True)
