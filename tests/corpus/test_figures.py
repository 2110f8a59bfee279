"""How well replies are read may not get worse unnoticed: no figure falls by more than a point.

`python -m tests.corpus.measure SET --remember` writes the figures; README.md and docs/reading.md show them.
"""

from __future__ import annotations

import json

import pytest

from outreach.definitions.judge import statistical_reader
from tests.corpus.measure import FEWER_IS_BETTER, FIGURES, judged, shares

A_POINT = 0.01


@pytest.mark.slow
@pytest.mark.parametrize("name", ["build", "kept"])
def test_no_figure_of_the_corpus_falls_by_more_than_a_point(name: str) -> None:
    assert statistical_reader(), "the figures are those of outreach[reading]"
    remembered, now = json.loads(FIGURES.read_text("utf-8"))[name], shares(judged(name))
    print(f"\n{name}: {json.dumps(now, indent=1)}")
    for group, figures in remembered.items():
        for measure, before in figures.items():
            worse = (now[group][measure] - before) * (1 if measure in FEWER_IS_BETTER else -1)
            assert worse <= A_POINT, f"{name}, {group}: {measure} was {before:.3f} and is {now[group][measure]:.3f}"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["build", "kept"])
def test_no_letter_goes_on_after_a_person_wrote(name: str) -> None:
    figures = json.loads(FIGURES.read_text("utf-8"))[name]
    assert figures["total"]["a person wrote, letters went on"] == 0
