"""The folder of sequences: each folder in it one sequence, each numbered file in that one stage."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from outreach.definitions.checking import check, did_you_mean
from outreach.definitions.stages import StageLines
from outreach.definitions.yaml_lines import Document, Where, load_yaml
from outreach.domain.sequence import Approval, Entry, LetterStep, Sequence, Stage, Tone
from outreach.errors import Problem

MAX_LETTERS = 12  # more mails than this about one invoice are harassment, and a client's mail filter will say so
_ABOUT = "sequence.yaml"
_STAGE_FILE = re.compile(r"(\d+)-.+\.yaml")


class _About(BaseModel):
    """The optional sequence.yaml of a folder."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    enter: Entry = Entry.GENTLY
    description: str = ""


@dataclass(frozen=True, slots=True)
class _Written:
    """A stage with the places of its lines."""

    stage: Stage
    document: Document

    def problem(self, where: Where, sentence: str) -> Problem:
        return Problem(self.document.path, *self.document.locate(where), sentence)


def load_sequences(
    folder: Path, templates: Collection[str] | None = None
) -> tuple[dict[str, Sequence], tuple[Problem, ...]]:
    """Every sequence that is whole, by name, and every problem of the others; paths are shown from `folder`'s name on.

    With `templates` (the names that a step may have after `letter:`), letters that nobody has written are problems too.
    A sequence with a problem is left out as a whole: half of it would write to clients in the wrong order.
    """
    sequences: dict[str, Sequence] = {}
    problems: list[Problem] = []
    for entry in _visible(folder):
        if entry.is_dir():
            sequence, found = load_sequence(entry, f"{folder.name}/{entry.name}", templates)
            problems += found
            if sequence:
                sequences[sequence.name] = sequence
        elif entry.suffix in (".yaml", ".yml"):
            problems.append(_whole(f"{folder.name}/{entry.name}", "a stage belongs into the folder of its sequence"))
    return sequences, tuple(problems)


def load_sequence(
    folder: Path, shown: str, templates: Collection[str] | None = None
) -> tuple[Sequence | None, tuple[Problem, ...]]:
    """The sequence in one folder, or all its problems."""
    problems: list[Problem] = list(_misnamed(folder, shown))
    about, found = _about(folder / _ABOUT, f"{shown}/{_ABOUT}")
    problems += found
    written: list[_Written] = []
    files = _stage_files(folder)
    for file in files:
        one, found = _stage(file, f"{shown}/{file.name}")
        problems += found
        written += [one] if one else []
    if not files:
        problems.append(_whole(shown, "there is no stage in this folder; a stage is a file like 20-friendly.yaml"))
    problems += _against_each_other(written)
    for one in written:
        problems += _dangers(one)
        problems += _unwritten_letters(one, templates)
    if problems:
        return None, tuple(sorted(problems))
    return Sequence(folder.name, tuple(one.stage for one in written), about.enter), ()


def _visible(folder: Path) -> list[Path]:
    """What a person put there, without the hidden and backup files that editors leave behind."""
    entries = folder.iterdir() if folder.is_dir() else ()
    return sorted(entry for entry in entries if not entry.name.startswith(".") and not entry.name.endswith("~"))


def _stage_files(folder: Path) -> list[Path]:
    files = [file for file in _visible(folder) if _STAGE_FILE.fullmatch(file.name)]
    return sorted(files, key=_number)


def _number(file: Path) -> int:
    return int(file.name.partition("-")[0])


def _misnamed(folder: Path, shown: str) -> Iterator[Problem]:
    for file in _visible(folder):
        path = f"{shown}/{file.name}"
        if file.suffix == ".yml":
            yield _whole(path, f"the name must end in .yaml: {file.stem}.yaml")
        elif file.suffix == ".yaml" and file.name != _ABOUT and not _STAGE_FILE.fullmatch(file.name):
            yield _whole(path, f"the name must begin with the number of the stage, like 20-{file.name}")
    files = _stage_files(folder)
    for one, two in pairwise(files):
        if _number(one) == _number(two):
            yield _whole(f"{shown}/{two.name}", f"the number {_number(two)} is also that of {one.name}")


def _about(file: Path, shown: str) -> tuple[_About, tuple[Problem, ...]]:
    if not file.exists():
        return _About(), ()
    document, problems = load_yaml(file, shown)
    if not document or document.data is None:
        return _About(), problems
    about, problems = check(_About, document.data, document.locate, shown)
    return about or _About(), problems


def _stage(file: Path, shown: str) -> tuple[_Written | None, tuple[Problem, ...]]:
    document, problems = load_yaml(file, shown)
    if not document:
        return None, problems
    lines, problems = check(StageLines, document.data, document.locate, shown)
    return (_Written(lines.as_stage(shown), document) if lines else None), problems


def _against_each_other(written: list[_Written]) -> Iterator[Problem]:
    names = Counter[str]()
    letters = 0
    for one in written:
        stage = one.stage
        if names[stage.name]:
            yield one.problem(("stage",), f'another stage of this sequence is also called "{stage.name}"')
        names[stage.name] += 1
        for position, step in enumerate(stage.steps):
            letters += isinstance(step, LetterStep)
            if isinstance(step, LetterStep) and letters == MAX_LETTERS + 1:
                yield one.problem(
                    ("steps", position), f"this is letter {letters}; {MAX_LETTERS} in a sequence is the most"
                )
    for before, after in pairwise(written):
        early, late = before.stage, after.stage
        if late.starts < early.starts:
            sentence = f'stage "{late.name}" starts {_day(late.starts)}, before "{early.name}" ({_day(early.starts)})'
            yield after.problem(("starts",), sentence)


def _dangers(one: _Written) -> Iterator[Problem]:
    """A last demand that no person has seen cannot be taken back, and is the letter that lawyers read."""
    stage = one.stage
    if stage.approve is Approval.NEVER and (stage.tone is Tone.FORMAL or "final" in stage.name.lower()):
        yield one.problem(
            ("approve",),
            f'"{stage.name}" is a last demand; "approve" must be "always" or "first", so that a person sees it',
        )


def _unwritten_letters(one: _Written, templates: Collection[str] | None) -> Iterator[Problem]:
    for position, step in enumerate(one.stage.steps):
        if templates is not None and isinstance(step, LetterStep) and step.template not in templates:
            hint = did_you_mean(step.template, sorted(templates))
            yield one.problem(("steps", position, "letter"), f'there is no template "{step.template}"{hint}')


def _day(offset: int) -> str:
    if offset == 0:
        return "on the due day"
    count = abs(offset)
    return f"{count} day{'s' if count > 1 else ''} {'after' if offset > 0 else 'before'} due"


def _whole(path: str, sentence: str) -> Problem:
    return Problem(path, 0, 0, sentence)
