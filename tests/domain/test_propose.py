"""What goes to a client now, or why nothing does: every answer has its reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from outreach.domain.account import Account
from outreach.domain.case import Case, HoldReason
from outreach.domain.clients import Contact
from outreach.domain.letter import LetterState
from outreach.domain.policy import Policy
from outreach.domain.propose import Conditions, LetterDue, Proposal, TaskDue, propose
from outreach.domain.sequence import Sequence
from outreach.domain.silence import Silence, Why
from outreach.domain.task import Task, TaskKind, TaskState
from tests.domain.made import (
    AUTO,
    MILLER,
    STANDARD,
    account,
    at,
    day,
    fresh,
    gbp,
    hold,
    invoice,
    letter,
    paid,
    stood_at,
)

CALL = Task("T1", TaskKind.CALL, "miller", "Call: Miller & Sons", at("2026-04-02"), stage="firm")


def now_due(known: Account, now: str, sequence: Sequence | None = STANDARD) -> Proposal | Silence:
    return propose(known, sequence, AUTO, fresh(at(now)), at(now))


def silence(known: Account, now: str, sequence: Sequence | None = STANDARD) -> Silence:
    found = now_due(known, now, sequence)
    assert isinstance(found, Silence)
    return found


def due(known: Account, now: str) -> LetterDue:
    found = now_due(known, now)
    assert isinstance(found, LetterDue)
    return found


def test_one_letter_speaks_of_everything_open_with_what_remains_of_each_oldest_first() -> None:
    part_paid = paid(invoice("INV-2", "2026-02-27", "900.00"), "2026-03-01", "400.00")
    found = due(account(invoice("INV-1", "2026-03-02"), part_paid), "2026-03-05")
    assert [(line.number, line.balance) for line in found.lines] == [
        ("INV-2", gbp("500.00")),
        ("INV-1", gbp("1200.00")),
    ]
    assert (found.template, found.to.email) == ("friendly-1", "jo@miller-sons.example")


def test_a_letter_says_what_it_stands_on() -> None:
    reasons = due(account(invoice("INV-1", "2026-03-02")), "2026-03-05").reasons
    assert reasons[:2] == (
        "INV-1 is 3 days overdue, the oldest of 1 open and not held",
        'stage "friendly" starts on 2026-03-05; this is step 1 of 2',
    )
    assert "the inbox was read whole at 2026-03-05 10:00 UTC" in reasons
    assert "the list of invoices is from 2026-03-05 10:00 UTC" in reasons


def test_nothing_owed_nothing_said() -> None:
    settled = paid(invoice(), "2026-03-04", "1200.00")
    assert silence(account(settled), "2026-03-05").why is Why.NOTHING_OWED


def test_a_hold_on_the_case_silences_everything_and_tells_until_when() -> None:
    case = Case("miller", holds=(hold(HoldReason.PROMISE, "2026-03-04", "2026-03-25"),))
    found = silence(account(case=case), "2026-03-25")
    assert (found.why, found.until) == (Why.HELD, day("2026-03-26"))
    assert str(found) == "held until 2026-03-25 (promise)"
    assert isinstance(now_due(account(case=case), "2026-03-26"), LetterDue)


def test_a_hold_that_waits_for_a_person_is_named_before_one_that_ends_by_itself() -> None:
    ending = hold(HoldReason.PROMISE, "2026-03-04", "2026-03-25")
    waiting = hold(HoldReason.QUESTION, "2026-03-04", id_="H2")
    found = silence(account(case=Case("miller", holds=(ending, waiting))), "2026-03-05")
    assert found.sentence == "held (question)"
    assert found.until is None


def test_one_contested_invoice_leaves_the_others_to_go_on() -> None:
    case = Case("miller", holds=(hold(HoldReason.DISPUTE, "2026-03-04", "", "INV-1"),))
    known = account(invoice("INV-1", "2026-02-16"), invoice("INV-2", "2026-03-02"), case=case)
    found = due(known, "2026-03-05")
    assert [line.number for line in found.lines] == ["INV-2"]
    assert found.carrying.number == "INV-2"
    assert "INV-1 is left out: held on INV-1 (dispute)" in found.reasons


def test_when_every_invoice_is_held_the_case_may_go_on_as_soon_as_the_first_is_free() -> None:
    holds = (
        hold(HoldReason.DISPUTE, "2026-03-04", "", "INV-1"),
        hold(HoldReason.PROMISE, "2026-03-04", "2026-03-25", "INV-2", id_="H2"),
    )
    known = account(invoice("INV-1"), invoice("INV-2"), case=Case("miller", holds=holds))
    found = silence(known, "2026-03-05")
    assert (found.why, found.until) == (Why.HELD, day("2026-03-26"))
    assert found.sentence.startswith("every open invoice is held; ")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (LetterState.RENDERED, "waits for approval"),
        (LetterState.APPROVED, "is being sent"),
        (LetterState.CLAIMED, "is being sent"),
        (LetterState.DEFERRED, "was put off by the mail server"),
        (LetterState.UNKNOWN, "was perhaps sent; a person must settle it"),
    ],
)
def test_no_second_letter_is_begun_while_one_is_on_its_way(state: LetterState, words: str) -> None:
    found = silence(account(letters=[letter(state=state)]), "2026-03-05")
    assert found.why is Why.ON_ITS_WAY
    assert words in found.sentence


@pytest.mark.parametrize("state", [LetterState.REFUSED, LetterState.WITHDRAWN])
def test_a_letter_that_never_went_out_is_not_waited_for(state: LetterState) -> None:
    assert due(account(letters=[letter(state=state)]), "2026-03-05").template == "friendly-1"


def test_the_sequence_waits_until_its_task_is_closed() -> None:
    case = stood_at("firm", 2, "2026-04-02")
    found = silence(account(case=case, tasks=[CALL]), "2026-04-13")
    assert (found.why, found.sentence) == (Why.WAITS_FOR_TASK, "waits for task T1: Call: Miller & Sons")
    done = replace(CALL, state=TaskState.DONE)
    assert due(account(case=case, tasks=[done]), "2026-04-13").template == "firm-2"


def test_a_task_is_due_like_a_letter_and_needs_no_office_hours() -> None:
    found = now_due(account(case=stood_at("firm", 1, "2026-03-30")), "2026-04-02 04:00")
    assert isinstance(found, TaskDue)
    assert found.step.task == "call"


def test_before_its_day_a_step_names_its_day() -> None:
    found = silence(account(), "2026-02-20")
    assert (found.why, found.until) == (Why.NOT_YET, day("2026-02-25"))
    assert found.sentence == "courtesy, step 1 (courtesy-1), is due on 2026-02-25"


def test_after_the_last_step_it_is_with_a_person() -> None:
    assert silence(account(case=stood_at("firm", 3, "2026-04-13")), "2026-06-01").why is Why.ENDED


def test_a_sequence_that_is_missing_or_broken_holds_its_cases() -> None:
    assert "outreach check" in silence(account(), "2026-03-05", None).sentence


def test_a_stage_that_was_renamed_in_the_files_holds_the_case_rather_than_begin_again() -> None:
    found = silence(account(case=stood_at("friendliest", 1, "2026-03-05")), "2026-03-20")
    assert found.sentence == 'the case stands at stage "friendliest", which "standard" no longer has'


def test_what_comes_back_after_a_hold_goes_on_after_its_own_last_letter() -> None:
    older, younger = invoice("INV-1", "2026-02-19"), invoice("INV-2", "2026-04-15")
    friendly = letter("2026-03-31", stage="friendly", template="friendly-1")
    courtesy = letter("2026-04-10", id="L2", carrying="INV-2", message_id="<L2@northwind-joinery.example>")
    case = stood_at("courtesy", 1, "2026-04-10", carrying="INV-2")
    talk = replace(case, thread=(friendly.message_id, courtesy.message_id))
    known = account(older, younger, case=talk, letters=(friendly, courtesy))
    assert due(known, "2026-04-20").template == "friendly-2"
    anew = account(older, younger, case=replace(case, thread=()), letters=(friendly, courtesy))  # that talk had ended
    assert due(anew, "2026-04-20").template == "friendly-1"


def test_without_an_address_there_is_no_letter() -> None:
    nobody = replace(MILLER, contacts=(Contact("old@miller-sons.example", undeliverable="bounced 5.1.1"),))
    assert silence(account(client=nobody), "2026-03-05").why is Why.NO_ADDRESS


def test_the_letter_goes_to_the_first_contact_that_can_be_reached() -> None:
    two = replace(
        MILLER,
        contacts=(Contact("old@miller-sons.example", undeliverable="bounced"), Contact("ap@miller-sons.example")),
    )
    assert due(account(client=two), "2026-03-05").to.email == "ap@miller-sons.example"


def test_four_days_lie_between_two_letters_whatever_the_sequence_says() -> None:
    # courtesy-2 went out on Monday 2 March; friendly-1 is due on Thursday 5 March, but goes out on Friday.
    case = stood_at("courtesy", 2, "2026-03-02")
    known = account(case=case, letters=[letter(sent="2026-03-02 09:00")])
    found = silence(known, "2026-03-05")
    assert (found.why, found.until) == (Why.TOO_SOON, day("2026-03-06"))
    assert due(known, "2026-03-06").template == "friendly-1"


def test_a_letter_that_was_perhaps_sent_counts_for_the_gap() -> None:
    perhaps = letter(sent="2026-03-02 09:00", state=LetterState.UNKNOWN)
    settled = replace(perhaps, state=LetterState.ACCEPTED)
    known = account(case=stood_at("courtesy", 2, "2026-03-02"), letters=[settled])
    assert silence(known, "2026-03-05").why is Why.TOO_SOON
    assert silence(replace(known, letters=(perhaps,)), "2026-03-06").why is Why.ON_ITS_WAY


def test_at_night_and_on_sundays_nobody_gets_a_letter() -> None:
    assert silence(account(), "2026-03-05 20:00").why is Why.CLOSED
    assert silence(account(), "2026-03-08").why is Why.CLOSED


def brake(conditions: Conditions) -> Silence:
    found = propose(account(), STANDARD, AUTO, conditions, at("2026-03-05"))
    assert isinstance(found, Silence)
    return found


def test_who_has_not_read_does_not_write() -> None:
    now = at("2026-03-05")
    assert brake(Conditions(None, now, 0)).why is Why.INBOX_UNREAD
    assert brake(Conditions(now - timedelta(minutes=16), now, 0)).why is Why.INBOX_UNREAD
    assert isinstance(
        propose(account(), STANDARD, AUTO, Conditions(now - timedelta(minutes=15), now, 0), now), LetterDue
    )


def test_on_an_old_list_of_invoices_nothing_is_asked_for() -> None:
    now = at("2026-03-05")
    assert brake(Conditions(now, None, 0)).why is Why.BOOK_OLD
    assert brake(Conditions(now, now - timedelta(days=7, minutes=1), 0)).why is Why.BOOK_OLD


def test_the_daily_cap_stops_all_letters() -> None:
    now = at("2026-03-05")
    assert brake(Conditions(now, now, Policy().daily_cap)).why is Why.CAP
    assert isinstance(propose(account(), STANDARD, AUTO, Conditions(now, now, 49), now), LetterDue)
