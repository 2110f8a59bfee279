"""One stage file: how its lines are written, and what they mean to the domain."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)

from outreach.domain.sequence import Approval, LetterStep, Stage, Step, TaskStep, Tone
from outreach.domain.workdays import Span, SpanUnit

_DAY = re.compile(r"(\d{1,3}) (day|week)s? (before|after) (?:the )?due(?: day| date)?")
_ON_THE_DAY = re.compile(r"on (?:the )?due (?:day|date)")
_SPAN = re.compile(r"(\d{1,3}) (business day|working day|day|week)s?")
_UNITS = {"day": SpanUnit.DAYS, "week": SpanUnit.WEEKS}


def days_after_due(text: object) -> int:
    """`3 days after due` is 3, `5 days before due` is -5, `on the due day` is 0.

    Raises ValueError with a sentence for anything else.
    """
    words = _words(text)
    if _ON_THE_DAY.fullmatch(words):
        return 0
    if not (match := _DAY.fullmatch(words)):
        raise ValueError(
            f'"{text}" is no day; write it like "3 days after due", "5 days before due" or "on the due day"'
        )
    count, unit, side = match.groups()
    return int(count) * (7 if unit == "week" else 1) * (1 if side == "after" else -1)


def span(text: object) -> Span:
    """`5 business days`, `10 days`, `2 weeks`. Raises ValueError with a sentence for anything else."""
    if not (match := _SPAN.fullmatch(_words(text))):
        raise ValueError(f'"{text}" is no length of time; write it like "5 business days", "10 days" or "2 weeks"')
    count, unit = match.groups()
    return Span(int(count), _UNITS.get(unit, SpanUnit.BUSINESS_DAYS))


def _words(text: object) -> str:
    return " ".join(str(text).lower().split())


DayAfterDue = Annotated[int, BeforeValidator(days_after_due)]
Wait = Annotated[Span, BeforeValidator(span)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]


class StepLines(BaseModel):
    """A letter, or a task for a person with what they should do."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    letter: Name | None = None
    task: Literal["call", "hand-off"] | None = None  # the kinds of `domain.task.TaskKind` that a stage may ask for
    wait: Wait | None = None
    until: DayAfterDue | None = None
    do: str | None = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        if (self.letter is None) == (self.task is None):
            raise ValueError('a step has either "letter" or "task", and one of them')
        if self.letter is not None and self.do is not None:
            raise ValueError('"do" belongs to a task; what a letter says stands in its template')
        if self.task is not None and self.until is not None:
            raise ValueError('"until" belongs to a letter; a task for a person is never too late')
        return self

    def step(self) -> Step:
        if self.letter is not None:
            return LetterStep(self.letter, self.wait, self.until)
        return TaskStep(self.task or "", (self.do or "").strip(), self.wait)


class StageLines(BaseModel):
    """A stage file as it is written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    stage: Name
    tone: Tone
    starts: DayAfterDue
    until: DayAfterDue | None = None
    steps: tuple[StepLines, ...] = Field(min_length=1)
    approve: Approval = Approval.FIRST

    @field_validator("until")
    @classmethod
    def _ends_after_it_starts(cls, until: int | None, info: ValidationInfo) -> int | None:
        starts = info.data.get("starts")
        if until is not None and starts is not None and until < starts:
            raise ValueError('"until" is a day before "starts", so nothing of this stage would ever be sent')
        return until

    def as_stage(self, path: str) -> Stage:
        steps = tuple(lines.step() for lines in self.steps)
        return Stage(self.stage, self.tone, self.starts, steps, self.until, self.approve, path)
