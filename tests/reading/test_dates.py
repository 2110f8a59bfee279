"""Days in a reply, as somebody means them who writes on Monday, 2 March 2026."""

from __future__ import annotations

from datetime import date

import pytest

from outreach.reading.dates import FoundDate, dates_in
from tests.reading.desk import context

ENGLISH = {
    "on 20 March": "2026-03-20",
    "by March 20th": "2026-03-20",
    "by March 20, 2026": "2026-03-20",
    "on the 20th of March": "2026-03-20",
    "20-Mar-2026": "2026-03-20",
    "2026-03-20": "2026-03-20",
    "20.3.2026": "2026-03-20",
    "20/03/2026": "2026-03-20",
    "20/03/26": "2026-03-20",
    "by 20/3": "2026-03-20",
    "on 3/4/2026": "2026-04-03",  # the day comes first in Britain
    "on Friday, 20 March": "2026-03-20",
    "20 March (Friday)": "2026-03-20",
    "on 20 December": "2025-12-20",  # nearer behind than ahead
    "on 20 August": "2026-08-20",
    "by the 15th": "2026-03-15",
    "on the 1st": "2026-04-01",  # the next one
    "on the 2nd": "2026-03-02",  # today
    "on the 15th of next month": "2026-04-15",
    "by Friday": "2026-03-06",
    "this Friday": "2026-03-06",
    "Friday week": "2026-03-13",
    "Friday next week": "2026-03-13",
    "next week Friday": "2026-03-13",
    "last Friday": "2026-02-27",
    "next Monday": "2026-03-09",  # the coming one is the one of next week
    "tomorrow": "2026-03-03",
    "the day after tomorrow": "2026-03-04",
    "later today": "2026-03-02",
    "yesterday": "2026-03-01",
    "by close of business on 6 March": "2026-03-06",
    "by COB Friday": "2026-03-06",
    "in 10 days": "2026-03-12",
    "within 10 days": "2026-03-12",
    "within the next ten days": "2026-03-12",
    "in two weeks": "2026-03-16",
    "in a fortnight": "2026-03-16",
    "two weeks from today": "2026-03-16",
    "within 5 working days": "2026-03-09",
    "in a month": "2026-04-02",
    "by the end of the month": "2026-03-31",
    "at month-end": "2026-03-31",
    "EOM": "2026-03-31",
    "at the end of next month": "2026-04-30",
    "by the end of April": "2026-04-30",
    "end March": "2026-03-31",
    "by the end of the week": "2026-03-06",
    "next week": "2026-03-13",
    "at the end of next week": "2026-03-13",
    "in calendar week 12": "2026-03-20",
    "in week 12": "2026-03-20",
}
GERMAN = {
    "am 20. März": "2026-03-20",
    "am 20. März 2026": "2026-03-20",
    "am 20.03.": "2026-03-20",
    "bis 20.3.": "2026-03-20",
    "am 20.03.2026": "2026-03-20",
    "zum 20.03.26": "2026-03-20",
    "am Freitag, den 20.03.": "2026-03-20",
    "am 3.4.2026": "2026-04-03",
    "15.12.": "2025-12-15",  # never the time 15:12
    "zum 15.": "2026-03-15",
    "bis zum 15. des Monats": "2026-03-15",
    "am 15. nächsten Monats": "2026-04-15",
    "am 1.": "2026-04-01",
    "bis Freitag": "2026-03-06",
    "am kommenden Freitag": "2026-03-06",
    "Freitag in einer Woche": "2026-03-13",
    "nächste Woche Freitag": "2026-03-13",
    "letzten Freitag": "2026-02-27",
    "heute": "2026-03-02",
    "noch heute": "2026-03-02",
    "heute Nachmittag": "2026-03-02",
    "morgen": "2026-03-03",
    "morgen früh": "2026-03-03",
    "übermorgen": "2026-03-04",
    "gestern": "2026-03-01",
    "in 10 Tagen": "2026-03-12",
    "innerhalb von 10 Tagen": "2026-03-12",
    "binnen 14 Tagen": "2026-03-16",
    "in zwei Wochen": "2026-03-16",
    "innerhalb von 5 Werktagen": "2026-03-09",
    "Ende des Monats": "2026-03-31",
    "zum Monatsende": "2026-03-31",
    "Ende nächsten Monats": "2026-04-30",
    "Ende April": "2026-04-30",
    "Ende der Woche": "2026-03-06",
    "nächste Woche": "2026-03-13",
    "Ende nächster Woche": "2026-03-13",
    "in KW 12": "2026-03-20",
    "Mitte KW 12": "2026-03-18",
    "in der 12. Kalenderwoche": "2026-03-20",
}
VAGUE = {
    "next Friday": "2026-03-13",  # the coming one to some
    "on Monday": "2026-03-09",  # said on a Monday
    "mid March": "2026-03-15",
    "early April": "2026-04-01",
    "in March": "2026-03-31",
    "on Friday, 21 March": "2026-03-21",  # a Saturday
    "between the 3-7 March": "2026-03-07",
    "nächsten Freitag": "2026-03-06",
    "Anfang April": "2026-04-01",
    "Mitte März": "2026-03-15",
    "im April": "2026-04-30",
    "3. bis 7. März": "2026-03-07",
}
NO_DATES = [
    "INV-2026-0320",
    "RE-20.03",
    "invoice 20032026",
    "call +44 20 3120 2026 or 030 12.03.45",
    "EUR 20.03",
    "20.03 €",
    "1.234,56",
    "at 12.30",
    "um 12.30 Uhr",
    "version 2.3.",
    "Version 2.3.2026",
    "3/4 of the amount",
    "24/7",
    "50/50",
    "the 2nd reminder",
    "zum 2. Mal",
    "3. Mahnung",
    "we may pay",
    "we and you",
    "two of the ten",
    "on Fridays",
    "Guten Morgen",
    "30 February",
    "am 31.02.2026",
    "20 %",
    "within 10 days of receipt",
    "innerhalb von 14 Tagen nach Erhalt",
    "in a few days",
    "week 99",
    "Frau Mai",
    "it is due",
]


