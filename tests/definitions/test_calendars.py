"""The working days of clients in different countries."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from outreach.definitions.calendars import KeptCalendars, calendar_of
from outreach.definitions.kept import keep

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


@pytest.mark.parametrize("country", ["GB", "DE", "SA", "XX"])
def test_a_kept_calendar_is_the_one_that_was_made(tmp_path: Path, country: str) -> None:
    first = KeptCalendars(tmp_path / "calendars.json").of(country, "Europe/London", 2026)
    second = KeptCalendars(tmp_path / "calendars.json").of(country, "Europe/London", 2026)
    assert first == second == calendar_of(country, "Europe/London", 2026)


def test_two_zones_of_a_country_have_the_same_holidays(tmp_path: Path) -> None:
    kept = KeptCalendars(tmp_path / "calendars.json")
    early, late = kept.of("US", "America/New_York", 2026), kept.of("US", "America/Los_Angeles", 2026)
    assert early.holidays == late.holidays
    assert (str(early.zone), str(late.zone)) == ("America/New_York", "America/Los_Angeles")


def test_the_next_command_takes_a_calendar_as_it_was_kept(tmp_path: Path) -> None:
    """Told apart by a holiday that no country has."""
    only = {"GB 2026": {"holidays": ["2026-03-06"], "weekend": [6]}}
    keep(tmp_path / "calendars.json", "holidays", only)
    kept = KeptCalendars(tmp_path / "calendars.json")
    assert not kept.of("GB", "UTC", 2026).is_working(FRIDAY)
    assert kept.of("GB", "UTC", 2027) == calendar_of("GB", "UTC", 2027), "another year is another calendar"


def test_a_damaged_file_of_calendars_is_not_believed(tmp_path: Path) -> None:
    file = tmp_path / "calendars.json"
    KeptCalendars(file).of("GB", "UTC", 2026)
    file.write_bytes(file.read_bytes().replace(b"2026-12-28", b"2026-12-29"))
    assert not KeptCalendars(file).of("GB", "UTC", 2026).is_working(date(2026, 12, 28))
