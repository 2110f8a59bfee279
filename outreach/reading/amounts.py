"""Amounts of money named in a text, in any of the usual notations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from outreach.domain.money import Money
from outreach.reading.context import Context
from outreach.reading.language import word_set
from outreach.reading.telephones import in_one_of, telephones_in

_SYMBOLS = {
    "€": "EUR", "£": "GBP", "euro": "EUR", "euros": "EUR", "pound": "GBP", "pounds": "GBP", "quid": "GBP",
    "franken": "CHF", "fr": "CHF", "sfr": "CHF", "zł": "PLN",
}  # fmt: skip
_SHARED = {
    "$": "USD", "dollar": "USD", "dollars": "USD", "kr": "SEK", "kronor": "SEK", "kroner": "NOK", "¥": "JPY",
}  # fmt: skip
_CODES = word_set("EUR GBP USD CHF SEK NOK DKK PLN CZK HUF RON CAD AUD NZD JPY CNY SGD HKD ZAR INR BRL MXN AED TRY")
_SIGN = "|".join(sorted(map(re.escape, (*_SYMBOLS, *_SHARED, *_CODES)), key=len, reverse=True))
_NUMBER = (
    r"(?:\d{1,3}(?:[.,'’\s]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d{1,2}(?!\d))?)(?:\s?k\b|,-|,–|\.-|\.–)?"
)
_WITH_SIGN = re.compile(
    rf"(?<![\w.,-])(?:(?P<before>{_SIGN})\.?\s?(?P<number>{_NUMBER})(?!\d|[.,]\d)"
    rf"|(?P<number_first>{_NUMBER})\s?(?P<after>{_SIGN})(?!\w))",
    re.IGNORECASE,
)
_BARE = re.compile(rf"(?<![\w.,/+:#-]){_NUMBER}(?![\w/%:]|[.,]\d|-\w|\s?%)")


@dataclass(frozen=True, slots=True)
class FoundAmount:
    money: Money
    words: str
    start: int
    end: int  # exclusive


def amounts_in(text: str, context: Context) -> tuple[FoundAmount, ...]:
    """Amounts in the order of the text. A bare number counts only when it is what an open invoice comes to."""
    signed = list(_signed(text, context))
    bare = [b for b in _bare(text, context) if all(b.end <= s.start or s.end <= b.start for s in signed)]
    return tuple(sorted((*signed, *bare), key=lambda amount: amount.start))


def _signed(text: str, context: Context) -> Iterator[FoundAmount]:
    for match in _WITH_SIGN.finditer(text):
        sign = match["before"] or match["after"]
        money = Money(_decimal(match["number"] or match["number_first"]), _currency(sign, context))
        yield FoundAmount(money, match[0], match.start(), match.end())


def _bare(text: str, context: Context) -> Iterator[FoundAmount]:
    known = {money.amount: money for i in context.invoices for money in (i.total, i.balance)}
    numbers = telephones_in(text)
    for match in _BARE.finditer(text):
        if in_one_of(*match.span(), numbers):
            continue
        money = known.get(_decimal(match[0]))
        if money and (len(match[0]) >= 4 or "." in match[0] or "," in match[0]):
            yield FoundAmount(money, match[0], match.start(), match.end())


def _currency(sign: str, context: Context) -> str:
    """A sign that several currencies share means the one that is owed, if that is one of them."""
    lower = sign.lower()
    if sign.upper() in _CODES:
        return sign.upper()
    if lower in _SYMBOLS:
        return _SYMBOLS[lower]
    usual = _SHARED[lower]
    family = {"USD": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD"), "JPY": ("JPY", "CNY")}.get(
        usual, ("SEK", "NOK", "DKK")
    )
    owed = [*sorted(context.open_currencies), context.currency]
    return next((currency for currency in owed if currency in family), usual)


def _decimal(words: str) -> Decimal:
    """The last separator is the decimal one if one or two digits follow it; with three digits it groups thousands."""
    thousand = words.rstrip().lower().endswith("k")
    digits = words.lower().removesuffix("k").rstrip(" ,.-–")
    cut = re.fullmatch(r"(.*?)[.,](\d{1,2})", digits)
    whole, cents = (cut[1], cut[2]) if cut else (digits, "")
    value = Decimal(f"{re.sub(r'[^0-9]', '', whole) or '0'}.{cents or '0'}")
    return value * 1000 if thousand else value
