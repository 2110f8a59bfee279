"""The Sent folder knows what was sent: what this ledger does not know of it halts everything."""

from __future__ import annotations

import imaplib
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from outreach.agent import review
from outreach.agent.desk import Fenced
from outreach.domain.halt import HaltKind
from outreach.domain.policy import Mode
from outreach.transport.imap import ImapMailbox
from tests.agent.made import HARBOUR, MILLER, case, go_to, harbour_invoice, invoice, open_office
from tests.fakes import OURS, Office, PaperMailbox
from tests.servers.mail import MailServers, User

MORNING = "2026-02-25 10:00"


def halted(firm: Office) -> bool:
    return firm.desk.store.book().halts.has(HaltKind.COPY)


def restarted(firm: Office) -> Office:
    """The same ledger in a new process."""
    return replace(firm, desk=replace(firm.desk, fenced=Fenced()))


def twin(firm: Office, mailbox: PaperMailbox | None = None) -> Office:
    """A ledger of the same firm that knows of no letter."""
    made = open_office(MORNING, invoice(), harbour_invoice(), clients=(MILLER, HARBOUR))
    made.mailbox = mailbox or firm.mailbox
    return made


async def sent_by_another(change: tuple[bytes, bytes] = (b"", b"")) -> Office:
    """The letters of another copy lie in Sent, each with `change` made to its bytes."""
    other = open_office(MORNING, invoice(), harbour_invoice(), clients=(MILLER, HARBOUR))
    await other.turn()
    assert len(other.postman.posted) == 2
    for posted in other.postman.posted:
        raw = re.sub(*change, posted.data, count=1) if change[0] else posted.data
        other.mailbox.deliver(raw, other.clock.now(), "Sent")
    return other


async def test_letters_that_this_ledger_has_sent_are_no_news_after_a_restart() -> None:
    firm = await sent_by_another()
    again = restarted(firm)
    await again.turn()
    assert not halted(again)


async def test_letters_that_it_has_not_sent_halt_everything_and_are_named() -> None:
    firm = twin(await sent_by_another())
    await firm.turn()
    assert halted(firm)
    assert firm.postman.posted == []
    (halt,) = firm.desk.store.book().halts.active
    assert "2 letters" in halt.reason
    assert "to miller" in halt.reason
    assert "2026-02-25" in halt.reason


async def test_a_letter_that_waits_here_but_was_sent_elsewhere_halts() -> None:
    """A snapshot taken between the drafting and the sending: the ledger knows the letter, as one that waits."""
    first = open_office(MORNING)
    first.definitions.change(mode=Mode.APPROVE)
    await first.turn()
    (letter,) = first.letters()
    first.mailbox.deliver(first.desk.archive.get(letter.digest), first.clock.now(), "Sent")
    again = restarted(first)
    await again.turn()
    assert halted(again)


async def test_only_the_clients_that_were_written_to_stay_held_after_a_go() -> None:
    other = open_office(MORNING, invoice(), clients=(MILLER,))
    await other.turn()
    firm = twin(other)
    firm.mailbox.deliver(other.postman.posted[0].data, other.clock.now(), "Sent")
    await firm.turn()
    review.go(firm.desk, "sam")
    await firm.turn()
    assert not halted(firm)
    assert [p.recipient for p in firm.postman.posted] == ["ap@harbour-hotels.example"]
    assert len(case(firm, "miller").holds) == 1
    client = firm.desk.store.book().client("miller")
    assert client is not None
    review.lift(firm.desk, client, (), "sam")
    for again in (firm, restarted(firm)):
        await again.turn()
        assert not halted(again), "what was lifted is still no news"


async def test_a_letter_that_is_sent_elsewhere_after_the_halt_halts_again() -> None:
    other = open_office(MORNING, invoice(), harbour_invoice(), clients=(MILLER, HARBOUR))
    await other.turn()
    firm = twin(other)
    for posted in other.postman.posted:
        firm.mailbox.deliver(posted.data, other.clock.now(), "Sent")
        await firm.turn()
        assert halted(firm)
        review.go(firm.desk, "sam")
    await firm.turn()
    assert not halted(firm)
    assert firm.postman.posted == []


