"""Delivering: claimed on disk before the wire is used, never twice, and what is not known is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest

from outreach.agent import review
from outreach.agent.deliver import Stop, deliver
from outreach.agent.draft import draft
from outreach.agent.turn import turn
from outreach.domain import decisions
from outreach.domain.book import Book
from outreach.domain.case import HoldReason
from outreach.domain.clients import Client
from outreach.domain.facts import Fact
from outreach.domain.letter import LetterState, Outcome, Phase, Verdict
from outreach.domain.policy import Mode
from outreach.domain.propose import Conditions
from outreach.domain.task import TaskKind
from outreach.domain.workdays import Calendar
from outreach.errors import MailServerError, Unreachable
from outreach.ports import Store
from outreach.store.archive import FileArchive
from outreach.store.store import LedgerStore
from tests.agent.made import (
    HARBOUR,
    JO,
    MILLER,
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
from tests.fakes import OURS, Office

NO_ANSWER = Outcome(Verdict.UNKNOWN, Phase.DOT, None, "no reply from the server")
PUT_OFF = Outcome(Verdict.DEFERRED, Phase.RCPT, 450, "greylisted")
NOBODY = Outcome(Verdict.REFUSED, Phase.RCPT, 550, "no such user here")
SPAM = Outcome(Verdict.REFUSED, Phase.DOT, 554, "looks like spam")


def two_clients() -> Office:
    return open_office("2026-02-25 10:00", invoice(), harbour_invoice(), clients=(MILLER, HARBOUR))


def many_clients(number: int) -> Office:
    ids = [f"client-{n}" for n in range(number)]
    clients = (replace(MILLER, id=id_, name=id_.title(), emails=(f"ap@{id_}.example",)) for id_ in ids)
    invoices = (replace(invoice(f"INV-{n}"), client=id_) for n, id_ in enumerate(ids))
    firm = open_office("2026-02-25 10:00", *invoices, clients=tuple(clients))
    firm.definitions.change(ramp=False)
    return firm


class Noting:
    """A store that notes how many facts each record had."""

    def __init__(self, store: Store, records: Counter[int]) -> None:
        self._store, self._records = store, records
        self.book, self.history = store.book, store.history

    def record(self, *decisions: Callable[[Book], Iterable[Fact]]) -> tuple[Fact, ...]:
        facts = self._store.record(*decisions)
        if facts:
            self._records[len(facts)] += 1
        return facts


async def test_a_letter_is_claimed_before_the_wire_is_used() -> None:
    firm = open_office()
    seen: list[LetterState] = []
    firm.postman.before = lambda: seen.extend(states(firm))
    await firm.turn()
    assert seen == [LetterState.CLAIMED]
    assert states(firm) == [LetterState.ACCEPTED]


async def test_a_server_that_refuses_us_as_a_sender_is_our_trouble_and_no_clients() -> None:
    firm = two_clients()
    firm.postman.answers = [Outcome(Verdict.REFUSED, Phase.MAIL, 553, "not owned by user")]
    with pytest.raises(MailServerError, match="refuses accounts@"):
        await firm.turn()
    assert states(firm) == [LetterState.APPROVED, LetterState.APPROVED], "both wait until it is mended"
    assert tasks(firm) == []
    assert case(firm).holds == ()
    await firm.turn()
    assert states(firm) == [LetterState.ACCEPTED, LetterState.ACCEPTED]


async def test_what_became_of_a_letter_and_the_claim_of_the_next_are_one_record() -> None:
    firm = two_clients()
    on_the_wire: list[list[LetterState]] = []
    firm.postman.before = lambda: on_the_wire.append(states(firm))
    records = Counter[int]()
    firm.desk = replace(firm.desk, store=Noting(firm.desk.store, records))
    draft(firm.desk, Conditions(firm.clock.now(), firm.clock.now(), 0))
    records.clear()
    await deliver(firm.desk, firm.postman, firm.clock.now(), Stop())
    assert on_the_wire == [[LetterState.CLAIMED, LetterState.APPROVED], [LetterState.ACCEPTED, LetterState.CLAIMED]]
    assert records == {1: 2, 2: 1}, "the first claim; the first answer with the second claim; the second answer"


async def test_an_answer_is_not_lost_because_something_is_wrong_with_the_letter_after_it() -> None:
    firm = two_clients()

    def fails_for_harbour(client: Client) -> Calendar:
        if client.id == "harbour" and firm.postman.posted:
            raise LookupError("no such calendar")
        return calendars(client)

    calendars = firm.desk.calendars
    firm.desk = replace(firm.desk, calendars=fails_for_harbour)
    with pytest.raises(LookupError):
        await firm.turn()
    assert states(firm) == [LetterState.ACCEPTED, LetterState.APPROVED]


async def test_over_several_connections_as_many_letters_are_in_doubt_after_a_crash_at_most() -> None:
    firm = many_clients(9)
    firm.postman.connections = 3
    on_the_wire: list[int] = []
    firm.postman.before = lambda: on_the_wire.append(states(firm).count(LetterState.CLAIMED))
    await firm.turn()
    assert states(firm) == [LetterState.ACCEPTED] * 9
    assert max(on_the_wire) == 3
    assert len({posted.recipient for posted in firm.postman.posted}) == len(firm.postman.posted) == 9


async def test_letters_that_are_claimed_together_keep_the_caps() -> None:
    firm = many_clients(6)
    firm.postman.connections = 4
    firm.definitions.change(hourly_cap=3)
    await firm.turn()
    assert states(firm).count(LetterState.ACCEPTED) == 3


async def test_a_stop_lets_at_most_the_letters_on_the_wire_go() -> None:
    firm = many_clients(9)
    firm.postman.connections = 3
    firm.postman.before = once(lambda: review.stop(firm.desk, "stop!", "sam"))
    await firm.turn()
    assert len(firm.postman.posted) == 3
    assert states(firm).count(LetterState.APPROVED) == 6


async def test_when_one_connection_cannot_go_on_the_others_end_with_their_letter() -> None:
    firm = many_clients(9)
    firm.postman.connections = 3
    firm.postman.answers = [Outcome(Verdict.ACCEPTED, Phase.DOT, 250), Unreachable("smtp.example does not answer")]
    with pytest.raises(Unreachable):
        await firm.turn()
    assert LetterState.CLAIMED not in states(firm)
    assert states(firm).count(LetterState.APPROVED) == 9 - len(firm.postman.posted)
    assert len(firm.postman.posted) == 2
    await firm.turn()
    assert states(firm) == [LetterState.ACCEPTED] * 9


async def test_what_goes_out_is_the_frozen_letter_under_one_date_line_on_the_firms_clock() -> None:
    firm = open_office("2026-04-08 10:00", invoice(due="2026-04-13"))
    await firm.turn()
    (posted,) = firm.postman.posted
    date, _, rest = posted.data.partition(b"\r\n")
    assert (posted.sender, posted.recipient) == (OURS, JO)
    assert date == b"Date: Wed, 08 Apr 2026 11:00:00 +0100"
    assert rest == firm.desk.archive.get(the_letter(firm).digest)


async def test_a_letter_is_sent_once_however_many_turns_follow() -> None:
    firm = open_office()
    for _ in range(5):
        await firm.turn()
    assert len(firm.postman.posted) == 1


async def test_a_letter_that_was_put_off_is_tried_again_after_a_quarter_of_an_hour() -> None:
    firm = open_office()
    firm.postman.answers = [PUT_OFF]
    await firm.turn()
    assert states(firm) == [LetterState.DEFERRED]
    posted = firm.postman.posted.copy()
    firm.clock.forward(timedelta(minutes=14))
    await firm.turn()
    assert firm.postman.posted == posted
    firm.clock.forward(timedelta(minutes=2))
    await firm.turn()
    first, second = (message_from_bytes(p.data)["Message-ID"] for p in firm.postman.posted)
    assert first == second
    assert states(firm) == [LetterState.ACCEPTED]


async def test_an_address_that_is_refused_is_not_written_to_again() -> None:
    firm = open_office()
    firm.postman.answers = [NOBODY]
    await firm.turn()
    await firm.turn()
    assert len(firm.postman.posted) == 1
    assert tasks(firm) == [(TaskKind.ADDRESS, "miller")]
    assert case(firm).holds[0].reason is HoldReason.BOUNCE


async def test_a_refused_letter_is_written_anew_after_a_person_has_looked() -> None:
    firm = open_office()
    firm.postman.answers = [SPAM]
    await firm.turn()
    client = firm.desk.store.book().client("miller")
    assert client
    review.lift(firm.desk, client, (), "sam")
    await firm.turn()
    assert states(firm) == [LetterState.REFUSED, LetterState.ACCEPTED]


async def test_a_letter_that_was_perhaps_sent_is_never_sent_again_by_itself() -> None:
    firm = open_office()
    firm.postman.answers = [NO_ANSWER]
    await firm.turn()
    for day in range(20):
        go_to(firm, f"2026-03-{day + 2:02} 10:00")
        await firm.turn()
    assert len(firm.postman.posted) == 1
    assert tasks(firm) == [(TaskKind.UNKNOWN, "miller")]


async def test_a_copy_in_the_sent_folder_proves_that_it_left() -> None:
    firm = open_office()
    firm.postman.answers = [NO_ANSWER]
    await firm.turn()
    firm.mailbox.deliver(firm.postman.posted[0].data, firm.clock.now(), "Sent")
    await firm.turn()
    assert states(firm) == [LetterState.ACCEPTED]
    assert firm.open_tasks() == ()
    assert len(firm.postman.posted) == 1


async def test_the_copy_in_our_own_mailbox_proves_that_it_left() -> None:
    firm = open_office()
    firm.postman.answers = [NO_ANSWER]
    await firm.turn()
    firm.mailbox.deliver(firm.postman.posted[0].data, firm.clock.now(), "INBOX")
    await firm.turn()
    assert states(firm) == [LetterState.ACCEPTED]
    assert told(firm, "letter settled") == ["letter L1 was sent"]
    assert case(firm).answered_at is None, "our own letter is nobody's answer"


async def test_a_letter_that_was_put_off_although_it_is_queued_does_not_follow_a_second_time() -> None:
    firm = open_office()
    firm.postman.answers = [Outcome(Verdict.DEFERRED, Phase.DOT, 451, "4.3.0 error in processing")]
    await firm.turn()
    firm.mailbox.deliver(firm.postman.posted[0].data, firm.clock.now(), "Sent")
    firm.clock.forward(timedelta(minutes=16))
    await firm.turn()
    assert states(firm) == [LetterState.ACCEPTED]
    assert case(firm).stage == "courtesy"
    assert len(firm.postman.posted) == 1
    assert firm.desk.store.book().halts.active == ()


async def test_a_person_who_says_that_it_left_lets_the_case_go_on() -> None:
    firm = open_office()
    firm.postman.answers = [NO_ANSWER]
    await firm.turn()
    review.confirm(firm.desk, the_task(firm).id, "sam")
    go_to(firm, "2026-03-02 10:00")
    await firm.turn()
    assert [x.template for x in firm.letters()] == ["courtesy-1", "courtesy-2"]


async def test_a_person_who_says_that_it_never_left_lets_it_be_written_again() -> None:
    firm = open_office()
    firm.postman.answers = [NO_ANSWER]
    await firm.turn()
    review.dismiss(firm.desk, the_task(firm).id, "sam")
    await firm.turn()
    assert [(x.template, x.state) for x in firm.letters()] == [
        ("courtesy-1", LetterState.WITHDRAWN), ("courtesy-1", LetterState.ACCEPTED),
    ]  # fmt: skip


async def test_a_letter_found_claimed_after_a_crash_is_asked_about_and_not_sent(tmp_path: Path) -> None:
    firm = open_office(store=LedgerStore(tmp_path), archive=FileArchive(tmp_path))
    firm.postman.answers = [KeyboardInterrupt()]
    with pytest.raises(KeyboardInterrupt):
        await firm.turn()
    again = replace(firm, desk=replace(firm.desk, store=LedgerStore(tmp_path)))
    assert states(again) == [LetterState.CLAIMED]
    await again.turn()
    assert states(again) == [LetterState.UNKNOWN]
    assert tasks(again) == [(TaskKind.UNKNOWN, "miller")]
    assert again.postman.posted == []


async def test_when_no_server_answers_the_letter_waits_unsent_and_nobody_is_blamed() -> None:
    firm = open_office()
    firm.postman.answers = [Unreachable("smtp.example does not answer") for _ in range(10)]
    for _ in range(10):
        with pytest.raises(Unreachable):
            await firm.turn()
        firm.clock.forward(timedelta(minutes=20))
    letter = the_letter(firm)
    assert (letter.state, letter.attempts, letter.claimed_at) == (LetterState.APPROVED, 0, None)
    assert (case(firm).holds, firm.open_tasks()) == ((), ())
    await firm.turn()
    assert states(firm) == [LetterState.ACCEPTED]


async def test_the_connection_is_closed_after_each_turn_also_when_it_failed() -> None:
    firm = open_office()
    firm.postman.answers = [Unreachable("smtp.example does not answer")]
    with pytest.raises(Unreachable):
        await firm.turn()
    assert firm.postman.closed


async def test_a_hold_that_comes_while_another_letter_is_on_the_wire_is_in_time() -> None:
    firm = two_clients()
    harbour = firm.desk.store.book().client("harbour")
    assert harbour
    firm.postman.before = once(lambda: review.hold(firm.desk, harbour, (), None, "spoke with them", "sam"))
    await firm.turn()
    assert [p.recipient for p in firm.postman.posted] == [JO]
    assert states(firm, "harbour") == [LetterState.WITHDRAWN]


async def test_a_letter_withdrawn_while_another_one_is_on_the_wire_stays_withdrawn() -> None:
    firm = two_clients()

    def withdrawn() -> None:
        letter = the_letter(firm, "harbour")
        firm.desk.record(lambda _: [decisions.withdraw(letter, None, "not this one", firm.clock.now())])

    firm.postman.before = once(withdrawn)
    await firm.turn()
    assert [p.recipient for p in firm.postman.posted] == [JO]
    assert states(firm, "harbour") == [LetterState.WITHDRAWN]


def once(act: Callable[[], object]) -> Callable[[], None]:
    acts = [act]

    def first_time() -> None:
        if acts:
            acts.pop()()

    return first_time


async def test_whoever_has_not_read_for_a_quarter_of_an_hour_sends_nothing() -> None:
    firm = open_office()
    now = firm.clock.now()
    draft(firm.desk, Conditions(now, now, 0))
    firm.clock.forward(timedelta(minutes=16))
    assert await deliver(firm.desk, firm.postman, now, Stop()) == ()
    assert firm.postman.posted == []


async def test_a_payment_that_is_imported_meanwhile_withdraws_the_letter() -> None:
    firm = open_office()
    firm.definitions.change(mode=Mode.APPROVE)
    await firm.turn()
    letter = the_letter(firm)
    review.approve(firm.desk, letter.id, "sam")
    paid = replace(invoice(), balance=replace(invoice().balance, amount=invoice().balance.amount - 200))
    firm.book_of([MILLER], [paid])
    await firm.turn()
    await firm.turn()
    assert firm.letters()[0].state is LetterState.WITHDRAWN
    assert firm.letters()[0].answer == (
        "the facts it stood on have changed: INV-1042 has GBP 1,000.00 open, not GBP 1,200.00"
    )
    assert firm.letters()[1].lines[0].balance == paid.balance


async def test_the_daily_cap_holds_the_rest_back_until_tomorrow() -> None:
    firm = two_clients()
    firm.definitions.change(daily_cap=1)
    await firm.turn()
    await firm.turn()
    assert [p.recipient for p in firm.postman.posted] == [JO]
    go_to(firm, "2026-02-26 10:01")
    await firm.turn()
    await firm.turn()
    assert [p.recipient for p in firm.postman.posted] == [JO, "ap@harbour-hotels.example"]
    assert "2026-02-26" in f"{the_letter(firm, 'harbour').rendered_at}"  # its days are those of the day it goes out


async def test_a_letter_that_was_perhaps_sent_counts_for_the_daily_cap() -> None:
    firm = two_clients()
    firm.definitions.change(daily_cap=1)
    firm.postman.answers = [NO_ANSWER]
    await firm.turn()
    await firm.turn()
    assert [p.recipient for p in firm.postman.posted] == [JO]


async def test_after_the_first_ctrl_c_no_other_letter_is_begun() -> None:
    firm = two_clients()
    stop = Stop()
    firm.postman.before = stop.ask
    await turn(firm.desk, firm.mailbox, firm.postman, stop)
    assert states(firm) == [LetterState.ACCEPTED, LetterState.APPROVED]


async def test_when_the_mode_becomes_rehearse_not_even_a_waiting_letter_leaves() -> None:
    firm = open_office()
    firm.postman.answers = [PUT_OFF]
    await firm.turn()
    firm.definitions.change(mode=Mode.REHEARSE)
    firm.clock.forward(timedelta(minutes=30))
    await firm.turn()
    assert len(firm.postman.posted) == 1
    assert states(firm) == [LetterState.DEFERRED]


async def test_when_the_mode_becomes_approve_a_person_sees_the_waiting_letter_first() -> None:
    firm = open_office()
    firm.postman.answers = [Unreachable("smtp.example does not answer")]
    with pytest.raises(Unreachable):
        await firm.turn()
    firm.definitions.change(mode=Mode.APPROVE)
    await firm.turn()
    await firm.turn()
    assert states(firm) == [LetterState.WITHDRAWN, LetterState.RENDERED]
    assert firm.postman.posted == []


async def test_a_copy_of_each_letter_lies_in_the_sent_folder() -> None:
    firm = open_office()
    firm.definitions.habits(keep_sent_copy=True)
    await firm.turn()
    await firm.turn()
    assert [m.raw for m in firm.mailbox.folders["Sent"].mails] == [firm.postman.posted[0].data]
    assert the_letter(firm).in_sent


async def test_a_copy_that_the_server_has_kept_itself_is_not_doubled() -> None:
    firm = open_office()
    firm.definitions.habits(keep_sent_copy=True)
    firm.postman.keeps_copies_in = firm.mailbox  # as Exchange does
    await firm.turn()
    await firm.turn()
    assert [m.raw for m in firm.mailbox.folders["Sent"].mails] == [firm.postman.posted[0].data]


async def test_a_copy_that_could_not_be_filed_is_filed_in_the_next_turn() -> None:
    firm = two_clients()
    firm.definitions.habits(keep_sent_copy=True)
    firm.postman.answers = [Outcome(Verdict.ACCEPTED, Phase.DOT, 250), Unreachable("smtp.example does not answer")]
    with pytest.raises(Unreachable):
        await firm.turn()
    assert firm.mailbox.folders["Sent"].mails == []
    await firm.turn()
    assert len(firm.mailbox.folders["Sent"].mails) == 2
    assert len(told(firm, "copy filed")) == 2
