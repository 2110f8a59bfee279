"""Rule packs as a clerk writes them: read whole, or every slip told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from outreach.definitions.rules import check_examples, load_rules
from outreach.domain.finding import DisputeReason, Intent
from outreach.reading.language import Flag
from outreach.reading.languages import LANGUAGES
from outreach.reading.rules import Need

SHIPPED = Path(__file__).parents[2] / "inbox_rules"
READ = {language.code for language in LANGUAGES}
PACK = {
    "acknowledgement", "dispute", "document", "hardship", "legal", "paid", "plan", "promise", "redirect", "stop",
}  # fmt: skip

GOOD = """\
intent: promise
rules:
  - rule: next-friday-run
    any: '\\bpaid with the cat\\b'
    not: ['\\bdog\\b']
    needs: date
    sure: true
    examples:
      match: ["It is paid with the cat on 20 March."]
      no match: ["It is paid with the cat.", "On 20 March it is paid with the cat and dog."]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "inbox_rules"
    made.mkdir()
    return made


def write(folder: Path, name: str, text: str) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def told(folder: Path) -> list[str]:
    rules, problems = load_rules(folder)
    return [str(problem) for problem in (*problems, *check_examples(rules))]


def test_the_shipped_rules_have_no_problem_and_keep_their_examples() -> None:
    rules, problems = load_rules(SHIPPED)

    assert problems == ()
    assert check_examples(rules) == ()
    assert {rule.language for rule in rules} == READ


def test_each_shipped_rule_shows_what_it_reads_and_what_not() -> None:
    rules, _ = load_rules(SHIPPED)

    for rule in rules:
        assert sum(example.matches for example in rule.examples) >= 4, rule.by
        assert sum(not example.matches for example in rule.examples) >= 3, rule.by