async def test_what_the_user_wrote_by_hand_in_the_thread_is_none_of_ours() -> None:
    firm = await sent_by_another()
    ours = firm.postman.posted[0].data
    own_id = re.search(rb"^Message-ID: (<[^>]+>)", ours, re.MULTILINE)
    assert own_id
    by_hand = (
        b"From: %b\r\nTo: jo@miller-sons.example\r\nSubject: Re: your invoice\r\n"
        b"Message-ID: <hand@northwind.example>\r\nIn-Reply-To: %b\r\nReferences: %b\r\n\r\nHello Jo\r\n\r\n> %b"
    ) % (OURS.encode(), own_id[1], own_id[1], ours.replace(b"\n", b"\n> "))
    firm.mailbox.deliver(by_hand, firm.clock.now(), "Sent")
    again = restarted(firm)
    await again.turn()
    assert not halted(again)


async def test_another_workspace_in_the_same_mailbox_is_none_of_ours() -> None:
    other = await sent_by_another()
    firm = twin(other)
    firm.desk = replace(firm.desk, key=b"the key of another workspace")
    await firm.turn()
    assert not halted(firm)


RENAMED = (rb"(?m)^Message-ID: <[^>]+>", b"Message-ID: <given@by-the-server.example>")


async def test_a_server_that_gives_each_mail_its_own_id_does_not_alarm_the_sender_but_a_copy() -> None:
    sender = await sent_by_another(RENAMED)
    again = restarted(sender)
    await again.turn()
    assert not halted(again)
    copy = twin(sender)
    await copy.turn()
    assert halted(copy)


async def test_a_look_is_taken_at_the_start_daily_and_after_an_import_not_at_each_turn() -> None:
    firm = open_office("2026-02-20 10:00")
    looks: list[str] = []
    listed = firm.mailbox.listed

    def counted(folder: str, *more: object) -> object:
        looks.append(folder)
        return listed(folder, *more)  # type: ignore[arg-type]  # passed on

    firm.mailbox.listed = counted  # type: ignore[method-assign,assignment]
    await firm.turn()
    assert looks.count("Sent") == 1
    firm.clock.forward(timedelta(hours=1))
    await firm.turn()
    assert looks.count("Sent") == 1
    firm.clock.forward(timedelta(hours=24))
    await firm.turn()
    assert looks.count("Sent") == 2
    go_to(firm, "2026-02-21 12:00")
    await firm.turn()
    assert looks.count("Sent") == 3


async def test_without_a_sent_folder_letters_go_out_and_the_log_says_once_that_there_is_no_fence(
    caplog: pytest.LogCaptureFixture,
) -> None:
    firm = open_office(MORNING)
    del firm.mailbox.folders["Sent"]
    await firm.turn()
    firm.clock.forward(timedelta(hours=25))
    await firm.turn()
    assert len(firm.postman.posted) == 1
    assert sum("no Sent folder" in record.message for record in caplog.records) == 1


@pytest.fixture
async def dovecot(mail_servers: MailServers) -> AsyncIterator[tuple[ImapMailbox, User]]:
    user = mail_servers.new_user()
    mailbox = ImapMailbox(mail_servers.imap_settings(user))
    yield mailbox, user
    await mailbox.close()


@pytest.mark.servers
async def test_on_a_real_sent_folder_the_sender_goes_on_and_the_copy_halts(
    mail_servers: MailServers, dovecot: tuple[ImapMailbox, User]
) -> None:
    mailbox, user = dovecot
    original = open_office(MORNING, invoice(), harbour_invoice(), clients=(MILLER, HARBOUR))
    original.mailbox = mailbox  # type: ignore[assignment]  # the real one
    original.definitions.habits(keep_sent_copy=True)
    with mail_servers.imap(user) as other:
        for number in range(120):  # what else lies in such a folder
            raw = b"Subject: %d\r\nMessage-ID: <%d@northwind.example>\r\n\r\nHello\r\n" % (number, number)
            other.append("Sent", "", imaplib.Time2Internaldate(original.clock.now()), raw)
    await original.turn()
    assert len(mail_servers.read(user, "Sent")) == 122
    again = restarted(original)
    await again.turn()
    assert not halted(again)

    copy = twin(original, mailbox)  # type: ignore[arg-type]  # the real one
    await copy.turn()
    assert halted(copy)
    assert copy.postman.posted == []
