"""What the world has agreed on names for: currencies, countries, languages, time zones, mail addresses.

Each function takes what a person wrote and returns the agreed form, or raises ValueError with a sentence that says what
is wrong and, where something is close, what was perhaps meant.
"""

from __future__ import annotations

import difflib
from functools import cache
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global
from babel.numbers import list_currencies
from email_validator import EmailNotValidError, validate_email

_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})  # unions, tests and "unknown" in CLDR's list
_NO_CURRENCIES = frozenset({"XTS", "XXX"})  # ISO 4217: testing, and no currency
# Countries with several zones: the one in which most offices lie.
_SEAT = {
    "AU": "Australia/Sydney", "BR": "America/Sao_Paulo", "CA": "America/Toronto", "DE": "Europe/Berlin",
    "ES": "Europe/Madrid", "MX": "America/Mexico_City", "NZ": "Pacific/Auckland", "PT": "Europe/Lisbon",
    "US": "America/New_York",
}  # fmt: skip
_LONGEST = 200  # characters; names end up in subjects, tables and file names


def currency(text: str) -> str:
    """The ISO 4217 code, in capitals."""
    code = text.strip().upper()
    if code not in _currencies():
        raise ValueError(f'there is no currency "{text}"; write its three letters, like EUR or GBP')
    return code


def country(text: str) -> str:
    """The ISO 3166-1 code, in capitals, from the code or the English name."""
    return _named(text, _countries(), "country", "its two letters, like GB or DE")


def language(text: str) -> str:
    """The ISO 639 code, in small letters, from the code or the English name; what follows it (de-AT) is dropped."""
    if text.strip().lower() in _languages():
        return _languages()[text.strip().lower()]
    return _named(text.replace("_", "-").partition("-")[0], _languages(), "language", "its two letters, like en or de")


def zone(text: str) -> str:
    """The name in the IANA list, without regard to case."""
    name = text.strip().replace(" ", "_").lower()
    if name in _zones():
        return _zones()[name]
    by_city = next((zone for low, zone in sorted(_zones().items()) if low.endswith(f"/{name}")), "")
    close = difflib.get_close_matches(name, _zones(), n=1, cutoff=0.7)
    meant = by_city or (_zones()[close[0]] if close else "")
    hint = f'did you mean "{meant}"?' if meant else "write it like Europe/London or America/New_York"
    raise ValueError(f'there is no time zone "{text}"; {hint}')


def usual_zone(country_code: str) -> str | None:
    """The time zone that most offices of a country keep, None when nobody can say: then it is the firm's own."""
    return _SEAT.get(country_code) or _only_zones().get(country_code)


def address(text: str) -> str:
    """A mail address that every server takes, without SMTPUTF8 (RFC 6531): the domain in ASCII and small letters."""
    try:
        valid = validate_email(text.strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        said = str(error).rstrip(".")
        raise ValueError(f'"{text.strip()}" is no mail address: {said[0].lower()}{said[1:]}') from None
    return valid.ascii_email or valid.normalized


def one_line(text: str) -> str:
    """Text for a subject or a header: no line breaks, no control characters (RFC 5322 section 2.2), not too long."""
    clean = " ".join(text.split())
    if any(not sign.isprintable() for sign in clean):
        raise ValueError("there is an invisible character in it; write it anew")
    if len(clean) > _LONGEST:
        raise ValueError(f"it is longer than {_LONGEST} characters")
    return clean


def _named(text: str, codes: dict[str, str], what: str, how: str) -> str:
    wanted = text.strip().lower()
    if wanted in codes:
        return codes[wanted]
    close = difflib.get_close_matches(wanted, codes, n=1, cutoff=0.75) if len(wanted) > 2 else []
    hint = f"did you mean {close[0].title()} ({codes[close[0]]})?" if close else f"write {how}"
    raise ValueError(f'there is no {what} "{text.strip()}"; {hint}')


@cache
def _currencies() -> frozenset[str]:
    return frozenset(list_currencies()) - _NO_CURRENCIES


@cache
def _countries() -> dict[str, str]:
    names = {
        k: v for k, v in Locale("en").territories.items() if len(k) == 2 and k.isalpha() and k not in _NO_COUNTRIES
    }
    also = {"uk": "GB", "great britain": "GB", "england": "GB", "usa": "US"}
    return {name.lower(): code for code, name in names.items()} | {code.lower(): code for code in names} | also


@cache
def _languages() -> dict[str, str]:
    names = {code: name for code, name in Locale("en").languages.items() if len(code) == 2}
    return {name.lower(): code for code, name in names.items()} | {code: code for code in names} | {"deutsch": "de"}


@cache
def _zones() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones()}


@cache
def _only_zones() -> dict[str, str]:
    """Country to zone, for the countries that have one (CLDR)."""
    by_country: dict[str, list[str]] = {}
    for name, country_code in get_global("zone_territories").items():
        by_country.setdefault(country_code, []).append(name)
    return {country_code: names[0] for country_code, names in by_country.items() if len(names) == 1}
