"""What is looked for first, so that the dear patterns are tried on few sentences, never hides anything from them."""

from __future__ import annotations

import re
import sys
from re import _constants as sign  # type: ignore[attr-defined]  # the tree that `re` makes has no public name
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from outreach.reading import bank_details


def surely_holds(tree: Any, stems: tuple[str, ...]) -> bool:
    """Whether everything that a pattern matches has one of the stems in it, by the pattern's own parse."""
    run = ""
    for kind, value in tree:
        if kind is sign.LITERAL:
            run += chr(value).lower()
            continue
        if any(stem in run for stem in stems) or _part_holds(kind, value, stems):
            return True
        run = ""
    return any(stem in run for stem in stems)


def _part_holds(kind: Any, value: Any, stems: tuple[str, ...]) -> bool:
    if kind is sign.SUBPATTERN:
        return surely_holds(value[3], stems)
    if kind is sign.BRANCH:
        return all(surely_holds(branch, stems) for branch in value[1])
    if kind in (sign.MAX_REPEAT, sign.MIN_REPEAT):
        return value[0] > 0 and surely_holds(value[2], stems)
    return False  # signs of sets and places hold no letters for sure


@pytest.mark.parametrize("words", bank_details._LANGUAGES, ids=lambda words: words.stems[1])
def test_no_sentence_announces_bank_details_without_one_of_the_stems(words: Any) -> None:
    tree = _parser.parse(words.announces.pattern, words.announces.flags)
    assert surely_holds(tree, words.stems)
    assert not surely_holds(tree, words.stems[1:])  # the first one is needed, so the proof can fail


def test_a_letter_that_patterns_take_for_another_one_hides_no_stem() -> None:
    letters = "".join(sorted({letter for words in bank_details._LANGUAGES for letter in "".join(words.stems)}))
    taken = re.findall(f"[{letters}]", "".join(map(chr, range(sys.maxunicode + 1))), re.IGNORECASE)
    assert len(taken) > 2 * len(letters)
    assert {one for one in taken if one.translate(bank_details._ALSO_LETTERS).lower() not in letters} == set()


def test_an_iban_written_with_a_dotless_letter_is_announced_all_the_same() -> None:
    assert bank_details.announces_bank_details("Please note our new ıban.")
