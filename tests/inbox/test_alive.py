"""Whether the agent lives and sees its mailbox: what `status` says, and the exit code that monitoring asks for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from outreach.agent.alive import ONE_TURN, Sign, life
from outreach.store.heartbeat import FileHeartbeat
from tests.cli.office import Office, plain_office
from tests.servers.mail import User

NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)


def minutes(count: float) -> datetime:
    return NOW - timedelta(minutes=count)


@pytest.mark.parametrize(
    ("sign", "well", "says"),
    [
        (None, False, "The agent has not run here yet."),
        (Sign(minutes(0), minutes(1), ""), True, "The agent runs; the inbox was read 60 s ago."),
        (Sign(minutes(0), minutes(5), "waiting for mail"), True,
         "The agent runs (waiting for mail); the inbox was read 5 minutes ago."),
        (Sign(minutes(0), minutes(6), "a turn is under way since 11:54 UTC"), False,
         "The agent runs (a turn is under way since 11:54 UTC); the inbox was read 6 minutes ago."),
        (Sign(minutes(0), None, "reading INBOX: message 4000 of 50000"), False,
         "The agent runs (reading INBOX: message 4000 of 50000); the inbox is unread."),
        (Sign(minutes(6), minutes(6), "waiting for mail"), False,
         "The agent last ran 6 minutes ago; the inbox was read 6 minutes ago."),
        (Sign(minutes(180), minutes(240), "waiting", "no network"), False,
         "The agent last ran 3 hours ago, in trouble: no network; the inbox was read 4 hours ago."),
        (Sign(minutes(0), minutes(4), "", "no network", minutes(3)), True,
         "The agent is in trouble (for 3 minutes): no network (the inbox was read 4 minutes ago)"),
        (Sign(minutes(0), minutes(1), "", "smtp is down", minutes(6)), False,
         "The agent is in trouble (for 6 minutes): smtp is down (the inbox was read 60 s ago)"),
        (Sign(minutes(4), minutes(4), ONE_TURN), True,
         "The agent last ran 4 minutes ago; the inbox was read 4 minutes ago."),
        (Sign(NOW + timedelta(minutes=9), NOW, ""), True, "The agent runs; the inbox was read 0 s ago."),
    ],
)  # fmt: skip
def test_well_is_who_lives_reads_and_has_no_lasting_trouble(sign: Sign | None, well: bool, says: str) -> None:
    found = life(sign, NOW)
    assert (found.well, found.sentence) == (well, says)


def test_trouble_counts_from_its_beginning_until_it_is_over(tmp_path: Path) -> None:
    """Also over a restart, and from cron, where each turn is a process of its own."""
    for at, trouble in ((minutes(9), "no network"), (minutes(4), "no certificate"), (minutes(1), "no certificate")):
        heartbeat = FileHeartbeat(tmp_path)
        heartbeat.beat(at, None, "", trouble)
    last = heartbeat.last()
    assert last is not None
    assert last.trouble_since == minutes(9)
    heartbeat.beat(NOW, NOW, "", "")
    last = heartbeat.last()
    assert last is not None
    assert last.trouble_since is None


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return plain_office(tmp_path_factory.mktemp("alive"), User("accounts@northwind-joinery.example", "secret"))


def test_monitoring_gets_an_exit_code_and_people_a_sentence(firm: Office) -> None:
    now = datetime.now(UTC)
    heartbeat = FileHeartbeat(firm.home / "state")
    assert "has not run here yet" in firm.run("status", "--check", code=20)
    heartbeat.beat(now, now, "waiting for mail", "")
    assert "The agent runs (waiting for mail)" in firm.run("status", "--check")
    long_ago = now - timedelta(minutes=7)
    heartbeat.beat(long_ago, long_ago, "", "imap.example does not answer")
    heartbeat.beat(now, long_ago, "waiting to try again", "imap.example does not answer")
    said = firm.run("status", "--check", code=20)
    assert "in trouble (for 7 minutes): imap.example does not answer (the inbox was read 7 minutes ago)" in said
    assert firm.json("status")["alive"]["well"] is False
    firm.run("status")  # without --check it is no failure to be told


def test_a_turn_that_fails_leaves_its_reason_for_status(tmp_path: Path) -> None:
    nowhere = {f"OUTREACH_{server}__{key}": value for server in ("IMAP", "SMTP") for key, value in NOWHERE.items()}
    us = User("accounts@northwind-joinery.example", "secret")
    firm = plain_office(tmp_path, us, OUTREACH_COMPANY__EMAIL=us.address, **nowhere)
    firm.run("turn", code=11)
    assert "in trouble (for" in firm.run("status", "--check", code=20)  # it has never read its inbox
    assert "localhost:1" in firm.run("status")


NOWHERE = {"HOST": "localhost", "PORT": "1", "USERNAME": "accounts", "PASSWORD": "secret"}
