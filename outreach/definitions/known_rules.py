"""Rule files that were sound when they were last read, and their rules: what has not changed is not read again.

To parse, check and compile some four hundred rules takes a second. So a workspace keeps them in state/rules.json, under
the digests of their files. The user's files remain what counts: whatever differs from what is known is read anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import orjson

import outreach
from outreach.definitions.yaml_lines import content_of
from outreach.domain.finding import DisputeReason, Intent, PlanKind
from outreach.errors import Problem
from outreach.reading.language import Flag
from outreach.reading.patterns import Pattern
from outreach.reading.rules import Example, Need, Rule

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
    """What an earlier command left in `file`; nothing when it is missing, damaged, or of another program than this."""
    try:
        seal, _, body = file.read_bytes().partition(b"\n")
    except OSError:
        return Known()
    if seal != _seal(body):
        return Known()
    stored = orjson.loads(body)
    return Known(stored["digests"], tuple(map(_rule, stored["rules"])))


def known_as_bytes(known: Known) -> bytes:
    """For `load_known` of the same program."""
    body = orjson.dumps({"digests": known.digests, "rules": known.rules}, default=_plain)
    return _seal(body) + b"\n" + body


def _seal(body: bytes) -> bytes:
    """Of the content and of the code that made it: neither a torn file nor an older program's can be taken for good."""
    return sha256("\n".join(_code()).encode() + body).hexdigest().encode()


def _code() -> Iterator[str]:
    """What changes with every change of the program: also in a clone, where the version stays the same."""
    yield outreach.__version__
    package = Path(outreach.__file__).parent
    code = [file for folder in ("definitions", "domain", "reading") for file in sorted((package / folder).glob("*.py"))]
    patterns = find_spec("regex")
    for file in (*code, *([Path(patterns.origin)] if patterns and patterns.origin else [])):
        state = file.stat()
        yield f"{file.name} {state.st_size} {state.st_mtime_ns}"


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
