"""Promises are measured against payments, and claims against the book, as the days pass."""

from __future__ import annotations

from dataclasses import replace

from outreach.domain.account import Account
from outreach.domain.case import Case, HoldReason, PromiseState
from outreach.domain.clients import Invoice, InvoiceState
from outreach.domain.decisions import close_task
from outreach.domain.finding import Intent
from outreach.domain.passing import Passed, pass_time
from outreach.domain.promises import last_broken
from outreach.domain.react import react
from outreach.domain.task import Task, TaskKind, TaskState, numbered
from tests.domain.made import AUTO, account, at, day, invoice, mail, paid, promised, stood_at

ONE, TWO = invoice("INV-1", "2026-02-16"), invoice("INV-2", "2026-02-23", "800.00")


def told(known: Account, *promises: tuple[str, str, str], on: str = "2026-03-09", id_: str = "mail-1") -> Account:
    """The account after a mail with promises of (day, amount, invoice)."""
    stated = [promised(day_, amount, *filter(None, [number])) for day_, amount, number in promises]
    return replace(known, case=react(known, mail(Intent.PROMISE, on=on, promises=stated, id_=id_), AUTO).case)


def on(known: Account, today: str, *invoices: Invoice) -> Passed:
    passed = pass_time(replace(known, invoices=invoices or known.invoices), AUTO, day(today))
    assert passed is not None
    return passed


def states(case: Case) -> list[PromiseState]:
    return [p.state for p in case.promises]


def free(case: Case, today: str, *invoices: Invoice) -> list[str]:
    return [i.number for i in account(*invoices, case=case).free_invoices(day(today))]


def test_a_promise_kept_early_ends_what_waited_for_it() -> None:
    known = told(account(ONE), ("2026-03-20", "", ""))
    after = on(known, "2026-03-16", paid(ONE, "2026-03-16", "1200.00"))
    assert states(after.case) == [PromiseState.KEPT]
    assert after.sentences == ("promise for 2026-03-20: kept",)
    assert after.case.holds_on(day("2026-03-17")) == ()


def test_a_promised_part_is_kept_when_that_part_has_come() -> None:
    known = told(account(ONE), ("2026-03-20", "500.00", ""))
    assert states(on(known, "2026-03-18", paid(ONE, "2026-03-18", "500.00")).case) == [PromiseState.KEPT]


def test_until_the_bank_has_had_its_three_days_a_promise_is_not_broken() -> None:
    known = told(account(ONE), ("2026-03-20", "", ""))
    assert pass_time(known, AUTO, day("2026-03-25")) is None
    after = on(known, "2026-03-26")
    assert states(after.case) == [PromiseState.BROKEN]
    assert free(after.case, "2026-03-26", ONE) == ["INV-1"]


def test_less_than_promised_is_part_kept() -> None:
    known = told(account(ONE), ("2026-03-20", "", ""))
    assert states(on(known, "2026-03-26", paid(ONE, "2026-03-20", "300.00")).case) == [PromiseState.PART_KEPT]


def test_money_that_came_before_the_promise_does_not_keep_it() -> None:
    known = told(account(paid(ONE, "2026-03-02", "500.00")), ("2026-03-20", "500.00", ""))
    assert states(on(known, "2026-03-26").case) == [PromiseState.BROKEN]


def test_an_invoice_that_was_credited_ends_its_promise() -> None:
    known = told(account(ONE), ("2026-03-20", "", ""))
    assert states(on(known, "2026-03-17", replace(ONE, state=InvoiceState.GONE)).case) == [PromiseState.KEPT]


def test_the_first_instalment_does_not_pay_the_second() -> None:
    known = told(account(ONE), ("2026-03-13", "500.00", ""), ("2026-04-10", "500.00", ""))
    half = paid(ONE, "2026-03-13", "500.00")
    after = on(known, "2026-03-14", half)
    assert states(after.case) == [PromiseState.KEPT, PromiseState.OPEN]
    assert free(after.case, "2026-04-10", half) == []
    both = paid(half, "2026-04-10", "500.00")
    later = on(replace(known, case=after.case), "2026-04-11", both)
    assert states(later.case) == [PromiseState.KEPT, PromiseState.KEPT]


def test_the_promise_for_one_invoice_goes_on_when_that_for_the_other_is_kept() -> None:
    known = told(account(ONE, TWO), ("2026-03-13", "", "INV-1"), ("2026-04-10", "", "INV-2"))
    after = on(known, "2026-03-14", paid(ONE, "2026-03-14", "1200.00"), TWO)
    assert states(after.case) == [PromiseState.KEPT, PromiseState.OPEN]
    assert free(after.case, "2026-04-10", TWO) == []


