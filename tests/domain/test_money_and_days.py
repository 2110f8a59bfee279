"""Money never mixes currencies; working days are those of the client, on its own clock."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.domain.clients import bucket
from outreach.domain.money import Money, totals
from outreach.domain.workdays import Calendar, Span, SpanUnit, Window
from tests.domain.made import LONDON, at, day, gbp

SUMS = st.builds(Money, st.decimals(0, 10**9, places=2, allow_nan=False), st.sampled_from(["GBP", "EUR", "USD"]))


def test_ten_pence_thrice_is_thirty_pence() -> None:
    assert gbp("0.10") + gbp("0.10") + gbp("0.10") == gbp("0.30")


def test_pounds_and_euros_are_never_added() -> None:
    with pytest.raises(ValueError, match="GBP and EUR cannot be added"):
        gbp("10.00") + Money(Decimal(10), "EUR")


def test_there_is_one_total_for_each_currency() -> None:
    sums = [gbp("10.00"), Money(Decimal("7.50"), "EUR"), gbp("2.25")]
    assert totals(sums) == (Money(Decimal("7.50"), "EUR"), gbp("12.25"))


@given(st.lists(SUMS))
def test_totals_lose_nothing_in_any_currency(sums: list[Money]) -> None:
    for total in totals(sums):
        assert total.amount == sum(m.amount for m in sums if m.currency == total.currency)
    assert {t.currency for t in totals(sums)} == {m.currency for m in sums}


@pytest.mark.parametrize(
    ("overdue", "name"),
    [(-5, "current"), (0, "current"), (1, "1-30"), (30, "1-30"), (31, "31-60"), (60, "31-60"), (61, "61-90"),
     (90, "61-90"), (91, "over 90")],
)  # fmt: skip
def test_the_aging_buckets_end_where_their_names_say(overdue: int, name: str) -> None:
    assert bucket(overdue) == name


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-03-20", 3, "2026-03-25"),  # Friday, then Monday, Tuesday, Wednesday
        ("2026-03-21", 1, "2026-03-23"),  # from a Saturday the first working day is Monday
        ("2026-04-02", 1, "2026-04-07"),  # Good Friday, a weekend and Easter Monday lie between
        ("2026-03-20", 0, "2026-03-20"),
    ],
)
def test_business_days_skip_weekends_and_holidays(start: str, count: int, end: str) -> None:
    assert LONDON.add_working_days(day(start), count) == day(end)


def test_in_the_gulf_friday_is_the_weekend() -> None:
    riyadh = Calendar(ZoneInfo("Asia/Riyadh"), weekend=frozenset({4, 5}))
    assert riyadh.add_working_days(day("2026-03-05"), 1) == day("2026-03-08")  # Thursday, then Sunday


@given(st.dates(date(2025, 1, 1), date(2027, 6, 1)), st.integers(1, 40))
def test_a_span_of_business_days_ends_on_a_working_day_and_counts_each_of_them_once(start: date, count: int) -> None:
    end = Span(count, SpanUnit.BUSINESS_DAYS).after(start, LONDON)
    between = [date.fromordinal(n) for n in range(start.toordinal() + 1, end.toordinal() + 1)]
    assert LONDON.is_working(end)
    assert sum(LONDON.is_working(d) for d in between) == count


@pytest.mark.parametrize(
    ("span", "end", "words"),
    [
        (Span(10), "2026-03-12", "10 days"),
        (Span(2, SpanUnit.WEEKS), "2026-03-16", "2 weeks"),
        (Span(1, SpanUnit.BUSINESS_DAYS), "2026-03-03", "1 business day"),
    ],
)
def test_spans_mean_what_people_write(span: Span, end: str, words: str) -> None:
    assert span.after(day("2026-03-02"), LONDON) == day(end)
    assert str(span) == words


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-03-02 08:59", False),
        ("2026-03-02 09:00", True),
        ("2026-03-02 16:29", True),
        ("2026-03-02 16:30", False),
        ("2026-03-01 10:00", False),  # Sunday
        ("2026-04-03 10:00", False),  # Good Friday
        ("2026-03-30 08:00", True),  # summer time began yesterday: nine o'clock in London
    ],
)
def test_letters_go_out_in_office_hours_of_working_days(moment: str, is_open: bool) -> None:
    assert Window().is_open(at(moment), LONDON) is is_open


def test_the_hours_are_those_of_the_clients_own_clock() -> None:
    auckland = Calendar(ZoneInfo("Pacific/Auckland"))
    window = Window(time(9), time(16, 30))
    sunday_evening_utc = datetime(2026, 3, 1, 20, 30, tzinfo=ZoneInfo("UTC"))  # Monday half past nine in Auckland
    assert window.is_open(sunday_evening_utc, auckland)
    assert auckland.day(sunday_evening_utc) == day("2026-03-02")
    assert not window.is_open(at("2026-03-02 10:00"), auckland)  # it is eleven at night there
