"""The sequences that come with Outreach are what the handbook says of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from outreach.definitions.sequences import load_sequences
from outreach.domain.sequence import Approval, LetterStep, Sequence, TaskStep, Tone

FOLDER = Path(__file__).parents[2] / "sequences"


@pytest.fixture(scope="module")
def shipped() -> dict[str, Sequence]:
    sequences, problems = load_sequences(FOLDER)
    assert problems == ()
    return sequences


def letters(sequence: Sequence) -> list[str]:
    return [step.template for stage in sequence.stages for step in stage.steps if isinstance(step, LetterStep)]


def tasks(sequence: Sequence) -> list[TaskStep]:
    return [step for stage in sequence.stages for step in stage.steps if isinstance(step, TaskStep)]


def test_the_standard_sequence_goes_from_courtesy_to_a_person_in_eight_weeks(shipped: dict[str, Sequence]) -> None:
    standard = shipped["standard"]
    assert [(stage.name, stage.starts) for stage in standard.stages] == [
        ("courtesy", -5),
        ("friendly", 3),
        ("follow-up", 12),
        ("firm", 26),
        ("final", 40),
        ("hand-off", 55),
    ]


def test_each_stage_but_the_last_has_two_letters_named_after_it(shipped: dict[str, Sequence]) -> None:
    stages = ("courtesy", "friendly", "follow-up", "firm", "final")
    assert letters(shipped["standard"]) == [f"{stage}-{number}" for stage in stages for number in (1, 2)]


def test_somebody_calls_before_the_second_firm_letter(shipped: dict[str, Sequence]) -> None:
    firm = shipped["standard"].stages[3]
    assert [getattr(step, "task", "letter") for step in firm.steps] == ["letter", "call", "letter"]


def test_a_final_letter_is_always_seen_by_a_person(shipped: dict[str, Sequence]) -> None:
    assert shipped["standard"].stages[4].approve is Approval.ALWAYS


def test_a_courtesy_makes_no_sense_once_the_invoice_is_late(shipped: dict[str, Sequence]) -> None:
    assert shipped["standard"].stages[0].until == 1
    assert shipped["key-clients"].stages[0].until == -1


def test_a_letter_that_says_it_will_be_due_is_not_sent_when_it_is(shipped: dict[str, Sequence]) -> None:
    first = shipped["standard"].stages[0].steps[0]
    assert first == LetterStep("courtesy-1", None, -1)


def test_both_sequences_end_with_a_person_who_is_told_what_to_do(shipped: dict[str, Sequence]) -> None:
    for sequence in shipped.values():
        last = sequence.stages[-1].steps[-1]
        assert isinstance(last, TaskStep)
        assert last.task == "hand-off"
        assert all(task.script for task in tasks(sequence))


def test_a_key_client_never_gets_a_firm_or_a_final_letter(shipped: dict[str, Sequence]) -> None:
    key = shipped["key-clients"]
    assert letters(key) == ["courtesy-1", "friendly-1", "friendly-2", "key-note-1", "key-note-2"]
    assert {stage.tone for stage in key.stages} <= {Tone.COURTEOUS, Tone.FRIENDLY}
    assert [task.task for task in tasks(key)] == ["call", "hand-off"]


def test_every_file_begins_by_telling_what_it_does_and_what_may_be_changed() -> None:
    for file in FOLDER.rglob("*.yaml"):
        before, _, after = file.read_text("utf-8").partition("\n\n")
        assert all(line.startswith("#") for line in before.splitlines()), file
        assert "may change" in before, file
        assert after, file
