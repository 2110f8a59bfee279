"""Amounts and invoices in a reply. Open are INV-1041 over 350, INV-1042 over 1,200 and INV-1043 over 780.50."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from outreach.domain.money import Money
from outreach.reading.amounts import amounts_in
from outreach.reading.context import Context, OpenInvoice
from outreach.reading.invoices import invoices_in
from tests.reading.desk import context

AMOUNTS = {
    "EUR 1.234,56": "EUR 1234.56",
    "1.234,56 EUR": "EUR 1234.56",
    "£1,234.56": "GBP 1234.56",
    "1 234,56 €": "EUR 1234.56",
    "CHF 1'234.50": "CHF 1234.50",
    "€4.2k": "EUR 4200.00",
    "4,2k €": "EUR 4200.00",
    "$ 500": "USD 500.00",
    "500 Euro": "EUR 500.00",
    "500,- €": "EUR 500.00",
    "EUR 1.234": "EUR 1234.00",
    "£1,234": "GBP 1234.00",
    "1.234.567,89 EUR": "EUR 1234567.89",
    "£0.50": "GBP 0.50",
    "1200 pounds": "GBP 1200.00",
    "780.50": "GBP 780.50",
    "1,200": "GBP 1200.00",
    "1200.00": "GBP 1200.00",
}
NO_AMOUNTS = ["500", "INV-1200", "+44 1200 350350", "1200 %", "350 doors and 12:30", "v780.50.1", "on 3.5.", "in 350ms"]
NAMED = {
    "INV-1042": ["INV-1042"],
    "inv 1042": ["INV-1042"],
    "Inv1042": ["INV-1042"],
    "INV–1042": ["INV-1042"],
    "invoice 1042": ["INV-1042"],
    "1042": ["INV-1042"],
    "#1042": ["INV-1042"],
    "Rechnung Nr. 1042": ["INV-1042"],
    "INV-1043, INV-1041": ["INV-1043", "INV-1041"],
    "1041/1042/1043": ["INV-1041", "INV-1042", "INV-1043"],
    "1041 & 1043": ["INV-1041", "INV-1043"],
    "the £780.50": ["INV-1043"],
    "the 350.00 one": ["INV-1041"],
    "all three invoices": ["INV-1041", "INV-1042", "INV-1043"],
    "all of them": ["INV-1041", "INV-1042", "INV-1043"],
    "alle offenen Rechnungen": ["INV-1041", "INV-1042", "INV-1043"],
    "INV-1042 is wrong, the other two are fine": ["INV-1042", "INV-1041", "INV-1043"],
    "INV-1042 stimmt nicht, die anderen beiden schon": ["INV-1042", "INV-1041", "INV-1043"],
}
NOT_NAMED = [
    "INV-10421",
    "XINV-1042",
    "order PO-1042",
    "1042 %",
    "10.42",
    "+49 1042 1043",
    "EUR 1,042.00",
    "41",
    "042",
    "both invoices",
    "all four invoices",
    "all the best",
    "not at all",
    "the other two",
    "on the other hand",
]


def shown(text: str, known: Context) -> list[str]:
    return [f"{found.money.currency} {found.money.amount:.2f}" for found in amounts_in(text, known)]


def owing(**balances: str) -> Context:
    money = {number.replace("_", "-"): Money(Decimal(amount), "EUR") for number, amount in balances.items()}
    invoices = tuple(OpenInvoice(number, sum_, sum_, date(2026, 2, 13)) for number, sum_ in money.items())
    return Context(date(2026, 3, 2), "en", "GB", "EUR", invoices)


@pytest.mark.parametrize(("words", "amount"), AMOUNTS.items())
def test_an_amount_is_understood_in_each_notation(words: str, amount: str) -> None:
    assert shown(f"We paid {words} today", context()) == [amount]


@pytest.mark.parametrize("text", NO_AMOUNTS)
def test_numbers_that_are_no_amounts_are_left_alone(text: str) -> None:
    assert shown(text, context()) == []


def test_a_sign_of_several_currencies_means_the_one_that_is_owed() -> None:
    owed = Money(Decimal(900), "CAD")
    known = Context(date(2026, 3, 2), "en", "CA", "CAD", (OpenInvoice("A-1", owed, owed, date(2026, 2, 1)),))

    assert shown("$900 and US$", known) == ["CAD 900.00"]
    assert shown("£900", known) == ["GBP 900.00"]


@pytest.mark.parametrize(("text", "numbers"), NAMED.items())
def test_an_invoice_is_found_as_people_write_it(text: str, numbers: list[str]) -> None:
    assert sorted(invoices_in(text, context())) == sorted(numbers)


@pytest.mark.parametrize("text", NOT_NAMED)
def test_an_invoice_is_not_found_where_none_is_named(text: str) -> None:
    assert invoices_in(text, context()) == ()


def test_a_number_without_its_beginning_counts_only_when_one_invoice_has_it() -> None:
    known = owing(A_2025_0042="10", A_2026_0042="20", A_2026_0043="30")

    assert invoices_in("invoice 0043", known) == ("A-2026-0043",)
    assert invoices_in("2026-0042", known) == ("A-2026-0042",)
    assert invoices_in("invoice 0042", known) == ()


def test_a_short_number_needs_a_word_before_it() -> None:
    known = owing(R_101="10", R_102="20", R_103="30")

    assert invoices_in("101 doors", known) == ()
    assert invoices_in("invoice 101", known) == ("R-101",)
    assert set(invoices_in("invoices 101, 102 and 103", known)) == {"R-101", "R-102", "R-103"}


def test_a_year_is_no_invoice_unless_it_is_called_one() -> None:
    known = owing(INV_2026="10")

    assert invoices_in("paid in 2026", known) == ()
    assert invoices_in("invoice 2026", known) == ("INV-2026",)


def test_an_amount_that_two_invoices_share_names_neither() -> None:
    known = owing(A_1="500", A_2="500", A_3="700")

    assert invoices_in("we paid EUR 500.00", known) == ()
    assert invoices_in("we paid EUR 700.00", known) == ("A-3",)


def test_both_means_two() -> None:
    assert invoices_in("both are paid", context(only=["INV-1041", "INV-1043"])) == ("INV-1041", "INV-1043")
    assert invoices_in("beide Rechnungen", context("de", only=["INV-1041", "INV-1043"])) == ("INV-1041", "INV-1043")
