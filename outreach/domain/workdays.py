"""Working days and the hours in which a client may be written to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

WEEKEND = frozenset({5, 6})  # date.weekday(): Saturday, Sunday


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of one client: the weekend and public holidays of its country, seen in its own time zone."""

    zone: tzinfo
    holidays: frozenset[date] = frozenset()
    weekend: frozenset[int] = WEEKEND

    def day(self, now: datetime) -> date:
        """The calendar day it is for this client at the UTC instant `now`."""
        return now.astimezone(self.zone).date()

    def is_working(self, day: date) -> bool:
        return day.weekday() not in self.weekend and day not in self.holidays

    def working_day_from(self, day: date) -> date:
        """`day` itself if it is a working day, else the next one."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after `day` (count >= 0; 0 gives `day` unchanged)."""
        for _ in range(count):
            day = self.working_day_from(day + timedelta(days=1))
        return day


class SpanUnit(StrEnum):
    DAYS = "days"
    BUSINESS_DAYS = "business days"
    WEEKS = "weeks"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time as people say it in a sequence file: `5 business days`, `2 weeks`."""

    count: int
    unit: SpanUnit = SpanUnit.DAYS

    def after(self, day: date, calendar: Calendar) -> date:
        match self.unit:
            case SpanUnit.BUSINESS_DAYS:
                return calendar.add_working_days(day, self.count)
            case SpanUnit.WEEKS:
                return day + timedelta(weeks=self.count)
            case SpanUnit.DAYS:
                return day + timedelta(days=self.count)

    def __str__(self) -> str:
        unit = self.unit.value
        return f"{self.count} {unit.removesuffix('s') if self.count == 1 else unit}"


@dataclass(frozen=True, slots=True)
class Window:
    """The hours of a working day in which letters go out, on the client's own clock; `closes` is exclusive."""

    opens: time = time(9, 0)
    closes: time = time(16, 30)

    def is_open(self, now: datetime, calendar: Calendar) -> bool:
        local = now.astimezone(calendar.zone)
        return calendar.is_working(local.date()) and self.opens <= local.time() < self.closes
