"""The two dates of IMAP: the day in a SEARCH, and the INTERNALDATE of a mail (RFC 3501 section 9)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

# Not strftime's %b, which speaks the language of the machine.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_INTERNALDATE = re.compile(r" ?(\d{1,2})-(\w{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)")


def search_date(day: date) -> str:
    return f"{day.day}-{_MONTHS[day.month - 1]}-{day.year:04}"


def internal_date(text: str) -> datetime | None:
    """`17-Jul-2026 02:44:25 -0700` in UTC; None when it is no such date."""
    if (found := _INTERNALDATE.fullmatch(text)) is None or found[2].title() not in _MONTHS:
        return None
    day, year, hour, minute, second, zone_hours, zone_minutes = (int(found[n]) for n in (1, 3, 4, 5, 6, 8, 9))
    offset = timedelta(hours=zone_hours, minutes=zone_minutes) * (-1 if found[7] == "-" else 1)
    month = _MONTHS.index(found[2].title()) + 1
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=timezone(offset)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
