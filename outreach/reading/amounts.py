"""Amounts of money named in a text, in any of the usual notations, in figures and in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from outreach.domain.money import Money
from outreach.reading.context import Context
from outreach.reading.folding import folded
from outreach.reading.found_dates import Taken
from outreach.reading.language import word_set
from outreach.reading.names import one_of
from outreach.reading.number_words import numerals_of
from outreach.reading.telephones import in_one_of, telephones_in
from outreach.reading.vocabularies import VOCABULARIES, vocabularies_of
from outreach.reading.words.money import MONEY_WORDS

_SYMBOLS = {
    "€": "EUR", "euro": "EUR", "euros": "EUR", "euronen": "EUR", "£": "GBP", "pound": "GBP", "pounds": "GBP",
    "pounds sterling": "GBP", "stg": "GBP", "quid": "GBP", "libras": "GBP", "sterline": "GBP", "pfund": "GBP",
    "funtów": "GBP", "pond": "GBP", "franken": "CHF", "francs": "CHF", "franchi": "CHF", "fr": "CHF", "sfr": "CHF",
    "zł": "PLN", "zl": "PLN", "złotych": "PLN", "złote": "PLN", "złoty": "PLN", "zloty": "PLN", "₹": "INR",
    "rs": "INR", "rupees": "INR", "rupee": "INR", "r$": "BRL", "reais": "BRL", "us$": "USD", "bucks": "USD",
    "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "nz$": "NZD", "mx$": "MXN", "kč": "CZK",
}  # fmt: skip
_SHARED = {
    "$": "USD", "dollar": "USD", "dollars": "USD", "dólares": "USD", "dollari": "USD", "dolarów": "USD",
    "balles": "EUR", "pavos": "EUR", "piek": "EUR", "kröten": "EUR", "mango": "BRL", "mangos": "BRL", "contos": "BRL",
    "kr": "SEK", "kronor": "SEK", "kroner": "NOK", "kronen": "SEK", "¥": "JPY", "peso": "MXN", "pesos": "MXN",
}  # fmt: skip
_FAMILIES = {
    "USD": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD"), "JPY": ("JPY", "CNY"),
    "MXN": ("MXN", "ARS", "COP", "CLP", "UYU"),
    "SEK": ("SEK", "NOK", "DKK"), "NOK": ("SEK", "NOK", "DKK"),
    "EUR": ("EUR", "CHF", "CAD"), "BRL": ("BRL", "ARS", "EUR"),
}  # fmt: skip
_CODES = word_set(
    "EUR GBP USD CHF SEK NOK DKK PLN CZK HUF RON CAD AUD NZD JPY CNY SGD HKD ZAR INR BRL MXN AED TRY ARS COP CLP UYU"
)
_SIGN = "|".join(sorted(map(re.escape, (*_SYMBOLS, *_SHARED, *_CODES)), key=len, reverse=True))
_THOUSANDS = {"k": 1000, "tsd": 1000, "tys": 1000, "mil": 1000, "mille": 1000, "mila": 1000, "thousand": 1000,
              "tausend": 1000, "duizend": 1000, "grand": 1000, "lakh": 100_000, "lakhs": 100_000}  # fmt: skip
_TIMES = rf"(?:\s?(?:{one_of(_THOUSANDS)})\b\.?)"
_FIGURES = (
    r"(?:\d{1,2}(?:,\d{2})+,\d{3}(?!\d)(?:\.\d{1,2}(?!\d))?"  # 1,23,456.00 in India
    r"|\d{1,3}(?:[.,'’\s\u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d{1,2}(?!\d))?)"
)
_NUMBER = rf"{_FIGURES}(?:{_TIMES}|,--?|,–|\.-|\.–|/-)?"
_WITH_SIGN = re.compile(
    rf"(?<![\w.,-])(?:(?P<before>{_SIGN})\.?\s?(?P<number>{_NUMBER})(?!\d|[.,]\d)"
    rf"|(?P<number_first>{_NUMBER})\s?(?P<after>{_SIGN})(?!\w))",
    re.IGNORECASE,
)
_BARE = re.compile(rf"(?<![\w.,/+:#-]){_FIGURES}(?:{_TIMES}|,--?|,–|\.-|\.–|/-)?(?![\w/%:]|[.,]\d|-\w|\s?%)")
_ON_A_DAY = (
    r"(?=\s+(?:on|by|am|zum|bis|le|el|il|op|em|no|al|do|w)\s+(?:the\s+|de\s+|dia\s+|den\s+|zum\s+)?"
    r"(?:\d{1,2}(?!\d|[.,]\d\d\d)|mon|tue|wed|thu|fri|mo|di|mi|do|fr|lun|mar|mer|jeu|ven|mie|jue|vie|gio|ma|vr|pi|cz|wt"
    r"|sex|qui|qua|ter|seg))"
)
_IN_THOUSANDS = re.compile(rf"(?<![\w.,/+:#-])(?P<number>{_FIGURES}{_TIMES})(?![\w/%])", re.IGNORECASE)
_NOT_A_NUMBER_OF = r"(?<!po )(?<!no )(?<!no\. )(?<!nr )(?<!nr\. )(?<!order )(?<!invoice )(?<!inv )(?<!ref )(?<!room )"
_SCHEDULED = re.compile(rf"(?<![\w.,/+:#-]){_NOT_A_NUMBER_OF}(?P<number>{_NUMBER}){_ON_A_DAY}")
_YEARS = (Decimal(2020), Decimal(2039))
_HUNDREDS = 100  # "two on Friday" are two of something
_SMALLEST = 20  # below, a bare number counts something else


@dataclass(frozen=True, slots=True)
class FoundAmount:
    money: Money
    words: str
    start: int
    end: int  # exclusive


def amounts_in(text: str, context: Context) -> tuple[FoundAmount, ...]:
    """Amounts in the order of the text. A bare number counts when it is what an open invoice comes to, is said to be
    paid ("pay 500", "500 on the 1st"), or is told in thousands ("27.5k")."""
    taken = Taken(len(text))
    chosen: list[FoundAmount] = []
    codes = tuple(words.code for words in vocabularies_of(text, context))
    for found in (*_signed(text, context), *_in_words(text, context, codes), *_bare(text, context, codes)):
        if taken.free(found.start, found.end):
            taken.take(found.start, found.end)
            chosen.append(found)
    return tuple(sorted(chosen, key=lambda amount: amount.start))


def _signed(text: str, context: Context) -> Iterator[FoundAmount]:
    for match in _WITH_SIGN.finditer(text):
        sign = match["before"] or match["after"]
        money = Money(_decimal(match["number"] or match["number_first"]), _currency(sign, context))
        yield FoundAmount(money, match[0], match.start(), match.end())


def _in_words(text: str, context: Context, codes: tuple[str, ...]) -> Iterator[FoundAmount]:
    """ "Five hundred euros"; without its currency only hundreds, beside a day, that are not more than is open."""
    plain = folded(text)
    for code in codes:
        for match in _spelled(code).finditer(plain):
            value = numerals_of(code).value(match["number"])
            if value:
                sign = text[slice(*match.span("after"))] if match["after"] else ""
                money = Money(Decimal(value), _currency(sign, context))
                yield FoundAmount(money, text[slice(*match.span())], *match.span())
        yield from _hundreds(_spelled_alone(code), code, text, plain, context)


@cache
def _spelled(code: str) -> re.Pattern[str]:
    signs = "|".join(sorted((re.escape(folded(s)) for s in (*_SYMBOLS, *_SHARED, *_CODES)), key=len, reverse=True))
    return re.compile(rf"(?P<number>{numerals_of(code).source})\s+(?:d[ei]\s+)?(?P<after>{signs})(?!\w|\.?\s?\d)")


def _bare(text: str, context: Context, codes: tuple[str, ...]) -> Iterator[FoundAmount]:
    known = {money.amount: money for i in context.invoices for money in (i.total, i.balance)}
    numbers = telephones_in(text)
    for match in _BARE.finditer(text):
        if in_one_of(*match.span(), numbers):
            continue
        money = known.get(_decimal(match[0]))
        if money and (len(match[0]) >= 4 or "." in match[0] or "," in match[0]):
            yield FoundAmount(money, match[0], match.start(), match.end())
    plain = folded(text)
    for pattern in (_SCHEDULED, _IN_THOUSANDS, *map(_paid, codes), *map(_on_a_day, codes)):
        for match in pattern.finditer(plain):
            value = _decimal(match["number"])
            if value >= _SMALLEST and not in_one_of(*match.span("number"), numbers):
                start, end = match.span("number")
                yield FoundAmount(Money(value, _owed(context)), text[start:end], start, end)


def sums_on_days(
    text: str, context: Context, codes: Sequence[str], taken: Sequence[tuple[int, int]]
) -> tuple[FoundAmount, ...]:
    """Where several days are named, a number that could be a part of what is open is what is paid on one of them:
    "I put in 900 on Sunday and my father the other 1500 on the 30th"."""
    places = Taken(len(text), taken)
    open_sum = sum(i.balance.amount for i in context.invoices)
    plain, found = folded(text), []
    for match in _BARE.finditer(text):
        value = _decimal(match[0])
        if _SMALLEST <= value <= open_sum and not _YEARS[0] <= value <= _YEARS[1] and places.free(*match.span()):
            found.append(FoundAmount(Money(value, _owed(context)), match[0], *match.span()))
    for code in codes:
        for one in _hundreds(_spelled_whole(code), code, text, plain, context):
            if places.free(one.start, one.end):
                places.take(one.start, one.end)
                found.append(one)
    return tuple(found)


def _hundreds(pattern: re.Pattern[str], code: str, text: str, plain: str, context: Context) -> Iterator[FoundAmount]:
    """Sums in words without a currency: only hundreds, and not more than is open."""
    for match in pattern.finditer(plain):
        value, (start, end) = numerals_of(code).value(match["number"]), match.span("number")
        if _HUNDREDS <= value <= sum(i.balance.amount for i in context.invoices):
            yield FoundAmount(Money(Decimal(value), _owed(context)), text[start:end], start, end)


@cache
def _spelled_whole(code: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<number>{numerals_of(code).source})")


@cache
def _spelled_alone(code: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<number>{numerals_of(code).source}){_named_day(code)}")


@cache
def _on_a_day(code: str) -> re.Pattern[str]:
    """ "500 this Friday", "500 tomorrow"."""
    return re.compile(rf"(?<![\w.,/+:#-]){_NOT_A_NUMBER_OF}(?P<number>{_NUMBER}){_named_day(code)}")


def _named_day(code: str) -> str:
    """A day by its name, or a number with the word before it that makes it one, follows."""
    words = VOCABULARIES[code].days
    name = rf"(?:{one_of(words.weekdays)}|{one_of(words.today)}|{one_of(words.months)}|{one_of(words.month_ends)})"
    which = rf"(?:(?:{words.next}|{words.coming}|{words.this}|{words.following})\s+)?"
    lead = rf"(?:(?:{words.on}|{words.lead}|{words.link})\s*){{0,2}}"
    units = f"{words.days}|{words.weeks}|{words.fortnights}|{words.months_long}"
    after = rf"(?:\d{{1,2}}|{one_of(words.numbers)})\s+(?:{units})\s+(?:{words.later})"
    return (
        rf"(?=\s+{lead}(?:{which}{name}(?!\w)|{after}|(?:{words.following})\s|(?<=\s)\d{{1,2}}(?:{words.mark})(?!\w)))"
    )


@cache
def _paid(code: str) -> re.Pattern[str]:
    """ "Pay 500 now", and not "pay 30 days later"."""
    days, money = VOCABULARIES[code].days, MONEY_WORDS[code]
    follows = (
        rf"{days.on}|{days.both}|{folded(money.each_month)}|{folded(money.now)}|{days.lead}|{one_of(days.weekdays)}"
        rf"|{one_of(days.today)}|{days.next}"
    )
    after = rf"(?=\s*(?:[,;!?)]|\.(?!\d)|$)|\s+(?:{follows}))"
    return re.compile(
        rf"(?<!\w)(?:{folded(money.pays)})\s+(?:{days.link})?(?P<number>{_NUMBER})(?![\w%]|[.,]\d){after}"
    )


def _owed(context: Context) -> str:
    """The currency of a bare number."""
    owed = context.open_currencies
    return next(iter(owed)) if len(owed) == 1 else context.currency


def _currency(sign: str, context: Context) -> str:
    """A sign that several currencies share means the one that is owed, if that is one of them."""
    lower = folded(sign).strip()
    if lower.upper() in _CODES:
        return lower.upper()
    if found := _FOLDED_SYMBOLS.get(lower):
        return found
    usual = _FOLDED_SHARED[lower]
    owed = [*sorted(context.open_currencies), context.currency]
    return next((currency for currency in owed if currency in _FAMILIES[usual]), usual)


_FOLDED_SYMBOLS = {folded(sign): code for sign, code in _SYMBOLS.items()}
_FOLDED_SHARED = {folded(sign): code for sign, code in _SHARED.items()}


def _decimal(words: str) -> Decimal:
    """The last separator is the decimal one if one or two digits follow it; with three digits it groups thousands."""
    digits, times = words.lower().rstrip(". "), 1
    if found := re.search(rf"({one_of(_THOUSANDS)})$", digits):
        digits, times = digits[: found.start()], _THOUSANDS[found[0]]
    digits = digits.rstrip(" ,.-–/")
    cut = re.fullmatch(r"(.*?)[.,](\d{1,2})", digits)
    whole, cents = (cut[1], cut[2]) if cut else (digits, "")
    return Decimal(f"{re.sub(r'[^0-9]', '', whole) or '0'}.{cents or '0'}") * times
