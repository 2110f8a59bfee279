"""Days named in a text: a grammar of our own, because a general one finds Wednesday in "we" and today in "15.12.".

What a day means depends on the day the mail was written and on the client's country. A day that could be another one
is found all the same, but not `sure`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from outreach.reading.calendar_days import (
    add_months,
    add_working_days,
    last_of_month,
    nearest_year,
    next_monthday,
    valid_date,
    week_day,
)
from outreach.reading.context import Context
from outreach.reading.names import MONTHS, WEEKDAYS
from outreach.reading.telephones import in_one_of, telephones_in
from outreach.reading.vocabularies import VOCABULARIES
from outreach.reading.words.vocabulary import Vocabulary

Groups = dict[str, str | None]
Resolved = tuple[date | None, bool]  # the day, and whether it can be no other

FRIDAY = 4
MONTH_FIRST = frozenset({"US"})
ORDER_UNCLEAR = frozenset({"", "CA", "PH"})  # both orders are in use there


@dataclass(frozen=True, slots=True)
class FoundDate:
    day: date
    words: str
    start: int  # position of the words in the text; `end` is exclusive
    end: int
    sure: bool
    kind: str = "day"  # the form it has: "weekday" and "end of day" may belong to the day written beside them


_LEADS = ("am", "bis", "zum", "den", "dem", "vom", "ab", "on", "by", "before", "until")
_LEAD = "(?:" + "|".join(rf"(?<=\b{word} )" for word in _LEADS) + ")"
_NO_DATE_BEFORE = r"(?<![\w/.,+:#§-])(?<!Version )(?<!Ziffer )(?<!Punkt )(?<!Nr. )(?<!Kapitel )(?<!§ )"
_NO_DATE_AFTER = r"(?![\w/]|[.,:]\d|-\d|\s?(?:€|%|£|\$|Uhr\b|EUR\b|Euro\b|CHF\b|USD\b|GBP\b|h\b))"
_RANGE = r"(?:(?P<first>\d{1,2})\.(?:\d{1,2}\.)?\s?(?:-|–|bis(?:\s+zum)?)\s?)?"

_NUMERIC = tuple(
    (kind, re.compile(_NO_DATE_BEFORE + pattern + _NO_DATE_AFTER, re.IGNORECASE))
    for kind, pattern in (
        ("iso", r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"),
        ("dotted", _RANGE + r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4}|\d{2})\b"),
        ("dotted", _RANGE + r"(?P<day>\d{2})\.\s?(?P<month>\d{2})\."),
        ("dotted", _RANGE + _LEAD + r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\."),
        ("dotted", _LEAD + r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})"),
        ("slashed", r"(?P<a>\d{1,2})[/-](?P<b>\d{1,2})[/-](?P<year>\d{4})"),
        ("slashed", r"(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<year>\d{2})"),
        ("slashed", _LEAD + r"(?P<a>\d{1,2})/(?P<b>\d{1,2})"),
    )
)
_BETWEEN_WEEKDAY_AND_DATE = re.compile(r"\s*[,(]?\s*(?:(?:den|dem|the|on)\s+)?\(?", re.IGNORECASE)


def dates_in(text: str, context: Context) -> tuple[FoundDate, ...]:
    """All days named in `text`, in its order, none overlapping; the longest reading of the same words counts."""
    found = [*_numeric(text, context), *(d for words in VOCABULARIES.values() for d in _in_words(text, context, words))]
    found.sort(key=lambda d: (d.start - d.end, d.start))
    chosen: list[FoundDate] = []
    for candidate in found:
        if all(candidate.end <= other.start or other.end <= candidate.start for other in chosen):
            chosen.append(candidate)
    return tuple(_joined(text, sorted(chosen, key=lambda d: d.start)))


def _numeric(text: str, context: Context) -> Iterator[FoundDate]:
    telephones = telephones_in(text)
    for kind, pattern in _NUMERIC:
        for match in (m for m in pattern.finditer(text) if not in_one_of(*m.span(), telephones)):
            groups = match.groupdict()
            day, sure = _slashed(groups, context) if kind == "slashed" else _written_in_numbers(groups, context)
            if day:
                yield FoundDate(day, match[0], match.start(), match.end(), sure)


def _in_words(text: str, context: Context, language: Vocabulary) -> Iterator[FoundDate]:
    for form in language.date_forms:
        for match in form.pattern.finditer(text):
            groups = match.groupdict()
            day, sure = _RULES[form.kind](groups, context, language)
            if day:
                part = "date" if "date" in groups else 0
                start, end = match.span(part)
                yield FoundDate(day, text[start:end], start, end, sure, form.kind)


def _joined(text: str, found: list[FoundDate]) -> Iterator[FoundDate]:
    """ "Friday, 20 March" and "close of business on 20 March" are one day each."""
    waiting: FoundDate | None = None
    for this in found:
        if waiting is None:
            waiting = this
        elif _side_by_side(text, waiting, this) and (one := _one_day(text, waiting, this)):
            waiting = one
        else:
            yield waiting
            waiting = this
    if waiting:
        yield waiting


def _one_day(text: str, this: FoundDate, after: FoundDate) -> FoundDate | None:
    """The day that both name; not sure when 20 March is no Friday. None when they are two."""
    kinds = {this.kind, after.kind}
    if "end of day" in kinds:
        day = after if this.kind == "end of day" else this
        fits = True
    elif "weekday" in kinds and len(kinds) == 2:
        day, name = (after, this) if this.kind == "weekday" else (this, after)
        fits = day.day.weekday() == name.day.weekday()
    else:
        return None
    end = after.end + (text[after.end : after.end + 1] == ")" and "(" in text[this.end : after.start])
    return replace(day, words=text[this.start : end], start=this.start, end=end, sure=day.sure and fits)


def _side_by_side(text: str, this: FoundDate, after: FoundDate) -> bool:
    return _BETWEEN_WEEKDAY_AND_DATE.fullmatch(text, this.end, after.start) is not None


def _written_in_numbers(groups: Groups, context: Context) -> Resolved:
    day, month = int(groups["day"] or 0), int(groups["month"] or 0)
    sure = not groups.get("first")
    if year := groups.get("year"):
        return valid_date(_full_year(year), month, day), sure
    return nearest_year(month, day, context.sent_on), sure


def _slashed(groups: Groups, context: Context) -> Resolved:
    """By the order of the client's country; a country that uses both leaves 3/4 open."""
    first, second = int(groups["a"] or 0), int(groups["b"] or 0)
    month_first = context.country in MONTH_FIRST
    if first > 12 or second > 12:
        month_first = second > 12
    month, day = (first, second) if month_first else (second, first)
    sure = first > 12 or second > 12 or first == second or context.country not in ORDER_UNCLEAR
    year = groups.get("year")
    return (valid_date(_full_year(year), month, day) if year else nearest_year(month, day, context.sent_on)), sure


