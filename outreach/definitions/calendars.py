"""The working days of a country, from the `holidays` library, as the domain's calendar."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from outreach.domain.workdays import WEEKEND, Calendar

_PART = {"GB": "ENG"}


@lru_cache(maxsize=512)
def calendar_of(country: str, zone: str, year: int) -> Calendar:
    """Public holidays and weekend of `country` (ISO 3166-1 alpha-2), good for days from `year` - 1 to `year` + 2.

    Only holidays of the whole country count; those of a region (Epiphany in Bavaria) are working days here. For GB they
    are those of England, because Easter Monday is a holiday everywhere but in Scotland. A country that the library does
    not know has a weekend (Saturday and Sunday) and no holidays: a letter may then arrive on a holiday, which is better
    than none. Raises ZoneInfoNotFoundError for a `zone` that the IANA list lacks.
    """
    try:
        known = holidays.country_holidays(country, _PART.get(country), years=range(year - 1, year + 3))
    except NotImplementedError:
        return Calendar(ZoneInfo(zone), frozenset(), WEEKEND)
    return Calendar(ZoneInfo(zone), frozenset(known), frozenset(known.weekend))
