"""Every reply once: whatever the server does to its numbers, wherever a mail lies, and however a reading ends."""

from __future__ import annotations

import pytest

from outreach.agent import review
from outreach.agent.deliver import Stop
from outreach.agent.read_inbox import STRIDE, read_inbox
from outreach.agent.unread import WHOLE
from outreach.domain.case import HoldReason
from outreach.domain.letter import LetterState, Outcome, Phase, Verdict
from outreach.domain.received import Cursor
from outreach.domain.task import TaskKind
from outreach.errors import Unreachable
from tests.agent.made import JO, at, case, go_to, open_office, states, tasks, the_task
from tests.fakes import Office, absence, bounce, reply
from tests.inbox.desk import ANSWER_AT, PROMISE, READ_AT, answer, kinds, newsletters, sentences, written_to

ASKED = (HoldReason.QUESTION, None)


def cursor(firm: Office, folder: str = "INBOX") -> Cursor | None:
    return firm.desk.store.book().inbox.cursor(folder)


def read_mails(firm: Office) -> int:
    return kinds(firm).count("mail read")


def holds(firm: Office) -> list[tuple[HoldReason, object]]:
    return [(hold.reason, hold.until) for hold in case(firm).holds]


async def test_a_new_uidvalidity_between_two_readings_neither_hides_nor_doubles_a_reply() -> None:
    firm = await written_to()
    firm.mailbox.deliver(answer(firm), ANSWER_AT)
    await firm.turn()
    firm.mailbox.folders["INBOX"].renumber(keep=1)
    firm.mailbox.deliver(answer(firm, "Which invoice do you mean?"), READ_AT)
    await firm.turn()
    assert read_mails(firm) == 2
    assert cursor(firm) == Cursor("INBOX", 2, 2)
    await firm.turn()
    assert read_mails(firm) == 2


async def test_after_a_renumbering_all_mail_since_our_first_letter_is_looked_at_however_old_its_day_says_it_is() -> (
    None
):
    """A reply that somebody dragged in from another folder keeps the day it came on, and that may be weeks ago."""
    firm = await written_to()
    await firm.turn()
    go_to(firm, "2026-04-25 10:00")
    firm.mailbox.deliver(reply("Buy wood!", "sales@timber.example", at("2026-04-25 09:00")), at("2026-04-25 09:00"))
    await firm.turn()
    firm.mailbox.deliver(answer(firm), ANSWER_AT)  # two months after it came, into a folder that is numbered anew
    firm.mailbox.folders["INBOX"].renumber(keep=2)
    await firm.turn()
    assert read_mails(firm) == 1


async def test_a_server_that_gives_old_numbers_to_new_mail_is_found_out_by_the_next_number() -> None:
    firm = await written_to()
    for raw, when in newsletters(5, ANSWER_AT):
        firm.mailbox.deliver(raw, when)
    await firm.turn()
    assert cursor(firm) == Cursor("INBOX", 1, 5)
    inbox = firm.mailbox.folders["INBOX"]
    inbox.mails, inbox.next_uid = [], 1  # restored from nothing, and its UIDVALIDITY is the old one
    firm.mailbox.deliver(answer(firm), READ_AT)
    await firm.turn()
    assert read_mails(firm) == 1
    assert cursor(firm) == Cursor("INBOX", 1, 1)


async def test_a_mail_that_was_moved_away_and_back_has_another_number_and_is_read_once() -> None:
    firm = await written_to()
    firm.mailbox.deliver(answer(firm), ANSWER_AT)
    await firm.turn()
    inbox = firm.mailbox.folders["INBOX"]
    moved = inbox.mails.pop()
    inbox.add(moved.raw, moved.arrived)
    await firm.turn()
    assert (read_mails(firm), len(case(firm).promises)) == (1, 1)


async def test_two_mails_with_one_message_id_are_two_mails() -> None:
    firm = await written_to()
    for text in (PROMISE, "Do not write to me again, ever."):
        firm.mailbox.deliver(answer(firm, text, message_id="<same@miller-sons.example>"), ANSWER_AT)
    await firm.turn()
    assert read_mails(firm) == 2
    assert len(case(firm).promises) == 1
    assert firm.open_tasks() != ()


async def test_a_copy_with_other_trace_headers_is_the_same_mail() -> None:
    firm = await written_to()
    raw = answer(firm)
    firm.mailbox.deliver(raw, ANSWER_AT)
    firm.mailbox.deliver(b"Received: from relay.example by mx\r\nX-Copy: 2\r\n" + raw, ANSWER_AT)
    await firm.turn()
    assert read_mails(firm) == 1


async def gone_at_the_fetch() -> Office:
    """The answer is listed, and somebody moves it away before it is fetched."""
    firm = await written_to()
    firm.mailbox.deliver(answer(firm), ANSWER_AT)
    fetch = firm.mailbox.fetch

    async def too_late(folder: str, uid: int) -> bytes | None:
        firm.mailbox.folders["INBOX"].mails.clear()
        return await fetch(folder, uid)

    firm.mailbox.fetch = too_late  # type: ignore[method-assign]  # somebody is quicker than the agent
    await firm.turn()
    firm.mailbox.fetch = fetch  # type: ignore[method-assign]
    return firm


