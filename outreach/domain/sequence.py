"""Sequence, stage, step: what the user's files say about who is written to, when, and in which tone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from outreach.domain.workdays import Span


class Tone(StrEnum):
    COURTEOUS = "courteous"
    FRIENDLY = "friendly"
    NEUTRAL = "neutral"
    FIRM = "firm"
    FORMAL = "formal"


class Approval(StrEnum):
    """When a person must approve a letter although the agent runs by itself (`mode = "auto"`)."""

    NEVER = "never"
    FIRST = "first"  # the first letter of the stage in each case
    ALWAYS = "always"


class Entry(StrEnum):
    """Where an invoice that is already late begins when the agent first sees it."""

    GENTLY = "gently"  # at the first stage that still applies: no stage is skipped
    BY_AGE = "by age"  # at the stage its days overdue have reached


@dataclass(frozen=True, slots=True)
class LetterStep:
    template: str
    wait: Span | None = None  # since the step before, in this stage or the one before
    until: int | None = None  # last day after the due date on which its words are true; None = that of the stage


@dataclass(frozen=True, slots=True)
class TaskStep:
    """Work for a person: a call, a hand-off. The case goes on only after the task is closed."""

    task: str
    script: str = ""
    wait: Span | None = None


Step = LetterStep | TaskStep


@dataclass(frozen=True, slots=True)
class Stage:
    """One file, one tone. Days are relative to the due date of the oldest invoice that is neither paid nor held."""

    name: str
    tone: Tone
    starts: int  # days after the due date; negative is before it
    steps: tuple[Step, ...]
    until: int | None = None  # last day after the due date on which it still makes sense; None = for ever
    approve: Approval = Approval.FIRST
    path: str = ""  # where it was written, for explanations

    def starts_on(self, due: date) -> date:
        return due + timedelta(days=self.starts)

    def is_past(self, due: date, day: date) -> bool:
        return _is_past(self.until, due, day)

    def step_is_past(self, index: int, due: date, day: date) -> bool:
        step = self.steps[index]
        own = step.until if isinstance(step, LetterStep) else None
        return self.is_past(due, day) or _is_past(own, due, day)


def _is_past(until: int | None, due: date, day: date) -> bool:
    return until is not None and day > due + timedelta(days=until)


@dataclass(frozen=True, slots=True)
class Sequence:
    name: str
    stages: tuple[Stage, ...]
    enter: Entry = Entry.GENTLY

    def index(self, stage: str) -> int:
        """Position of the stage of that name, -1 for none: before the first, or renamed since."""
        return next((i for i, s in enumerate(self.stages) if s.name == stage), -1)
