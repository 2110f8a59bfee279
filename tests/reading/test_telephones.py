"""Telephone numbers, and days that look like one."""

from __future__ import annotations

import pytest

from outreach.reading.telephones import telephones_in


@pytest.mark.parametrize(
    "number", ["06 12 34 56 78", "06-12345678", "0171/2345678", "030-12 34 56", "+44 20 7946 0018", "06-12-34-56-78"]
)
def test_a_telephone_number_is_one(number: str) -> None:
    assert telephones_in(f"Call {number} please") == ((5, 5 + len(number)),)


@pytest.mark.parametrize("day", ["06-03-2026", "06/03/2026", "03/26/2026", "01-12-26"])
def test_a_day_in_numbers_is_no_telephone_number(day: str) -> None:
    assert telephones_in(f"on {day}.") == ()
