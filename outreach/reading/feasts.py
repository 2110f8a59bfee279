"""Days that have a name: Easter and what is counted from it, and the feasts and holidays by which people promise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from outreach.reading.context import Context

DAY = timedelta(days=1)

_EASTER = {
    "carnival monday": -48, "carnival": -47, "ash wednesday": -46, "palm sunday": -7, "maundy thursday": -3,
    "good friday": -2, "holy saturday": -1, "easter": 0, "easter monday": 1, "ascension": 39, "whitsun": 49,
    "whit monday": 50, "corpus christi": 60,
}  # fmt: skip
_FIXED = {
    "new year": (1, 1), "epiphany": (1, 6), "valentine": (2, 14), "st patrick": (3, 17), "st joseph": (3, 19),
    "may day": (5, 1),
    "st john": (6, 24), "assumption": (8, 15), "all saints": (11, 1), "all souls": (11, 2), "st martin": (11, 11),
    "st nicholas": (12, 6), "immaculate conception": (12, 8), "christmas eve": (12, 24), "christmas": (12, 25),
    "boxing day": (12, 26), "new year's eve": (12, 31), "halloween": (10, 31), "king's day": (4, 27),
    "anzac day": (4, 25), "australia day": (1, 26), "juneteenth": (6, 19), "veterans day": (11, 11),
    "armistice": (11, 11), "hispanic day": (10, 12), "unity day": (10, 3), "constitution": (5, 3),
    "sinterklaas": (12, 5),
    "liberation": (4, 25), "gandhi jayanti": (10, 2), "guy fawkes": (11, 5),
}  # fmt: skip
_NATIONAL = {
    "FR": (7, 14), "US": (7, 4), "CA": (7, 1), "BE": (7, 21), "CH": (8, 1), "AT": (10, 26), "DE": (10, 3),
    "ES": (10, 12), "IT": (6, 2), "PT": (6, 10), "BR": (9, 7), "PL": (11, 11), "IN": (8, 15), "IE": (3, 17),
    "NL": (4, 27), "AU": (1, 26), "MX": (9, 16), "AR": (7, 9), "CO": (7, 20), "CL": (9, 18), "PE": (7, 28),
    "LU": (6, 23),
}  # fmt: skip
_REPUBLIC = {"IN": (1, 26), "IT": (6, 2), "PT": (10, 5), "BR": (11, 15)}
_DIWALI = {
    2024: (10, 31), 2025: (10, 20), 2026: (11, 8), 2027: (10, 29), 2028: (10, 17), 2029: (11, 5), 2030: (10, 26),
}  # fmt: skip  # by the Hindu calendar of moon and sun; no short rule gives them

_LONG_FEASTS = {"easter": 1, "whitsun": 1, "christmas": 1}  # the day after is one as well


def feast_day(name: str, year: int, country: str) -> date | None:
    """The day of that feast in that year; None when the country has no such day or it cannot be computed."""
    if name in _EASTER:
        return easter(year) + _EASTER[name] * DAY
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in _MOVING:
        return _MOVING[name](year, country)
    table = {
        "national day": _NATIONAL.get(country),
        "republic day": _REPUBLIC.get(country),
        "diwali": _DIWALI.get(year),
    }
    found = table.get(name)
    return date(year, *found) if found else None


def next_feast(name: str, context: Context) -> date | None:
    """The next such day, from the day of writing on."""
    if name == "bank holiday":
        return min((day for day in context.holidays if day >= context.sent_on), default=None)
    days = (feast_day(name, context.sent_on.year + more, context.country) for more in (0, 1))
    return next((day for day in days if day and day >= context.sent_on), None)


def last_day_of(name: str, day: date) -> date:
    """ "After Easter" is after Easter Monday."""
    return day + _LONG_FEASTS.get(name, 0) * DAY


def easter(year: int) -> date:
    """Western Easter Sunday of a Gregorian year (the anonymous algorithm, as Meeus gives it)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return date(year, month, (h - m + r + month + 19) % 32)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The `nth` such day of the month, -1 is the last."""
    first = date(year, month, 1)
    days = [first + i * DAY for i in range(31) if (first + i * DAY).month == month]
    found = [day for day in days if day.weekday() == weekday]
    return found[nth if nth < 0 else nth - 1] if nth <= len(found) else None


def _labour_day(year: int, country: str) -> date | None:
    return nth_weekday(year, 9, 0, 1) if country in ("US", "CA") else date(year, 5, 1)


def _thanksgiving(year: int, country: str) -> date | None:
    return nth_weekday(year, 10, 0, 2) if country == "CA" else nth_weekday(year, 11, 3, 4)


_MOVING: dict[str, Callable[[int, str], date | None]] = {
    "labour day": _labour_day,
    "thanksgiving": _thanksgiving,
    "memorial day": lambda year, _country: nth_weekday(year, 5, 0, -1),
    "presidents day": lambda year, _country: nth_weekday(year, 2, 0, 3),
    "mlk day": lambda year, _country: nth_weekday(year, 1, 0, 3),
    "columbus day": lambda year, _country: nth_weekday(year, 10, 0, 2),
    "black friday": lambda year, _country: nth_weekday(year, 11, 4, 4),
    "fourth of july": lambda year, _country: date(year, 7, 4),
    "bastille day": lambda year, _country: date(year, 7, 14),
}
