"""YAML files: what is in them, where it stands, and what is wrong with them, in words a clerk knows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.definitions.yaml_lines import MAX_BYTES, load_yaml, parse_yaml


def problems_of(text: str) -> list[str]:
    document, problems = parse_yaml(text.encode(), "f.yaml")
    assert (document is None) == bool(problems)
    return [str(problem) for problem in problems]


def test_words_stay_as_they_were_written() -> None:
    document, _ = parse_yaml(
        b"country: NO\nanswer: yes\nday: 2026-03-04\nclock: 12:30\nphone: 0441\nempty:\nnot: ~\n"
        b"count: 3\nshare: 0.5\nreally: true\n",
        "f.yaml",
    )
    assert document
    assert document.data == {
        "country": "NO",
        "answer": "yes",
        "day": "2026-03-04",
        "clock": "12:30",
        "phone": "0441",
        "empty": None,
        "not": None,
        "count": 3,
        "share": 0.5,
        "really": True,
    }


def test_quotes_keep_a_number_text() -> None:
    document, _ = parse_yaml(b"a: '5'\nb: \"true\"\nc: |\n  12\n", "f.yaml")
    assert document
    assert document.data == {"a": "5", "b": "true", "c": "12\n"}


def test_every_value_and_every_name_knows_its_line_and_column() -> None:
    document, _ = parse_yaml(b"stage: firm\nsteps:\n  - letter: firm-1\n  - task: call\n    wait: 3 days\n", "f.yaml")
    assert document
    assert document.locate(("stage",)) == (1, 8)
    assert document.locate(("steps", 0)) == (3, 5)
    assert document.locate(("steps", 1, "wait")) == (5, 11)
    assert document.locate(("steps", 1, "wait"), key=True) == (5, 5)


def test_what_is_not_in_the_file_stands_where_the_thing_that_lacks_it_begins() -> None:
    document, _ = parse_yaml(b"steps:\n  - letter: firm-1\n", "f.yaml")
    assert document
    assert document.locate(("steps", 0, "wait")) == (2, 5)
    assert document.locate(("tone",)) == (1, 1)


def test_an_empty_value_stands_at_its_name() -> None:
    document, _ = parse_yaml(b"a: 1\ntone:\nsteps: 2\n", "f.yaml")
    assert document
    assert document.locate(("tone",)) == (2, 1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\nb: 2\na: 3\n", 'f.yaml:3:1  "a" stands here twice; it is already in line 1'),
        ("a: 'x\nb: 1\n", "f.yaml:1:4  the quotation mark that opens here is never closed"),
        (
            "steps: [a, b\nc: 1\n",
            "f.yaml:1:8  the bracket that opens here is never closed, or a comma is missing in it",
        ),
        ("a:\n\t- b\n", "f.yaml:2:1  a tab stands here; use spaces"),
        ("a: @x\n", "f.yaml:1:4  text cannot begin with this character; put it in quotes"),
        ("a: 1\n---\nb: 2\n", "f.yaml:2:1  a second document begins here (---); give it a file of its own"),
        ("? [a]\n: 1\n", "f.yaml:1:3  a name is expected here, in front of the colon"),
        ("a: - b\n", "f.yaml:1:4  a list cannot begin here; put it on a line of its own"),
        ("a: 1\nb: x\x00y\n", "f.yaml:2:5  an invisible control character stands here; delete it"),
        (
            "say: note: this\n",
            "f.yaml:1:10  a colon cannot stand here; check the spaces at the beginning of the line, and put text with "
            "a colon in quotes",
        ),
        (
            "a:\n  - b\n c: d\n",
            "f.yaml:3:2  this does not fit what stands before it; check the spaces at the beginning of the line, "
            "quotes and brackets",
        ),
    ],
)
def test_a_slip_of_the_keyboard_is_told_without_jargon(text: str, told: str) -> None:
    assert problems_of(text) == [told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: &x 1\n", 'f.yaml:1:4  "&x" is not supported; leave it out, or put the text in quotes'),
        ("a: !secret x\n", 'f.yaml:1:4  "!secret" is not supported; leave it out, or put the text in quotes'),
        ("<<: {a: 1}\n", 'f.yaml:1:1  merging with "<<" is not supported; write the lines out'),
        (
            "a: *x\n",
            'f.yaml:1:4  "*x" points to another place; write the value out, or put the text in quotes',
        ),
    ],
)
def test_what_lets_a_small_file_explode_is_refused(text: str, told: str) -> None:
    assert problems_of(text) == [told]


def test_a_bomb_of_aliases_is_refused_and_never_unfolded() -> None:
    bomb = "a: &a [x, x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert len(problems_of(bomb)) == 9 + 8 * 3  # each mark and each pointer, once


def test_twenty_levels_are_read_and_twenty_one_are_not() -> None:
    assert problems_of("[" * 20 + "x" + "]" * 20) == []
    assert problems_of("[" * 21 + "x" + "]" * 21) == ["f.yaml:1:22  this is nested more than 20 levels deep"]


def test_a_file_larger_than_the_limit_is_not_even_looked_at() -> None:
    _, problems = parse_yaml(b"#" * (MAX_BYTES + 1), "f.yaml")
    assert [str(p) for p in problems] == ["f.yaml  the file is larger than 256 kB"]


def test_a_byte_that_is_not_utf_8_is_pointed_at() -> None:
    _, problems = parse_yaml("a: 1\nb: Müller\n".encode("cp1252"), "f.yaml")
    assert [str(p) for p in problems] == ["f.yaml:2:5  this character is not UTF-8; save the file as UTF-8 text"]


def test_the_mark_that_windows_puts_before_utf_8_is_no_part_of_the_text() -> None:
    document, _ = parse_yaml(b"\xef\xbb\xbfstage: firm\r\n", "f.yaml")
    assert document
    assert document.data == {"stage": "firm"}
    assert document.locate(("stage",)) == (1, 8)


def test_a_file_that_cannot_be_read_is_a_problem_and_no_traceback(tmp_path: Path) -> None:
    document, problems = load_yaml(tmp_path / "gone.yaml", "sequences/gone.yaml")
    assert document is None
    assert [str(p) for p in problems] == ["sequences/gone.yaml  the file cannot be read: No such file or directory"]


@given(st.text(alphabet="ab:-[]{}#&*!|>'\"%@` \n\t0\u00e9", max_size=60))
def test_whatever_is_typed_gives_data_or_problems(text: str) -> None:
    document, problems = parse_yaml(text.encode(), "f.yaml")
    assert (document is None) == bool(problems)


@given(
    st.recursive(st.none() | st.booleans() | st.integers(-(10**17), 10**17), lambda inner: st.lists(inner, max_size=3))
)
def test_values_come_back_as_they_were_written(value: object) -> None:
    document, problems = parse_yaml(repr(value).replace("None", "null").encode(), "f.yaml")
    assert not problems
    assert document
    assert document.data == value
