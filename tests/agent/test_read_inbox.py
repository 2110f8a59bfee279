"""Reading the mailbox: each mail of a client once, whatever happens, and nobody else's mail at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from outreach.agent import review
from outreach.agent.read_inbox import read_inbox
from outreach.domain.case import HoldReason
from outreach.domain.letter import LetterState
from outreach.domain.task import TaskKind
from outreach.errors import Unreachable
from outreach.ports import Opened
from outreach.store.archive import FileArchive
from outreach.store.store import LedgerStore
from tests.agent.made import (
    AP,
    HARBOUR,
    JO,
    MILLER,
    at,
    case,
    go_to,
    harbour_invoice,
    invoice,
    open_office,
    states,
    tasks,
    the_letter,
    the_task,
    told,
)
from tests.fakes import OURS, Office, absence, bounce, reply

PROMISE = "We will pay on 20 March."


async def answered(text: str = PROMISE) -> Office:
    """Miller & Sons have got the first letter and have answered it, but nobody has read the answer yet."""
    firm = open_office()
    await firm.turn()
    firm.clock.set(at("2026-02-25 11:00"))
    firm.answer(text, JO)
    return firm


async def test_an_answer_is_read_in_the_turn_after_it_came_and_kept_as_it_is() -> None:
    firm = await answered()
    turn = await firm.turn()
    (received,) = turn.inbox.kept
    assert (received.client, received.how_found) == ("miller", "it answers our letter L1")
    assert firm.desk.archive.get(received.digest) == firm.mailbox.folders["INBOX"].mails[0].raw
    assert received.finding.text.strip() == PROMISE  # our own letter below it is cut away
    assert case(firm).holds[0].reason is HoldReason.PROMISE


async def test_what_was_read_is_not_fetched_again() -> None:
    firm = await answered()
    for _ in range(3):
        await firm.turn()
    assert firm.mailbox.fetched == [("INBOX", 1)]
    assert len(told(firm, "mail read")) == 1


async def test_the_same_mail_in_two_folders_is_read_once() -> None:
    firm = await answered()
    firm.definitions.habits(folders=("INBOX", "Projects"))
    firm.mailbox.deliver(firm.mailbox.folders["INBOX"].mails[0].raw, firm.clock.now(), "Projects")
    await firm.turn()
    await firm.turn()
    assert len(told(firm, "mail read")) == 1
    assert len(case(firm).promises) == 1


async def test_when_the_server_renumbers_the_folder_nothing_is_read_twice_and_nothing_is_missed() -> None:
    firm = open_office()
    await firm.turn()
    for _ in range(5):
        firm.mailbox.deliver(reply("Buy our wood!", "sales@timber.example", firm.clock.now()), firm.clock.now())
    firm.answer(PROMISE, JO)
    await firm.turn()
    firm.mailbox.folders["INBOX"].renumber(keep=1)
    firm.clock.set(at("2026-02-26 11:00"))
    firm.answer("Thank you, we have received your letter.", JO)
    await firm.turn()
    assert [i.uidvalidity for i in firm.desk.store.book().inbox.cursors] == [2]
    assert len(told(firm, "mail read")) == 2
    assert len(case(firm).promises) == 1


class Dying(LedgerStore):
    """A store whose computer loses power just before it writes down that a mail was read."""

    dies = True

    def _append(self, entries: object) -> None:
        if self.dies and any(entry.said["fact"] == "mail read" for entry in entries):  # type: ignore[attr-defined]
            raise KeyboardInterrupt
        super()._append(entries)  # type: ignore[arg-type]  # what record() gives


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_a_crash_between_keeping_a_mail_and_recording_it_neither_loses_nor_doubles_it(tmp_path: Path) -> None:
    firm = open_office(store=Dying(tmp_path), archive=FileArchive(tmp_path))
    await firm.turn()
    firm.clock.set(at("2026-02-25 11:00"))
    firm.answer(PROMISE, JO)
    with pytest.raises(KeyboardInterrupt):
        await firm.turn()
    again = replace(firm, desk=replace(firm.desk, store=LedgerStore(tmp_path), archive=FileArchive(tmp_path)))
    await again.turn()
    await again.turn()
    assert len(told(again, "mail read")) == 1
    assert len(list((tmp_path / "mail").rglob("*.eml"))) == 2  # our letter and their answer


async def test_the_mail_of_strangers_is_neither_fetched_nor_kept() -> None:
    firm = open_office()
    await firm.turn()
    before = len(firm.desk.archive._mails)  # type: ignore[attr-defined]  # MemoryArchive: how many mails it has
    firm.mailbox.deliver(reply("Dear Sir, buy our wood!", "sales@timber.example", firm.clock.now()), firm.clock.now())
    turn = await firm.turn()
    assert (turn.inbox.seen, turn.inbox.kept, firm.mailbox.fetched) == (1, (), [])
    assert len(firm.desk.archive._mails) == before  # type: ignore[attr-defined]


async def test_mail_from_before_the_first_fact_is_not_ours_to_read() -> None:
    firm = open_office("2026-02-25 10:00")
    firm.mailbox.deliver(reply("Happy new year!", JO, at("2026-01-02 09:00")), at("2026-01-02 09:00"))
    turn = await firm.turn()
    assert turn.inbox.seen == 0


async def test_what_a_client_writes_before_our_first_letter_is_read_even_after_days_without_a_mailbox() -> None:
    firm = open_office("2026-02-18 10:00")
    firm.mailbox.deliver(reply("Please stop writing to us.", JO, at("2026-02-20 09:00")), at("2026-02-20 09:00"))
    firm.mailbox.trouble = Unreachable("nobody listens")
    firm.clock.set(at("2026-02-24 10:00"))
    with pytest.raises(Unreachable):
        await firm.turn()
    firm.mailbox.trouble = None
    firm.clock.set(at("2026-02-25 10:00"))  # the day of the first letter
    turn = await firm.turn()
    assert len(turn.inbox.kept) == 1
    assert turn.sent == ()


async def test_what_the_server_showed_only_after_our_first_letter_is_read_however_old_it_is() -> None:
    firm = open_office("2026-02-18 10:00")
    firm.mailbox.deliver(reply("Please stop writing to us.", JO, at("2026-02-20 09:00")), at("2026-02-20 09:00"))
    inbox = firm.mailbox.folders["INBOX"]
    hidden = inbox.mails.pop()
    firm.clock.set(at("2026-02-25 10:00"))
    await firm.turn()
    assert states(firm) == [LetterState.ACCEPTED]
    inbox.mails.append(hidden)
    turn = await firm.turn()
    assert len(turn.inbox.kept) == 1


async def test_on_a_server_whose_day_is_behind_ours_no_answer_is_missed() -> None:
    """In California it is still the 24th when the first letter goes out there and is answered, but the 25th in UTC."""
    california = ZoneInfo("America/Los_Angeles")
    western = replace(MILLER, country="US", zone="America/Los_Angeles")
    firm = open_office("2026-02-26 00:10", clients=(western,))
    firm.mailbox.zone = california
    await firm.turn()
    assert states(firm) == [LetterState.ACCEPTED]
    firm.clock.set(at("2026-02-26 00:40"))
    firm.answer(PROMISE, JO)
    turn = await firm.turn()
    assert len(turn.inbox.kept) == 1


async def test_a_bounce_is_found_by_the_letter_it_quotes() -> None:
    firm = open_office()
    await firm.turn()
    letter = firm.postman.posted[0]
    firm.mailbox.deliver(bounce(letter.data, JO, firm.clock.now()), firm.clock.now())
    turn = await firm.turn()
    assert [r.client for r in turn.inbox.kept] == ["miller"]
    assert tasks(firm) == [(TaskKind.ADDRESS, "miller")]
    client = firm.desk.store.book().client("miller")
    assert client
    assert client.addressee is None


async def test_a_bounce_of_somebody_elses_mail_is_nobodys_business() -> None:
    firm = open_office()
    await firm.turn()
    other = reply("Hello", OURS, firm.clock.now(), message_id="<holiday@northwind-joinery.example>")
    firm.mailbox.deliver(bounce(other, "aunt@family.example", firm.clock.now()), firm.clock.now())
    turn = await firm.turn()
    assert turn.inbox.kept == ()


async def test_an_answer_from_another_address_without_a_thread_is_found_by_our_reference() -> None:
    firm = open_office()
    await firm.turn()
    letter = firm.postman.posted[0].data
    firm.mailbox.deliver(
        reply(PROMISE, "jo.private@post.example", firm.clock.now(), letter, threaded=False), firm.clock.now()
    )
    turn = await firm.turn()
    (received,) = turn.inbox.kept
    assert received.how_found.startswith("it carries our reference OR")
    assert not received.trusted
    assert tasks(firm) == [(TaskKind.REVIEW, "miller")]
    assert case(firm).promises == ()


async def test_a_colleague_of_the_contact_is_the_client_too() -> None:
    firm = open_office()
    now = firm.clock.now()
    await firm.turn()
    firm.mailbox.deliver(reply(PROMISE, "ann@miller-sons.example", now, subject="Your invoice"), now)
    (received,) = (await firm.turn()).inbox.kept
    assert (received.client, received.how_found) == ("miller", "miller-sons.example is the client's own domain")
    assert received.trusted


async def test_our_own_mail_in_the_inbox_is_no_answer() -> None:
    firm = open_office()
    await firm.turn()
    letter = firm.postman.posted[0].data
    firm.mailbox.deliver(reply("Could you look at this one, Ann?", OURS, firm.clock.now(), letter), firm.clock.now())
    assert (await firm.turn()).inbox.kept == ()


def two_at_one_address() -> Office:
    """Miller & Sons and Harbour Hotels have their invoices kept by the same bookkeeper."""
    keeper = "office@bookkeepers.example"
    clients = (replace(MILLER, emails=(keeper,)), replace(HARBOUR, emails=(keeper,)))
    return open_office("2026-02-25 10:00", invoice(), harbour_invoice(), clients=clients)


async def test_a_mail_that_may_be_of_two_clients_holds_both_and_a_person_says_whose_it_is() -> None:
    firm = two_at_one_address()
    await firm.turn()
    now = firm.clock.now()
    firm.mailbox.deliver(reply(PROMISE, "office@bookkeepers.example", now, subject="Payment"), now)
    await firm.turn()
    assert tasks(firm) == [(TaskKind.REVIEW, "miller"), (TaskKind.REVIEW, "harbour")]
    for client in ("miller", "harbour"):
        assert str(case(firm, client).holds[0]).startswith("held (question): a reply waits to be read")
        assert case(firm, client).promises == ()
    review.confirm(firm.desk, the_task(firm, "harbour").id, "sam")
    assert firm.open_tasks() == ()
    assert [p.day.isoformat() for p in case(firm, "harbour").promises] == ["2026-03-20"]
    assert case(firm, "miller").holds_on(now.date()) == ()


async def test_an_answer_in_the_thread_of_one_client_is_that_clients_though_the_address_is_shared() -> None:
    firm = two_at_one_address()
    await firm.turn()
    letters = {x.message_id: x.client for x in firm.letters()}
    first = firm.postman.posted[0].data
    firm.mailbox.deliver(reply(PROMISE, "office@bookkeepers.example", firm.clock.now(), first), firm.clock.now())
    turn = await firm.turn()
    assert [r.client for r in turn.inbox.kept] == [next(iter(letters.values()))]


async def test_an_absence_at_a_shared_address_asks_nobody() -> None:
    firm = two_at_one_address()
    await firm.turn()
    now = firm.clock.now()
    raw = reply(
        "I am out of the office and will be back on 9 March.", "office@bookkeepers.example", now,
        subject="Automatic reply: away", headers={"Auto-Submitted": "auto-replied"},
    )  # fmt: skip
    firm.mailbox.deliver(raw, now)
    await firm.turn()
    assert firm.open_tasks() == ()
    assert [case(firm, c).holds[0].reason for c in ("miller", "harbour")] == [HoldReason.OUT_OF_OFFICE] * 2


async def test_a_reply_that_waits_for_a_person_shows_in_their_mail_program() -> None:
    firm = await answered("Funny that you should ask. Come and listen to the door some day.")
    firm.definitions.habits(flag_folder="Outreach")
    await firm.turn()
    assert firm.mailbox.folders["INBOX"].mails[0].keywords == {"$Outreach"}
    assert len(firm.mailbox.folders["Outreach"].mails) == 1


async def test_a_reply_that_needs_nobody_is_left_unmarked() -> None:
    firm = await answered()
    await firm.turn()
    assert firm.mailbox.folders["INBOX"].mails[0].keywords == set()


async def test_when_the_mailbox_cannot_be_read_nothing_is_proposed_or_sent() -> None:
    firm = open_office()
    firm.mailbox.trouble = Unreachable("imap.example does not answer")
    with pytest.raises(Unreachable):
        await firm.turn()
    assert (firm.letters(), firm.postman.posted) == ((), [])


async def test_a_reading_counts_from_before_the_first_folder_was_opened() -> None:
    """What arrives while the folders are read may be missed, so it is as old as its beginning."""
    firm = open_office()
    opens = firm.mailbox.open

    async def slowly(folder: str) -> Opened:
        firm.clock.forward(timedelta(minutes=3))
        return await opens(folder)

    firm.mailbox.open = slowly  # type: ignore[method-assign]  # the paper mailbox of this test is a slow one
    inbox = await read_inbox(firm.desk, firm.mailbox)
    assert inbox.read_at == at("2026-02-25 10:00")


async def test_an_automatic_answer_to_a_letter_waits_for_the_day_back() -> None:
    firm = open_office()
    await firm.turn()
    letter = firm.postman.posted[0].data
    raw = absence(JO, firm.clock.now(), letter, "I am away and will be back on 9 March.")
    firm.mailbox.deliver(raw, firm.clock.now())
    await firm.turn()
    (held,) = case(firm).holds
    assert (held.reason, f"{held.until}") == (HoldReason.OUT_OF_OFFICE, "2026-03-08")


async def test_mail_of_one_client_never_touches_another() -> None:
    firm = open_office("2026-02-25 10:00", invoice(), harbour_invoice(), clients=(MILLER, HARBOUR))
    await firm.turn()
    firm.answer(PROMISE, AP)
    await firm.turn()
    go_to(firm, "2026-03-02 10:00")
    await firm.turn()
    assert case(firm, "miller").holds == ()
    assert [p.recipient for p in firm.postman.posted[2:]] == [JO]
    assert the_letter(firm).client == "miller"


async def test_a_mail_that_arrives_in_the_future_by_the_servers_clock_is_dated_now() -> None:
    firm = open_office("2026-02-25 10:00", invoice())
    await firm.turn()
    go_to(firm, "2026-02-26 10:00")
    stored = firm.answer("We will pay INV-1042 on 20 March.", JO)
    stored.arrived = at("2026-02-27 10:00")
    await firm.turn()
    (received,) = firm.desk.store.book().received_of("miller")
    assert received.received_at == at("2026-02-26 10:00")
    assert firm.desk.store.book().halts.active == ()
