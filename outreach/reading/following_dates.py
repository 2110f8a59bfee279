"""Days counted from the day that is named before them: "500 on Friday, the rest two weeks later"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache

from outreach.reading.calendar_days import add_months
from outreach.reading.context import Context
from outreach.reading.found_dates import FoundDate
from outreach.reading.names import one_of
from outreach.reading.vocabularies import VOCABULARIES
from outreach.reading.words.vocabulary import DayWords, Vocabulary

_LOOKS_BACK = 80  # characters; a day named further away is that of something else


def with_following(
    plain: str, text: str, found: Sequence[FoundDate], context: Context, vocabularies: Sequence[Vocabulary]
) -> list[FoundDate]:
    """`found`, with the days that are counted from those before them; `plain` is the folded text.

    Only a day to come is counted from: two weeks after the letter of 3 March is no day on which anything is paid.
    """
    days = list(found)
    for this in sorted(_matches(plain, vocabularies), key=lambda one: one[0].start()):
        match, words = this
        before = next((d for d in reversed(days) if d.end <= match.start()), None)
        if before and match.start() - before.end <= _LOOKS_BACK and before.day >= context.sent_on:
            start, end = match.span()
            day = _counted(match, words, before.day)
            days = [d for d in days if d.end <= start or end <= d.start]
            kind = "counted week" if match["week"] or match["week_"] else "counted"
            days.append(FoundDate(day, text[start:end], start, end, True, kind))
            days.sort(key=lambda d: d.start)
    return days


def _matches(plain: str, vocabularies: Sequence[Vocabulary]) -> Iterator[tuple[re.Match[str], DayWords]]:
    for vocabulary in vocabularies:
        for match in _pattern(vocabulary.code).finditer(plain):
            yield match, vocabulary.days


@cache
def _pattern(code: str) -> re.Pattern[str]:
    words = VOCABULARIES[code].days
    count = rf"(?:(?P<n>\d{{1,2}}|{one_of(words.numbers)})\s+)"
    unit = rf"(?:(?P<days>{words.days})|(?P<weeks>{words.weeks})|(?P<fortnights>{words.fortnights})"
    unit += rf"|(?P<months>{words.months_long}))"
    names = (
        ("weekday", one_of(words.weekdays)), ("week", words.week), ("month", words.month), ("day", words.days),
    )  # fmt: skip
    before = "|".join(rf"(?P<{name}>{pattern})" for name, pattern in names)
    behind = "|".join(rf"(?P<{name}_>{pattern})" for name, pattern in names)
    return re.compile(
        rf"(?<!\w)(?:{count}{'?' if code == 'pl' else ''}{unit}\s+(?:{words.later})"
        rf"|(?:{words.following})\s+(?:{before})|(?:{behind})\s+(?:{words.after_that})"
        rf"|(?P<next_day>{words.next_day})(?!\s+d(?:e|u|es|el)\b)|(?P<day_before>{words.day_before})(?!\s+d(?:e|u|es|el)\b)"
        rf"|(?P<back>{one_of(words.weekdays)})\s+(?:{words.before_that}))(?!\w)"
    )


def _counted(match: re.Match[str], words: DayWords, start: date) -> date:
    groups = {name.rstrip("_"): found for name, found in match.groupdict().items() if found}
    if "next_day" in groups or "day_before" in groups:
        return start + timedelta(days=1 if "next_day" in groups else -1)
    if "back" in groups:
        return start - timedelta(days=(start.weekday() - words.weekdays[groups["back"]] - 1) % 7 + 1)
    if "weekday" in groups:
        return start + timedelta(days=(words.weekdays[groups["weekday"]] - start.weekday() - 1) % 7 + 1)
    number = groups.get("n", "1")
    count = int(number) if number.isdigit() else words.numbers[" ".join(number.split())]
    if "month" in groups or "months" in groups:
        return add_months(start, count)
    return start + timedelta(
        days=count * (1 if {"days", "day"} & groups.keys() else 14 if "fortnights" in groups else 7)
    )
