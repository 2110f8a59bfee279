"""Approving: a person sees the very bytes that go out, and what they do not want is not written anew behind them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from outreach.agent import review
from outreach.domain.clients import Client
from outreach.domain.letter import LetterState
from outreach.domain.policy import Mode
from outreach.domain.task import TaskKind
from outreach.errors import NoSuchThing, Refused
from tests.agent.made import (
    case,
    go_to,
    invoice,
    open_office,
    states,
    tasks,
    the_letter,
    the_task,
    told,
)
from tests.fakes import Office


async def waiting() -> Office:
    """The first courtesy is written and waits for a person."""
    firm = open_office()
    firm.definitions.change(mode=Mode.APPROVE)
    await firm.turn()
    return firm


async def test_in_approve_mode_every_letter_waits_for_a_person() -> None:
    firm = await waiting()
    await firm.turn()
    assert (states(firm), firm.postman.posted) == ([LetterState.RENDERED], [])
    assert tasks(firm) == [(TaskKind.APPROVE, "miller")]


async def test_the_bytes_approved_are_the_bytes_sent_plus_one_date_line() -> None:
    firm = await waiting()
    shown = firm.desk.archive.get(the_letter(firm).digest)
    review.approve(firm.desk, "L1", "sam", the_letter(firm).digest[:12])
    await firm.turn()
    (posted,) = firm.postman.posted
    first, rest = posted.data.split(b"\r\n", 1)
    assert first.startswith(b"Date: Wed, 25 Feb 2026 10:00:00 ")
    assert rest == shown
    assert (the_letter(firm).approved_by, firm.open_tasks()) == ("sam", ())


async def test_a_letter_that_a_person_approved_is_a_persons_mail() -> None:
    firm = await waiting()
    assert b"Auto-Submitted" not in firm.desk.archive.get(the_letter(firm).digest)
    by_itself = open_office()
    await by_itself.turn()
    assert b"Auto-Submitted: auto-generated" in by_itself.postman.posted[0].data


async def test_confirming_the_task_approves_the_letter() -> None:
    firm = await waiting()
    review.confirm(firm.desk, the_task(firm).id, "sam")
    await firm.turn()
    assert states(firm) == [LetterState.ACCEPTED]


async def test_only_what_was_shown_can_be_approved() -> None:
    firm = await waiting()
    with pytest.raises(Refused, match="not the one that was shown"):
        review.approve(firm.desk, "L1", "sam", "0000")
    with pytest.raises(NoSuchThing):
        review.approve(firm.desk, "L7", "sam")
    review.approve(firm.desk, "l1", "sam")
    with pytest.raises(Refused, match="is approved and cannot be approved"):
        review.approve(firm.desk, "L1", "sam")


async def test_a_letter_that_a_person_does_not_want_is_not_written_anew() -> None:
    firm = await waiting()
    review.dismiss(firm.desk, the_task(firm).id, "sam")
    go_to(firm, "2026-03-02 10:00")
    await firm.turn()
    await firm.turn()
    assert states(firm) == [LetterState.WITHDRAWN]
    assert str(case(firm).holds[0]) == "held (person): letter L1 (courtesy-1) was not approved"


async def test_after_they_lift_it_the_next_one_is_proposed() -> None:
    firm = await waiting()
    review.dismiss(firm.desk, the_task(firm).id, "sam")
    review.lift(firm.desk, _miller(firm), (), "sam")
    await firm.turn()
    assert states(firm) == [LetterState.WITHDRAWN, LetterState.RENDERED]


async def test_a_letter_that_waited_too_long_is_written_anew_and_its_old_task_is_gone() -> None:
    firm = await waiting()
    go_to(firm, "2026-03-02 10:00")
    await firm.turn()
    await firm.turn()
    assert states(firm) == [LetterState.WITHDRAWN, LetterState.RENDERED]
    assert [t.letter for t in firm.open_tasks()] == ["L2"]


async def test_an_answer_withdraws_a_letter_that_waits() -> None:
    firm = open_office()
    await firm.turn()
    firm.definitions.change(mode=Mode.APPROVE)
    go_to(firm, "2026-03-02 10:00")
    await firm.turn()
    assert states(firm) == [LetterState.ACCEPTED, LetterState.RENDERED]
    firm.answer("We will pay on 20 March.", "jo@miller-sons.example")
    await firm.turn()
    assert states(firm) == [LetterState.ACCEPTED, LetterState.WITHDRAWN]
    assert firm.open_tasks() == ()


async def test_a_payment_withdraws_a_letter_that_waits() -> None:
    firm = await waiting()
    owing = firm.desk.store.book().invoice("INV-1042")
    assert owing
    review.paid(firm.desk, owing, None, "sam")
    await firm.turn()
    assert states(firm) == [LetterState.WITHDRAWN]
    assert told(firm, "letter withdrawn") == ["letter L1 is withdrawn: nothing is open"]


async def test_by_itself_the_first_letter_of_a_stage_may_still_need_a_person() -> None:
    firm = open_office("2026-03-05 10:00")  # friendly: approve first
    await firm.turn()
    assert states(firm) == [LetterState.RENDERED]
    review.approve(firm.desk, "L1", "sam")
    await firm.turn()
    go_to(firm, "2026-03-12 10:00")
    await firm.turn()
    assert states(firm) == [LetterState.ACCEPTED, LetterState.ACCEPTED]


async def test_a_final_letter_is_always_seen_by_a_person() -> None:
    firm = open_office("2026-06-08 10:00", invoice(due="2026-03-02"))
    whole = firm.definitions.rulebook.sequences["standard"]
    final = replace(whole, stages=tuple(s for s in whole.stages if s.name == "final"))
    firm.definitions.rulebook = replace(firm.definitions.rulebook, sequences={"standard": final})
    await firm.turn()
    review.approve(firm.desk, "L1", "sam")
    await firm.turn()
    go_to(firm, "2026-06-17 10:00")
    await firm.turn()
    assert states(firm) == [LetterState.ACCEPTED, LetterState.RENDERED]


def _miller(firm: Office) -> Client:
    client = firm.desk.store.book().client("miller")
    assert client
    return client
