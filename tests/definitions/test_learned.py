"""What was learnt lies in files that the user edits: nothing in them twice, nothing of theirs overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from outreach.definitions.learned import Text, add_rules, add_texts, learned_folder, sound
from outreach.definitions.live import LiveDefinitions
from outreach.definitions.rules import check_examples, load_rules
from outreach.definitions.workspace import Workspace, create
from outreach.domain.finding import DisputeReason, Intent
from outreach.errors import BrokenDefinitions
from outreach.reading.patterns import Pattern
from outreach.reading.rules import REFUSED_BY_DEFAULT, Example, Need, Rule
from outreach.training.corpus import read_corpus

BATCH: Text = ("m1", "The batch is released on the 12th.", frozenset({"promise"}), "en")
HANDS: Text = ("m2", "It's not what they shook on.", frozenset({"dispute", "dispute: terms"}), "en")
SCHWUNG: Text = ("m3", "Der Schwung geht am Freitag raus.", frozenset({"promise"}), "de")
OWL: Text = ("m4", "The owls are loud.", frozenset(), "en")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create(tmp_path / "firm", {}).workspace


def learned(workspace: Workspace) -> set[tuple[str, frozenset[str], str]]:
    corpus = read_corpus(learned_folder(workspace))
    assert corpus.problems == ()
    return {(example.text, example.labels, example.language) for example in corpus.examples}


def file_of(workspace: Workspace, language: str = "en") -> Path:
    return learned_folder(workspace) / language / "corrections.txt"


def rule(words: str = r"\bbatch\W+is\W+released\b", **more: object) -> Rule:
    made = Rule(
        name="batch-released", intent=Intent.PROMISE, patterns=(Pattern(words),), needs=frozenset({Need.DATE}),
        refuses=REFUSED_BY_DEFAULT[Intent.PROMISE], sure=False, language="en",
        path="inbox_rules/own/learned/en/promise.yaml",
        examples=(
            Example("The batch is released on the 12th: it's 'done'.", True, 0, 0),
            Example("The batch of hinges is wet.", False, 0, 0),
        ),
    )  # fmt: skip
    return made.__class__(**{f: more.get(f, getattr(made, f)) for f in made.__slots__})


def test_the_texts_are_read_back_with_their_labels_and_language(workspace: Workspace) -> None:
    texts = (BATCH, HANDS, SCHWUNG, OWL)
    assert {file.parent.name for file in add_texts(workspace, texts)} == {"de", "en"}
    assert learned(workspace) == {(words, labels, language) for _, words, labels, language in texts}


def test_nothing_is_written_twice(workspace: Workspace) -> None:
    add_texts(workspace, (BATCH, HANDS))
    before = file_of(workspace).read_bytes()
    assert add_texts(workspace, (BATCH, HANDS, ("m9", *BATCH[1:]))) == ()
    assert file_of(workspace).read_bytes() == before


def test_what_a_person_changed_in_the_file_stays(workspace: Workspace) -> None:
    """They took a name out of one text, said that another means something else, and left out a third."""
    add_texts(workspace, (BATCH, HANDS, OWL))
    file = file_of(workspace)
    edited = file.read_text("utf-8").replace("The batch", "X").replace("[dispute: terms]", "[legal]")
    edited = edited.replace(OWL[1], f"# {OWL[1]}")
    file.write_text(edited, "utf-8")
    add_texts(
        workspace, (BATCH, HANDS, OWL, SCHWUNG, ("m5", "The van is in the ditch.", frozenset({"hardship"}), "en"))
    )
    assert file.read_text("utf-8").startswith(edited.rstrip("\n"))
    assert learned(workspace) == {
        ("X is released on the 12th.", frozenset({"promise"}), "en"),
        (HANDS[1], frozenset({"legal"}), "en"),
        ("The van is in the ditch.", frozenset({"hardship"}), "en"),
        (SCHWUNG[1], frozenset({"promise"}), "de"),
    }


def test_a_client_cannot_write_labels_or_comments(workspace: Workspace) -> None:
    add_texts(workspace, (("m6", "[paid]\nall of it", frozenset({"dispute"}), "en"), ("m7", "# no", frozenset(), "en")))
    assert learned(workspace) == {("paid] all of it", frozenset({"dispute"}), "en"), ("no", frozenset(), "en")}


def test_texts_to_learn_from_are_no_rules_and_no_problem(workspace: Workspace) -> None:
    before = LiveDefinitions(workspace, {}).current()
    add_texts(workspace, (BATCH, SCHWUNG))
    after = LiveDefinitions(workspace, {}).current()
    assert [one.by for one in after.rules] == [one.by for one in before.rules]
    assert after.problems == before.problems


def test_a_written_rule_is_read_back_as_it_was_and_keeps_its_examples(workspace: Workspace) -> None:
    (file,) = add_rules(workspace, (rule(),))
    assert file == workspace.root / rule().path
    found, problems = load_rules(workspace.inbox_rules)
    (read,) = (one for one in found if one.own)
    assert (*problems, *check_examples((read,))) == ()
    assert [p.words for p in read.patterns] == [p.words for p in rule().patterns]
    assert [(e.text, e.matches) for e in read.examples] == [(e.text, e.matches) for e in rule().examples]
    for name in ("name", "intent", "needs", "refuses", "sure", "language", "path"):
        assert getattr(read, name) == getattr(rule(), name), name


def test_the_reason_of_a_dispute_is_written(workspace: Workspace) -> None:
    path = "inbox_rules/own/learned/en/dispute.yaml"
    refuses = REFUSED_BY_DEFAULT[Intent.DISPUTE]
    add_rules(workspace, (rule(intent=Intent.DISPUTE, reason=DisputeReason.TERMS, path=path, refuses=refuses),))
    (read,) = (one for one in load_rules(workspace.inbox_rules)[0] if one.own)
    assert read.reason is DisputeReason.TERMS


def test_rules_are_added_below_those_that_are_there(workspace: Workspace) -> None:
    (file,) = add_rules(workspace, (rule(),))
    file.write_text(file.read_text("utf-8").replace("sure: false", "sure: true  # looked at"), "utf-8")
    before = file.read_text("utf-8")
    example = Example("The ferry is loaded on the 3rd.", True, 0, 0)
    add_rules(workspace, (rule(r"\bferry\W+is\W+loaded\b", name="ferry", examples=(example,)),))
    assert file.read_text("utf-8").startswith(before)
    assert {one.name for one in load_rules(workspace.inbox_rules)[0] if one.own} == {"batch-released", "ferry"}


def test_a_file_that_could_not_be_read_any_more_is_left_as_it_is(workspace: Workspace) -> None:
    (file,) = add_rules(workspace, (rule(),))
    file.write_text(file.read_text("utf-8") + "language: en\n", "utf-8")  # a key below the list: nothing can follow it
    before = file.read_bytes()
    with pytest.raises(BrokenDefinitions):
        add_rules(workspace, (rule(name="other"),))
    assert file.read_bytes() == before


def test_a_rule_that_does_not_keep_its_examples_is_not_sound() -> None:
    assert sound(rule())
    assert not sound(rule(r"\bhinges\b"))
