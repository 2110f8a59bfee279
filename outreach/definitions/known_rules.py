"""Rule files that were sound when they were last read, and their rules: what has not changed is not read again.

To parse, check and compile some four hundred rules takes a second. So a workspace keeps them in state/rules.json, under
the digests of their files. The user's files remain what counts: whatever differs from what is known is read anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from outreach.definitions.kept import keep, load_kept
from outreach.definitions.yaml_lines import content_of
from outreach.domain.finding import DisputeReason, Intent, PlanKind
from outreach.errors import Problem
from outreach.reading.language import Flag
from outreach.reading.patterns import Pattern
from outreach.reading.rules import Example, Need, Rule

_ENGINE = "regex"  # what is a sound pattern, it decides
RuleFiles = Mapping[str, bytes | Problem]  # by the name that is shown: its content, or why it is not read


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the files of one folder: the digest of each sound one, and the rules of all of them."""

    digests: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()  # in the order in which they are tried

    @classmethod
    def of(cls, files: RuleFiles, rules: tuple[Rule, ...], problems: tuple[Problem, ...]) -> Known:
        """What was just read. A file with a problem is never known, so its problems are told again each time."""
        broken = {problem.path for problem in problems}
        digests = {name: digest for name, digest in _digests(files).items() if name not in broken}
        return cls(digests, tuple(rule for rule in rules if rule.path in digests))

    def all_of(self, files: RuleFiles) -> bool:
        """Whether these are the files as they were, no more and no fewer."""
        return len(files) == len(self.digests) and self.digests == _digests(files)

    def rules_of(self, name: str, content: bytes) -> list[Rule] | None:
        """The rules of a file that has not changed."""
        same = self.digests.get(name) == sha256(content).hexdigest()
        return [rule for rule in self.rules if rule.path == name] if same else None


def rule_files(folder: Path) -> RuleFiles:
    """Every file of rules below `folder`, by its name from that of `folder` on, in the order of the names."""
    files = (file for file in sorted(folder.rglob("*.y*ml")) if not file.name.startswith("."))  # an editor's own
    return {shown: _content(file, shown) for file in files for shown in [_shown(file, folder)]}


def _shown(file: Path, folder: Path) -> str:
    return f"{folder.name}/{file.relative_to(folder).as_posix()}"


def _content(file: Path, shown: str) -> bytes | Problem:
    if file.suffix == ".yml":
        return Problem(shown, 0, 0, f"only files that end in .yaml are read; name it {file.stem}.yaml")
    return content_of(file, shown)


def _digests(files: RuleFiles) -> dict[str, str]:
    return {name: sha256(raw).hexdigest() for name, raw in files.items() if isinstance(raw, bytes)}


def load_known(file: Path) -> Known:
    """What an earlier command has kept in `file`; nothing when there is nothing that can be believed."""
    kept = load_kept(file, _ENGINE)
    return Known(kept["digests"], tuple(map(_rule, kept["rules"]))) if kept else Known()


def keep_known(file: Path, known: Known) -> None:
    keep(file, _ENGINE, {"digests": known.digests, "rules": known.rules}, _plain)


def _plain(value: object) -> object:
    if isinstance(value, Pattern):
        return value.words
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(type(value))


def _rule(stored: dict[str, Any]) -> Rule:
    read = {
        "intent": Intent(stored["intent"]),
        "patterns": tuple(map(Pattern, stored["patterns"])),
        "excludes": tuple(map(Pattern, stored["excludes"])),
        "needs": frozenset(map(Need, stored["needs"])),
        "reason": DisputeReason(stored["reason"]) if stored["reason"] else None,
        "plan_kind": PlanKind(stored["plan_kind"]) if stored["plan_kind"] else None,
        "refuses": frozenset(map(Flag, stored["refuses"])),
        "examples": tuple(Example(**example) for example in stored["examples"]),
    }
    return Rule(**stored | read)
