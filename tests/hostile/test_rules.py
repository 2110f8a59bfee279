"""Patterns in the users' inbox rules that never end, and files that explode: bounded, and told."""

# ruff: noqa: E501 - tables of what has hung or exploded elsewhere

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from outreach.definitions.rules import check_examples, load_rules
from outreach.domain.finding import Intent, MailKind
from outreach.mail.compose import Attachment
from outreach.mail.decode import file_name
from outreach.reading.patterns import Pattern
from outreach.reading.rules import Rule
from outreach.reading.understand import understand
from tests.agent.made import case
from tests.hostile.desk import arrive, our_ids, run_desk
from tests.reading.desk import context

ENDLESS = [
    r"(a+)+$", r"(a|a)*$", r"(a|aa)+$", r"(\w+\s?)+$", r"(.*)*bank", r"(.*a){12}$", r"(?:a*)*b", r"([a-z]+)*1", r"(\w*\W?)*x$", r"(a?){30}a{30}",
    r"^(([a-z])+.)+[A-Z]([a-z])+$", r"(x+x+)+y", r"(?=(a+))*b", r"(a+)+(b+)+c", r"((a*)*)*b", r"(.|\s)+(.|\s)+(.|\s)+(.|\s)+Q", r"(\S+ )*\S+Z",
    r"(a|b|ab)*c", r"(?:(?:a{1,5}){1,5}){1,5}b", r"(?P<gap>.*)+q(?P<gap2>.*)+z",
]  # fmt: skip
BAIT = " ".join(["a" * 45, "ab" * 22, "x" * 45]) + " "


def rules_of(count: int) -> tuple[Rule, ...]:
    return tuple(
        Rule(f"bad {n}", Intent.PROMISE, (Pattern(ENDLESS[n % len(ENDLESS)]),), path="inbox_rules/own/bad.yaml")
        for n in range(count)
    )


@pytest.mark.parametrize("pattern", ENDLESS)
def test_one_endless_pattern_costs_a_mail_little_and_is_named(pattern: str) -> None:
    bad = Rule("bad", Intent.PROMISE, (Pattern(pattern),), path="inbox_rules/own/bad.yaml")
    begun = time.process_time()
    finding = understand(
        MailKind.PERSON,
        ". ".join([BAIT] * 60),
        context(),
        (bad,),
        out_of_time=lambda: time.process_time() - begun > 0.5,
    )
    assert time.process_time() - begun < 1
    assert not finding.sure


def test_200_endless_patterns_together_cost_a_mail_less_than_2_seconds_and_it_goes_to_a_person() -> None:
    firm = run_desk()
    book = firm.definitions.rulebook
    firm.definitions.rulebook = replace(book, rules=(*rules_of(200), *book.rules))
    head = f"From: jo@miller-sons.example\r\nIn-Reply-To: {our_ids()[0]}\r\n\r\n"
    begun = time.process_time()
    kept = arrive(firm, (head + "We will pay on 20 March.\r\n" + (BAIT + ".\r\n") * 150).encode())
    seconds = time.process_time() - begun
    print(f"\nendless patterns: 200 bad rules cost one mail of 150 baits {seconds:.2f} s")
    assert seconds < 2
    assert kept is not None
    assert not kept.finding.sure
    assert any("took too long" in warning for warning in kept.finding.warnings)
    assert case(firm).holds[-1].until is None
    assert not case(firm).promises


def test_a_pattern_that_never_ends_on_its_own_example_is_a_problem(tmp_path: Path) -> None:
    folder = tmp_path / "inbox_rules" / "own"
    folder.mkdir(parents=True)
    rule = "  - rule: r{n}\n    any: ['(a|aa)+$']\n    examples: {{match: ['{text}!']}}\n"
    text = "intent: promise\nlanguage: en\nrules:\n" + "".join(rule.format(n=n, text="a" * 40 + "b") for n in range(20))
    (folder / "bad.yaml").write_text(text, "utf-8")
    begun = time.process_time()
    rules, problems = load_rules(tmp_path / "inbox_rules")
    told = check_examples(rules)
    assert not problems
    assert len(told) == 20
    assert all("takes too long" in problem.sentence for problem in told)
    assert time.process_time() - begun < 10


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(f"b{n}: &b{n} [{', '.join(['*a'] * 9)}]\n" for n in range(20)),
        "a: &a {k: v}\n" + "".join(f"b{n}: {{<<: *a}}\n" for n in range(9)),
        "[" * 100_000,
        "{a: " * 50_000,
        "- " * 100_000 + "x",
        "a: " + "x" * 5_000_000,
        "? " * 50_000,
        "!!python/object/apply:os.system ['true']",
        "intent: !include /etc/passwd",
        "%YAML 9.9\n---\na: b\n",
        "a: \x00",
        "a: b\n---\na: c\n" * 5_000,
        "rules: &r\n  - *r\n",
        "a: |\n" + "  x\n" * 200_000,
        "#" * 900_000,
        '"' + "\\x41" * 100_000 + '"',
    ],
    ids=lambda text: text[:20].encode("unicode_escape").decode(),
)
def test_a_file_of_rules_that_would_explode_is_problems_within_seconds(text: str, tmp_path: Path) -> None:
    folder = tmp_path / "inbox_rules" / "own"
    folder.mkdir(parents=True)
    (folder / "bad.yaml").write_text(text, "utf-8")
    begun = time.process_time()
    rules, problems = load_rules(tmp_path / "inbox_rules")
    assert not rules
    assert problems
    assert time.process_time() - begun < 5


def test_nothing_of_an_attachment_is_opened_or_named_on_the_disk() -> None:
    """Only the raw mail is kept, under the digest of its bytes; the name is cleaned for showing."""
    names = {
        "../../etc/passwd": "passwd", "C:\\autorun.inf": "autorun.inf", "a\u202efdp.exe": "afdp.exe", "x\x00.pdf": "x.pdf",
        "invoice\r\nBcc: x.pdf": "invoice Bcc_ x.pdf", "..": "", "\u200b.pdf": "pdf",
    }  # fmt: skip
    for given, shown in names.items():
        assert file_name(given) == shown
    assert Attachment.__slots__ == ("name", "mime", "data")  # only mail of ours has the octets of a file
    firm = run_desk()
    body = (
        f"From: jo@miller-sons.example\r\nIn-Reply-To: {our_ids()[0]}\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        "--b\r\n\r\nSee attached.\r\n--b\r\nContent-Type: application/zip\r\n"
        'Content-Disposition: attachment; filename="../../x.zip"\r\n\r\nPK\r\n--b--\r\n'
    )
    kept = arrive(firm, body.encode())
    assert kept is not None
    assert firm.desk.archive.get(kept.digest) == body.encode()
    assert "x.zip" not in str(kept).replace("../../x.zip", "")
