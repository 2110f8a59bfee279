"""Money, days and lists in the notation of the reader's own language and country, after CLDR (by Babel)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_currency, get_currency_precision

from outreach.domain.money import Money

DAY_STYLES = ("long", "short", "weekday")

# Plain "en" is American to CLDR: 3/20/26 would be read as a wrong day by most of the clients who get it.
_WITHOUT_COUNTRY = {"en": "en_GB"}

# Nearly all languages say the year last; where one does not, it keeps its year.
_WEEKDAY = "MMMMEEEEd"
_YEAR_AT_THE_END = re.compile(r",?\s+y+$")


@lru_cache(maxsize=256)
def locale_for(language: str, country: str) -> Locale:
    """The locale of language and country, else of the language alone, else British English."""
    for tag in (f"{language}_{country}", _WITHOUT_COUNTRY.get(language, language)):
        try:
            return Locale.parse(tag)
        except (ValueError, UnknownLocaleError):
            continue
    return Locale.parse("en_GB")


def write_money(money: Money, locale: Locale) -> str:
    """The exact amount. Never rounded: an invoice of 10.005 is asked for as 10.005, not as 10.00."""
    places = get_currency_precision(money.currency)
    exact = money.amount == round(money.amount, places)
    return format_currency(
        money.amount, money.currency, locale=locale, currency_digits=exact, decimal_quantization=exact
    )


def write_day(day: date, style: str, locale: Locale) -> str:
    """`long` is 20 March 2026, `short` 20 Mar 2026 (20.03.2026), `weekday` Friday 20 March, without the year."""
    if style == "weekday" and _WEEKDAY in locale.datetime_skeletons:
        return format_skeleton(_WEEKDAY, day, fuzzy=False, locale=locale)
    if style == "weekday":
        return format_date(day, _YEAR_AT_THE_END.sub("", locale.date_formats["full"].pattern), locale=locale)
    if style not in DAY_STYLES:
        raise ValueError(f'a day is written {", ".join(DAY_STYLES)}, not "{style}"')
    return format_date(day, "medium" if style == "short" else "long", locale=locale)


def write_list(words: Sequence[str], locale: Locale) -> str:
    """`a, b and c`, with the reader's own word for "and"."""
    return format_list(words, locale=locale)
