"""The working days of clients in different countries."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from outreach.definitions.calendars import calendar_of

FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 3, day) for day in (6, 7, 8, 9))


@pytest.mark.parametrize(
    ("country", "holiday"),
    [
        ("GB", date(2026, 12, 28)),  # Boxing Day is a Saturday, so the Monday after it is free
        ("GB", date(2026, 4, 6)),  # Easter Monday, a working day in Scotland alone
        ("DE", date(2026, 10, 3)),
        ("US", date(2026, 11, 26)),  # the fourth Thursday of November
        ("FR", date(2026, 7, 14)),
    ],
)
def test_a_public_holiday_is_no_working_day(country: str, holiday: date) -> None:
    assert not calendar_of(country, "UTC", 2026).is_working(holiday)


@pytest.mark.parametrize(
    ("country", "working", "free"),
    [
        ("GB", [FRIDAY, MONDAY], [SATURDAY, SUNDAY]),
        ("AE", [FRIDAY, MONDAY], [SATURDAY, SUNDAY]),  # since 2022
        ("SA", [SUNDAY, MONDAY], [FRIDAY, SATURDAY]),
        ("IL", [SUNDAY, MONDAY], [FRIDAY, SATURDAY]),
    ],
)
def test_the_weekend_is_that_of_the_country(country: str, working: list[date], free: list[date]) -> None:
    calendar = calendar_of(country, "UTC", 2026)
    assert [calendar.is_working(day) for day in working] == [True, True]
    assert [calendar.is_working(day) for day in free] == [False, False]


def test_it_reaches_from_the_year_before_to_two_years_after() -> None:
    calendar = calendar_of("DE", "Europe/Berlin", 2026)
    assert [calendar.is_working(date(year, 5, 1)) for year in (2025, 2026, 2028)] == [False, False, False]


def test_a_country_that_nobody_knows_has_a_weekend_and_no_holidays() -> None:
    calendar = calendar_of("XX", "UTC", 2026)
    assert calendar.is_working(date(2026, 12, 25))
    assert not calendar.is_working(SATURDAY)


def test_the_day_is_that_of_the_client() -> None:
    late = datetime(2026, 3, 6, 23, 30, tzinfo=UTC)
    assert calendar_of("GB", "Europe/London", 2026).day(late) == FRIDAY
    assert calendar_of("DE", "Europe/Berlin", 2026).day(late) == SATURDAY
