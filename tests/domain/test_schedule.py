"""Which step comes next: no stage is skipped, and none is louder than the invoice that carries the case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from outreach.domain.case import Case
from outreach.domain.schedule import Next, next_step
from outreach.domain.sequence import Entry, LetterStep, Sequence, TaskStep
from tests.domain.made import LONDON, STANDARD, day, invoice, stood_at


def step(found: Next | None) -> tuple[str, str] | None:
    if found is None:
        return None
    what = found.step.template if isinstance(found.step, LetterStep) else found.step.task
    return what, found.day.isoformat()


def upcoming(case: Case, due: str, today: str, sequence: Sequence = STANDARD) -> tuple[str, str] | None:
    return step(next_step(case, invoice(due=due), sequence, LONDON, day(today)))


def test_a_new_invoice_begins_with_the_courtesy_five_days_before_it_is_due() -> None:
    # Due Monday 2 March, so five days before is Wednesday 25 February.
    assert upcoming(Case("miller"), "2026-03-02", "2026-02-01") == ("courtesy-1", "2026-02-25")


def test_a_step_that_falls_on_a_weekend_waits_for_monday() -> None:
    assert upcoming(Case("miller"), "2026-03-06", "2026-02-20") == ("courtesy-1", "2026-03-02")


@pytest.mark.parametrize(
    ("case", "today", "next_"),
    [
        (stood_at("courtesy", 1, "2026-02-25"), "2026-02-26", ("courtesy-2", "2026-03-02")),
        (stood_at("courtesy", 2, "2026-03-02"), "2026-03-03", ("friendly-1", "2026-03-05")),
        (stood_at("friendly", 1, "2026-03-05"), "2026-03-06", ("friendly-2", "2026-03-12")),
        # 26 days after due is Saturday 28 March, so Monday; five business days after 12 March are long over.
        (stood_at("friendly", 2, "2026-03-12"), "2026-03-20", ("firm-1", "2026-03-30")),
        (stood_at("firm", 1, "2026-03-30"), "2026-03-31", ("call", "2026-04-02")),
        # Good Friday and Easter Monday do not count: 7, 8, 9, 10, 13 April.
        (stood_at("firm", 2, "2026-04-02"), "2026-04-03", ("firm-2", "2026-04-13")),
        (stood_at("firm", 3, "2026-04-13"), "2026-04-14", None),
    ],
)
def test_the_steps_of_a_quiet_life_follow_each_other(case: Case, today: str, next_: tuple[str, str] | None) -> None:
    assert upcoming(case, "2026-03-02", today) == next_


def test_the_courtesy_is_over_the_day_after_its_until() -> None:
    assert upcoming(Case("miller"), "2026-03-02", "2026-03-03") == ("courtesy-1", "2026-02-25")
    assert upcoming(Case("miller"), "2026-03-02", "2026-03-04") == ("friendly-1", "2026-03-05")


def test_a_second_courtesy_that_would_come_too_late_is_left_out() -> None:
    # Sent on the due day, its second letter would be three business days later, but the stage ends a day after due.
    case = stood_at("courtesy", 1, "2026-03-02")
    assert upcoming(case, "2026-03-02", "2026-03-02") == ("friendly-1", "2026-03-05")


def test_an_invoice_that_comes_eighty_days_late_begins_gently() -> None:
    assert upcoming(Case("miller"), "2026-01-02", "2026-03-23") == ("friendly-1", "2026-01-05")


def test_and_then_no_stage_is_skipped_and_each_wait_is_kept() -> None:
    case = stood_at("friendly", 2, "2026-03-30")
    assert upcoming(case, "2026-01-02", "2026-03-31") == ("firm-1", "2026-04-08")  # five business days, over Easter


@pytest.mark.parametrize(("due", "begins"), [("2026-01-02", "firm-1"), ("2026-03-10", "friendly-1")])
def test_a_sequence_may_say_that_a_late_invoice_begins_by_its_age(due: str, begins: str) -> None:
    by_age = replace(STANDARD, enter=Entry.BY_AGE)
    found = upcoming(Case("miller"), due, "2026-03-23", by_age)
    assert found is not None
    assert found[0] == begins


def test_a_younger_invoice_does_not_inherit_the_tone_of_the_older_one() -> None:
    # INV-1 was at "firm". It is settled, and INV-2, ten days overdue, carries the case: friendly is what it has earned.
    case = stood_at("firm", 1, "2026-03-30", carrying="INV-1")
    younger = invoice("INV-2", due="2026-03-27")
    assert step(next_step(case, younger, STANDARD, LONDON, day("2026-04-07"))) == ("friendly-1", "2026-03-30")


def test_an_invoice_that_is_not_due_yet_brings_the_case_back_to_courtesy() -> None:
    case = stood_at("firm", 1, "2026-03-30", carrying="INV-1")
    future = invoice("INV-2", due="2026-04-30")
    assert step(next_step(case, future, STANDARD, LONDON, day("2026-04-07"))) == ("courtesy-1", "2026-04-27")


def test_an_invoice_as_old_as_the_stage_goes_on_where_the_case_stands() -> None:
    case = stood_at("friendly", 1, "2026-03-20", carrying="INV-1")
    other = invoice("INV-2", due="2026-03-10")  # its age justifies friendly too, and its clients have read friendly-1
    assert step(next_step(case, other, STANDARD, LONDON, day("2026-03-23"))) == ("friendly-2", "2026-03-27")


def test_an_invoice_that_no_letter_has_mentioned_begins_with_the_first_step_of_the_stage() -> None:
    case = stood_at("friendly", 1, "2026-03-20", carrying="INV-1")
    new = invoice("INV-2", due="2026-03-10")
    found = next_step(case, new, STANDARD, LONDON, day("2026-03-23"), mentioned=False)
    assert step(found) == ("friendly-1", "2026-03-13")


def test_even_then_it_does_not_skip_a_stage() -> None:
    case = stood_at("friendly", 2, "2026-03-20", carrying="INV-1")
    old = invoice("INV-2", due="2026-01-02")  # its age alone would justify firm
    found = next_step(case, old, STANDARD, LONDON, day("2026-03-23"), mentioned=False)
    assert step(found) == ("friendly-1", "2026-01-05")


def test_when_the_older_invoice_comes_back_it_does_not_jump_ahead() -> None:
    case = stood_at("friendly", 1, "2026-04-07", carrying="INV-2")
    older = invoice("INV-1", due="2026-01-02")
    assert step(next_step(case, older, STANDARD, LONDON, day("2026-04-08"))) == ("friendly-2", "2026-04-14")


def test_a_letter_that_an_invoice_has_carried_before_does_not_come_again() -> None:
    """It was held after friendly-1; meanwhile a younger invoice took the case back to the courtesy."""
    case = stood_at("courtesy", 1, "2026-04-10", carrying="INV-2")
    older = invoice("INV-1", due="2026-02-19")
    found = next_step(case, older, STANDARD, LONDON, day("2026-04-16"), written={("friendly", 0)})
    assert step(found) == ("friendly-2", "2026-04-17")


def test_a_client_moved_to_another_sequence_begins_there_gently() -> None:
    case = replace(stood_at("owner calls", 2, "2026-04-20"), sequence="key-clients")
    assert upcoming(case, "2026-02-02", "2026-04-22") == ("friendly-1", "2026-02-05")
    same_name = replace(stood_at("firm", 3, "2026-04-20"), sequence="key-clients")
    assert upcoming(same_name, "2026-02-02", "2026-04-22") == ("friendly-1", "2026-02-05")


def test_a_sequence_of_nothing_but_a_task_is_a_sequence() -> None:
    only = Sequence("calls", (replace(STANDARD.stages[1], steps=(TaskStep("call"),)),))
    assert upcoming(Case("miller"), "2026-03-02", "2026-03-02", only) == ("call", "2026-03-05")


def test_a_letter_whose_words_are_no_longer_true_is_left_out() -> None:
    # "It will be due" cannot be said on the due day itself, Monday 2 March; "it is due today" can.
    first, second = STANDARD.stages[0].steps
    assert isinstance(first, LetterStep)
    courtesy = replace(STANDARD.stages[0], steps=(replace(first, until=-1), replace(second, wait=None)))
    sequence = replace(STANDARD, stages=(courtesy, *STANDARD.stages[1:]))
    assert upcoming(Case("miller"), "2026-03-02", "2026-02-27", sequence) == ("courtesy-1", "2026-02-25")
    assert upcoming(Case("miller"), "2026-03-02", "2026-03-02", sequence) == ("courtesy-2", "2026-02-25")
