"""Two years, a turn every half hour, in forty zones with all their jumps of the clock: no letter twice, none outside
its hours on the client's own clock, none on a weekend or holiday, and one at most after a long sleep.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from outreach.definitions.calendars import calendar_of
from outreach.domain.account import Account
from outreach.domain.case import Case
from outreach.domain.letter import Letter, LetterState
from outreach.domain.outbox import moved
from outreach.domain.policy import Mode, Policy
from outreach.domain.propose import Conditions, LetterDue, propose
from outreach.domain.sequence import LetterStep, Sequence, Stage, Tone
from outreach.domain.silence import Silence
from outreach.domain.workdays import Calendar, Window
from tests.domain.made import MILLER, invoice

ZONES = {
    "Africa/Cairo": "EG", "Africa/Casablanca": "MA", "Africa/Johannesburg": "ZA", "America/Anchorage": "US",
    "America/Asuncion": "PY", "America/Bogota": "CO", "America/Chicago": "US", "America/Denver": "US",
    "America/Halifax": "CA", "America/Havana": "CU", "America/Los_Angeles": "US", "America/Mexico_City": "MX",
    "America/New_York": "US", "America/Nuuk": "GL", "America/Santiago": "CL", "America/Sao_Paulo": "BR",
    "America/St_Johns": "CA", "Asia/Beirut": "LB", "Asia/Dubai": "AE", "Asia/Jerusalem": "IL",
    "Asia/Kathmandu": "NP", "Asia/Kolkata": "IN", "Asia/Riyadh": "SA", "Asia/Singapore": "SG",
    "Asia/Tehran": "IR", "Asia/Tokyo": "JP", "Atlantic/Azores": "PT", "Atlantic/Reykjavik": "IS",
    "Australia/Adelaide": "AU", "Australia/Lord_Howe": "AU", "Australia/Sydney": "AU", "Europe/Berlin": "DE",
    "Europe/Chisinau": "MD", "Europe/Dublin": "IE", "Europe/London": "GB", "Pacific/Apia": "WS",
    "Pacific/Auckland": "NZ", "Pacific/Chatham": "NZ", "Pacific/Honolulu": "US", "Pacific/Kiritimati": "KI",
}  # fmt: skip
FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
HALF_AN_HOUR = timedelta(minutes=30)
# Every step is due at once, so only the gap, the window and the calendar keep a letter in. Clocks change at night:
# the hours are such that a gap or a repeat lies within them, and a Saturday or Sunday at their edge.
POLICY = Policy(mode=Mode.AUTO, window=Window(time(0, 30), time(23, 30)))
STEPS = 300
ENDLESS = Sequence("standard", (Stage("friendly", Tone.FRIENDLY, 0, tuple(LetterStep("x") for _ in range(STEPS))),))


def played(calendar: Calendar, moments: Iterable[datetime]) -> list[Letter]:
    """The letters of one case whose every letter is taken, with the newest only where propose() needs no other."""
    known = Account(MILLER, Case("miller"), (invoice(due="2025-12-01"),), (), (), calendar)
    sent: list[Letter] = []
    for now in moments:
        due = propose(known, ENDLESS, POLICY, Conditions.ideal(now), now)
        if isinstance(due, Silence):
            continue
        assert isinstance(due, LetterDue)
        sent.append(letter(due, now))
        known = replace(known, case=moved(known.case, sent[-1], calendar.day(now)), letters=tuple(sent[-1:]))
    return sent


def letter(due: LetterDue, now: datetime) -> Letter:
    return Letter(
        id=f"{now}", client="miller", to=due.to.email, sequence="standard", stage=due.stage.name, step=due.index,
        template="x", language="en", subject="", carrying=due.carrying.number, lines=due.lines, message_id="",
        digest="", rendered_at=now, state=LetterState.ACCEPTED, claimed_at=now,
    )  # fmt: skip


def half_hours(begin: datetime = FIRST, end: datetime = LAST) -> Iterator[datetime]:
    while begin < end:
        yield begin
        begin += HALF_AN_HOUR


def clock_changes(zone: str) -> int:
    offsets = [moment.astimezone(ZoneInfo(zone)).utcoffset() for moment in list(half_hours())[::24]]
    return sum(one != other for one, other in pairwise(offsets))


def assert_lawful(sent: list[Letter], zone: str, working: set[date]) -> None:
    local = [x.claimed_at.astimezone(ZoneInfo(zone)) for x in sent if x.claimed_at]
    assert [x.step for x in sent] == list(range(len(sent))), "each step once, in order"
    assert {moment.date() for moment in local} <= working
    assert all(time(0, 30) <= moment.time() < time(23, 30) for moment in local)
    assert all((later.date() - earlier.date()).days >= POLICY.min_gap for earlier, later in pairwise(local))


def working_days(country: str, zone: str) -> set[date]:
    """Worked out from the library's own list for both years, not through the calendar that is tested."""
    import holidays

    part = {"GB": "ENG"}.get(country)
    try:
        listed = holidays.country_holidays(country, part, years=(2025, 2026, 2027, 2028))
    except NotImplementedError:
        listed = holidays.HolidayBase()
    days = (date(2025, 12, 31) + timedelta(days=n) for n in range(733))
    return {day for day in days if day.weekday() not in listed.weekend and day not in listed}


@pytest.mark.slow
def test_in_forty_zones_over_two_years_the_window_the_calendar_and_the_gap_hold() -> None:
    turns = letters = changes = 0
    for zone, country in ZONES.items():
        # A client's calendar is made anew each year, as the agent does it.
        calendar = calendar_of(country, zone, 2026)
        sent = played(calendar, half_hours())
        assert_lawful(sent, zone, working_days(country, zone))
        assert len(sent) > 100, f"{zone}: silence proves nothing"
        turns, letters = turns + 2 * 365 * 48, letters + len(sent)
        changes += clock_changes(zone)
    print(f"{len(ZONES)} zones, {changes} changes of the clock, {turns} turns, {letters} letters")
    assert (len(ZONES), turns) == (40, 1_401_600)
    assert changes >= 80, "without gaps and repeats it is no proof"


@pytest.mark.parametrize("zone", sorted(ZONES))
def test_who_wakes_after_ninety_days_writes_one_letter_and_then_keeps_the_gap(zone: str) -> None:
    calendar = calendar_of(ZONES[zone], zone, 2026)
    begin = datetime(2026, 2, 20, tzinfo=UTC)
    asleep, wakes = begin + timedelta(days=3), begin + timedelta(days=93)
    sent = played(calendar, [*half_hours(begin, asleep), *half_hours(wakes, wakes + timedelta(days=3))])
    woken = [x for x in sent if x.claimed_at and x.claimed_at >= wakes]
    assert len(woken) <= 1, "three days after ninety, whatever became due meanwhile"
    assert_lawful(sent, zone, working_days(ZONES[zone], zone))
