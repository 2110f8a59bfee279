"""Rules that an earlier command has read: nothing that was changed, damaged or wrong is ever taken from there."""

from __future__ import annotations

import os
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from outreach.definitions.known_rules import Known, keep_known, load_known
from outreach.definitions.live import LiveDefinitions
from outreach.definitions.rules import load_rules
from outreach.definitions.workspace import Workspace, create
from outreach.reading.rules import Rule

PACK = """\
intent: promise
language: en
rules:
  - rule: {name}
    any: {any}
    examples:
      match: ["It is paid with the cat."]
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Three files of one rule each, so that it is quick."""
    made = create(tmp_path / "firm", {}).workspace
    for file in made.inbox_rules.rglob("*.yaml"):
        file.unlink()
    for name in ("one", "two", "three"):
        write(made, name)
    return made


def write(workspace: Workspace, name: str, any_: str = "[cat]") -> None:
    file = workspace.inbox_rules / "own" / f"{name}.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(PACK.format(name=name, any=any_), "utf-8")


def kept(workspace: Workspace) -> Path:
    return workspace.state / "rules.json"


def names(workspace: Workspace) -> list[str]:
    """As the next command has them."""
    return sorted(rule.name for rule in LiveDefinitions(workspace, {}).current().rules)


def places(workspace: Workspace) -> list[str]:
    problems = LiveDefinitions(workspace, {}).current().problems
    return [f"{p.path}:{p.line}:{p.column}" for p in problems if p.path.startswith("inbox_rules")]


def as_written(rule: Rule) -> tuple[object, ...]:
    """All of a rule; two patterns of the same words are two objects, and examples count for nothing in `==`."""
    patterns = [pattern.words for pattern in rule.patterns], [pattern.words for pattern in rule.excludes]
    return replace(rule, patterns=(), excludes=()), *patterns, rule.examples


def mark(workspace: Workspace) -> None:
    """Rename the rules in what is kept, to see what is taken from there."""
    known = load_known(kept(workspace))
    renamed = tuple(replace(rule, name=f"{rule.name} as kept") for rule in known.rules)
    keep_known(kept(workspace), replace(known, rules=renamed))


def test_what_is_kept_of_the_shipped_rules_is_what_stands_in_their_files(tmp_path: Path) -> None:
    workspace = create(tmp_path / "firm", {}).workspace
    LiveDefinitions(workspace, {})
    anew, _ = load_rules(workspace.inbox_rules)

    assert list(map(as_written, load_known(kept(workspace)).rules)) == list(map(as_written, anew))
    assert len(anew) > 300


def test_files_that_have_not_changed_are_not_read_again(workspace: Workspace) -> None:
    assert names(workspace) == ["one", "three", "two"]
    mark(workspace)

    assert names(workspace) == ["one as kept", "three as kept", "two as kept"]


def test_a_file_that_was_changed_is_read_and_the_others_are_not(workspace: Workspace) -> None:
    names(workspace)
    mark(workspace)
    write(workspace, "two", "[dog]")

    assert names(workspace) == ["one as kept", "three as kept", "two"]


def test_a_new_file_is_read_and_the_rules_of_a_deleted_one_are_gone(workspace: Workspace) -> None:
    names(workspace)
    (workspace.inbox_rules / "own" / "one.yaml").unlink()
    write(workspace, "four")

    assert names(workspace) == ["four", "three", "two"]


def test_a_renamed_file_is_read_for_its_new_name_is_what_evidence_tells(workspace: Workspace) -> None:
    names(workspace)
    file = workspace.inbox_rules / "own" / "one.yaml"
    file.rename(file.with_name("first.yaml"))

    assert "inbox_rules/own/first.yaml" in {rule.path for rule in LiveDefinitions(workspace, {}).current().rules}


@pytest.mark.parametrize("bad", ["'(cat'", "'x*'", "7", "[cat, '(dog']"])
def test_what_is_wrong_in_a_file_is_told_by_every_command(workspace: Workspace, bad: str) -> None:
    names(workspace)
    write(workspace, "two", bad)
    first, second = places(workspace), places(workspace)

    assert first == second
    assert [place.rpartition(":")[0] for place in first] == ["inbox_rules/own/two.yaml:5"]


def test_two_rules_of_one_name_are_told_by_every_command(workspace: Workspace) -> None:
    file = workspace.inbox_rules / "own" / "zebra.yaml"  # the last by its name
    file.write_text(PACK.format(name="two", any="[dog]"), "utf-8")

    assert places(workspace) == places(workspace) == ["inbox_rules/own/zebra.yaml:4:1"]


def test_a_file_of_which_only_the_time_has_changed_is_still_known(workspace: Workspace) -> None:
    names(workspace)
    mark(workspace)
    (workspace.inbox_rules / "own" / "one.yaml").touch()

    assert "one as kept" in names(workspace)


def test_a_change_that_keeps_size_and_time_is_seen_all_the_same(workspace: Workspace) -> None:
    names(workspace)
    file = workspace.inbox_rules / "own" / "one.yaml"
    before = file.stat()
    file.write_text(file.read_text("utf-8").replace("rule: one", "rule: eno"), "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert names(workspace) == ["eno", "three", "two"]


@pytest.mark.parametrize("damage", ["empty", "cut off", "a bit", "the seal", "something else"])
def test_a_damaged_file_is_not_believed_and_is_made_anew(workspace: Workspace, damage: str) -> None:
    names(workspace)
    mark(workspace)
    good = kept(workspace).read_bytes()
    in_the_middle = good.index(b"as kept")
    kept(workspace).write_bytes(
        {
            "empty": b"",
            "cut off": good[:-10],
            "a bit": good[:in_the_middle] + bytes([good[in_the_middle] ^ 1]) + good[in_the_middle + 1 :],
            "the seal": good[1:],
            "something else": b"{}",
        }[damage]
    )

    assert names(workspace) == ["one", "three", "two"]
    assert {rule.name for rule in load_known(kept(workspace)).rules} == {"one", "two", "three"}


def test_what_another_program_has_kept_is_not_believed(workspace: Workspace) -> None:
    names(workspace)
    mark(workspace)
    _, _, body = kept(workspace).read_bytes().partition(b"\n")
    kept(workspace).write_bytes(sha256(b"its code" + body).hexdigest().encode() + b"\n" + body)

    assert names(workspace) == ["one", "three", "two"]


def test_a_workspace_without_its_state_folder_gets_none_from_here(workspace: Workspace) -> None:
    """The store makes it, closed to others."""
    for file in sorted(workspace.state.rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    workspace.state.rmdir()

    assert names(workspace) == ["one", "three", "two"]
    assert not workspace.state.exists()


def test_what_is_kept_holds_clients_words_and_is_closed_to_others(workspace: Workspace) -> None:
    names(workspace)

    assert kept(workspace).stat().st_mode & 0o777 == 0o600


def test_nothing_is_known_of_no_files() -> None:
    assert Known().all_of({})
    assert not Known({"inbox_rules/own/one.yaml": "0" * 64}).all_of({})
