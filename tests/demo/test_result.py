"""The audit is the last judge of a run: it sees what must not have happened, so it must be able to say no."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from outreach.demo.book import CLIENTS, Books
from outreach.demo.result import Audit, audit, lateness
from outreach.domain.case import Case, Hold, HoldReason
from outreach.domain.clients import Client
from outreach.domain.facts import Document, Fact
from outreach.domain.letter import Letter, LetterState, Line
from outreach.store.memory import MemoryStore

IMPORTED = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
SENT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
CLIENT = CLIENTS[0].id


@pytest.fixture
def books() -> Books:
    return Books(1)


def letter(books: Books, number: int = 1, step: int = 0) -> Letter:
    """A letter that was accepted, about the client's oldest invoice with the balance of that morning."""
    bill = books.bills_of(CLIENT)[0]
    return Letter(
        id=f"L{number}", client=CLIENT, to=CLIENTS[0].email, sequence="standard", stage="courtesy", step=step,
        template="courtesy-1", language="en", subject="Your invoices", carrying=bill.number,
        lines=(Line(bill.number, books.balance(bill.number, IMPORTED), bill.due),),
        message_id=f"<{number}@northwind-joinery.example>", digest="", rendered_at=SENT, state=LetterState.ACCEPTED,
        claimed_at=SENT,
    )  # fmt: skip


def judged(books: Books, delivered: list[str], *documents: Document) -> Audit:
    store = MemoryStore()
    known = Client(CLIENT, CLIENTS[0].name)
    store.record(lambda _: (Fact(SENT, "told", CLIENT, "", (), (known, *documents)),))
    return audit(store.book(), books, delivered, [IMPORTED])


def held(since: date, until: date | None = None, lifted: date | None = None) -> Case:
    return Case(CLIENT, holds=(Hold("H1", HoldReason.PERSON, since, until, lifted=lifted),))


def test_one_letter_in_one_mailbox_is_as_it_should_be(books: Books) -> None:
    verdict = judged(books, ["<1@northwind-joinery.example>"], letter(books))
    assert verdict == Audit(delivered=1, twice=0, while_held=0, while_paid=0, wrong_balance=0, unaccounted=0)
    assert verdict.clean


def test_two_copies_of_a_letter_are_seen(books: Books) -> None:
    verdict = judged(books, ["<1@northwind-joinery.example>"] * 2, letter(books))
    assert (verdict.twice, verdict.clean) == (1, False)


def test_the_same_step_sent_as_two_letters_is_seen(books: Books) -> None:
    both = ["<1@northwind-joinery.example>", "<2@northwind-joinery.example>"]
    assert judged(books, both, letter(books, 1), letter(books, 2)).twice == 1
    assert judged(books, both, letter(books, 1), letter(books, 2, step=1)).twice == 0


def test_a_letter_that_asks_for_money_which_had_come_is_seen(books: Books) -> None:
    asked = letter(books)
    books.pay(asked.carrying, asked.lines[0].balance.amount, IMPORTED - timedelta(hours=1))
    assert judged(books, [asked.message_id], asked).while_paid == 1


def test_a_payment_that_no_import_could_have_shown_yet_is_no_fault_of_the_letter(books: Books) -> None:
    asked = letter(books)
    books.pay(asked.carrying, asked.lines[0].balance.amount, IMPORTED + timedelta(minutes=1))
    assert judged(books, [asked.message_id], asked).clean


def test_a_letter_with_a_wrong_balance_is_seen(books: Books) -> None:
    asked = letter(books)
    books.pay(asked.carrying, asked.lines[0].balance.amount / 2, IMPORTED - timedelta(hours=1))
    assert judged(books, [asked.message_id], asked).wrong_balance == 1


@pytest.mark.parametrize(
    ("hold", "wrong"),
    [
        (held(date(2026, 3, 1)), 1),
        (held(date(2026, 2, 20), until=date(2026, 3, 2)), 1),
        (held(date(2026, 2, 20), until=date(2026, 3, 1)), 0),
        (held(date(2026, 2, 20), lifted=date(2026, 3, 1)), 0),
        (held(date(2026, 3, 3)), 0),
    ],
)
def test_a_letter_that_went_out_while_the_case_was_held_is_seen(books: Books, hold: Case, wrong: int) -> None:
    assert judged(books, ["<1@northwind-joinery.example>"], letter(books), hold).while_held == wrong


def test_a_letter_that_only_one_side_knows_of_is_seen(books: Books) -> None:
    assert judged(books, [], letter(books)).unaccounted == 1
    assert judged(books, ["<9@northwind-joinery.example>"]).unaccounted == 1
    waiting = replace(letter(books), state=LetterState.RENDERED)
    assert judged(books, [waiting.message_id], waiting).unaccounted == 1


def test_days_overdue_are_weighed_by_what_is_open(books: Books) -> None:
    dollars = {bill.number: bill for bill in books.bills.values() if bill.total.currency == "USD"}
    late = [bill for bill in dollars.values() if bill.due < IMPORTED.date()]
    for bill in late[1:]:
        books.pay(bill.number, bill.total.amount, IMPORTED)
    assert dict(lateness(books, IMPORTED))["USD"] == (IMPORTED.date() - late[0].due).days
