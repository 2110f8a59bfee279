"""Days written in words: what each form means, on the day the mail was written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from outreach.domain.workdays import WEEKEND
from outreach.reading.calendar_days import (
    add_months,
    add_working_days,
    iso_day,
    last_of_month,
    last_of_quarter,
    month_near,
    nearest_year,
    next_monthday,
    valid_date,
    week_day,
    working_day_before,
)
from outreach.reading.context import Context
from outreach.reading.feasts import last_day_of, next_feast, nth_weekday
from outreach.reading.found_dates import FoundDate, Groups, Resolved
from outreach.reading.vocabularies import forms_of
from outreach.reading.words.vocabulary import DateForm, DayWords, Vocabulary

FRIDAY = 4
_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
_NUMBER_IN_LIST = re.compile(r"\d+(?:st|nd|rd|th|er|\.|º)?")
_FIRST = re.compile(r"\b(?:first|erste|premier|primer|primo|eerste|pierwsz|primeiro)")
_LONGEST_SPAN = 400  # days; longer ones are terms or jokes, no promises


def worded_dates(plain: str, text: str, context: Context, vocabulary: Vocabulary) -> Iterator[FoundDate]:
    """`plain` is the folded text. Readings of the same words may overlap."""
    words = frozenset(_WORD.findall(plain))
    for form in forms_of(vocabulary.code):
        if form.needs and words.isdisjoint(form.needs):
            continue
        for match in form.pattern.finditer(plain):
            yield from _found(form, match, text, context, vocabulary.days)


def _found(form: DateForm, match: re.Match[str], text: str, context: Context, words: DayWords) -> Iterator[FoundDate]:
    groups = {name.rstrip("_"): found for name, found in match.groupdict().items() if found}
    day, sure = _RULES[form.kind](groups, context, words)
    start, end = match.span("date" if "date" in groups else 0)
    if day is None:
        return
    if "month" in groups and "year" not in groups:
        sure = sure and text[slice(*match.span("month"))] not in words.also_words  # "20 may be too many"
    listed = list(_listed(form, match, groups, text, context, words))
    if listed:
        yield from listed
        start = match.start("day")
    yield FoundDate(day, text[start:end], start, end, sure, form.kind)


def _listed(
    form: DateForm, match: re.Match[str], groups: Groups, text: str, context: Context, words: DayWords
) -> Iterator[FoundDate]:
    """The days before the last one in "on the 1st, 15th and 29th of April"."""
    if "list" not in groups:
        return
    for number in _NUMBER_IN_LIST.finditer(match.string, *match.span("list")):
        day, sure = _RULES[form.kind]({**groups, "day": number[0]}, context, words)
        if day:
            yield FoundDate(day, text[slice(*number.span())], *number.span(), sure, form.kind)


def _number(word: str, numbers: dict[str, int]) -> int:
    digits = _DIGITS.match(word)
    return int(digits[0]) if digits else numbers.get(" ".join(word.split()), 0)


def _day_number(groups: Groups, words: DayWords) -> int:
    return _number(groups["day"], dict(words.spelled_days))


def _day(groups: Groups, context: Context, words: DayWords) -> Resolved:
    month, day = words.months[groups["month"].rstrip(".")], _day_number(groups, words)
    year = _year(groups, context)
    return (
        valid_date(year, month, day) if year else nearest_year(month, day, context.sent_on),
        "first" not in groups,
    )


def _year(groups: Groups, context: Context) -> int | None:
    """The year written; two digits are one only when it is about now ("20 March 26", not "20 March 10 am")."""
    if "year" in groups:
        return int(groups["year"])
    short = 2000 + int(groups.get("short", "99"))
    return short if abs(short - context.sent_on.year) <= 1 else None


def _day_of_month(groups: Groups, context: Context, words: DayWords) -> Resolved:
    day = _day_number(groups, words)
    if {"next", "coming", "day_next"} & groups.keys():
        first = add_months(context.sent_on.replace(day=1), 1)
        return valid_date(first.year, first.month, day), True
    if "last" in groups:
        first = add_months(context.sent_on.replace(day=1), -1)
        return valid_date(first.year, first.month, day), True
    if "this" in groups:
        return valid_date(context.sent_on.year, context.sent_on.month, day), "first" not in groups
    return next_monthday(day, context.sent_on), "first" not in groups


def _weekday_and_day(groups: Groups, context: Context, words: DayWords) -> Resolved:
    """ "Friday 20": a number that is no such day is something else ("Friday 5 invoices"), unless it is an ordinal."""
    day = next_monthday(_day_number(groups, words), context.sent_on)
    fits = day is not None and day.weekday() == words.weekdays[groups["weekday"]]
    return (day, fits) if fits or "mark" in groups else (None, False)


def _month_part(groups: Groups, context: Context, words: DayWords) -> Resolved:
    """The beginning, middle and end are the first, the 15th and the last day (as § 192 BGB has it); only the end is
    meant exactly by those who write it."""
    first, named = _first_of_month(groups, context, words), "month" in groups or "this" in groups
    if "early" in groups:
        day = _working(first, groups["early"], context, words, 1)
        return _not_over(day, named, context), bool(_FIRST.search(groups["early"]))
    if "mid" in groups:
        return _not_over(first.replace(day=15), named, context), False
    day = _working(last_of_month(first), groups.get("end", ""), context, words, -1)
    return day, "end" in groups


def _working(day: date, part: str, context: Context, words: DayWords, step: int) -> date:
    """ "The last working day of March"."""
    if re.search(rf"\b(?:{words.work}|{words.workdays})\b", part):
        while day.weekday() in WEEKEND or day in context.holidays:
            day += timedelta(days=step)
    return day


def _not_over(day: date, named: bool, context: Context) -> date:
    return add_months(day, 1) if day < context.sent_on and not named else day


def _first_of_month(groups: Groups, context: Context, words: DayWords) -> date:
    this = context.sent_on.replace(day=1)
    if name := groups.get("month"):
        number, year = words.months[name.rstrip(".")], _year(groups, context)
        return date(year, number, 1) if year else month_near(number, context.sent_on)
    if "after_next" in groups:
        return add_months(this, 2)
    return add_months(this, 1 if {"next", "coming"} & groups.keys() else -1 if "last" in groups else 0)


def _month(groups: Groups, context: Context, words: DayWords) -> Resolved:
    """ "In March" is over on its last day; which day is meant, nobody said."""
    return last_of_month(_first_of_month(groups, context, words)), False


def _nth_weekday(groups: Groups, context: Context, words: DayWords) -> Resolved:
    """ "The first Monday of April"; a week of a month is the one with that Friday in it."""
    first, nth = _first_of_month(groups, context, words), words.nth[" ".join(groups["nth"].split())]
    name = groups.get("weekday")
    weekday = words.weekdays[name] if name else FRIDAY
    day = nth_weekday(first.year, first.month, weekday, nth)
    if day and day < context.sent_on and not {"month", "this", "last"} & groups.keys():
        first = add_months(first, 1)
        day = nth_weekday(first.year, first.month, weekday, nth)
    return day, name is not None


def _quarter(groups: Groups, context: Context, words: DayWords) -> Resolved:
    """Calendar quarters; a business year that begins elsewhere is nowhere in a mail."""
    today = context.sent_on
    nth = groups.get("n") or groups.get("nth")
    if nth:
        number = int(nth[0]) if nth[0].isdigit() else words.nth[" ".join(nth.split())]
        day = last_of_quarter(_year(groups, context) or today.year, number if number > 0 else 4)
        if day < today and not _year(groups, context):
            day = last_of_quarter(today.year + 1, number)
    else:
        ahead = 3 if {"next", "coming"} & groups.keys() else 0
        month = add_months(today.replace(day=1), ahead)
        day = last_of_quarter(month.year, (month.month + 2) // 3)
    if "early" in groups or "mid" in groups:
        return add_months(day.replace(day=1), -2 if "early" in groups else -1).replace(day=1), False
    return day, "end" in groups


def _year_part(groups: Groups, context: Context, _words: DayWords) -> Resolved:
    year = int(groups.get("year", 0)) or context.sent_on.year + bool({"next", "coming"} & groups.keys())
    if "early" in groups:
        return date(year, 1, 31), False
    return (date(year, 6, 30), False) if "mid" in groups else (date(year, 12, 31), "end" in groups)


def _weeks(groups: Groups) -> int:
    return 2 if "after_next" in groups else 1 if {"next", "coming"} & groups.keys() else -1 if "last" in groups else 0


def _week_part(groups: Groups, context: Context, _words: DayWords) -> Resolved:
    """A week with no day is its Friday. On a weekend the one that is over is not meant."""
    weekday = 0 if "early" in groups else 2 if "mid" in groups else FRIDAY
    day = week_day(context.sent_on, _weeks(groups), weekday)
    if day < context.sent_on and "last" not in groups:
        return day + timedelta(weeks=1), False
    return day, weekday == FRIDAY and "late" not in groups


def _weekend(groups: Groups, context: Context, _words: DayWords) -> Resolved:
    saturday = week_day(context.sent_on, _weeks(groups), 5)
    if "before" in groups:
        return saturday - timedelta(days=1), True
    return saturday + timedelta(days=2 if "after" in groups else 1), False


def _weekday(groups: Groups, context: Context, words: DayWords) -> Resolved:
    """The next such day after the day of writing; "Friday week" and "Friday next week" are their own.

    English "next Friday" is the Friday of next week to most and the coming one to some, so before Friday it is not
    sure; German "nächsten Freitag" is the coming one (Duden), with the same doubt. "Friday", said on a Friday, too.
    """
    name = groups["weekday"]
    wanted, today = words.weekdays.get(name, words.short_weekdays.get(name, 0)), context.sent_on
    coming = today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)
    if "n" in groups:
        return _week_of_number(int(groups["n"]), None, wanted, context), True
    if "in_next" in groups or "in_this" in groups:
        day = week_day(today, 1 if "in_next" in groups else 0, wanted)
        return day, day >= today
    if "later" in groups:
        return coming + timedelta(weeks=0 if wanted == today.weekday() else 1), True
    if "fortnight" in groups:
        return coming + timedelta(weeks=1 if wanted == today.weekday() else 2), True
    if "after_next" in groups:
        return coming + timedelta(weeks=1), False
    if "last" in groups:
        return coming - timedelta(weeks=1 if wanted != today.weekday() else 2), True
    if "next" in groups:
        in_next_week = week_day(today, 1, wanted)
        return (in_next_week if words.next_is_in_next_week else coming), in_next_week == coming
    return coming, wanted != today.weekday()


def _span(groups: Groups, context: Context, words: DayWords) -> Resolved:
    numbers = dict(words.numbers)
    count, sure = _number(groups.get("n", "1"), numbers), "from" not in groups and "n" in groups
    return _later(count, groups, context, words, sure)


def _later(count: int, groups: Groups, context: Context, words: DayWords, sure: bool) -> Resolved:
    today = context.sent_on
    if {"work", "work1", "work2"} & groups.keys() and ("days" in groups or "work" in groups):
        return (add_working_days(today, count, context.holidays) if count <= _LONGEST_SPAN else None), sure
    if "months" in groups:
        return (add_months(today, count) if count <= _LONGEST_SPAN // 30 else None), sure
    if "hours" in groups:
        return today + timedelta(days=count // 24), sure
    if "days" in groups and count == 15 and words.code in _FORTNIGHT_IS_FIFTEEN and "within" not in groups:
        return today + timedelta(days=14), False
    if "days" in groups and groups.get("n") in _EIGHT_DAYS_ARE_A_WEEK and "within" not in groups:
        return today + timedelta(days=7), False
    days = count * (14 if "fortnights" in groups else 7 if "weeks" in groups else 1)
    return (today + timedelta(days=days) if days <= _LONGEST_SPAN else None), sure


_FORTNIGHT_IS_FIFTEEN = frozenset({"fr", "es", "it", "pt"})  # "dans quinze jours" is the same weekday, two weeks on
_EIGHT_DAYS_ARE_A_WEEK = frozenset({"acht", "huit", "ocho", "otto"})  # "in acht Tagen", "dans huit jours"


def _net(groups: Groups, context: Context, _words: DayWords) -> Resolved:
    return context.sent_on + timedelta(days=int(groups["n"])), False


def _week_number(groups: Groups, context: Context, _words: DayWords) -> Resolved:
    """ISO 8601 weeks, of the year in which the week is nearest; its Friday unless a part of it is named."""
    weekday = 0 if "early" in groups else 2 if "mid" in groups else FRIDAY
    year = int(groups["year"]) if "year" in groups else None
    return _week_of_number(int(groups["n"]), year, weekday, context), "early" not in groups


def _week_of_number(number: int, year: int | None, weekday: int, context: Context) -> date | None:
    near = context.sent_on.year
    years = (year,) if year else range(near - 1, near + 2)
    days = [day for one in years if (day := iso_day(one, number, weekday))]
    return min(days, key=lambda day: abs(day - context.sent_on), default=None)


def _today(groups: Groups, context: Context, words: DayWords) -> Resolved:
    days = words.today.get(" ".join(groups["word"].split()), 0)
    return context.sent_on + timedelta(days=days + (7 if "later" in groups else 0)), True


def _feast(groups: Groups, context: Context, words: DayWords) -> Resolved:
    """Before a feast is the last working day before it, after it the first one; a feast of days is sure in neither."""
    name = words.feasts[" ".join(groups["feast"].split())]
    day = next_feast(name, context)
    if day is None:
        return None, False
    if "before" in groups:
        return working_day_before(day, context.holidays), False
    if "after" in groups:
        return add_working_days(last_day_of(name, day), 1, context.holidays), False
    return day, name not in ("easter", "christmas", "whitsun", "new year", "bank holiday", "carnival")


def _pay_day(_groups: Groups, context: Context, _words: DayWords) -> Resolved:
    """In Latin America wages are paid on the 15th and the last day of the month, and bills with them."""
    today = context.sent_on
    middle = today.replace(day=15)
    return (middle if today < middle else last_of_month(today)), False


_RULES: dict[str, Callable[[Groups, Context, DayWords], Resolved]] = {
    "day": _day,
    "day of month": _day_of_month,
    "weekday and day": _weekday_and_day,
    "month part": _month_part,
    "month": _month,
    "nth weekday": _nth_weekday,
    "quarter": _quarter,
    "year": _year_part,
    "week part": _week_part,
    "weekend": _weekend,
    "weekday": _weekday,
    "span": _span,
    "net": _net,
    "week number": _week_number,
    "today": _today,
    "end of day": _today,
    "feast": _feast,
    "pay day": _pay_day,
}
