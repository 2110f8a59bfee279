"""The working days of a country, from the `holidays` library, as the domain's calendar."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from outreach.definitions.kept import keep, load_kept
from outreach.domain.workdays import WEEKEND, Calendar

_PART = {"GB": "ENG"}
_LIBRARY = "holidays"


@lru_cache(maxsize=512)
def calendar_of(country: str, zone: str, year: int) -> Calendar:
    """Public holidays and weekend of `country` (ISO 3166-1 alpha-2), good for days from `year` - 1 to `year` + 2.

    Only holidays of the whole country count; those of a region (Epiphany in Bavaria) are working days here. For GB they
    are those of England, because Easter Monday is a holiday everywhere but in Scotland. A country that the library does
    not know has a weekend (Saturday and Sunday) and no holidays: a letter may then arrive on a holiday, which is better
    than none. Raises ZoneInfoNotFoundError for a `zone` that the IANA list lacks.
    """
    import holidays  # noqa: PLC0415 - three hundred countries take their time, and the usual ones are kept

    try:
        known = holidays.country_holidays(country, _PART.get(country), years=range(year - 1, year + 3))
    except NotImplementedError:
        return Calendar(ZoneInfo(zone), frozenset(), WEEKEND)
    return Calendar(ZoneInfo(zone), frozenset(known), frozenset(known.weekend))


@dataclass(slots=True)
class KeptCalendars:
    """The calendars of one workspace, as `calendar_of` has them, kept in `file` for the next command."""

    file: Path
    _calendars: dict[tuple[str, str, int], Calendar] = field(default_factory=dict)
    _kept: dict[str, Any] | None = None  # "GB 2026": {"holidays": ["2025-01-01", …], "weekend": [5, 6]}

    def of(self, country: str, zone: str, year: int) -> Calendar:
        wanted = country, zone, year
        if wanted not in self._calendars:
            self._calendars[wanted] = self._find(f"{country} {year}", *wanted)
        return self._calendars[wanted]

    def _find(self, name: str, country: str, zone: str, year: int) -> Calendar:
        if self._kept is None:
            self._kept = load_kept(self.file, _LIBRARY) or {}
        if kept := self._kept.get(name):
            free = frozenset(map(date.fromisoformat, kept["holidays"]))
            return Calendar(ZoneInfo(zone), free, frozenset(kept["weekend"]))
        made = calendar_of(country, zone, year)
        self._kept[name] = {"holidays": sorted(map(str, made.holidays)), "weekend": sorted(made.weekend)}
        keep(self.file, _LIBRARY, self._kept)
        return made
