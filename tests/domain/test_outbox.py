"""The way of a letter: out at most once, only while its words are true; what is not known is not guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from outreach.domain.account import Account
from outreach.domain.case import Case, HoldReason
from outreach.domain.letter import Letter, LetterState, Line, Outcome, Phase, Verdict
from outreach.domain.outbox import (
    Settled,
    Withdraw,
    claim,
    needs_approval,
    recheck,
    recover,
    release,
    settle,
)
from outreach.domain.policy import Mode, Policy
from outreach.domain.propose import Conditions, LetterDue
from outreach.domain.sequence import Approval
from outreach.domain.silence import Silence, Why
from outreach.domain.task import TaskKind
from tests.domain.made import (
    AUTO,
    FRIENDLY,
    JO,
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

LINES = (Line("INV-1", gbp("1200.00"), day("2026-03-02")),)


def ready(**changes: object) -> Letter:
    """friendly-1 for INV-1, rendered on Thursday 5 March at ten."""
    plain = letter(stage="friendly", step=0, template="friendly-1", lines=LINES, rendered_at=at("2026-03-05"))
    return replace(plain, **changes)  # type: ignore[arg-type]  # names of fields, checked by replace()


def again(known: Account, waiting: Letter, now: str = "2026-03-05 10:05", policy: Policy = AUTO) -> object:
    with_it = replace(known, letters=(*known.letters, waiting))
    return recheck(waiting, with_it, STANDARD, policy, fresh(at(now)), at(now))


def test_a_letter_whose_facts_still_hold_may_go() -> None:
    assert isinstance(again(account(), ready()), LetterDue)


@pytest.mark.parametrize(
    "known",
    [
        account(paid(invoice(), "2026-03-05", "1200.00")),
        account(paid(invoice(), "2026-03-05", "200.00")),
        account(invoice(due="2026-03-03")),
        account(invoice(), invoice("INV-2")),
        account(case=Case("miller", holds=(hold(HoldReason.PROMISE, "2026-03-05", "2026-03-25"),))),
        account(case=stood_at("friendly", 1, "2026-03-05")),
    ],
    ids=["paid", "part paid", "due on another day", "one more invoice", "promised", "sent already"],
)
def test_a_letter_whose_words_are_no_longer_true_is_withdrawn(known: Account) -> None:
    assert isinstance(again(known, ready()), Withdraw)


def test_a_letter_waits_out_what_passes_by_itself() -> None:
    evening = again(account(), ready(), "2026-03-05 18:00")
    assert isinstance(evening, Silence)
    assert evening.why is Why.CLOSED
    now = at("2026-03-05 10:05")
    unread = recheck(ready(), account(), STANDARD, AUTO, Conditions(None, now, 0), now)
    assert isinstance(unread, Silence)
    assert unread.why is Why.INBOX_UNREAD


def test_a_letter_written_before_an_answer_is_not_sent_after_it() -> None:
    answered = Case("miller", answered_at=at("2026-03-05 10:03"))
    found = again(account(case=answered), ready())
    assert found == Withdraw("the client has written since")


def test_a_letter_is_not_sent_on_a_day_its_words_do_not_know() -> None:
    found = again(account(), ready(), "2026-03-06")
    assert found == Withdraw("its days are those of another day, it is written anew")


def test_what_a_person_has_approved_may_wait_some_days_but_not_for_ever() -> None:
    approved = ready(approved_by="sam")
    assert isinstance(again(account(), approved, "2026-03-06"), LetterDue)
    found = again(account(), approved, "2026-03-09")
    assert found == Withdraw("it waited for more than 3 days and is written anew")


def test_a_letter_that_the_server_put_off_keeps_its_bytes_over_night() -> None:
    deferred = ready(state=LetterState.DEFERRED, attempts=2)
    assert isinstance(again(account(), deferred, "2026-03-06"), LetterDue)


def test_when_the_mode_is_made_stricter_a_letter_that_nobody_has_seen_does_not_slip_out() -> None:
    strict = Policy(mode=Mode.APPROVE)
    assert again(account(), ready(), policy=strict) == Withdraw('a person must see it now: the mode is "approve"')
    assert isinstance(again(account(), ready(approved_by="sam"), policy=strict), LetterDue)


@pytest.mark.parametrize(
    ("approve", "before", "mode", "asked"),
    [
        (Approval.NEVER, [], Mode.AUTO, False),
        (Approval.NEVER, [], Mode.APPROVE, True),
        (Approval.ALWAYS, ["friendly"], Mode.AUTO, True),
        (Approval.FIRST, [], Mode.AUTO, True),
        (Approval.FIRST, ["courtesy"], Mode.AUTO, True),
        (Approval.FIRST, ["friendly"], Mode.AUTO, False),
    ],
)
def test_who_must_see_a_letter_first(approve: Approval, before: list[str], mode: Mode, asked: bool) -> None:
    sent = [letter(sent="2026-03-05", stage=stage) for stage in before]
    known, now = account(letters=sent), fresh(at("2026-03-05"))
    why = needs_approval(replace(FRIENDLY, approve=approve), known, Policy(mode=mode), now)
    assert bool(why) is asked


def settled(outcome: Outcome, attempts: int = 1) -> Settled:
    claimed = replace(claim(ready(), at("2026-03-05 10:05")), attempts=attempts)
    return settle(claimed, outcome, account(letters=[claimed]), AUTO, at("2026-03-05 10:06"))


def test_an_accepted_letter_moves_the_case_and_joins_the_thread() -> None:
    found = settled(Outcome(Verdict.ACCEPTED, Phase.DOT, 250, "queued"))
    assert found.letter.state is LetterState.ACCEPTED
    case = found.case
    assert (case.sequence, case.stage, case.step, case.moved) == ("standard", "friendly", 1, day("2026-03-05"))
    assert (case.carrying, case.thread) == ("INV-1", ("<L1@northwind-joinery.example>",))


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 15), (2, 30), (3, 60), (5, 240)])
def test_a_letter_that_was_put_off_is_tried_again_later_and_later(attempts: int, minutes: int) -> None:
    found = settled(Outcome(Verdict.DEFERRED, Phase.RCPT, 450, "greylisted"), attempts)
    assert found.letter.state is LetterState.DEFERRED
    assert found.letter.try_again_at == at("2026-03-05 10:06") + timedelta(minutes=minutes)
    assert found.case.stage == ""


def test_after_six_attempts_a_person_is_asked() -> None:
    found = settled(Outcome(Verdict.DEFERRED, Phase.RCPT, 450, "greylisted"), 6)
    assert found.letter.state is LetterState.REFUSED
    assert [w.kind for w in found.wanted] == [TaskKind.CHECK]
    assert found.case.case_hold(day("2027-01-01")) is not None


def test_a_refused_address_needs_a_new_one() -> None:
    found = settled(Outcome(Verdict.REFUSED, Phase.RCPT, 550, "no such user"))
    assert [c.undeliverable for c in found.client.contacts if c.email == JO] == ["no such user"]
    assert [w.kind for w in found.wanted] == [TaskKind.ADDRESS]


def test_a_refused_letter_says_nothing_against_the_address() -> None:
    found = settled(Outcome(Verdict.REFUSED, Phase.DOT, 554, "looks like spam"))
    assert found.client.addressee is not None
    assert [w.kind for w in found.wanted] == [TaskKind.CHECK]


def test_what_broke_off_after_the_letter_was_perhaps_sent_and_never_again_by_itself() -> None:
    found = settled(Outcome(Verdict.UNKNOWN, Phase.DOT, None, "no reply"))
    assert found.letter.state is LetterState.UNKNOWN
    assert (found.case.stage, found.case.step) == ("friendly", 1)
    assert [w.kind for w in found.wanted] == [TaskKind.UNKNOWN]


def test_a_letter_found_claimed_after_a_crash_is_unknown() -> None:
    claimed = claim(ready(), at("2026-03-05 10:05"))
    found = recover(claimed, at("2026-03-05 10:20"))
    assert (found.state, found.claimed_at) == (LetterState.UNKNOWN, at("2026-03-05 10:05"))


def test_when_there_is_no_server_to_talk_to_the_letter_is_as_it_was() -> None:
    approved = ready(approved_by="sam")
    found = release(claim(approved, at("2026-03-05 10:05")), "mail.example does not answer")
    assert found == replace(approved, answer="mail.example does not answer")
