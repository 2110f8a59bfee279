"""Amounts as exports write them: 1,234.56 and 1.234,56, (100.00) and 100.00-, with or without the currency."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache

from babel.numbers import get_currency_precision, get_currency_symbol

_SIGNED = re.compile(r"\((?P<credit>[\d.,]+)\)|(?P<minus>-)?(?P<digits>[\d.,]+)|(?P<before_minus>[\d.,]+)-")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_GROUPED = re.compile(r"[1-9]\d{0,2}([.,])(?:\d{2,3}\1)*\d{3}")  # 1,234,567, and 12,34,567 as in India
_LONGEST = 20  # signs; nobody owes more, and Decimal would take a million of them


def decimal_sign_in(amounts: Iterable[str]) -> str:
    """The sign before the cents, "." or ",", that the first telling amount proves; "" when none does.

    1,234.56 and 0.5 tell it; 1,234 and 100.000 do not: they may be thousands or thousandths.
    """
    return next((sign for text in amounts if (sign := _proven(re.sub(r"[^\d.,]", "", text)))), "")


def read_amount(text: str, currency: str, decimal_sign: str) -> Decimal:
    """The amount in major units of `currency` ("" = not known). `decimal_sign` is what the column proves, or "".

    Raises ValueError with a sentence: for what is no amount, for one that can be read in two ways (a guess would be
    wrong by a factor of 1000), and for more decimals than the currency has.
    """
    match = _SIGNED.fullmatch(_bare(text, currency))
    digits = next(filter(None, match.group("credit", "digits", "before_minus"))) if match else ""
    if not match or not _NUMBER.fullmatch(digits) or len(digits) > _LONGEST:
        raise _not_an_amount(text)
    number = Decimal(_with_point(text, digits, decimal_sign))
    exact = number.quantize(_smallest(currency))
    if exact != number:
        raise ValueError(f'"{text}" has more decimals than {currency or "a currency"} has')
    return exact if match["digits"] and not match["minus"] else -exact


def _not_an_amount(text: str) -> ValueError:
    return ValueError(f'"{text}" is no amount; write it like 1234.56')


def _with_point(text: str, digits: str, decimal_sign: str) -> str:
    """The digits as Decimal takes them."""
    proven = _proven(digits)
    if proven and decimal_sign and proven != decimal_sign:
        raise ValueError(f'"{text}" has "{proven}" before its decimals, but the other amounts have "{decimal_sign}"')
    sign = proven or decimal_sign
    if not sign and not digits.isdigit():
        raise ValueError(f'"{text}" is ambiguous: thousands or decimals? Write it like 1234.56')
    whole, _, decimals = digits.rpartition(sign) if sign and sign in digits else (digits, "", "0")
    if not (whole.isdigit() or _GROUPED.fullmatch(whole)) or not decimals.isdigit() or (sign and sign in whole):
        raise _not_an_amount(text)
    return re.sub(r"[.,]", "", whole) + "." + decimals


def _proven(digits: str) -> str:
    """Which sign stands before the decimals, if these digits alone tell it."""
    if not _NUMBER.fullmatch(digits) or digits.isdigit():
        return ""
    if "." in digits and "," in digits:
        return "." if digits.rfind(".") > digits.rfind(",") else ","
    sign, other = (".", ",") if "." in digits else (",", ".")
    if digits.count(sign) > 1:  # 1.234.567: thousands, so the decimals would have the other sign
        return other
    return "" if _GROUPED.fullmatch(digits) else sign


def _bare(text: str, currency: str) -> str:
    """Without spaces, apostrophes between thousands (Swiss), and the name or the sign of the currency."""
    clean = re.sub(r"[\s'’]", "", text).replace("−", "-")
    if not currency or _NUMBER.fullmatch(clean):
        return clean
    for name in _names(currency):
        clean = re.sub(rf"^([-(]?){re.escape(name)}|{re.escape(name)}([-)]?)$", r"\1\2", clean, flags=re.IGNORECASE)
    return clean


@cache
def _names(currency: str) -> tuple[str, ...]:
    """How it is written beside an amount: CAD, CA$, $."""
    symbol = get_currency_symbol(currency, locale="en")
    return tuple(dict.fromkeys((currency, symbol, symbol[-1])))


@cache
def _smallest(currency: str) -> Decimal:
    """One cent, in major units."""
    return Decimal(1).scaleb(-get_currency_precision(currency or "EUR"))
