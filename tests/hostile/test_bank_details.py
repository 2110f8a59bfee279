"""New bank details, ours or theirs: found in eight languages, seldom seen where there are none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from outreach.reading.bank_details import announces_bank_details
from tests.fakes import shipped

HERE = Path(__file__).parent
REPLIES = HERE.parent / "reading" / "replies"


def _loaded(file: Path) -> Any:
    return YAML(typ="safe").load(file)


def sentences(kind: str) -> list[tuple[str, str]]:
    """(language, sentence), of our own table."""
    return [(code, text) for code, of in _loaded(HERE / "bank-details.yaml").items() for text in of[kind]]


def _replies() -> Iterator[tuple[str, str]]:
    """The replies of the reading tests, but for those that are there to speak of new bank details, and the examples
    of the shipped rules."""
    for file in sorted(REPLIES.glob("*.yaml")):
        for reply in _loaded(file):
            if "bank details" not in reply.get("because", ""):
                yield file.stem, reply["text"]
    for rule in shipped().rules:
        yield from ((rule.language, example.text) for example in rule.examples)


def test_at_least_95_of_100_announcements_are_found() -> None:
    announced = sentences("announced")
    missed = [text for _, text in announced if not announces_bank_details(text)]
    found = len(announced) - len(missed)
    print(f"\nnew bank details: {found} of {len(announced)} announcements in 8 languages found; missed: {missed}")
    assert len(announced) >= 100
    assert found >= 0.95 * len(announced)


def test_at_most_2_of_100_ordinary_sentences_raise_a_false_alarm() -> None:
    ordinary = list(dict.fromkeys(text for _, text in (*sentences("ordinary"), *_replies())))
    alarms = [text for text in ordinary if announces_bank_details(text)]
    print(f"\nnew bank details: {len(alarms)} false alarms in {len(ordinary)} ordinary texts: {alarms}")
    assert len(ordinary) >= 500
    assert len(alarms) <= 0.02 * len(ordinary)


@pytest.mark.parametrize("code", ["en", "de", "fr", "es", "it", "nl", "pl", "pt"])
def test_each_language_is_tested(code: str) -> None:
    assert sum(language == code for language, _ in sentences("announced")) >= 13
    assert sum(language == code for language, _ in sentences("ordinary")) >= 15
