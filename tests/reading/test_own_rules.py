"""A rule of the user's own decides, whatever the statistical reader says; and where it wants a person, one is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from outreach.domain.finding import Finding, Intent, MailKind
from outreach.domain.money import Money
from outreach.reading.context import Context, OpenInvoice
from outreach.reading.judgement import LABELS, Judgement
from outreach.reading.patterns import Pattern
from outreach.reading.rules import Rule
from outreach.reading.understand import understand

OWED = Money(Decimal(1200), "GBP")
CONTEXT = Context(date(2026, 3, 2), "en", "GB", "GBP", (OpenInvoice("INV-1042", OWED, OWED, date(2026, 2, 13)),))


class Says:
    """A reader that is quite sure of the same about every text."""

    def __init__(self, label: str) -> None:
        self.label = label

    def judge(self, texts: Sequence[str]) -> list[Judgement]:
        return [{label: 0.99 if label == self.label else 0.01 for label in LABELS} for _ in texts]


def read(text: str, label: str, *, sure: bool, path: str = "inbox_rules/own/owls.yaml") -> Finding:
    rule = Rule("owls", Intent.PROMISE, (Pattern(r"\bowls fly\b"),), sure=sure, path=path)
    return understand(MailKind.PERSON, text, CONTEXT, (rule,), judge=Says(label))


@pytest.mark.parametrize("label", ["promise", "dispute", "other"])
def test_an_own_rule_that_is_not_sure_asks_a_person_whatever_the_reader_says(label: str) -> None:
    finding = read("Our owls fly on 20 March.", label, sure=False)
    assert Intent.PROMISE in finding.intents
    assert "own/owls.yaml: owls" in {evidence.by for evidence in finding.evidence}
    assert not finding.sure


def test_a_shipped_rule_that_is_not_sure_leaves_it_to_the_reader() -> None:
    finding = read("Our owls fly on 20 March.", "promise", sure=False, path="inbox_rules/en/promise.yaml")
    assert (finding.intents, finding.sure) == ((Intent.PROMISE,), True)


def test_an_own_rule_reads_its_own_sentence_and_no_other() -> None:
    finding = read("The hinges squeak. Our owls fly on 20 March.", "other", sure=True)
    promised = [evidence.words for evidence in finding.evidence if evidence.intent is Intent.PROMISE]
    assert promised == ["Our owls fly on 20 March."]
