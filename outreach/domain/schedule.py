"""Which step of the sequence comes next in a case, and on which day."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from outreach.domain.case import Case
from outreach.domain.clients import Invoice
from outreach.domain.sequence import Entry, Sequence, Stage, Step
from outreach.domain.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Next:
    """The step that comes next and the first working day on which it may be taken."""

    stage: Stage
    index: int
    step: Step
    day: date


def next_step(
    case: Case, carrying: Invoice, sequence: Sequence, calendar: Calendar, today: date, *, mentioned: bool = True,
    written: Collection[tuple[str, int]] = (),
) -> Next | None:  # fmt: skip
    """The next step for the invoice that carries the case; None when the sequence has ended.

    `mentioned` says whether a letter has spoken of that invoice before, `written` for which steps it has carried one:
    while it was held a younger invoice may have taken the case back to an earlier stage, and no letter comes twice.

    No stage is skipped, however late the invoice is, but for those that no longer make sense (`until`: a letter before
    the due date cannot be written after it) and unless the sequence says `enter: by age`.
    """
    for stage, index in _steps_from(sequence, *_position(case, carrying, sequence, today, mentioned)):
        if (stage.name, index) in written:
            continue
        found = _candidate(case, carrying, stage, index, calendar, today)
        if found:
            return found
    return None


def _steps_from(sequence: Sequence, at: int, done: int) -> Iterator[tuple[Stage, int]]:
    """Every step that is not done yet, in order."""
    for number, stage in enumerate(sequence.stages):
        if number >= at:
            yield from ((stage, index) for index in range(done if number == at else 0, len(stage.steps)))


def _position(case: Case, carrying: Invoice, sequence: Sequence, today: date, mentioned: bool) -> tuple[int, int]:
    """Where the case stands: index of the stage (-1 = before the first) and how many of its steps are done.

    When the oldest invoice is settled or held, the next oldest carries the case. It goes on at the stage reached, but
    never at one that its own age does not justify: a young invoice does not inherit the tone of an old one. One that no
    letter has mentioned yet begins with the first step of the stage. A client that was moved to another sequence begins
    there like a new one.
    """
    by_age = _stage_by_age(carrying, sequence, today)
    if not case.stage or case.sequence != sequence.name:
        return (by_age, 0) if sequence.enter is Entry.BY_AGE else (-1, 0)
    reached = sequence.index(case.stage)
    if case.carrying != carrying.number and (by_age < reached or not mentioned):
        return min(by_age, reached), 0
    return reached, case.step


def _stage_by_age(carrying: Invoice, sequence: Sequence, today: date) -> int:
    begun = [
        index
        for index, stage in enumerate(sequence.stages)
        if stage.starts_on(carrying.due) <= today and not stage.is_past(carrying.due, today)
    ]
    return max(begun, default=-1)


def _candidate(case: Case, carrying: Invoice, stage: Stage, index: int, calendar: Calendar, today: date) -> Next | None:
    step = stage.steps[index]
    day = stage.starts_on(carrying.due)
    if case.moved and step.wait:
        day = max(day, step.wait.after(case.moved, calendar))
    day = calendar.working_day_from(day)
    if stage.step_is_past(index, carrying.due, max(day, today)):
        return None
    return Next(stage, index, step, day)
