"""The stories, told by the real agent: what goes out on which day, and why nothing else does.

A story that is not true is not to be mended by copying what happened: work out by hand, from the files in sequences/,
who is right.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories.play import play
from tests.stories.story import read_story

STORIES = sorted(Path(__file__).parent.rglob("*.story"))


@pytest.mark.parametrize("path", STORIES, ids=lambda path: f"{path.parent.name}/{path.stem}")
async def test_the_story_is_true(path: Path) -> None:
    wrong = await play(read_story(path))
    assert not wrong, "\n".join([path.name, *wrong])


def test_each_shipped_sequence_has_its_stories() -> None:
    told = {read_story(path).sequence for path in STORIES}
    assert told == {folder.name for folder in (Path(__file__).parents[2] / "sequences").iterdir()}


A_STORY = """\
# Paid after the first letter
sequence: standard
client: Miller & Sons (GB), jo@miller-sons.example
invoice: INV-1042 due 2026-03-02, GBP 1200.00
book from: 2026-02-23
"""


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        ("2026-02-26  . is due on 2026-03-02", "2026-02-25: letters: the story has []"),
        ("2026-02-25  > courtesy-2\n", "2026-02-25: letters: the story has ['courtesy-2']"),
        ("2026-02-25  > courtesy-1 about INV-1\n", "about INV-1042"),
        ("2026-02-25  > courtesy-1\n2026-02-26  > friendly-1\n", "2026-02-26: letters: the story has ['friendly-1']"),
        ("2026-02-25  > courtesy-1\n2026-02-26  . held\n", "2026-02-26: silent because"),
        ("2026-02-25  > courtesy-1\n2026-02-25  ! Call\n", "2026-02-25: tasks: the story has ['Call']"),
        ('2026-02-25  > courtesy-1\n2026-02-25  " final notice\n', 'does not say "final notice"'),
    ],
)
async def test_a_story_that_is_not_true_is_told_apart(lines: str, wrong: str, tmp_path: Path) -> None:
    path = tmp_path / "untrue.story"
    path.write_text(A_STORY + lines)
    found = await play(read_story(path))
    assert len(found) == 1
    assert wrong in found[0]
