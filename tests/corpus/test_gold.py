"""Every mail of the corpus has an expectation that can be right: known words, real days, text that is in the mail."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
SETS = ("build", "kept")
INTENTS = {
    "promise", "paid", "dispute", "plan", "hardship", "legal", "document", "redirect", "stop", "out_of_office",
    "acknowledgement", "bounce", "other",
}  # fmt: skip
REASONS = {
    "not_received", "quality", "amount", "duplicate", "purchase_order", "unauthorised", "credit_note", "terms", "other",
}  # fmt: skip
PLANS = {"instalments", "extension", "settlement"}
FILES = [path for name in SETS for path in sorted((HERE / name).glob("*.json"))]


def message(path: Path) -> EmailMessage:
    found = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", unescape(text).lower()))


def shown(mail: EmailMessage) -> set[str]:
    """The words of every text part, tags taken for spaces."""
    parts = [p.get_content() for p in mail.walk() if p.get_content_maintype() == "text"]
    return words(" ".join(re.sub(r"<[^>]*>", " ", part) for part in parts if isinstance(part, str)))


def variants(record: dict[str, Any]) -> list[dict[str, Any]]:
    return [record["gold"], *({**record["gold"], **other} for other in record["gold_alt"])]


def test_every_mail_has_an_expectation_and_every_expectation_a_mail() -> None:
    for name in SETS:
        mails = {path.stem for path in (HERE / name).glob("*.eml")}
        assert mails == {path.stem for path in (HERE / name).glob("*.json")}


def test_no_mail_stands_in_both_sets() -> None:
    build, kept = ([json.loads(p.read_text())["context"]["client"] for p in (HERE / s).glob("*.json")] for s in SETS)
    assert not set(build) & set(kept)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_expectation_uses_known_words_and_real_days(path: Path) -> None:
    record = json.loads(path.read_text(encoding="utf-8"))
    mail = message(path.with_suffix(".eml"))
    assert record["eml"] == path.with_suffix(".eml").name
    assert parsedate_to_datetime(mail["Date"]).date() == date.fromisoformat(record["date"])
    numbers = {invoice["number"] for invoice in record["context"]["invoices"]}
    for gold in variants(record):
        agrees(gold, date.fromisoformat(record["date"]), numbers)
    assert set(record.get("tolerated_intents", [])) <= INTENTS


def agrees(gold: dict[str, Any], sent: date, numbers: set[str]) -> None:
    """One variant holds together: each detail belongs to an intent, each day is not before the mail."""
    assert gold["intents"]
    assert set(gold["intents"]) <= INTENTS
    assert bool(gold["promises"]) == ("promise" in gold["intents"])
    assert (gold["dispute_reason"] in REASONS) == ("dispute" in gold["intents"])
    assert (gold["plan_kind"] in PLANS) == ("plan" in gold["intents"])
    assert bool(gold["bounce"]) == ("bounce" in gold["intents"])
    for promise in gold["promises"]:
        assert promise["date"] is None or date.fromisoformat(promise["date"]) >= sent
        assert promise["amount"] is None or Decimal(promise["amount"]) > 0
        assert promise["invoices"] is None or set(promise["invoices"]) <= numbers
    if gold["back_on"]:
        assert date.fromisoformat(gold["back_on"]) > sent
    assert all("@" in address for address in gold["redirect_to"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_senders_own_text_is_in_the_mail(path: Path) -> None:
    record = json.loads(path.read_text(encoding="utf-8"))
    missing = words(record["gold"]["reply_text"]) - shown(message(path.with_suffix(".eml")))
    assert not missing
    assert record["gold"]["reply_text"] or record["gold"]["automated"]
