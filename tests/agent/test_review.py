"""What a person decides while the agent runs, and what the agent says when it cannot be done."""

from __future__ import annotations

from decimal import Decimal

import pytest

from outreach.agent import review
from outreach.domain.case import PromiseState
from outreach.domain.clients import Client, InvoiceState
from outreach.domain.finding import DisputeReason, Intent
from outreach.domain.task import TaskKind
from outreach.errors import NoSuchThing, Refused
from tests.agent.made import (
    HARBOUR,
    JO,
    MILLER,
    at,
    case,
    go_to,
    harbour_invoice,
    invoice,
    open_office,
    tasks,
    the_task,
)
from tests.fakes import Office

RIDDLE = "The owls in Leeds are louder than usual this year."


async def answered(text: str) -> Office:
    firm = open_office("2026-02-25 10:00", invoice(), harbour_invoice(), clients=(MILLER, HARBOUR))
    await firm.turn()
    firm.answer(text, JO)
    await firm.turn()
    return firm


def client(firm: Office, name: str = "miller") -> Client:
    found = firm.desk.store.book().client(name)
    assert found
    return found


def invoice_in(firm: Office, number: str = "INV-1042") -> InvoiceState:
    found = firm.desk.store.book().invoice(number)
    assert found
    return found.state


async def test_a_flagged_reply_is_shown_with_what_was_written() -> None:
    firm = await answered(RIDDLE)
    shown = review.review(firm.desk, the_task(firm).id.lower())
    assert shown.mail_text.strip() == RIDDLE
    assert (shown.client.id, shown.letter) == ("miller", None)


async def test_who_confirms_an_unclear_reply_has_read_it_and_it_does_not_come_back() -> None:
    firm = await answered(RIDDLE)
    review.confirm(firm.desk, the_task(firm).id, "sam")
    assert firm.open_tasks() == ()
    go_to(firm, "2026-03-03 10:00")
    await firm.turn()
    assert [x.template for x in firm.letters("miller")] == ["courtesy-1", "courtesy-2"]


async def test_a_person_can_say_what_an_unclear_reply_means() -> None:
    firm = await answered(RIDDLE)
    review.correct(firm.desk, the_task(firm).id, "sam", (Intent.PROMISE,), at("2026-03-20").date(), Decimal("400.00"))
    (promise,) = case(firm).promises
    assert (f"{promise.day}", str(promise.amount), promise.state) == ("2026-03-20", "GBP 400.00", PromiseState.OPEN)
    assert firm.open_tasks() == ()


async def test_a_corrected_dispute_is_work_for_a_person() -> None:
    firm = await answered(RIDDLE)
    task = the_task(firm).id
    review.correct(firm.desk, task, "sam", (Intent.DISPUTE,), invoices=("INV-1042",), reason=DisputeReason.QUALITY)
    assert case(firm).disputes[0].reason is DisputeReason.QUALITY
    assert tasks(firm) == [(TaskKind.REVIEW, "miller")]


async def test_an_invoice_of_somebody_else_is_no_part_of_it() -> None:
    firm = await answered(RIDDLE)
    with pytest.raises(NoSuchThing, match="INV-5001 is no invoice of this client"):
        review.correct(firm.desk, the_task(firm).id, "sam", (Intent.PAID,), invoices=("INV-5001",))
    with pytest.raises(NoSuchThing, match="INV-9 is no invoice of this client"):
        review.hold(firm.desk, client(firm), ("INV-9",), None, "", "sam")


async def test_a_dismissed_reply_holds_nothing_any_more() -> None:
    firm = await answered(RIDDLE)
    review.dismiss(firm.desk, the_task(firm).id, "sam")
    assert case(firm).holds_on(firm.clock.now().date()) == ()


async def test_a_task_is_decided_once() -> None:
    firm = await answered(RIDDLE)
    task = the_task(firm).id
    review.confirm(firm.desk, task, "sam")
    with pytest.raises(Refused, match=f"task {task} is done already"):
        review.dismiss(firm.desk, task, "ann")


async def test_what_does_not_exist_is_said_so() -> None:
    firm = await answered(RIDDLE)
    with pytest.raises(NoSuchThing, match="there is no task T99"):
        review.review(firm.desk, "99")


async def test_money_a_person_has_seen_ends_the_letters() -> None:
    firm = open_office()
    owing = firm.desk.store.book().invoice("INV-1042")
    assert owing
    review.paid(firm.desk, owing, Decimal("200.00"), "sam")
    assert invoice_in(firm) is InvoiceState.OPEN
    for wrong in ("0", "-5.00", "1000.01"):
        with pytest.raises(Refused, match=r"is not between 0 and the balance of GBP 1,000\.00"):
            review.paid(firm.desk, owing, Decimal(wrong), "sam")
    review.paid(firm.desk, owing, None, "sam")
    assert invoice_in(firm) is InvoiceState.PAID
    with pytest.raises(Refused, match="INV-1042 is not open"):
        review.paid(firm.desk, owing, None, "sam")


async def test_lifting_nothing_is_refused_rather_than_recorded() -> None:
    firm = open_office()
    with pytest.raises(Refused, match="nothing is held there for Miller & Sons"):
        review.lift(firm.desk, client(firm), (), "sam")


async def test_a_note_stays_with_the_case() -> None:
    firm = open_office()
    review.note(firm.desk, client(firm), "Jo is on holiday in May", "ann")
    assert [(n.by, n.text) for n in case(firm).notes] == [("ann", "Jo is on holiday in May")]


async def test_every_decision_names_who_made_it() -> None:
    firm = await answered(RIDDLE)
    review.confirm(firm.desk, the_task(firm).id, "sam")
    review.hold(firm.desk, client(firm), (), None, "", "ann")
    review.lift(firm.desk, client(firm), (), "ben")
    decided = [
        reason for fact in firm.desk.store.history("miller") for reason in fact.reasons if "decided by" in reason
    ]
    assert decided == ["decided by sam", "decided by ann", "decided by ben"]
