"""Where a greeting ends."""

from __future__ import annotations

import pytest

from outreach.reading.courtesies import courtesy_spans


@pytest.mark.parametrize(
    "text",
    [
        "Good morning\nWe will pay on 20 March.",
        "Guten Morgen\nDie Zahlung folgt.",
        "Goedemorgen\nDe betaling volgt.",
        "Bonjour\nNous paierons.",
        "Hola\nPagaremos.",
        "Buongiorno\nPaghiamo domani.",
        "Witam\nZapłacimy jutro.",
        "Bom dia\nVamos pagar.",
    ],
)
def test_a_greeting_without_a_comma_ends_with_its_line(text: str) -> None:
    end = max(end for start, end in courtesy_spans(text) if start == 0)

    assert text[:end].rstrip() == text.splitlines()[0]


def test_a_greeting_below_empty_lines_is_one() -> None:
    text = "\n\nHello Tom,\nWe will pay."

    assert (0, text.index("\nWe")) in courtesy_spans(text)
