"""Days that stand beside each other: one day named twice, a range, a correction, a day counted from another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache

from outreach.reading.calendar_days import add_months, valid_date, week_day
from outreach.reading.folding import folded
from outreach.reading.found_dates import FoundDate
from outreach.reading.names import one_of
from outreach.reading.vocabularies import VOCABULARIES
from outreach.reading.words.vocabulary import DayWords, Vocabulary

_LOOKS_BACK = 40  # characters
_EXPLICIT = frozenset({"day", "day of month", "numeric", "weekday and day"})
_WEEK = 7  # days
_SPANS = frozenset({"net", "span"})
_THAT_IS = folded(
    r"i\.?e\.?|that\s+is|namely|more\s+precisely|also|genauer(?:\s+gesagt)?|nämlich|plus\s+précisément|d\.?\s?h\.?|das\s+hei(?:ß|ss)t|c'est-à-dire|soit|es\s+decir|o\s+sea|cioè"
    r"|ossia|dus|oftewel|d\.?w\.?z\.?|czyli|tzn\.?|to\s+znaczy|ou\s+seja|isto\s+é"
)


def joined(plain: str, text: str, found: Sequence[FoundDate], vocabularies: Sequence[Vocabulary]) -> list[FoundDate]:
    """`plain` is the folded text; the days stand in its order and share no words."""
    together: list[FoundDate] = []
    for one_found in found:
        before = together[-1] if together else None
        this = _shifted(plain, text, one_found, vocabularies)
        if before and this.start < before.end:
            this = one_found
        one = _together(plain, text, before, this, vocabularies) if before else None
        if one:
            together[-1] = one
        else:
            together.append(this)
    return together


def _together(
    plain: str, text: str, before: FoundDate, this: FoundDate, vocabularies: Sequence[Vocabulary]
) -> FoundDate | None:
    """What two neighbours say together; None when they are two days."""
    if this.start - before.end > _LOOKS_BACK:
        return None
    for words in vocabularies:
        joins = _joins(words.code)
        if joins.beside.fullmatch(plain, before.end, this.start) and (one := _one_day(before, this)):
            return _over(plain, text, one, before, this)
        if this.kind == "today" and before.kind in _SPANS and joins.counted.fullmatch(plain, before.end, this.start):
            return replace(_over(plain, text, before, before, this), sure=True)
        if joins.rejects.fullmatch(plain, before.end, this.start):
            return _over(plain, text, before, before, this)
        if joins.corrects.fullmatch(plain, before.end, this.start):
            return _over(plain, text, this, before, this)
        if joins.to.fullmatch(plain, before.end, this.start):
            return replace(_over(plain, text, this, before, this), sure=False)
        between = joins.between.search(plain, max(0, before.start - _LOOKS_BACK), before.start)
        if between and joins.both.fullmatch(plain, before.end, this.start):
            whole = replace(before, start=between.start())
            return replace(_over(plain, text, this, whole, this), sure=False)
    return None


def _over(plain: str, text: str, day: FoundDate, before: FoundDate, this: FoundDate) -> FoundDate:
    end = this.end + (plain[this.end : this.end + 1] == ")" and "(" in plain[before.end : this.start])
    return replace(day, words=text[before.start : end], start=before.start, end=end)


def _one_day(this: FoundDate, after: FoundDate) -> FoundDate | None:
    """The day that both name; not sure when 20 March is no Friday. None when they are two."""
    kinds = {this.kind, after.kind}
    if "end of day" in kinds:
        return replace(after if this.kind == "end of day" else this)
    if this.kind == "feast" and after.kind in _EXPLICIT:
        return after  # "Labour Day on the 9th": the writer knows which one
    if this.kind == "counted week" and after.kind in _EXPLICIT and abs(after.day - this.day).days < _WEEK:
        return after
    if this.kind in ("month", "month part") and after.kind == "day of month":  # "next month, on the 10th"
        in_it = valid_date(this.day.year, this.day.month, after.day.day)
        return replace(after, day=in_it) if in_it else None
    if this.kind == "week part" and after.kind == "weekday":
        return replace(after, day=week_day(this.day, 0, after.day.weekday()), sure=True)
    if "weekday" in kinds and len(kinds) == 2:
        day, name = (after, this) if this.kind == "weekday" else (this, after)
        return replace(day, sure=day.sure and day.day.weekday() == name.day.weekday())
    if this.day == after.day and this.kind != after.kind:
        return replace(this, sure=this.sure or after.sure)  # "within 10 days, i.e. by 12 March"
    return None


class _Joins:
    """What may stand between two days, in one language."""

    def __init__(self, words: DayWords) -> None:
        small = rf"(?:{words.link}|{words.on}|{words.day_word}\s+|{words.lead})"
        self.beside = re.compile(rf"(?:'s)?[\s,(:/-]*(?:(?:{_THAT_IS})[\s,]+)?{small}{{0,3}}\(?")
        self.corrects = re.compile(rf"[\s,;.()/-]+(?:(?:{words.corrects})[\s,.:;-]+){{1,3}}{small}{{0,3}}")
        self.rejects = re.compile(rf"[\s,;-]+(?:(?:{words.both})\s+)?(?:{words.rejects})\s+{small}{{0,3}}")
        self.to = re.compile(rf"\s*(?:-|/|\s(?:{words.to.replace('|and', '')}|{words.either})\s)\s*{small}{{0,3}}")
        self.both = re.compile(rf"\s(?:{words.both}|&)\s+{small}{{0,3}}")
        self.between = re.compile(rf"\b(?:{words.between})\s+{small}{{0,2}}$")
        self.counted = re.compile(rf"\s+(?:{words.since})\s+{small}{{0,2}}")
        self.week_of = re.compile(rf"(?<!\w)(?:{words.week_of})\s+{small}{{0,3}}$")
        count = rf"(?:(?P<n>\d{{1,3}}|{one_of(words.numbers)})\s+)" + ("?" if words.code == "pl" else "")
        no_amount = r"(?<!\d )(?<![€£$k] )(?<!euros )(?<!euro )(?<!pounds )(?<!eur )(?<!gbp )(?<!usd )"
        unit = rf"(?:(?P<days>{words.days})|(?P<weeks>{words.weeks})|(?P<fortnights>{words.fortnights})"
        unit += rf"|(?P<months>{words.months_long}))"
        self.since = re.compile(
            rf"(?<!\w){no_amount}{count}{unit}\s+(?:(?P<before>{words.before})|{words.since})\s+{small}{{0,2}}$"
        )
        day_after = (
            rf"(?:{words.next_day})\s+{small}{{0,2}}$|(?<!\d )(?:{words.days})\s+(?:{words.since})\s+{small}{{0,2}}$"
        )
        self.next_day = re.compile(rf"(?<!\w)(?:{day_after})")
        self.ahead = re.compile(rf"(?<!\w){count}{unit}\s+(?:{words.on})?$" if words.code == "en" else r"(?!)")
        short = rf"(?<!\w)(?P<weekday>{one_of(words.short_weekdays)})\.?,?\s+{small}{{0,2}}$"
        self.short_weekday = re.compile(short)


@cache
def _joins(code: str) -> _Joins:
    return _Joins(VOCABULARIES[code].days)


def _shifted(plain: str, text: str, found: FoundDate, vocabularies: Sequence[Vocabulary]) -> FoundDate:
    """The day with what stands before it: "a week from Friday", "the week of 16 March", "Fr 20.3."."""
    begin = max(0, found.start - _LOOKS_BACK)
    for one in _readings(plain, begin, found, vocabularies):
        return replace(one, words=text[one.start : one.end])
    return found


def _readings(plain: str, begin: int, found: FoundDate, vocabularies: Sequence[Vocabulary]) -> Iterator[FoundDate]:
    for vocabulary in vocabularies:
        words, joins = vocabulary.days, _joins(vocabulary.code)
        if match := joins.since.search(plain, begin, found.start):
            yield _counted(found, match, words)
        if match := joins.next_day.search(plain, begin, found.start):
            yield replace(found, day=found.day + timedelta(days=1), start=match.start(), kind="counted")
        if found.kind in ("weekday", "today") and (match := joins.ahead.search(plain, begin, found.start)):
            yield _counted(found, match, words)
        if match := joins.week_of.search(plain, begin, found.start):
            yield replace(found, day=week_day(found.day, 0, 4), start=match.start(), kind="week of")
        match = joins.short_weekday.search(plain, begin, found.start) if found.kind in ("day", "numeric") else None
        if match and words.short_weekdays[match["weekday"]] == found.day.weekday():  # else it is another word
            yield replace(found, start=match.start())


def _counted(found: FoundDate, match: re.Match[str], words: DayWords) -> FoundDate:
    number = match["n"] or "1"
    count = int(number) if number.isdigit() else words.numbers[" ".join(number.split())]
    count = -count if match.groupdict().get("before") else count
    if match["months"]:
        day = add_months(found.day, count)
    else:
        day = found.day + timedelta(days=count * (14 if match["fortnights"] else 7 if match["weeks"] else 1))
    return replace(found, day=day, start=match.start(), kind="counted")
