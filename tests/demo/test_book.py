"""The demo firm's books."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from outreach.definitions.invoices import read_invoices
from outreach.demo.book import Books
from outreach.domain.money import Money

FIRST = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
LAST = datetime(2026, 5, 30, 8, 30, tzinfo=UTC)


def test_twelve_clients_get_thirty_invoices_in_three_currencies() -> None:
    books = Books(1)
    assert len(books.clients) == 12
    assert len(books.bills) == 30
    assert {bill.total.currency for bill in books.bills.values()} == {"EUR", "GBP", "USD"}
    assert all(entry.email.endswith(".example") for entry in books.clients.values())


def test_a_seed_gives_the_same_books_again_and_another_one_other_sums() -> None:
    assert Books(5).bills == Books(5).bills
    assert Books(5).bills != Books(6).bills
    assert [bill.due for bill in Books(5).bills.values()] == [bill.due for bill in Books(6).bills.values()]


def test_the_morning_export_is_read_without_a_single_problem() -> None:
    picture, problems, warnings = read_invoices(Books(1).csv(LAST), "invoices.csv", LAST, None)
    assert picture is not None, problems
    assert (len(picture.clients), len(picture.invoices)) == (12, 30)
    assert not warnings


def test_an_invoice_is_not_exported_before_it_is_written() -> None:
    books = Books(1)
    future = next(bill for bill in books.bills.values() if bill.issued == date(2026, 3, 3))
    on_monday, on_tuesday = (
        {row["invoice"] for row in csv.DictReader(books.csv(at).decode().splitlines())}
        for at in (FIRST, FIRST + timedelta(days=1))
    )
    assert future.number not in on_monday
    assert future.number in on_tuesday


def test_a_payment_counts_from_its_own_instant_and_never_below_zero() -> None:
    books = Books(1)
    number, bill = next(iter(books.bills.items()))
    noon = FIRST + timedelta(hours=4)
    assert books.pay(number, bill.total.amount + 100, noon) == bill.total
    assert books.balance(number, noon - timedelta(seconds=1)) == bill.total
    assert books.balance(number, noon) == Money(Decimal("0.00"), bill.total.currency)
    assert books.pay(number, Decimal(1), noon).amount == 0
