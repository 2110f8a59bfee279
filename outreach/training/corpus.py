"""The texts that the statistical reader learns from: what each says, who speaks, and in which language.

A file is one voice; `# ` lines describe it, `[promise, dispute: quality]` opens the texts that say just that, one a
line. Voices are kept apart, because a reader that is tried on voices it has learnt from looks better than it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from outreach.errors import Problem
from outreach.reading.judgement import LABELS

_SECTION = re.compile(r"\[(.*)\]\s*$")
_NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Example:
    """One text with everything it says. `labels` are names out of LABELS, empty when it says nothing."""

    text: str
    labels: frozenset[str]
    language: str
    voice: str


@dataclass(frozen=True, slots=True)
class Corpus:
    examples: tuple[Example, ...]
    problems: tuple[Problem, ...]


def read_corpus(folder: Path) -> Corpus:
    """All voices below `folder`/<language>/, in the order of their names."""
    examples: list[Example] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*/*.txt")):
        for item in _voice(path, path.relative_to(folder).as_posix()):
            examples.append(item) if isinstance(item, Example) else problems.append(item)
    return Corpus(tuple(examples), tuple(problems))


def _voice(path: Path, name: str) -> Iterator[Example | Problem]:
    labels: frozenset[str] | None = None
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        if section := _SECTION.match(text):
            labels, unknown = _labels(section[1])
            yield from (Problem(name, number, 1, f'"{word}" is no label') for word in unknown)
        elif labels is None:
            yield Problem(name, number, 1, "a text stands before the first [label]")
        else:
            yield Example(text, labels, path.parent.name, path.stem)


def _labels(section: str) -> tuple[frozenset[str], list[str]]:
    """ "promise, dispute: quality" names an intent, and an intent with its detail as well."""
    names: set[str] = set()
    unknown: list[str] = []
    for part in section.split(","):
        intent, _, detail = (word.strip() for word in part.partition(":"))
        found = {intent, f"{intent}: {detail}"} if detail else {intent}
        if intent == _NOTHING and not detail:
            continue
        unknown += sorted(found - set(LABELS))
        names |= found & set(LABELS)
    return frozenset(names), unknown
