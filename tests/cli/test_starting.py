"""What a command loads before it answers. There is no clock in these tests: what is not loaded costs nothing."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.cli.office import Office, Where, plain_office, row
from tests.servers.mail import User

HERE = Where("GB", "Europe/London", date(2026, 3, 2))
# Each takes longer to load than a glance at the book may last.
FOR_MAIL = {"regex", "numpy", "outreach.reading.understand", "outreach.reading.vocabularies", "flufl.bounce"}
FOR_LETTERS = {"jinja2", "mjml", "css_inline"}
FOR_SERVERS = {"asyncio", "aiosmtplib", "aioimaplib", "apscheduler"}
FOR_TERMINALS = {"rich.console", "rich.table"}
FOR_CALENDARS = {"holidays"}
WATCHED = FOR_MAIL | FOR_LETTERS | FOR_SERVERS | FOR_TERMINALS | FOR_CALENDARS


@pytest.fixture
def firm(tmp_path: Path) -> Office:
    made = plain_office(tmp_path / "firm", User("accounts@northwind-joinery.example", ""))
    made.run(
        "import",
        str(made.write_book("book.csv", row("miller", "jo@miller.example", "INV-1", date(2026, 2, 2), "9.00", HERE))),
    )
    return made


def loaded(firm: Office, *words: str) -> set[str]:
    """Which of the watched modules a command has loaded when it ends."""
    program = (
        "import atexit, sys; from outreach.cli.main import main\n"
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr))\nmain()"
    )
    command = [sys.executable, "-c", program, "--home", str(firm.home), *words]
    done = subprocess.run(command, env=firm.env, capture_output=True, text=True, timeout=120, check=True)
    return WATCHED & set(done.stderr.split())


def test_help_loads_nothing_but_the_command_line(firm: Office) -> None:
    assert loaded(firm, "--help") == set()


def test_status_reads_no_rule_again_and_loads_nothing_for_mail_letters_or_servers(firm: Office) -> None:
    firm.run("status")

    assert loaded(firm, "status") == set()
    assert loaded(firm, "status", "--json") == set()


def test_a_rule_of_the_user_is_checked_when_it_has_changed(firm: Office) -> None:
    firm.run("status")
    own = firm.home / "inbox_rules" / "own" / "mine.yaml"
    own.parent.mkdir(exist_ok=True)
    own.write_text("intent: promise\nrules:\n  - rule: mine\n    any: '(cat'\n    examples: {match: [cat]}\n", "utf-8")

    assert "regex" in loaded(firm, "status")
    assert "inbox_rules/own/mine.yaml:4:10" in firm.run("status")
    assert "inbox_rules/own/mine.yaml:4:10" in firm.run("status"), "the next command tells it again"
    assert "inbox_rules/own/mine.yaml:4:10" in firm.run("check", code=1)
