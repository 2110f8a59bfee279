"""When our own reader breaks on a mail: the mail is kept, its case is held, a person is asked, the next one is read."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NoReturn

import pytest

from outreach.agent.read_inbox import read_inbox
from outreach.domain.case import HoldReason
from outreach.domain.finding import Intent
from outreach.domain.received import Received
from outreach.domain.task import TaskKind
from outreach.errors import OutreachError
from outreach.ports import Listed
from outreach.reading.patterns import Pattern, Span
from outreach.reading.rules import Rule
from outreach.store.codec import Entry
from outreach.store.memory import MemoryStore
from tests.agent.made import AP, HARBOUR, JO, MILLER, case, harbour_invoice, invoice, open_office
from tests.fakes import Office, PaperMailbox, reply

POISON = "Xyzzy."
FINE = "We will pay on 20 March."


class BrokenPattern(Pattern):
    """A rule with a bug that only this mail wakes."""

    def spans(self, text: str) -> Iterator[tuple[Span, ...]]:
        if POISON in text:
            raise RecursionError("the pattern called itself")
        return super().spans(text)


class BrokenBytes(bytes):
    """A mail on which the parser breaks before it has found out anything."""

    def __getitem__(self, _index: object) -> NoReturn:
        raise MemoryError

    def replace(self, *_: object) -> NoReturn:
        raise MemoryError


class BrokenMailbox(PaperMailbox):
    """Its mails with the poison in them break the parser, from their very header."""

    async def listed(self, folder: str, after: int, since: date, mark: str) -> AsyncIterator[Listed]:
        async for listed in super().listed(folder, after, since, mark):
            poisoned = POISON.encode() in (await super().fetch(folder, listed.uid) or b"")
            yield replace(listed, header=BrokenBytes(listed.header), marked=False) if poisoned else listed

    async def fetch(self, folder: str, uid: int) -> bytes | None:
        raw = await super().fetch(folder, uid)
        return BrokenBytes(raw) if raw and POISON.encode() in raw else raw


class BrokenStore(MemoryStore):
    """It cannot record what was read of this mail, as once happened with half of a surrogate pair."""

    def _append(self, entries: Sequence[Entry]) -> None:
        if POISON in str(entries):
            raise ValueError("this cannot be recorded")
        super()._append(entries)


async def _desk(breaks: str) -> Office:
    store = BrokenStore() if breaks == "store" else None
    firm = open_office("2026-02-25 10:00", invoice(), harbour_invoice(), clients=(MILLER, HARBOUR), store=store)
    if breaks == "parser":
        firm.mailbox = BrokenMailbox()
    if breaks == "rule":
        rule = Rule("broken", Intent.PROMISE, (BrokenPattern("never"),), path="inbox_rules/own/x.yaml")
        firm.definitions.rulebook = replace(firm.definitions.rulebook, rules=(rule, *firm.definitions.rulebook.rules))
    await firm.turn()
    firm.clock.forward(timedelta(hours=1))
    return firm


@pytest.mark.parametrize("breaks", ["rule", "parser", "store"])
async def test_a_mail_that_breaks_the_reader_is_kept_and_put_to_a_person_and_the_next_one_is_read(breaks: str) -> None:
    firm = await _desk(breaks)
    poison = reply(POISON, JO, firm.clock.now(), firm.postman.posted[0].data)
    firm.mailbox.deliver(poison, firm.clock.now())
    firm.answer(FINE, AP)

    first, second = (await read_inbox(firm.desk, firm.mailbox)).kept

    assert (first.client, first.trusted, first.finding.sure) == ("miller", False, False)
    assert "could not be read" in first.trust_reason
    assert firm.desk.archive.get(first.digest) == poison
    assert case(firm).holds_on(firm.clock.now().date())[0].reason is HoldReason.QUESTION
    assert not case(firm).promises
    (task,) = [task for task in firm.open_tasks() if task.client == "miller"]
    assert (task.kind, task.mail) == (TaskKind.REVIEW, first.id)
    assert (second.client, len(case(firm, "harbour").promises)) == ("harbour", 1)
    assert (await read_inbox(firm.desk, firm.mailbox)).seen == 0  # it is not met again and again


async def test_a_strangers_mail_that_breaks_the_reader_stays_where_it_is_and_stops_nothing() -> None:
    firm = await _desk("parser")
    firm.mailbox.deliver(reply(POISON, "news@shop.example", firm.clock.now()), firm.clock.now())
    firm.answer(FINE, AP)
    (received,) = (await read_inbox(firm.desk, firm.mailbox)).kept
    assert received.client == "harbour"
    assert not firm.open_tasks()


async def test_a_mail_that_breaks_the_reader_and_names_two_clients_holds_both() -> None:
    firm = await _desk("parser")
    raw = reply(POISON, JO, firm.clock.now(), headers={"Cc": AP})
    firm.mailbox.deliver(raw, firm.clock.now())
    await read_inbox(firm.desk, firm.mailbox)
    assert case(firm).holds
    assert case(firm, "harbour").holds


async def test_what_is_no_bug_of_ours_still_stops_the_pass() -> None:
    """A ledger that cannot be written is not a mail that cannot be read."""
    firm = await _desk("none")
    firm.answer(FINE, JO)
    firm.mailbox.trouble = OutreachError("the server has gone")
    with pytest.raises(OutreachError):
        await read_inbox(firm.desk, firm.mailbox)
    firm.mailbox.trouble = None
    (received,) = (await read_inbox(firm.desk, firm.mailbox)).kept
    assert isinstance(received, Received)
