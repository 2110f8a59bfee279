"""Whole replies, each with what it says: what can be understood is, and what cannot is never sure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from outreach.domain.finding import Finding, MailKind, StatedPromise
from outreach.reading.rules import Rule
from outreach.reading.understand import understand
from tests.reading.desk import context, shipped_rules

REPLIES = Path(__file__).parent / "replies"
LANGUAGES = {
    "english": "en", "german": "de", "dutch": "nl", "french": "fr", "spanish": "es", "italian": "it", "polish": "pl",
    "portuguese": "pt",
}  # fmt: skip


def replies(kind: str) -> list[Any]:
    return [
        pytest.param(code, reply, id=f"{code}: {' '.join(reply['text'].split())[:60]}")
        for language, code in LANGUAGES.items()
        for reply in YAML(typ="safe").load(REPLIES / f"{kind}-{language}.yaml")
    ]


def read(language: str, reply: dict[str, Any], rules: tuple[Rule, ...]) -> Finding:
    return understand(MailKind.PERSON, reply["text"], context(language, only=reply.get("invoices")), rules)


def shown(promise: StatedPromise) -> str:
    amount = (f"{promise.amount.currency} {promise.amount.amount:.2f}",) if promise.amount else ()
    return " ".join((str(promise.day or "none"), *amount, *promise.invoices))


@pytest.fixture(scope="module")
def rules() -> tuple[Rule, ...]:
    return shipped_rules()


@pytest.mark.parametrize(("language", "reply"), replies("ordinary"))
def test_an_ordinary_reply_is_understood(language: str, reply: dict[str, Any], rules: tuple[Rule, ...]) -> None:
    finding = read(language, reply, rules)

    assert [str(intent) for intent in finding.intents] == reply["intents"], finding
    assert [shown(promise) for promise in finding.promises] == reply.get("promises", [])
    for name, value in (("disputed", finding.disputed), ("redirect", finding.redirect_to)):
        assert name not in reply or list(value) == reply[name]
    assert finding.dispute_reason == reply.get("reason", finding.dispute_reason)
    assert finding.plan_kind == reply.get("plan")
    assert reply.get("sure", True) in (finding.sure, "either"), finding.warnings


@pytest.mark.parametrize(("language", "reply"), replies("hard"))
def test_what_is_not_clearly_understood_is_never_sure(
    language: str, reply: dict[str, Any], rules: tuple[Rule, ...]
) -> None:
    finding = read(language, reply, rules)

    surely = set(map(str, finding.intents)) if finding.sure else set()
    assert not surely, finding.evidence
    assert not set(map(str, finding.intents)) & set(reply.get("never", ()))
    assert "promises" not in reply or [shown(p) for p in finding.promises] == reply["promises"]
    assert any(reply.get("because", "") in warning for warning in finding.warnings) or "because" not in reply
