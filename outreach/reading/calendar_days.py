"""Arithmetic of days that the grammar of dates stands on."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from outreach.domain.workdays import WEEKEND


def valid_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # the 30th of February
        return None


def nearest_year(month: int, day: int, near: date) -> date | None:
    """That day in the year in which it lies nearest to `near`: in January, 20 December is the one just gone."""
    days = [found for year in (near.year - 1, near.year, near.year + 1) if (found := valid_date(year, month, day))]
    return min(days, key=lambda found: abs(found - near), default=None)


def add_months(day: date, count: int) -> date:
    """The same day `count` months on, or the last one of a shorter month."""
    years, month = divmod(day.month - 1 + count, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def next_monthday(day: int, on_or_after: date) -> date | None:
    """The next day with that number; None for 0 and above 31."""
    for months in range(4):  # a 31st comes at the latest every second month, a 30th skips only February
        first = add_months(on_or_after.replace(day=1), months)
        found = valid_date(first.year, first.month, day)
        if found and found >= on_or_after:
            return found
    return None


def week_day(near: date, weeks: int, weekday: int) -> date:
    """That weekday (Monday is 0) of the week of `near`, or `weeks` later."""
    return near - timedelta(days=near.weekday()) + timedelta(weeks=weeks, days=weekday)


def add_working_days(day: date, count: int, holidays: frozenset[date]) -> date:
    """The `count`-th working day after `day`."""
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() not in WEEKEND and day not in holidays
    return day


def working_day_before(day: date, holidays: frozenset[date]) -> date:
    day -= timedelta(days=1)
    while day.weekday() in WEEKEND or day in holidays:
        day -= timedelta(days=1)
    return day


def last_of_quarter(year: int, quarter: int) -> date:
    return last_of_month(date(year, 3 * quarter, 1))


def month_near(month: int, near: date) -> date:
    """The first of that month in the year in which its middle is nearest to `near`."""
    middle = nearest_year(month, 15, near)
    assert middle is not None  # every month has a 15th
    return middle.replace(day=1)


def iso_day(year: int, week: int, weekday: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, weekday + 1)
    except ValueError:  # week 53 of a year that has 52
        return None