def _full_year(words: str) -> int:
    return int(words) if len(words) == 4 else 2000 + int(words)


def _day(groups: Groups, context: Context, _language: Vocabulary) -> Resolved:
    name = groups["month"] or ""
    month, day, year = MONTHS[name.lower().rstrip(".")], int(groups["day"] or 0), groups.get("year")
    sure = not groups.get("first") and (name != "may" or bool(year))  # "20 may be too many"
    return (valid_date(int(year), month, day) if year else nearest_year(month, day, context.sent_on)), sure


def _month_part(groups: Groups, context: Context, _language: Vocabulary) -> Resolved:
    """The beginning, middle and end are the first, the 15th and the last day (as § 192 BGB has it); only the end is
    meant exactly by those who write it."""
    if name := groups.get("month"):
        year = int(groups.get("year") or 0)
        first = (
            valid_date(year, MONTHS[name.lower().rstrip(".")], 1)
            if year
            else _month_near(MONTHS[name.lower().rstrip(".")], context)
        )
    else:
        first = add_months(context.sent_on.replace(day=1), 1 if _is_next(groups) else 0)
    if first is None:
        return None, False
    if groups.get("early"):
        return first, False
    return (first.replace(day=15), False) if groups.get("mid") else (last_of_month(first), True)


def _month(groups: Groups, context: Context, _language: Vocabulary) -> Resolved:
    """ "in March" is over on its last day; which day is meant, nobody said."""
    year = groups.get("year")
    number = MONTHS[(groups["month"] or "").lower().rstrip(".")]
    first = date(int(year), number, 1) if year else _month_near(number, context)
    return last_of_month(first), False