async def test_a_mail_of_a_client_that_is_gone_before_it_could_be_read_holds_the_case_and_asks() -> None:
    firm = await gone_at_the_fetch()
    assert (read_mails(firm), holds(firm)) == (0, [ASKED])
    assert tasks(firm) == [(TaskKind.CHECK, "miller")]
    (says,) = sentences(firm, "mail gone")
    assert says.startswith("a mail of jo@miller-sons.example was removed from INBOX before it could be read: Re: ")
    go_to(firm, "2026-03-30 10:00")
    await firm.turn()
    assert len(firm.postman.posted) == 1
    review.confirm(firm.desk, the_task(firm).id, "sam")
    assert case(firm).holds_on(at("2026-03-30 10:00").date()) == ()


async def test_a_mail_that_was_gone_and_comes_back_is_read() -> None:
    firm = await gone_at_the_fetch()
    firm.mailbox.deliver(answer(firm), ANSWER_AT)
    await firm.turn()
    assert read_mails(firm) == 1


async def test_a_mail_that_moved_to_another_watched_folder_while_we_looked_is_simply_read_there() -> None:
    firm = await written_to()
    firm.definitions.habits(folders=("INBOX", "Clients"))
    firm.mailbox.deliver(answer(firm), ANSWER_AT)
    firm.mailbox.deliver(reply("Hello", "sales@timber.example", ANSWER_AT), ANSWER_AT, "Clients")
    fetch = firm.mailbox.fetch

    async def filtered(folder: str, uid: int) -> bytes | None:
        if folder == "INBOX" and (mails := firm.mailbox.folders["INBOX"].mails):
            firm.mailbox.deliver(mails.pop().raw, ANSWER_AT, "Clients")
        return await fetch(folder, uid)

    firm.mailbox.fetch = filtered  # type: ignore[method-assign]  # a rule of the user's mail program
    await firm.turn()
    assert (read_mails(firm), kinds(firm).count("mail gone")) == (1, 0)


async def test_the_inbox_counts_as_read_only_when_every_folder_was() -> None:
    firm = await written_to()
    firm.definitions.habits(folders=("INBOX", "Clients"))
    firm.mailbox.deliver(answer(firm), ANSWER_AT)
    before = firm.desk.store.book().inbox.read_at
    with pytest.raises(KeyError):
        await read_inbox(firm.desk, firm.mailbox)  # on paper, a folder that is missing is a KeyError
    assert firm.desk.store.book().inbox.read_at == before
    assert read_mails(firm) == 1  # but what was handled is handled


async def test_a_reading_that_breaks_off_goes_on_where_it_was_and_fetches_nothing_twice() -> None:
    firm = await written_to()
    for raw, when in newsletters(2 * STRIDE, ANSWER_AT):
        firm.mailbox.deliver(raw, when)
    firm.mailbox.deliver(answer(firm), READ_AT)
    fetch = firm.mailbox.fetch

    async def broken(folder: str, uid: int) -> bytes | None:
        raise Unreachable("imap.example closed the connection.")

    firm.mailbox.fetch = broken  # type: ignore[method-assign]  # the line breaks at the last mail
    with pytest.raises(Unreachable):
        await firm.turn()
    assert cursor(firm) == Cursor("INBOX", 1, 2 * STRIDE)
    firm.mailbox.fetch = fetch  # type: ignore[method-assign]
    turn = await firm.turn()
    assert (turn.inbox.seen, read_mails(firm)) == (1, 1)


async def test_a_stop_in_a_long_reading_keeps_what_was_done_and_sends_nothing() -> None:
    firm = await written_to()
    for raw, when in newsletters(3 * STRIDE, ANSWER_AT):
        firm.mailbox.deliver(raw, when)
    firm.mailbox.deliver(answer(firm), READ_AT)
    stop, told = Stop(), []

    def tell(progress: str) -> None:
        told.append(progress)
        stop.ask()

    before = firm.desk.store.book().inbox.read_at
    inbox = await read_inbox(firm.desk, firm.mailbox, stop, tell)
    assert (inbox.read_at, inbox.seen) == (None, STRIDE)
    assert told == [f"reading INBOX: message {STRIDE} of {3 * STRIDE + 1}"]
    assert firm.desk.store.book().inbox.read_at == before
    turn = await firm.turn()
    assert (turn.inbox.seen, read_mails(firm)) == (2 * STRIDE + 1, 1)


async def test_mail_that_comes_while_the_inbox_is_read_is_read_by_the_next_turn() -> None:
    firm = await written_to()
    firm.mailbox.deliver(answer(firm), ANSWER_AT)
    fetch = firm.mailbox.fetch

    async def meanwhile(folder: str, uid: int) -> bytes | None:
        if uid == 1:
            firm.mailbox.deliver(answer(firm, "Which invoice do you mean?"), READ_AT)
        return await fetch(folder, uid)

    firm.mailbox.fetch = meanwhile  # type: ignore[method-assign]  # another mail comes in just then
    await firm.turn()
    assert read_mails(firm) == 1
    await firm.turn()
    assert read_mails(firm) == 2


