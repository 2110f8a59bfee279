"""Days and amounts of payments that come back, out of what is said about them and what is owed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_UP, Decimal

from outreach.domain.finding import StatedPromise
from outreach.domain.money import Money
from outreach.reading.calendar_days import add_months, valid_date
from outreach.reading.dates import FoundDate
from outreach.reading.schedules import MOST_INSTALMENTS, FoundSchedule

_CENT = Decimal("0.01")


def instalments(
    schedule: FoundSchedule,
    dates: Sequence[FoundDate],
    amounts: Sequence[Money],
    base: Money | None,
    invoices: tuple[str, ...],
) -> tuple[StatedPromise, ...]:
    """A promise for each payment; none when it is not said when the first one is, or how many there are.

    `base` is what is paid off. The last payment takes what the equal ones leave.
    """
    count, each = schedule.count, _each(schedule, amounts, base)
    if count is None and each and base and each.currency == base.currency:
        count = int((base.amount / each.amount).to_integral_value(ROUND_UP))
    first = _first(dates)
    if count is None or not 1 < count <= MOST_INSTALMENTS or first is None:
        return ()
    named = sorted({found.day for found in dates})
    days = named if len(named) == count else list(_days(first, count, schedule.weekly))
    return tuple(
        StatedPromise(day, amount, invoices) for day, amount in zip(days, _split(count, each, base), strict=True)
    )


def _each(schedule: FoundSchedule, amounts: Sequence[Money], base: Money | None) -> Money | None:
    """The amount that comes back; the sum that is paid off is none."""
    smaller = [money for money in amounts if money != base]
    if len(smaller) == 1:
        return smaller[0]
    if base is None or schedule.count is None or smaller:
        return None
    return Money((base.amount / schedule.count).quantize(_CENT, ROUND_DOWN), base.currency)


def _split(count: int, each: Money | None, base: Money | None) -> Iterator[Money | None]:
    last = each
    if each and base and each.currency == base.currency:
        left = base.amount - each.amount * (count - 1)
        last = Money(left, each.currency) if 0 < left <= each.amount * 2 else each
    for number in range(count):
        yield last if number == count - 1 else each


def _first(dates: Sequence[FoundDate]) -> date | None:
    """The day of the month that is named, in the month that is: "on the 5th, starting in May"."""
    months = [found.day for found in dates if found.kind == "month"]
    days = [found.day for found in dates if found.kind != "month"]
    if months and days:
        return valid_date(months[0].year, months[0].month, days[0].day) or months[0]
    return days[0] if days else months[0].replace(day=1) if months else None


def _days(first: date, count: int, weekly: bool) -> Iterator[date]:
    for number in range(count):
        yield first + timedelta(weeks=number) if weekly else add_months(first, number)