def _month_near(month: int, context: Context) -> date:
    """The first of that month in the year in which its end is nearest to the day of writing."""
    middle = nearest_year(month, 15, context.sent_on)
    assert middle is not None  # every month has a 15th
    return middle.replace(day=1)


def _week_part(groups: Groups, context: Context, _language: Vocabulary) -> Resolved:
    weeks = 1 if _is_next(groups) else 0
    if groups.get("early"):
        return week_day(context.sent_on, weeks, 0), False
    if groups.get("mid"):
        return week_day(context.sent_on, weeks, 2), False
    return week_day(context.sent_on, weeks, FRIDAY), True


def _weekday(groups: Groups, context: Context, language: Vocabulary) -> Resolved:
    """The next such day after the day of writing; "Friday week" and "Friday next week" are their own.

    English "next Friday" is the Friday of next week to most and the coming one to some, so before Friday it is not
    sure; German "nächsten Freitag" is the coming one (Duden), with the same doubt. "Friday", said on a Friday, too.
    """
    wanted = WEEKDAYS[(groups["weekday"] or "").lower()]
    today = context.sent_on
    coming = today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)
    later, which = (groups.get("later") or "").lower(), (groups.get("which") or "").lower()
    if later:
        in_that_week = later not in ("week", "in a week", "in einer woche")
        return (week_day(today, 1, wanted) if in_that_week else coming + timedelta(weeks=1)), True
    if which == "last" or which.startswith(("letzt", "vergangen")):
        return coming - timedelta(weeks=1 if wanted != today.weekday() else 2), True
    if _is_next(groups) and not which.startswith("komm") and "coming" not in which:
        in_next_week = week_day(today, 1, wanted)
        return (in_next_week if language.code == "en" else coming), in_next_week == coming
    return coming, wanted != today.weekday()


def _span(groups: Groups, context: Context, language: Vocabulary) -> Resolved:
    words, unit = (groups["n"] or "").lower(), (groups["unit"] or "").lower()
    count = int(words) if words.isdigit() else language.numbers[words]
    if groups.get("work") or unit in ("werktag", "arbeitstag", "bankarbeitstag"):
        return add_working_days(context.sent_on, count, context.holidays), True
    if unit in ("month", "monat"):
        return add_months(context.sent_on, count), True
    days = {"day": 1, "tag": 1, "week": 7, "woche": 7, "fortnight": 14}[unit]
    return context.sent_on + timedelta(days=days * count), True


def _day_of_month(groups: Groups, context: Context, _language: Vocabulary) -> Resolved:
    day = int(groups["day"] or 0)
    if _is_next(groups):
        first = add_months(context.sent_on.replace(day=1), 1)
        return valid_date(first.year, first.month, day), True
    return next_monthday(day, context.sent_on), True


def _week_number(groups: Groups, context: Context, _language: Vocabulary) -> Resolved:
    """ISO 8601 weeks, of the year in which the week is nearest; its Friday unless a part of it is named."""
    number = int(groups["n"] or 0)
    if not 1 <= number <= 53:
        return None, False
    weekday = 0 if groups.get("early") else 2 if groups.get("mid") else FRIDAY
    years = range(context.sent_on.year - 1, context.sent_on.year + 2)
    days = [week for year in years if (week := _iso_day(year, number, weekday))]
    return min(days, key=lambda day: abs(day - context.sent_on)), not groups.get("early")


def _iso_day(year: int, week: int, weekday: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, weekday + 1)
    except ValueError:  # week 53 of a year that has 52
        return None


def _today(groups: Groups, context: Context, language: Vocabulary) -> Resolved:
    words = " ".join((groups["word"] or "").lower().split())
    return context.sent_on + timedelta(days=language.days_from_today.get(words, 0)), True


def _is_next(groups: Groups) -> bool:
    which = (groups.get("which") or "").lower()
    return which in ("next", "following", "coming") or which.startswith(("nächst", "kommend", "folgend"))


_RULES: dict[str, Callable[[Groups, Context, Vocabulary], Resolved]] = {
    "day": _day,
    "month part": _month_part,
    "month": _month,
    "week part": _week_part,
    "weekday": _weekday,
    "span": _span,
    "day of month": _day_of_month,
    "week number": _week_number,
    "today": _today,
    "end of day": _today,
}