def only(text: str, **known: str) -> FoundDate:
    found = dates_in(text, context(**known))
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(("words", "day"), ENGLISH.items())
def test_a_day_is_understood_in_english(words: str, day: str) -> None:
    found = only(f"We will pay {words}.")

    assert (str(found.day), found.sure) == (day, True)


@pytest.mark.parametrize(("words", "day"), GERMAN.items())
def test_a_day_is_understood_in_german(words: str, day: str) -> None:
    found = only(f"Wir zahlen {words}", language="de")

    assert (str(found.day), found.sure) == (day, True)


@pytest.mark.parametrize(("words", "day"), VAGUE.items())
def test_a_day_that_could_be_another_is_found_but_not_sure(words: str, day: str) -> None:
    found = only(f"... {words} ...")

    assert (str(found.day), found.sure) == (day, False)


@pytest.mark.parametrize("text", NO_DATES)
def test_numbers_that_are_no_days_are_left_alone(text: str) -> None:
    assert dates_in(text, context()) == ()
    assert dates_in(text, context("de")) == ()


def test_the_order_of_day_and_month_is_that_of_the_country() -> None:
    assert str(only("paid on 3/4/2026", country="GB").day) == "2026-04-03"
    assert str(only("paid on 3/4/2026", country="US").day) == "2026-03-04"
    assert str(only("paid on 3/20/2026", country="GB").day) == "2026-03-20"


def test_where_both_orders_are_in_use_a_short_date_is_not_sure() -> None:
    assert not only("on 3/4/2026", country="CA").sure
    assert only("on 20/3/2026", country="CA").sure


def test_in_january_a_day_in_december_is_the_one_just_gone() -> None:
    written = date(2026, 1, 5)

    assert str(dates_in("paid on 20 December", context(sent_on=written))[0].day) == "2025-12-20"


def test_in_december_a_day_in_january_is_the_one_to_come() -> None:
    written = date(2026, 12, 28)

    assert str(dates_in("we pay on 8 January", context(sent_on=written))[0].day) == "2027-01-08"
    assert str(dates_in("Zahlung in KW 1", context("de", sent_on=written))[0].day) == "2027-01-08"


def test_working_days_pass_over_holidays() -> None:
    maundy_thursday = date(2026, 4, 2)
    easter = frozenset({date(2026, 4, 3), date(2026, 4, 6)})
    known = context(sent_on=maundy_thursday, holidays=easter)

    assert str(dates_in("within 2 working days", known)[0].day) == "2026-04-08"


def test_the_words_of_a_day_and_their_place_are_kept() -> None:
    text = "We pay on Friday, 20 March 2026."
    found = only(text)

    assert found.words == "Friday, 20 March 2026"
    assert text[found.start : found.end] == found.words


def test_several_days_are_found_in_their_order() -> None:
    days = [str(found.day) for found in dates_in("INV-1 on 3 April, INV-2 on 20 March and INV-3 today", context())]

    assert days == ["2026-04-03", "2026-03-20", "2026-03-02"]
