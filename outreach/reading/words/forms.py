"""The ways of writing a day, the same in every language but for the words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from outreach.reading.folding import folded
from outreach.reading.names import full_months_of, one_of
from outreach.reading.words.vocabulary import DateForm, DayWords

_WORD = re.compile(r"[^\W\d_]+")
_BEFORE = r"(?<![\w/.,+:#§-])"
_AFTER = r"(?![\w@]|\.\w)"
_YEAR = (
    r"(?:,?\s*(?:{link})?(?P<year>(?:19|20)\d\d)(?![\w%])|[\s'-]{{1,2}}'?(?P<short>\d\d)(?![\w%]|[.,:]\d|\s?[€£$%]))?"
)
_NOT_MORE = r"(?![\w%]|[.,:/]\d|\s?[%€£$]|\s\d{3}(?!\d))"


def date_forms(words: DayWords) -> tuple[DateForm, ...]:
    """The forms of a language; where two read the same words, the longer reading counts."""
    return tuple(_Forms(words).all())


class _Forms:
    """Pieces of patterns out of the words of one language."""

    def __init__(self, words: DayWords) -> None:
        self.words = words
        self.link = rf"(?:{words.link}){{0,3}}"
        full = full_months_of(words.code)
        short = one_of(words.months.keys() - full)
        self.months = rf"(?:{one_of(full)})\b|(?:{short})\b\.?"  # only a shortened name takes its full stop with it
        self.weekdays = one_of(words.weekdays)
        self.year = _YEAR.format(link=self.link)
        self.number = rf"\d{{1,3}}|{one_of(words.numbers)}"
        self.part = (
            rf"(?:(?P<end>{words.end})|(?P<late>{words.late})|(?P<mid>{words.mid})|(?P<early>{words.early}))[\s-]*"
        )
        self.unit = (
            rf"(?:(?P<hours>{words.hours})|(?P<work>{words.workdays})|(?P<days>{words.days})|(?P<weeks>{words.weeks})"
            rf"|(?P<fortnights>{words.fortnights})|(?P<months>{words.months_long}))(?:\s+(?P<work2>{words.work}))?"
        )
        self.units = _each(words.hours, words.workdays, words.days, words.weeks, words.fortnights, words.months_long)

    def all(self) -> Iterator[DateForm]:
        yield from self._days()
        yield from self._bare_days()
        yield from self._months()
        yield from self._quarters_and_years()
        yield from self._weeks()
        yield from self._weekdays()
        yield from self._spans()
        yield from self._by_name()

    def which(self, suffix: str = "") -> str:
        words = self.words
        kinds = {"after_next": words.after_next, "next": words.next, "coming": words.coming, "this": words.this}
        groups = "|".join(f"(?P<{kind}{suffix}>{pattern})" for kind, pattern in (*kinds.items(), ("last", words.last)))
        return rf"(?:{groups})"

    def around(self, noun: str) -> str:
        """ "next week", "semaine prochaine"."""
        return rf"(?:{self.which()}\s+)?{noun}(?:\s+{self.which('_')})?"

    def numbers(self, mark: str) -> str:
        """A day, the last of a range, or the last of a list."""
        words, one = self.words, rf"\d{{1,2}}(?:{mark})"
        comma, both = r"\s?,\s?", rf"\s?,?\s(?:{words.both}|&)\s(?:{self.link})"
        return (
            rf"(?:(?P<list>(?:{one}{comma}){{0,4}}{one}{both})"
            rf"|(?P<first>\d{{1,2}})(?:{mark})?\s?(?:-|/|(?:{words.to}|{words.either})\s)\s?(?:{self.link}))?"
            rf"(?P<day>\d{{1,2}})(?:{mark})"
        )

    def _days(self) -> Iterator[DateForm]:
        words, mark = self.words, rf"(?:{self.words.mark})?"
        in_digits = rf"(?:{words.day_word}\s+)?{self.numbers(mark)}"
        month = rf"\s?[\s.-]?\s?{self.link}(?P<month>{self.months}){self.year}"
        yield _form("day", in_digits + month, words.months)
        yield _form("day", rf"(?P<day>{one_of(words.spelled_days)})" + month, words.months)
        yield _form(
            "day", rf"(?P<month>{self.months})\b\.?\s+(?:the\s+)?(?P<day>\d{{1,2}}){mark}{_NOT_MORE}{self.year}",
            words.months,
        )  # fmt: skip

    def _bare_days(self) -> Iterator[DateForm]:
        words = self.words
        mark = rf"(?:{words.mark})" + ("" if words.needs_mark else "?")
        of_month = (
            rf"(?:\s?(?:day\s+)?{self.link}"
            rf"(?:(?P<day_next>{words.day_next})(?!\w)\.?|{self.around(rf'(?:{words.month})')}))"
        )
        after = rf"{_NOT_MORE}(?!\s*(?:{words.not_a_day})(?!\w))"
        numbered = self.numbers(mark)
        yield _form("day of month", rf"(?:{words.lead})(?P<date>{numbered}{of_month}?){after}", ())
        yield _form("day of month", rf"{numbered}{of_month}", _each(words.month, words.day_next))
        if words.needs_mark:
            stop = "" if words.mark == r"\." else r"|\.(?!\d)"
            ends = rf"(?=\s*(?:[;!?)]|,(?!\d){stop}|$))"
            yield _form("day of month", rf"(?:{words.lead})(?P<date>(?P<day>\d{{1,2}})){ends}", ())
        spelled = one_of(words.spelled_days)
        if words.code == "pl":  # "18-go" and "osiemnastego" are nothing but days
            yield _form("day of month", rf"(?P<day>\d{{1,2}})-?go{of_month}?{after}", ("go",))
            yield _form("day of month", rf"(?P<day>{spelled}){of_month}?{after}", _each(*words.spelled_days))
        led = words.lead
        if words.code in ("es", "it", "pt"):  # no ordinals: "y dos", "los cuatro" are numbers of something else
            led = r"(?:el|al|del|il|no|ao|do|dal|entro)\s+(?:d[ií]a\s+)?"
        yield _form(
            "day of month",
            rf"(?:{led})(?P<date>(?P<day>{spelled}){of_month}?){after}",
            _each(*words.spelled_days),
        )
        yield _form(
            "weekday and day",
            rf"(?P<weekday>{self.weekdays})(?:\s+(?:{words.daytime}))?,?\s+{self.link}(?:{words.day_word}\s+)?"
            rf"(?P<day>\d{{1,2}})(?P<mark>{words.mark})?{after}(?![\s.-]*{self.link}(?:{self.months}))",
            words.weekdays,
        )  # fmt: skip

    def _months(self) -> Iterator[DateForm]:
        words = self.words
        noun = rf"(?:{words.month})"
        nouns = _each(words.month)
        month = rf"(?:(?P<month>{self.months}){self.year}|{self.around(noun)})"
        yield _form("month part", rf"{self.part}{self.link}{month}", {*words.months, *nouns})
        ends = one_of(words.month_ends)
        yield _form(
            "month part",
            rf"(?P<end>{ends})(?:\s+{self.link}(?:(?P<month>{self.months}){self.year}|{self.around(noun)}))?",
            _longest(words.month_ends),
        )
        yield _form("month", rf"(?P<date>(?:{words.in_month})(?P<month>{self.months}){self.year})", words.months)
        yield _form("month", rf"(?:{self.which()}\s+{noun}|{noun}\s+{self.which('_')})", nouns)
        nth = rf"(?P<nth>{one_of(words.nth)})"
        yield _form("nth weekday", rf"{nth}\s+(?P<weekday>{self.weekdays})\s+{self.link}{month}", words.weekdays)
        yield _form("nth weekday", rf"{nth}\s+(?:{words.week})\s+{self.link}{month}", _each(words.week))

    def _quarters_and_years(self) -> Iterator[DateForm]:
        words = self.words
        nth = rf"(?P<nth>{one_of(words.nth)}|[1-4](?:{words.mark})?)"
        quarter = rf"(?:(?:q|k|t)\s?(?P<n>[1-4])|(?:{nth}\s+)?{self.around(rf'(?:{words.quarter})')})"
        needs = {"q", "k", "t", *_each(words.quarter)}
        yield _form("quarter", rf"(?:{self.part}){self.link}{quarter}{self.year}", needs)
        yield _form("quarter", rf"(?P<end>{one_of(words.quarter_ends)})", words.quarter_ends)
        yield _form("year", rf"(?P<end>{one_of(words.year_ends)})(?:\s+(?P<year>20\d\d))?", words.year_ends)
        year = rf"(?:{self.around(rf'(?:{words.year})')}|(?P<year>20\d\d))"
        yield _form("year", rf"(?:{self.part}){self.link}{year}", ())

    def _weeks(self) -> Iterator[DateForm]:
        words = self.words
        week, nouns = rf"(?:{words.week})", _each(words.week)
        yield _form("week part", rf"{self.part}{self.link}{self.around(week)}", nouns)
        yield _form("week part", rf"(?:{self.which()}\s+{week}|{week}\s+{self.which('_')})", nouns)
        yield _form("week part", rf"(?P<end>{one_of(words.week_ends)})", _longest(words.week_ends))
        side = rf"(?:(?:(?P<before>{words.before})|(?P<after>{words.after}))\s+)?{self.link}"
        yield _form("weekend", side + self.around(rf"(?:{words.weekend})"), _each(words.weekend))
        part, number = rf"(?:{self.part}{self.link})?", r"(?P<n>\d{1,2})"
        names = rf"(?:{words.week_number})"
        year = r"(?:\s?(?:/|-|\s)\s?(?P<year>20\d\d))?"
        yield _form("week number", rf"{part}{names}\.?\s?(?:n[ro°º]?\.?\s?)?{number}{year}{_NOT_MORE}", ())
        if words.code in ("de", "pl", "fr"):
            yield _form("week number", rf"{part}{number}(?:{words.mark})?\s?{names}{year}", ())

    def _weekdays(self) -> Iterator[DateForm]:
        words = self.words
        week = rf"(?:{words.week})"
        to_come = rf"(?:{words.next}|{words.coming})"
        in_next = rf"(?P<in_next>{to_come}\s+{week}|{week}\s+{to_come})"
        in_this = rf"(?P<in_this>(?:{words.this})\s+{week}|{week}\s+(?:{words.this}))"
        in_number = rf"(?:{words.week_number})\.?\s?(?P<n>\d{{1,2}})"
        skip = rf"[\s,]+{self.link}"
        daytime = rf"(?:\s+(?:{words.daytime}))?"
        name = rf"(?P<weekday>{self.weekdays})"
        yield _form(
            "weekday",
            rf"(?:{self.which()}\s+)?{name}(?:'s)?{daytime}(?:\s+{self.which('_')}(?!\s+{week}))?{daytime}"
            rf"(?:[\s,]+(?:(?P<later>{words.week_later})|(?P<fortnight>{words.fortnight_later}))"
            rf"|{skip}(?:{in_next}|{in_this}|{in_number}))?",
            words.weekdays,
        )  # fmt: skip
        short = rf"(?P<weekday>{one_of(words.short_weekdays)})\b\.?"
        lead = r"(?:on|by|this|next|til|am|op|le|il|el|we?|na|do)\s+"
        yield _form("weekday", rf"{lead}(?P<date>{short})", words.short_weekdays)
        yield _form(
            "weekday", rf"(?:{in_next}|{in_this}|{in_number})[\s,]+(?:{words.on})?{self.link}{name}{daytime}",
            words.weekdays,
        )  # fmt: skip

    def _spans(self) -> Iterator[DateForm]:
        words = self.words
        count = (
            rf"(?:(?P<from>{self.number})\s?(?:-|/|(?:{words.to}|{words.either})\s)\s?)?(?P<n>{self.number})"
            rf"[\s-]*(?:(?P<work1>{words.work})\s+)?{self.unit}"
        )
        ahead = rf"{self.link}(?:(?:{words.next}|{words.coming})\s+)?"
        not_after = rf"(?!\s+(?:{words.span_of})\b)"
        lead = rf"(?:(?P<within>{words.within})|(?:{words.loosely}))\s+"
        yield _form("span", rf"{lead}{ahead}{count}(?:'?\s+time|')?{not_after}", self.units)
        yield _form("span", rf"(?P<within>{words.within})\s+{ahead}{self.unit}(?:'s)?{not_after}", self.units)
        yield _form("span", rf"{count}\s+(?:{words.from_now})", self.units)
        yield _form("net", r"net\s?(?P<n>\d{1,3})(?:\s+days)?", ("net",))

    def _by_name(self) -> Iterator[DateForm]:
        words = self.words
        daytime = rf"(?:[\s,]+(?:{words.daytime}))?"
        no = "".join(rf"(?<!\b{word} )" for word in words.not_today)
        later = rf"(?:\s+(?P<later>{words.week_later}))?"
        yield _form("today", rf"{no}(?P<word>{one_of(words.today)}){daytime}{later}", _longest(words.today))
        yield _form("end of day", rf"(?P<word>{one_of(words.end_of_day)})", _longest(words.end_of_day))
        side = rf"(?:(?:(?P<before>{words.before})|(?P<after>{words.after}))\s+)?{self.link}"
        pay_days = rf"(?:{words.pay_days})"
        yield _form("pay day", rf"{self.link}{self.around(pay_days)}", _each(words.pay_days))
        yield _form("feast", rf"{side}(?P<feast>{one_of(words.feasts)})", _longest(words.feasts))


def _form(kind: str, pattern: str, needs: Iterable[str]) -> DateForm:
    return DateForm(kind, f"{_BEFORE}(?:{pattern}){_AFTER}", _longest(needs))


def _longest(phrases: Iterable[str]) -> frozenset[str]:
    """Of each phrase a word that a text must hold in order to hold the phrase."""
    return frozenset(max(found, key=len) for phrase in phrases if (found := _WORD.findall(folded(phrase))))


def _each(*alternatives: str) -> frozenset[str]:
    return frozenset(word for words in alternatives for word in _WORD.findall(words))
