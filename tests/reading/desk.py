"""The desk at which the tests read: Monday, 2 March 2026, three invoices open, and the shipped rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from outreach.definitions.rules import load_rules
from outreach.domain.money import Money
from outreach.reading.context import Context, OpenInvoice
from outreach.reading.rules import Rule

MONDAY = date(2026, 3, 2)
SHIPPED = Path(__file__).parents[2] / "inbox_rules"
_COUNTRIES = {"en": "GB", "de": "DE", "nl": "NL", "fr": "FR", "es": "ES", "it": "IT", "pl": "PL", "pt": "PT"}
_BALANCES = {"INV-1041": "350", "INV-1042": "1200", "INV-1043": "780.50"}


def context(
    language: str = "en",
    *,
    only: Sequence[str] | None = None,
    sent_on: date = MONDAY,
    country: str = "",
    holidays: frozenset[date] = frozenset(),
) -> Context:
    currency = "GBP" if language == "en" else "EUR"
    numbers = _BALANCES if only is None else only
    sums = {number: Money(Decimal(_BALANCES[number]), currency) for number in numbers}
    invoices = tuple(OpenInvoice(number, money, money, date(2026, 2, 13)) for number, money in sums.items())
    return Context(sent_on, language, country or _COUNTRIES[language], currency, invoices, holidays)


@cache
def shipped_rules() -> tuple[Rule, ...]:
    rules, problems = load_rules(SHIPPED)
    assert not problems
    return rules
