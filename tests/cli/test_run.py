"""`outreach run`: the agent at work beside a person, on real mail servers."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.cli.office import Office, make_office, noon_on_a_working_day, row
from tests.servers.mail import MailServers, User

pytestmark = pytest.mark.servers

PATIENCE = 30  # seconds


@pytest.fixture
def client(postfix_servers: MailServers) -> User:
    return postfix_servers.new_user("jo", "miller-sons.example")


@pytest.fixture
def firm(tmp_path: Path, postfix_servers: MailServers, client: User) -> Office:
    made = make_office(tmp_path / "firm", postfix_servers, postfix_servers.new_user())
    where = noon_on_a_working_day()
    due = where.today - timedelta(days=14)
    owed = row("miller", client.address, "INV-1", due, "900.00", where)
    made.run("import", str(made.write_book("invoices.csv", owed)))
    return made


@contextmanager
def running(firm: Office, *words: str) -> Iterator[subprocess.Popen[str]]:
    agent = subprocess.Popen(
        [sys.executable, "-m", "outreach.cli.main", "--home", str(firm.home), "run", *words],
        env=firm.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        yield agent
    finally:
        if agent.poll() is None:
            agent.kill()
        agent.communicate(timeout=PATIENCE)


def until(happens: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < end, f"{what} did not happen in {PATIENCE} seconds"
        time.sleep(0.1)


def ended(agent: subprocess.Popen[str], number: int = signal.SIGINT) -> str:
    agent.send_signal(number)
    printed, _ = agent.communicate(timeout=PATIENCE)
    assert agent.returncode == 0, printed
    assert "Traceback" not in printed
    return printed


def test_a_reply_holds_the_case_at_once_because_the_mailbox_says_so(
    firm: Office, postfix_servers: MailServers, client: User
) -> None:
    with running(firm) as agent:
        until(lambda: bool(firm.json("approve")), "a letter to approve")
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = client.address, firm.us.address, "your invoice"
        mail.set_content("Which invoice do you mean?")
        postfix_servers.submit(client, [firm.us.address], mail.as_bytes())
        sent_at = time.monotonic()
        until(lambda: bool(firm.json("explain", "miller")["holds"]), "the hold")
        assert time.monotonic() - sent_at < 20, "well before the next turn of the minute"
        assert "The agent runs" in firm.run("status")
        printed = ended(agent)
    assert "wrote" in printed


def test_a_second_agent_in_the_same_workspace_is_refused(firm: Office) -> None:
    with running(firm) as agent:
        until((firm.home / "state" / "heartbeat.json").exists, "the first turn")
        assert "agent" in firm.run("run", code=15)
        assert "agent" in firm.run("turn", code=15)
        ended(agent, signal.SIGTERM)


def test_a_wrong_password_is_a_sentence_with_a_hint_and_the_agent_goes_on_trying(firm: Office) -> None:
    broken = Office(firm.home, firm.us, firm.env | {"OUTREACH_IMAP__PASSWORD": "wrong"})
    said = broken.run("turn", code=10)
    assert "password" in said
    assert "in trouble" in broken.run("status")
    with running(broken) as agent:
        until(lambda: "try again" in broken.json("status")["agent"]["doing"], "the agent's own trouble in status")
        printed = ended(agent)
    assert "trying again" in printed
    assert "wrong" not in printed.split("trying again")[0].replace("wrong password", ""), "the password is not shown"


def test_an_agent_without_its_mail_server_says_so_and_sends_nothing(firm: Office) -> None:
    nowhere = Office(firm.home, firm.us, firm.env | {"OUTREACH_IMAP__PORT": "1"})
    said = nowhere.run("turn", code=11)
    assert "localhost" in said
    assert firm.json("approve") == [], "nothing is even drafted when the inbox was not read"


def test_a_file_saved_half_leaves_the_last_good_one_in_force(firm: Office) -> None:
    stage = firm.home / "sequences" / "standard" / "20-friendly.yaml"
    whole = stage.read_text("utf-8")
    with running(firm) as agent:
        until(lambda: bool(firm.json("approve")), "a letter")
        stage.write_text(whole[: len(whole) // 2], "utf-8")
        problems = firm.json("check", code=1)
        assert any(p["path"].endswith("20-friendly.yaml") for p in problems)
        assert agent.poll() is None
        stage.write_text(whole, "utf-8")
        ended(agent)
