"""What was learnt from corrections, in inbox_rules/own/learned/: texts for the statistical reader, and rules.

Both are the user's files. Something is only ever added at their ends; what stands there, and how, stays.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from outreach.definitions.rules import OWN, check_examples, load_rules
from outreach.definitions.workspace import Workspace, write_file, writing
from outreach.errors import BrokenDefinitions, Problem
from outreach.reading.rules import Rule

FOLDER = "learned"
Text = tuple[str, str, frozenset[str], str]  # id of the mail, words, labels, language
_TEXTS = """\
# What clients wrote, and what it says as a person read it: from your corrections in `outreach review`, written here by
# `outreach inbox learn`. It is yours to edit. Put # before a text that shall not count. While the number of a mail
# stands here, its text is not written again. These are your clients' words: do not pass this file on.
"""
_RULES = """\
# Rules made from the words of replies that you corrected, by `outreach inbox learn --write`. They are yours to edit:
# write more of what else the words may be, and `sure: true` only where nobody needs to look any more.
intent: {intent}
rules:
"""


def learned_folder(workspace: Workspace) -> Path:
    return workspace.inbox_rules / OWN / FOLDER


def add_texts(workspace: Workspace, texts: Iterable[Text]) -> tuple[Path, ...]:
    """Add to `<language>/corrections.txt`, in the form that outreach.training.corpus reads, what is not there yet."""
    written: list[Path] = []
    for language, group in groupby(sorted(texts, key=lambda t: (t[3], sorted(t[2]))), key=lambda t: t[3]):
        file = learned_folder(workspace) / language / "corrections.txt"
        before = file.read_text("utf-8") if file.exists() else _TEXTS
        new = list(_new_texts(before, group))
        if new:
            with writing(workspace.root):
                write_file(file, "\n".join((before.rstrip("\n"), *new, "")).encode())
            written.append(file)
    return tuple(written)


def _new_texts(before: str, texts: Iterable[Text]) -> Iterator[str]:
    known = {line.lstrip("# ").strip() for line in before.splitlines()}
    for labels, group in groupby(texts, key=lambda t: sorted(t[2])):
        lines: list[str] = []
        for mail, words, _, _ in group:
            line = _one_line(words)
            if line and line not in known and f"mail {mail}" not in known:
                known.add(line)
                lines += (f"# mail {mail}", line)
        if lines:
            yield from (f"[{_section(labels)}]", *lines)


def _one_line(words: str) -> str:
    """A line that can be nothing but a text, whatever the client wrote."""
    return " ".join(words.split()).lstrip("#[ ")


def _section(labels: Sequence[str]) -> str:
    """ "dispute: quality" says "dispute" as well."""
    detailed = {label.partition(":")[0] for label in labels if ":" in label}
    return ", ".join(label for label in labels if label not in detailed) or "nothing"


def rule_text(rule: Rule) -> str:
    """The rule as it stands in a file, below `rules:`."""
    return "\n".join(_rule_lines(rule)) + "\n"


def _rule_lines(rule: Rule) -> Iterator[str]:
    yield f"  - rule: {_quoted(rule.name)}"
    yield "    any:"
    yield from (f"      - {_quoted(pattern.words)}" for pattern in rule.patterns)
    if rule.needs:
        yield f"    needs: [{', '.join(sorted(rule.needs))}]"
    if rule.reason:
        yield f"    reason: {rule.reason}"
    if rule.plan_kind:
        yield f"    plan: {rule.plan_kind}"
    yield f"    sure: {json.dumps(rule.sure)}"
    yield "    examples:"
    for key, matches in (("match", True), ("no match", False)):
        texts = [example.text for example in rule.examples if example.matches is matches]
        if texts:
            yield f"      {key}:"
            yield from (f"        - {_quoted(text)}" for text in texts)


def _quoted(text: str) -> str:
    """In single quotes, where YAML takes every sign but the quote as it is."""
    return "'" + " ".join(text.split()).replace("'", "''") + "'"


def add_rules(workspace: Workspace, rules: Iterable[Rule]) -> tuple[Path, ...]:
    """Add the rules to their files (`rule.path`). BrokenDefinitions, and nothing written, if one would be unsound."""
    ordered = sorted(rules, key=lambda rule: (rule.path, rule.name))
    files = {path: list(group) for path, group in groupby(ordered, key=lambda rule: rule.path)}
    contents = {path: _with_rules(workspace.root / path, group) for path, group in files.items()}
    if problems := _problems_in(contents):
        raise BrokenDefinitions(problems, "Nothing was written. Put the rules that you want into a file of your own.")
    for path, text in contents.items():
        with writing(workspace.root):
            write_file(workspace.root / path, text.encode())
    return tuple(workspace.root / path for path in contents)


def _with_rules(file: Path, rules: Sequence[Rule]) -> str:
    before = file.read_text("utf-8") if file.exists() else _RULES.format(intent=rules[0].intent)
    return before.rstrip("\n") + "\n" + "\n".join(map(rule_text, rules))


def sound(rule: Rule) -> bool:
    """Whether the rule, written down, is read back and keeps its own examples."""
    return not _problems_in({rule.path: _RULES.format(intent=rule.intent) + rule_text(rule)})


def _problems_in(contents: dict[str, str]) -> tuple[Problem, ...]:
    """What would be wrong with these files, of which the paths begin with inbox_rules/."""
    with tempfile.TemporaryDirectory() as folder:
        for path, text in contents.items():
            file = Path(folder) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        top = Path(folder) / next(iter(contents), "").partition("/")[0]
        read, problems = load_rules(top)
        return (*problems, *check_examples(read))
