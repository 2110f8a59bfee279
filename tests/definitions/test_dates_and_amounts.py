"""Dates and amounts in the notations of many programs: read where they are certain, refused where they are not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.definitions.amounts import decimal_sign_in, read_amount
from outreach.definitions.dates import DateOrder, order_in, read_date

DAY_FIRST, MONTH_FIRST = DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST


@pytest.mark.parametrize(
    "text",
    ["2026-07-15", "2026/7/15", "2026-07-15T00:00:00", "15 Jul 2026", "15-Jul-26", "July 15, 2026", "15. Juli 2026",
     "15 juil. 2026", "15.07.2026", "15.7.26", "15/07/2026", "07/15/2026", "15-07-2026", " 15  July  2026 "],
)  # fmt: skip
def test_a_date_that_can_only_be_one_day_needs_no_setting(text: str) -> None:
    assert read_date(text, None) == date(2026, 7, 15)


def test_three_four_is_ambiguous_until_somebody_says_how_it_is_meant() -> None:
    with pytest.raises(ValueError, match=r'"03/04/2026" is ambiguous: 3 April 2026 or 4 March 2026\? .*date_order'):
        read_date("03/04/2026", None)
    assert read_date("03/04/2026", DAY_FIRST) == date(2026, 4, 3)
    assert read_date("03/04/2026", MONTH_FIRST) == date(2026, 3, 4)


def test_five_five_is_the_same_day_either_way() -> None:
    assert read_date("05/05/2026", None) == date(2026, 5, 5)


def test_with_dots_the_day_is_first_whatever_the_setting() -> None:
    assert read_date("03.04.2026", MONTH_FIRST) == date(2026, 4, 3)


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (["03/04/2026", "13/04/2026"], DAY_FIRST),
        (["03/04/2026", "04/13/2026"], MONTH_FIRST),
        (["03/04/2026", "12/12/2026"], None),
        (["31.12.2026", "2026-12-31", "31 Dec 2026", ""], None),  # these say nothing about slashes
    ],
)
def test_one_number_above_twelve_settles_the_order_of_all(column: list[str], order: DateOrder | None) -> None:
    assert order_in(column) is order


def test_a_date_that_contradicts_the_order_of_the_others_is_refused() -> None:
    with pytest.raises(
        ValueError, match='"04/13/2026" has the month first, but it is the day first in the other dates'
    ):
        read_date("04/13/2026", DAY_FIRST)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("31/02/2026", '"31/02/2026" is no day of the calendar'),
        ("2026-13-01", '"2026-13-01" is no day of the calendar'),
        ("15 Foo 2026", '"15 Foo 2026" is no date: there is no month "Foo"'),
        ("01.01.1926", 'the year of "01.01.1926" cannot be right'),
        ("in May", '"in May" is no date; write it like 2026-03-31 or 31 Mar 2026'),
        ("46218", '"46218" is no date; write it like 2026-03-31 or 31 Mar 2026'),
    ],
)
def test_what_is_no_date_is_told(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        read_date(text, None)
    assert str(caught.value) == told


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(DateOrder))
def test_every_day_comes_back_from_the_order_that_wrote_it(day: date, order: DateOrder) -> None:
    text = f"{day:%d/%m/%Y}" if order is DAY_FIRST else f"{day:%m/%d/%Y}"
    assert read_date(text, order) == day
    try:
        alone = read_date(text, None)
    except ValueError:
        assert day.day <= 12
    else:
        assert alone == day


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1234.56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1 234,56", "1234.56"),
        ("1'234.56", "1234.56"),
        ("12,34,567.80", "1234567.80"),  # lakhs
        ("1.234.567", "1234567"),
        ("0,5", "0.5"),
        ("0.500", "0.5"),
        ("1234.5600", "1234.56"),
        ("€1,234.56", "1234.56"),
        ("1.234,56 EUR", "1234.56"),
        ("(100.00)", "-100"),
        ("100.00-", "-100"),
        ("-€100.00", "-100"),
        ("100", "100"),
    ],
)
def test_an_amount_is_read_in_the_notation_that_it_shows(text: str, amount: str) -> None:
    assert read_amount(text, "EUR", "") == Decimal(amount)


@pytest.mark.parametrize("text", ["1,234", "1.234", "100.000"])
def test_thousands_or_thousandths_is_not_guessed(text: str) -> None:
    with pytest.raises(ValueError, match="is ambiguous: thousands or decimals"):
        read_amount(text, "EUR", "")


def test_the_rest_of_the_column_tells_what_the_comma_means() -> None:
    assert decimal_sign_in(["1,234", "100", "99.50"]) == "."
    assert read_amount("1,234", "EUR", ".") == Decimal(1234)
    assert decimal_sign_in(["1.234", "€ 99,50"]) == ","
    assert read_amount("1.234", "EUR", ",") == Decimal(1234)
    assert decimal_sign_in(["1,234", "100", ""]) == ""


def test_an_amount_in_another_notation_than_the_rest_is_refused() -> None:
    with pytest.raises(ValueError, match=r'"99,50" has "," before its decimals, but the other amounts have "\."'):
        read_amount("99,50", "EUR", ".")


@pytest.mark.parametrize(("currency", "text"), [("EUR", "1.005"), ("JPY", "10.5"), ("EUR", "1234.567")])
def test_more_decimals_than_the_currency_has_are_refused(currency: str, text: str) -> None:
    with pytest.raises(ValueError, match=f"has more decimals than {currency} has"):
        read_amount(text, currency, ".")


def test_dinars_have_three_decimals() -> None:
    assert read_amount("12.345", "KWD", ".") == Decimal("12.345")


@pytest.mark.parametrize(
    "text", ["", "abc", "$5", "(5", "--5", "5,", ",5", "1,,2", "12,34.56", "1.2.3", "9" * 21, "1e9", "NaN"]
)
def test_what_is_no_amount_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="is no amount; write it like"):
        read_amount(text, "EUR", "")


@given(st.decimals(0, 10**9, places=2), st.sampled_from([".", ","]))
def test_every_amount_comes_back_from_the_notation_that_wrote_it(amount: Decimal, sign: str) -> None:
    text = f"{amount:,.2f}"
    if sign == ",":
        text = text.translate(str.maketrans(".,", ",."))
    assert read_amount(text, "EUR", "") == amount
    assert decimal_sign_in([text]) == sign
