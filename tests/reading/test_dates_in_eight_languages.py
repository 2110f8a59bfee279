"""Days as they are written in eight languages, on Monday, 2 March 2026: one table a language, in `days`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.reading.context import Context
from outreach.reading.dates import dates_in

_COUNTRIES = {
    "english": ("en", "GB"), "german": ("de", "DE"), "french": ("fr", "FR"), "spanish": ("es", "ES"),
    "italian": ("it", "IT"), "dutch": ("nl", "NL"), "polish": ("pl", "PL"), "portuguese": ("pt", "PT"),
}  # fmt: skip
_GOOD_FRIDAY, _EASTER_MONDAY, _WHIT_MONDAY = date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 25)
_HOLIDAYS = {
    "GB": {_GOOD_FRIDAY, _EASTER_MONDAY},
    "DE": {_GOOD_FRIDAY, _EASTER_MONDAY, _WHIT_MONDAY},
    "FR": {_EASTER_MONDAY, _WHIT_MONDAY},
    "NL": {_EASTER_MONDAY},
}


def known(name: str) -> Context:
    language, country = _COUNTRIES[name]
    return Context(date(2026, 3, 2), language, country, "EUR", (), frozenset(_HOLIDAYS.get(country, set())))


def phrases() -> Iterator[tuple[str, str, str, bool]]:
    for path in sorted((Path(__file__).parent / "days").glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                words, _, day = line.rpartition(" = ")
                yield path.stem, words, day.rstrip(" ?"), not day.endswith("?")


PHRASES = list(phrases())


@pytest.mark.parametrize(("name", "words", "day", "sure"), PHRASES)
def test_a_day_is_understood_as_its_writers_mean_it(name: str, words: str, day: str, sure: bool) -> None:
    found = dates_in(f"{words}.", known(name))

    assert [(str(one.day), one.sure) for one in found] == [(day, sure)]


@pytest.mark.parametrize(("name", "words"), [(name, words) for name, words, _, _ in PHRASES])
def test_the_words_of_a_day_mean_the_same_without_those_around_them(name: str, words: str) -> None:
    text = f"{words}."
    (found,) = dates_in(text, known(name))

    assert text[found.start : found.end] == found.words
    if found.kind not in ("day of month", "numeric", "month"):  # these need the word before them: "on 20/3"
        assert [one.day for one in dates_in(found.words, known(name))] == [found.day]


@pytest.mark.parametrize("name", _COUNTRIES)
def test_each_language_has_a_table_that_is_worth_the_name(name: str) -> None:
    assert sum(language == name for language, *_ in PHRASES) >= 40


@given(st.text(max_size=200), st.sampled_from(sorted(_COUNTRIES)))
@settings(max_examples=150, deadline=None)
def test_whatever_is_written_days_stand_where_they_are_said_to(text: str, name: str) -> None:
    found = dates_in(text, known(name))

    assert all(text[one.start : one.end] == one.words for one in found)
    assert all(one.end <= after.start for one, after in pairwise(found))


@given(st.dates(date(2025, 1, 1), date(2030, 12, 31)))
def test_friday_is_always_the_next_one(today: date) -> None:
    (found,) = dates_in("We pay on Friday.", Context(today, "en", "GB", "GBP"))

    assert found.day.weekday() == 4
    assert timedelta(0) < found.day - today <= timedelta(days=7)
