"""Amounts and days as their reader writes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from outreach.domain.money import Money
from outreach.render.notation import locale_for, write_day, write_list, write_money

FRIDAY = date(2026, 3, 20)


def euros(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


@pytest.mark.parametrize(
    ("language", "country", "expected"),
    [
        ("de", "DE", "1.234,56\u00a0€"),
        ("de", "AT", "€\u00a01.234,56"),
        ("en", "GB", "€1,234.56"),
        ("en", "US", "€1,234.56"),
        ("de", "CH", "EUR\u00a01’234.56"),
    ],
)
def test_an_amount_is_written_as_in_the_reader_s_own_country(language: str, country: str, expected: str) -> None:
    assert write_money(euros("1234.56"), locale_for(language, country)) == expected


def test_an_amount_is_never_rounded() -> None:
    assert write_money(euros("10.005"), locale_for("en", "GB")) == "€10.005"
    assert write_money(Money(Decimal("100.5"), "JPY"), locale_for("en", "GB")) == "JP¥100.50"


def test_yen_have_no_decimals_and_a_currency_that_nobody_knows_keeps_its_code() -> None:
    assert write_money(Money(Decimal(1000), "JPY"), locale_for("en", "US")) == "¥1,000"
    assert "QQQ" in write_money(Money(Decimal(5), "QQQ"), locale_for("de", "DE"))


@pytest.mark.parametrize(
    ("language", "country", "long", "short", "weekday"),
    [
        ("en", "GB", "20 March 2026", "20 Mar 2026", "Friday 20 March"),
        ("en", "US", "March 20, 2026", "Mar 20, 2026", "Friday, March 20"),
        ("de", "DE", "20. März 2026", "20.03.2026", "Freitag, 20. März"),
        ("fr", "FR", "20 mars 2026", "20 mars 2026", "vendredi 20 mars"),
    ],
)
def test_a_day_has_three_ways_to_be_written(language: str, country: str, long: str, short: str, weekday: str) -> None:
    locale = locale_for(language, country)
    assert [write_day(FRIDAY, style, locale) for style in ("long", "short", "weekday")] == [long, short, weekday]


def test_a_language_without_that_country_is_still_that_language() -> None:
    assert write_day(FRIDAY, "long", locale_for("de", "BR")) == "20. März 2026"


def test_english_for_an_unknown_country_is_not_american() -> None:
    assert write_day(FRIDAY, "short", locale_for("en", "")) == "20 Mar 2026"
    assert write_day(FRIDAY, "short", locale_for("xx", "YY")) == "20 Mar 2026"


def test_a_list_ends_with_the_reader_s_own_and() -> None:
    assert write_list(["a", "b", "c"], locale_for("de", "DE")) == "a, b und c"
    assert write_list(["a", "b"], locale_for("en", "GB")) == "a and b"