def test_each_shipped_file_begins_by_saying_what_it_is_for() -> None:
    files = list(SHIPPED.rglob("*.yaml"))

    assert {(file.parent.name, file.stem) for file in files} == {(code, intent) for code in READ for intent in PACK}
    for file in files:
        comment = [line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        assert len(comment) >= 3, file
        assert any("inbox_rules/own/" in line for line in comment), file


def test_a_rule_is_read_with_all_that_is_written(folder: Path) -> None:
    write(folder, "en/promise.yaml", GOOD)
    (rule,), problems = load_rules(folder)

    assert problems == ()
    assert (rule.name, rule.intent, rule.language, rule.sure) == ("next-friday-run", Intent.PROMISE, "en", True)
    assert (rule.path, rule.line, rule.by) == (
        "inbox_rules/en/promise.yaml",
        3,
        "en/promise.yaml: next-friday-run",
    )
    assert rule.needs == {Need.DATE}
    assert Flag.QUESTION in rule.refuses


def test_who_does_not_say_sure_is_asked(folder: Path) -> None:
    write(folder, "en/promise.yaml", GOOD.replace("    sure: true\n", ""))
    (rule,), _ = load_rules(folder)

    assert not rule.sure


def test_a_reason_and_refusals_can_be_given(folder: Path) -> None:
    text = GOOD.replace("promise", "dispute").replace("needs: date", "reason: quality\n    refuses: [question]")
    write(folder, "en/dispute.yaml", text)
    (rule,), problems = load_rules(folder)

    assert problems == ()
    assert (rule.reason, rule.refuses) == (DisputeReason.QUALITY, {Flag.QUESTION})


def test_the_users_own_rules_come_first(folder: Path) -> None:
    write(folder, "de/legal.yaml", GOOD.replace("promise", "legal"))
    write(folder, "own/mine.yaml", GOOD.replace("intent:", "language: en\nintent:"))
    rules, problems = load_rules(folder)

    assert problems == ()
    assert [(rule.path, rule.language) for rule in rules] == [
        ("inbox_rules/own/mine.yaml", "en"),
        ("inbox_rules/de/legal.yaml", "de"),
    ]


def test_a_broken_file_does_not_stop_the_others(folder: Path) -> None:
    write(folder, "en/promise.yaml", GOOD)
    write(folder, "en/paid.yaml", "intent: [paid\n")
    rules, problems = load_rules(folder)

    assert [rule.name for rule in rules] == ["next-friday-run"]
    assert [problem.path for problem in problems] == ["inbox_rules/en/paid.yaml"]


def test_a_bad_pattern_is_told_and_the_other_rules_of_the_file_stay(folder: Path) -> None:
    second = GOOD.split("rules:\n")[1].replace("next-friday-run", "broken").replace("the cat\\b'", "(the cat'")
    write(folder, "en/promise.yaml", GOOD + second)
    rules, problems = load_rules(folder)

    assert [rule.name for rule in rules] == ["next-friday-run"]
    (problem,) = problems
    assert (problem.line, problem.column) == (12, 10)
    assert problem.sentence == "this pattern cannot be used, at its character 21: missing )"  # it ends with the 20th


def test_misspelt_names_are_told_with_what_was_meant(folder: Path) -> None:
    write(folder, "en/promise.yaml", GOOD.replace("needs:", "need:").replace("intent: promise", "intent: promis"))

    assert told(folder) == [
        'inbox_rules/en/promise.yaml:1:9  "intent" cannot be "promis"; did you mean "promise"?',
        'inbox_rules/en/promise.yaml:6:5  there is no "need" here; did you mean "needs"?',
    ]


def test_a_language_that_is_not_read_is_told(folder: Path) -> None:
    write(folder, "own/a.yaml", f"language: xx\n{GOOD}")

    known = ", ".join(sorted(READ))
    assert told(folder) == [f'inbox_rules/own/a.yaml:1:11  "xx" is not read; known are {known}']


def test_two_rules_of_one_name_are_told(folder: Path) -> None:
    write(folder, "en/promise.yaml", GOOD)
    write(folder, "en/more.yaml", GOOD)

    assert told(folder) == [
        'inbox_rules/en/promise.yaml:3:1  there is already a rule "next-friday-run", in inbox_rules/en/more.yaml:3; '
        "give this one another name"
    ]


def test_an_example_that_fails_is_told_with_its_place(folder: Path) -> None:
    write(folder, "en/promise.yaml", GOOD.replace("It is paid with the cat on 20 March.", "It is with the cat."))
    paid = GOOD.replace("promise", "paid").replace("next-friday-run", "cat")
    write(folder, "en/paid.yaml", paid.replace('"It is paid with the cat."', '"It is paid with the cat today."'))

    assert told(folder) == [
        'inbox_rules/en/paid.yaml:10:18  the rule "cat" matches "It is paid with the cat today.", and it must not',
        'inbox_rules/en/promise.yaml:9:15  the rule "next-friday-run" does not match "It is with the cat.", '
        "and it must",
    ]


@pytest.mark.parametrize(
    ("change", "to", "sentence"),
    [
        ("'\\bpaid with the cat\\b'", "'x*'", "this pattern matches everything, even an empty text"),
        ("intent: promise", "intent: bounce", 'no rule can read "bounce"'),
        ("needs: date", "reason: quality", 'only rules with "intent: dispute" have a reason'),
        ("needs: date", "plan: extension", 'only rules with "intent: plan" have a plan'),
        ("needs: date", "needs: day", '"day"'),
        ("    any: '\\bpaid with the cat\\b'\n", "", '"any" is missing'),
    ],
)
def test_what_makes_no_sense_is_told(folder: Path, change: str, to: str, sentence: str) -> None:
    assert change in GOOD
    write(folder, "en/a.yaml", GOOD.replace(change, to))
    problems = told(folder)

    assert len(problems) == 1
    assert sentence in problems[0]


def test_a_file_with_another_ending_is_told(folder: Path) -> None:
    write(folder, "own/mine.yml", GOOD)

    assert told(folder) == ["inbox_rules/own/mine.yml  only files that end in .yaml are read; name it mine.yaml"]


def test_what_an_editor_leaves_behind_is_passed_over(folder: Path) -> None:
    write(folder, "own/.#mine.yaml", "x: [")

    assert load_rules(folder) == ((), ())


def test_no_folder_means_no_rules(folder: Path) -> None:
    assert load_rules(folder / "own") == ((), ())