async def test_a_mail_larger_than_we_fetch_is_held_and_read_by_a_person() -> None:
    firm = await written_to()
    stored = firm.mailbox.deliver(answer(firm), ANSWER_AT)
    whole = stored.raw
    stored.raw = whole + b"x" * (WHOLE + 1)

    async def beginning(folder: str, uid: int) -> bytes | None:
        return whole

    firm.mailbox.fetch = beginning  # type: ignore[method-assign]  # as the real one does it
    await firm.turn()
    assert (holds(firm), case(firm).promises) == ([ASKED], ())
    (received,) = firm.desk.store.book().received_of("miller")
    assert received.finding.warnings == ("only the first 25 of its 25 MiB were read",)
    assert tasks(firm) == [(TaskKind.REVIEW, "miller")]


async def in_junk(raw: bytes, firm: Office) -> Office:
    firm.definitions.habits(junk=True)
    firm.mailbox.deliver(raw, ANSWER_AT, "Junk")
    await firm.turn()
    return firm


async def test_a_reply_in_the_junk_folder_holds_and_asks_and_promises_nothing() -> None:
    firm = await written_to()
    await in_junk(answer(firm), firm)
    assert (holds(firm), case(firm).promises) == ([ASKED], ())
    assert tasks(firm) == [(TaskKind.REVIEW, "miller")]
    (received,) = firm.desk.store.book().received_of("miller")
    assert received.trust_reason == "it lay in Junk, where the mail server puts what it takes for junk"


async def test_an_absence_or_a_delivery_report_in_the_junk_folder_is_not_believed_either() -> None:
    for make in (absence, bounce):
        firm = await written_to()
        letter = firm.postman.posted[0].data
        raw = absence(JO, ANSWER_AT, letter, "Back on 9 March.") if make is absence else bounce(letter, JO, ANSWER_AT)
        await in_junk(raw, firm)
        assert holds(firm) == [ASKED], make
        client = firm.desk.store.book().client("miller")
        assert client is not None
        assert client.addressee is not None, "its address is still good"


async def test_what_somebody_moves_out_of_junk_is_not_handled_again() -> None:
    firm = await written_to()
    await in_junk(answer(firm), firm)
    firm.mailbox.deliver(firm.mailbox.folders["Junk"].mails.pop().raw, ANSWER_AT)
    await firm.turn()
    assert (read_mails(firm), tasks(firm)) == (1, [(TaskKind.REVIEW, "miller")])


async def test_spam_of_strangers_is_nobodys_business_and_junk_can_be_left_alone() -> None:
    firm = await written_to()
    await in_junk(reply("You have won!", "prince@lottery.example", ANSWER_AT), firm)
    assert (read_mails(firm), firm.mailbox.fetched) == (0, [])
    firm.mailbox.deliver(answer(firm), READ_AT, "Junk")
    firm.definitions.habits(junk=False)
    await firm.turn()
    assert read_mails(firm) == 0


async def perhaps_sent() -> Office:
    """The line broke after the final dot: nobody knows whether the first letter left."""
    firm = open_office()
    firm.postman.answers = [Outcome(Verdict.UNKNOWN, Phase.DOT)]
    await firm.turn()
    assert (states(firm), tasks(firm)) == ([LetterState.UNKNOWN], [(TaskKind.UNKNOWN, "miller")])
    return firm


async def test_a_reply_that_quotes_a_letter_perhaps_sent_proves_that_it_left() -> None:
    firm = await perhaps_sent()
    firm.mailbox.deliver(answer(firm), ANSWER_AT)
    await firm.turn()
    assert states(firm) == [LetterState.ACCEPTED]
    assert firm.open_tasks() == ()
    settled = next(f for f in firm.desk.store.history() if f.kind == "letter settled")
    assert settled.sentence == "letter L1 was sent"
    assert settled.reasons == ("says the mail of jo@miller-sons.example, which quotes its Message-ID",)


async def test_a_delivery_report_about_a_letter_perhaps_sent_proves_that_it_left_and_did_not_arrive() -> None:
    firm = await perhaps_sent()
    firm.mailbox.deliver(bounce(firm.postman.posted[0].data, JO, ANSWER_AT), ANSWER_AT)
    await firm.turn()
    assert states(firm) == [LetterState.ACCEPTED]
    assert [hold.reason for hold in case(firm).holds] == [HoldReason.BOUNCE]
    assert tasks(firm) == [(TaskKind.ADDRESS, "miller")]


async def test_a_mail_of_the_client_that_quotes_nothing_proves_nothing() -> None:
    firm = await perhaps_sent()
    firm.mailbox.deliver(reply("Hello, how are you?", JO, ANSWER_AT), ANSWER_AT)
    await firm.turn()
    assert states(firm) == [LetterState.UNKNOWN]
