"""Sequences: what a stage file says, and everything that can be wrong with a folder of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from outreach.definitions.sequences import load_sequences
from outreach.definitions.stages import days_after_due, span
from outreach.domain.sequence import Approval, Entry, LetterStep, TaskStep, Tone
from outreach.domain.workdays import Span, SpanUnit

FRIENDLY = """\
stage: friendly
tone: friendly
starts: 3 days after due
steps:
  - letter: friendly-1
"""
FIRM = """\
stage: firm
tone: firm
starts: 14 days after due
until: 30 days after due
steps:
  - letter: firm-1
  - task: call
    wait: 3 business days
    do: Call them.
  - letter: firm-2
    wait: 2 weeks
approve: always
"""


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        file = folder / "sequences" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder / "sequences"


def problems_of(folder: Path, files: dict[str, str], templates: frozenset[str] | None = None) -> list[str]:
    return [str(problem) for problem in load_sequences(write(folder, files), templates)[1]]


def test_a_folder_is_a_sequence_and_its_numbered_files_are_its_stages_in_order(tmp_path: Path) -> None:
    folder = write(tmp_path, {"gentle/100-firm.yaml": FIRM, "gentle/20-friendly.yaml": FRIENDLY})
    sequences, problems = load_sequences(folder)
    assert problems == ()
    friendly, firm = sequences["gentle"].stages
    assert (friendly.name, friendly.tone, friendly.starts, friendly.until) == ("friendly", Tone.FRIENDLY, 3, None)
    assert friendly.approve is Approval.FIRST
    assert (firm.starts, firm.until, firm.approve) == (14, 30, Approval.ALWAYS)
    assert firm.path == "sequences/gentle/100-firm.yaml"
    assert firm.steps == (
        LetterStep("firm-1"),
        TaskStep("call", "Call them.", Span(3, SpanUnit.BUSINESS_DAYS)),
        LetterStep("firm-2", Span(2, SpanUnit.WEEKS)),
    )


def test_an_invoice_begins_gently_unless_the_sequence_says_otherwise(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        {"a/10-x.yaml": FRIENDLY, "b/10-x.yaml": FRIENDLY, "b/sequence.yaml": "enter: by age\ndescription: For b.\n"},
    )
    sequences, _ = load_sequences(folder)
    assert sequences["a"].enter is Entry.GENTLY
    assert sequences["b"].enter is Entry.BY_AGE


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("3 days after due", 3),
        ("1 day before due", -1),
        ("on the due day", 0),
        ("On the due date", 0),
        ("2 weeks after the due date", 14),
        ("  5   days  before due ", -5),
    ],
)
def test_days_are_written_as_people_say_them(text: str, days: int) -> None:
    assert days_after_due(text) == days


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("5 business days", Span(5, SpanUnit.BUSINESS_DAYS)),
        ("1 working day", Span(1, SpanUnit.BUSINESS_DAYS)),
        ("10 days", Span(10, SpanUnit.DAYS)),
        ("1 week", Span(1, SpanUnit.WEEKS)),
    ],
)
def test_waits_are_written_as_people_say_them(text: str, meant: Span) -> None:
    assert span(text) == meant


@pytest.mark.parametrize("text", ["soon", "3", "-3 days", "3 days after", "1000 days", "3 months", ""])
def test_other_words_are_no_wait(text: str) -> None:
    with pytest.raises(ValueError, match="is no length of time"):
        span(text)


@pytest.mark.parametrize(
    ("change", "into", "told"),
    [
        (
            "tone: friendly",
            "tonne: friendly",
            ['1:1  "tone" is missing', '2:1  there is no "tonne" here; did you mean "tone"?'],
        ),
        ("tone: friendly", "tone: freindly", ['2:7  "tone" cannot be "freindly"; did you mean "friendly"?']),
        (
            "tone: friendly",
            "tone: angry",
            ['2:7  "tone" cannot be "angry"; known are courteous, friendly, neutral, firm, formal'],
        ),
        (
            "3 days after due",
            "3 days past due",
            [
                '3:9  "3 days past due" is no day; write it like "3 days after due", "5 days before due" or '
                '"on the due day"'
            ],
        ),
        (
            "letter: friendly-1",
            "lettr: friendly-1",
            ['5:5  there is no "lettr" here; did you mean "letter"?'],
        ),
        (
            "  - letter: friendly-1",
            "  - wait: 3 days",
            ['5:5  a step has either "letter" or "task", and one of them'],
        ),
        ("letter: friendly-1", "task: cal", ['5:11  "task" cannot be "cal"; did you mean "call"?']),
        (
            "letter: friendly-1",
            "letter: friendly-1\n    do: Smile.",
            ['5:5  "do" belongs to a task; what a letter says stands in its template'],
        ),
        (
            "letter: friendly-1",
            "task: call\n    until: on the due day",
            ['5:5  "until" belongs to a letter; a task for a person is never too late'],
        ),
        (
            "letter: friendly-1",
            "letter: friendly-1\n    wait: 3 moons",
            ['6:11  "3 moons" is no length of time; write it like "5 business days", "10 days" or "2 weeks"'],
        ),
        (
            "  - letter: friendly-1\n",
            "",
            ['4:1  "steps" must be a list (each entry on its own line with "- " before it), not empty'],
        ),
        ("steps:\n  - letter: friendly-1\n", "steps: []\n", ['4:8  "steps" is empty']),
        (
            "starts: 3 days after due",
            "starts: 3 days after due\nuntil: on the due day",
            ['4:8  "until" is a day before "starts", so nothing of this stage would ever be sent'],
        ),
        ("stage: friendly", "stage: 'friendly", ["1:8  the quotation mark that opens here is never closed"]),
    ],
)
def test_each_slip_in_a_stage_is_told_with_its_place(tmp_path: Path, change: str, into: str, told: list[str]) -> None:
    assert change in FRIENDLY
    found = problems_of(tmp_path, {"standard/20-friendly.yaml": FRIENDLY.replace(change, into)})
    assert found == [f"sequences/standard/20-friendly.yaml:{one}" for one in told]


def test_a_stage_must_not_start_before_the_one_in_front_of_it(tmp_path: Path) -> None:
    late = FRIENDLY.replace("3 days after", "20 days after")
    found = problems_of(tmp_path, {"s/10-friendly.yaml": late, "s/20-firm.yaml": FIRM})
    assert found == [
        'sequences/s/20-firm.yaml:3:9  stage "firm" starts 14 days after due, before "friendly" (20 days after due)'
    ]


def test_two_stages_of_a_sequence_must_not_share_a_name(tmp_path: Path) -> None:
    found = problems_of(tmp_path, {"s/10-a.yaml": FRIENDLY, "s/20-b.yaml": FRIENDLY})
    assert found == ['sequences/s/20-b.yaml:1:8  another stage of this sequence is also called "friendly"']


def test_a_letter_that_nobody_has_written_is_told(tmp_path: Path) -> None:
    files = {"s/10-a.yaml": FRIENDLY.replace("friendly-1", "frendly-1")}
    found = problems_of(tmp_path, files, frozenset({"friendly-1", "firm-1"}))
    assert found == ['sequences/s/10-a.yaml:5:13  there is no template "frendly-1"; did you mean "friendly-1"?']


@pytest.mark.parametrize("change", [("tone: friendly", "tone: formal"), ("stage: friendly", "stage: final notice")])
def test_a_last_demand_never_goes_out_unseen(tmp_path: Path, change: tuple[str, str]) -> None:
    text = FRIENDLY.replace(*change) + "approve: never\n"
    (told,) = problems_of(tmp_path, {"s/10-a.yaml": text})
    assert told.startswith("sequences/s/10-a.yaml:6:10  ")
    assert 'is a last demand; "approve" must be "always" or "first"' in told


def test_more_than_twelve_letters_are_too_many_for_anybody(tmp_path: Path) -> None:
    twelve = FRIENDLY.replace("  - letter: friendly-1\n", "  - letter: friendly-1\n" * 12)
    assert problems_of(tmp_path, {"s/10-a.yaml": twelve}) == []
    found = problems_of(tmp_path, {"s/20-firm.yaml": FIRM})
    assert found == ["sequences/s/20-firm.yaml:6:5  this is letter 13; 12 in a sequence is the most"]


def test_a_broken_sequence_leaves_the_others_in_force(tmp_path: Path) -> None:
    folder = write(tmp_path, {"bad/10-a.yaml": FRIENDLY, "bad/20-b.yaml": "stage: [", "good/10-a.yaml": FRIENDLY})
    sequences, problems = load_sequences(folder)
    assert list(sequences) == ["good"]
    assert {problem.path for problem in problems} == {"sequences/bad/20-b.yaml"}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "s/friendly.yaml",
            "sequences/s/friendly.yaml  the name must begin with the number of the stage, like 20-friendly.yaml",
        ),
        ("s/30-firm.yml", "sequences/s/30-firm.yml  the name must end in .yaml: 30-firm.yaml"),
        ("s/010-again.yaml", "sequences/s/10-friendly.yaml  the number 10 is also that of 010-again.yaml"),
        ("20-lost.yaml", "sequences/20-lost.yaml  a stage belongs into the folder of its sequence"),
    ],
)
def test_a_file_with_the_wrong_name_is_told_and_not_skipped(tmp_path: Path, name: str, told: str) -> None:
    later = FRIENDLY.replace("stage: friendly", "stage: other")
    assert problems_of(tmp_path, {"s/10-friendly.yaml": FRIENDLY, name: later}) == [told]


def test_what_editors_leave_behind_is_not_looked_at(tmp_path: Path) -> None:
    files = {
        "s/10-a.yaml": FRIENDLY,
        "s/.10-a.yaml.swp": "x",
        "s/10-a.yaml~": "x",
        "s/README.md": "x",
        ".git/x.yaml": "x",
    }
    assert problems_of(tmp_path, files) == []


def test_a_folder_without_stages_is_told(tmp_path: Path) -> None:
    found = problems_of(tmp_path, {"s/sequence.yaml": "enter: gently\n"})
    assert found == ["sequences/s  there is no stage in this folder; a stage is a file like 20-friendly.yaml"]


def test_a_slip_in_sequence_yaml_is_told(tmp_path: Path) -> None:
    found = problems_of(tmp_path, {"s/10-a.yaml": FRIENDLY, "s/sequence.yaml": "enter: by agge\n"})
    assert found == ['sequences/s/sequence.yaml:1:8  "enter" cannot be "by agge"; did you mean "by age"?']


def test_no_folder_at_all_is_no_sequence_and_no_problem(tmp_path: Path) -> None:
    assert load_sequences(tmp_path / "sequences") == ({}, ())
