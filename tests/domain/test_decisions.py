"""What a person decides: only a person undoes a silence, and undoes exactly what they named."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from outreach.domain import decisions
from outreach.domain.account import Account
from outreach.domain.case import Case, HoldReason, PromiseState
from outreach.domain.clients import Client, Contact, Invoice, InvoiceState
from outreach.domain.facts import Document, Fact
from outreach.domain.finding import DisputeReason, Evidence, Intent
from outreach.domain.halt import HaltKind, Halts
from outreach.domain.letter import LetterState
from outreach.domain.react import react
from outreach.domain.received import Received
from outreach.domain.task import Task, TaskKind, TaskState, numbered
from tests.domain.made import (
    AUTO,
    JO,
    MILLER,
    account,
    at,
    day,
    hold,
    invoice,
    letter,
    mail,
    promised,
    stood_at,
)

D = TypeVar("D", bound=Document)

NOW = at("2026-03-10")
THREE = account(invoice("INV-1", "2026-02-16"), invoice("INV-2", "2026-02-23"), invoice("INV-3", "2026-03-02"))


def put(fact: Fact, kind: type[D]) -> list[D]:
    return [d for d in fact.puts if isinstance(d, kind)]


def the_case(fact: Fact) -> Case:
    (case,) = put(fact, Case)
    return case


def answered(known: Account, answer: Received, so_far: int = 0) -> Account:
    """The account after the mail has been read, with the tasks that it opened."""
    reaction = react(known, answer, AUTO)
    tasks = numbered(reaction.wanted, known.client.id, answer.received_at, so_far, answer.id)
    return replace(known, case=reaction.case, client=reaction.client, tasks=(*known.tasks, *tasks))


def test_what_a_person_holds_is_held_until_they_say() -> None:
    fact = decisions.hold(THREE, ("INV-2",), day("2026-03-31"), "waits for the driver", "sam", NOW)
    assert str(the_case(fact).holds[0]) == "held on INV-2 until 2026-03-31 (person): waits for the driver"
    assert the_case(fact).holds[0].source == "person: sam"


def test_lifting_the_case_ends_every_hold_and_dispute_at_once() -> None:
    known = answered(THREE, mail(Intent.DISPUTE, disputed=("INV-1",)))
    fact = decisions.lift(known, (), "sam", NOW)
    assert fact is not None
    assert the_case(fact).holds_on(day("2026-03-10")) == ()
    assert the_case(fact).disputes[0].closed == day("2026-03-10")


def test_one_invoice_can_be_lifted_out_of_a_dispute_about_two() -> None:
    known = answered(THREE, mail(Intent.DISPUTE, disputed=("INV-1", "INV-2")))
    fact = decisions.lift(known, ("INV-1",), "sam", at("2026-03-16"))
    assert fact is not None
    case = the_case(fact)
    assert case.invoice_hold("INV-1", day("2026-03-16")) is None
    assert str(case.invoice_hold("INV-2", day("2026-03-16"))) == "held on INV-2 (dispute): other"
    assert (case.disputes[0].invoices, case.disputes[0].closed) == (("INV-2",), None)


def test_lifting_what_is_not_held_is_no_fact() -> None:
    assert decisions.lift(THREE, (), "sam", NOW) is None
    over = replace(THREE, case=Case("miller", holds=(hold(HoldReason.PROMISE, "2026-03-01", "2026-03-09"),)))
    assert decisions.lift(over, (), "sam", NOW) is None


def test_a_lifted_bounce_says_that_the_address_works_again() -> None:
    dead = replace(MILLER, contacts=(Contact(JO, "Jo", undeliverable="bounced 5.2.2: mailbox full"),))
    held = Case("miller", holds=(hold(HoldReason.BOUNCE, "2026-03-05"),))
    fact = decisions.lift(account(client=dead, case=held), (), "sam", NOW)
    assert fact is not None
    (client,) = put(fact, Client)
    assert client.addressee is not None


def test_but_not_when_somebody_else_there_can_be_written_to() -> None:
    other = Contact("ap@miller-sons.example")
    dead = replace(MILLER, contacts=(Contact(JO, "Jo", undeliverable="bounced 5.1.1"), other))
    held = Case("miller", holds=(hold(HoldReason.BOUNCE, "2026-03-05"),))
    fact = decisions.lift(account(client=dead, case=held), (), "sam", NOW)
    assert fact is not None
    assert put(fact, Client) == []


def test_money_that_a_person_has_seen_settles_the_invoice() -> None:
    fact = decisions.paid(THREE, THREE.invoices[0], None, "sam", NOW)
    (after,) = put(fact, Invoice)
    assert (after.state, after.balance.amount) == (InvoiceState.PAID, 0)
    assert after.payments[0].source == "person: sam"


def test_a_part_that_a_person_has_seen_leaves_the_rest_open() -> None:
    fact = decisions.paid(THREE, THREE.invoices[0], Decimal("200.00"), "sam", NOW)
    (after,) = put(fact, Invoice)
    assert (after.state, after.balance.amount) == (InvoiceState.OPEN, Decimal("1000.00"))
    assert fact.sentence == "INV-1: GBP 200.00 received, GBP 1,000.00 open"


def unsure(*intents: Intent, **more: object) -> Received:
    return mail(*intents, sure=False, **more)  # type: ignore[arg-type]  # passed on as it is


def judge(known: Account, answer: Received, *others: Account) -> Fact:
    return decisions.judged(known, answer, answer.finding, AUTO, "sam", NOW, 5, others)


def test_a_confirmed_promise_counts_from_the_day_of_the_mail() -> None:
    answer = unsure(Intent.PROMISE, promises=[promised("2026-03-20")])
    fact = judge(answered(THREE, answer), answer)
    case = the_case(fact)
    assert [(p.made, p.day) for p in case.promises] == [(day("2026-03-09"), day("2026-03-20"))]
    assert str(case.case_hold(day("2026-03-20"))) == "held until 2026-03-25 (promise): promised for 2026-03-20"
    assert case.case_hold(day("2026-03-26")) is None  # the hold that waited for the reading has ended
    assert [t.state for t in put(fact, Task)] == [TaskState.DONE]


def test_who_confirms_that_a_mail_means_nothing_special_has_read_it_and_the_case_goes_on() -> None:
    answer = unsure(Intent.OTHER)
    fact = judge(answered(THREE, answer), answer)
    assert [t.state for t in put(fact, Task)] == [TaskState.DONE]  # and no new task to read it again
    assert the_case(fact).case_hold(day("2026-03-12")) is not None  # the few days of rest after any answer
    assert the_case(fact).case_hold(day("2026-03-13")) is None
    (read,) = put(fact, Received)
    assert read.finding.sure


def test_a_corrected_reading_takes_back_what_the_first_one_did() -> None:
    first = mail(Intent.PROMISE, Intent.DOCUMENT, promises=[promised("2026-03-20")])
    known = answered(THREE, first)
    corrected = replace(
        first.finding, intents=(Intent.DISPUTE,), promises=(), disputed=("INV-1",), dispute_reason=DisputeReason.AMOUNT,
        evidence=(Evidence(Intent.DISPUTE, "the amount is wrong", "person: sam"),),
    )  # fmt: skip
    fact = decisions.judged(known, first, corrected, AUTO, "sam", NOW, 1)
    case = the_case(fact)
    assert [p.state for p in case.promises] == [PromiseState.WITHDRAWN]
    assert case.case_hold(day("2026-03-20")) is None
    assert str(case.invoice_hold("INV-1", day("2026-03-20"))) == "held on INV-1 (dispute): amount"
    assert [(t.title, t.state) for t in put(fact, Task)] == [
        (f"Send {JO} the document asked for", TaskState.DONE),
        (f"Answer the dispute of {JO}", TaskState.OPEN),
    ]


def test_when_it_is_said_whose_mail_it_is_the_other_client_is_free() -> None:
    answer = unsure(Intent.PROMISE, promises=[promised("2026-03-20")], trusted=False)
    other_client = replace(MILLER, id="mill", name="The Mill")
    theirs = replace(THREE, client=other_client, case=Case("mill"), invoices=())
    fact = judge(answered(THREE, answer), answer, answered(theirs, answer, 1))
    miller, mill = put(fact, Case)
    assert miller.case_hold(day("2026-03-10")) is not None
    assert mill.holds_on(day("2026-03-10")) == ()
    assert [(t.client, t.state) for t in put(fact, Task)] == [
        ("miller", TaskState.DONE), ("mill", TaskState.DISMISSED),
    ]  # fmt: skip


def test_a_dismissed_mail_has_never_held_anything() -> None:
    known = answered(THREE, mail(Intent.DISPUTE, disputed=("INV-1",)))
    fact = decisions.dismiss(known, known.tasks[0], "sam", NOW)
    assert the_case(fact).holds_on(day("2026-03-10")) == ()
    assert the_case(fact).disputes[0].closed is not None
    assert [t.state for t in put(fact, Task)] == [TaskState.DISMISSED]


def test_dismissing_leaves_what_other_mails_hold() -> None:
    known = answered(THREE, mail(Intent.DISPUTE, disputed=("INV-1",)))
    known = answered(known, mail(Intent.STOP, id_="mail-2"), 1)
    fact = decisions.dismiss(known, known.tasks[0], "sam", NOW)
    assert [h.reason for h in the_case(fact).holds_on(day("2026-03-20"))] == [HoldReason.STOP]


def test_a_call_is_done_on_the_day_it_is_closed_and_what_follows_waits_from_then() -> None:
    call = Task("T1", TaskKind.CALL, "miller", "Call: Miller & Sons", at("2026-04-02"), stage="firm")
    known = account(case=stood_at("firm", 2, "2026-04-02"), tasks=[call])
    fact = decisions.close_task(known, call, TaskState.DONE, "sam", at("2026-04-16"))
    assert the_case(fact).moved == day("2026-04-16")


def test_once_the_copy_is_sent_the_case_goes_on_after_the_few_days_of_rest() -> None:
    known = answered(THREE, mail(Intent.DOCUMENT))
    fact = decisions.close_task(known, known.tasks[0], TaskState.DONE, "sam", NOW)
    # Three business days after Monday 9 March, the day of the mail.
    assert [h.until for h in the_case(fact).holds_on(day("2026-03-12"))] == [day("2026-03-12")]
    assert the_case(fact).holds_on(day("2026-03-13")) == ()


def test_what_is_contested_stays_held_when_its_task_is_done() -> None:
    known = answered(THREE, mail(Intent.DISPUTE, Intent.DOCUMENT, disputed=("INV-1",)))
    first, second = known.tasks
    one = decisions.close_task(known, first, TaskState.DONE, "sam", NOW)
    assert put(one, Case) == [], "a second task about the same mail is still open"
    done = replace(known, tasks=(replace(first, state=TaskState.DONE), second))
    both = decisions.close_task(done, second, TaskState.DONE, "sam", NOW)
    assert [h.reason for h in the_case(both).holds_on(day("2026-03-20"))] == [HoldReason.DISPUTE]


def test_a_dismissed_task_lifts_nothing_by_itself() -> None:
    known = answered(THREE, mail(Intent.DOCUMENT))
    assert put(decisions.close_task(known, known.tasks[0], TaskState.DISMISSED, "sam", NOW), Case) == []


def test_other_tasks_move_nothing() -> None:
    check = Task("T1", TaskKind.CHECK, "miller", "Look for the payment", at("2026-04-02"))
    known = account(case=stood_at("firm", 2, "2026-04-02"), tasks=[check])
    assert put(decisions.close_task(known, check, TaskState.DONE, "sam", at("2026-04-16")), Case) == []


def test_an_unknown_letter_that_was_not_sent_opens_its_step_again() -> None:
    perhaps = letter(sent="2026-02-25", state=LetterState.UNKNOWN)
    case = replace(stood_at("courtesy", 1, "2026-02-25"), thread=(perhaps.message_id,))
    fact = decisions.was_not_sent(account(case=case, letters=[perhaps]), perhaps, None, "sam", at("2026-02-26"))
    assert (the_case(fact).step, the_case(fact).thread) == (0, ())
    assert [x.state for x in fact.puts if hasattr(x, "message_id")] == [LetterState.WITHDRAWN]


def test_an_unknown_letter_that_was_sent_is_accepted() -> None:
    perhaps = letter(sent="2026-02-25", state=LetterState.UNKNOWN)
    fact = decisions.was_sent(account(letters=[perhaps]), perhaps, None, "sam", at("2026-02-26"))
    assert [x.state for x in fact.puts if hasattr(x, "message_id")] == [LetterState.ACCEPTED]


def test_a_stop_keeps_every_letter_in_until_somebody_says_go() -> None:
    stopped = decisions.halt(Halts(), HaltKind.STOP, "payment run today", "sam", NOW)
    (halts,) = put(stopped, Halts)
    (halt,) = halts.active
    assert str(halt) == "payment run today (since 2026-03-10 10:00 UTC, by sam)"
    released = decisions.go(halts, "jo", NOW)
    assert released is not None
    assert put(released, Halts) == [Halts()]
    assert decisions.go(Halts(), "jo", NOW) is None


def test_a_new_reason_of_the_same_kind_replaces_the_old_one_and_leaves_the_others() -> None:
    first = put(decisions.halt(Halts(), HaltKind.CLOCK, "the clock jumped", "the agent", NOW), Halts)[0]
    second = put(decisions.halt(first, HaltKind.STOP, "one", "sam", NOW), Halts)[0]
    third = put(decisions.halt(second, HaltKind.STOP, "two", "sam", NOW), Halts)[0]
    assert [(halt.kind, halt.reason) for halt in third.active] == [
        (HaltKind.CLOCK, "the clock jumped"),
        (HaltKind.STOP, "two"),
    ]