def test_a_promise_for_a_day_gone_by_still_gives_the_bank_its_time() -> None:
    known = told(account(ONE), ("2026-03-06", "", ""))
    assert pass_time(known, AUTO, day("2026-03-12")) is None
    assert [h.until for h in known.case.holds if h.reason is HoldReason.PROMISE] == [day("2026-03-12")]
    assert states(on(known, "2026-03-13").case) == [PromiseState.BROKEN]


def test_the_second_broken_promise_asks_a_person_to_call() -> None:
    known = told(account(ONE), ("2026-03-13", "", ""))
    once = on(known, "2026-03-19")
    assert once.wanted == ()
    assert last_broken(once.case) is not None
    again = told(replace(known, case=once.case), ("2026-03-27", "", ""), on="2026-03-20", id_="mail-2")
    assert last_broken(again.case) is None  # a new promise: the old one is not held against them in a letter
    twice = on(again, "2026-04-02")
    assert states(twice.case) == [PromiseState.BROKEN, PromiseState.BROKEN]
    assert [(w.kind, w.title) for w in twice.wanted] == [
        (TaskKind.CALL, "Call Miller & Sons: a second promise was not kept")
    ]
    held = twice.case.case_hold(day("2027-01-01"))
    assert held is not None
    assert str(held) == "held (person): a second promise was not kept"
    (call,) = numbered(twice.wanted, "miller", at("2026-04-02"), 0)
    made = close_task(replace(again, case=twice.case, tasks=(call,)), call, TaskState.DONE, "sam", at("2026-04-07"))
    (case,) = [document for document in made.puts if isinstance(document, Case)]
    assert case.case_hold(day("2026-04-08")) is None, "the call was made, so the case goes on"


def said_paid(known: Account, *invoices: str) -> Account:
    return replace(known, case=react(known, mail(Intent.PAID, invoices=invoices), AUTO).case)


def test_a_claim_that_the_book_bears_out_is_no_news() -> None:
    known = said_paid(account(ONE))
    settled = replace(known, invoices=(paid(ONE, "2026-03-16", "1200.00"),))
    assert pass_time(settled, AUTO, day("2026-03-19")) is None


def test_a_claim_that_never_shows_asks_a_person_rather_than_doubt_the_clients_word() -> None:
    known = said_paid(account(ONE))
    assert pass_time(known, AUTO, day("2026-03-18")) is None  # seven business days after Monday 9 March
    after = on(known, "2026-03-19")
    assert [(w.kind, w.title) for w in after.wanted] == [
        (TaskKind.CHECK, "Look for the payment of Miller & Sons: what is open")
    ]
    assert free(after.case, "2027-01-01", ONE) == []
    assert pass_time(replace(known, case=after.case), AUTO, day("2026-03-20")) is None  # asked once


def test_only_the_invoice_that_was_said_to_be_paid_is_looked_for() -> None:
    known = said_paid(account(ONE, TWO), "INV-2")
    after = on(known, "2026-03-19")
    assert after.wanted[0].title.endswith(": INV-2")
    assert free(after.case, "2026-03-19", ONE, TWO) == ["INV-1"]


def test_an_invoice_that_was_not_due_when_paid_was_said_is_not_what_they_spoke_of() -> None:
    known = said_paid(account(ONE, invoice("INV-3", "2026-03-30")))
    rest = (paid(ONE, "2026-03-16", "1200.00"), invoice("INV-3", "2026-03-30"))
    assert pass_time(replace(known, invoices=rest), AUTO, day("2026-03-19")) is None


def test_but_while_nothing_is_due_they_speak_of_what_is_open() -> None:
    future = invoice("INV-3", "2026-03-16")  # they answer the courtesy letter: it is on its way
    after = on(said_paid(account(future)), "2026-03-19")
    assert after.wanted[0].title.endswith(": INV-3")
    assert free(after.case, "2026-03-19", future) == []


def test_when_everything_is_settled_the_conversation_is_over() -> None:
    case = replace(stood_at("firm", 2, "2026-04-02"), subject="Invoice INV-1", thread=("<L1@x.example>",))
    call = Task("T1", TaskKind.CALL, "miller", "Call: Miller & Sons", at("2026-04-02"), stage="firm")
    review = Task("T2", TaskKind.REVIEW, "miller", "Read the reply", at("2026-04-02"), mail="mail-9")
    known = account(paid(ONE, "2026-04-07", "1200.00"), case=case, tasks=[call, review])
    after = on(known, "2026-04-08")
    assert (after.case.stage, after.case.step, after.case.subject, after.case.thread) == ("", 0, "", ())
    assert after.sentences == ("everything is settled, the conversation is over",)
    assert after.idle == (call,)  # nobody calls a client who has paid


def test_a_case_in_which_nothing_happens_is_left_as_it_is() -> None:
    assert pass_time(account(ONE, case=stood_at("friendly", 1, "2026-03-05")), AUTO, day("2026-03-09")) is None
