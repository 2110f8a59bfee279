"""verify, backup and restore as a user runs them, and a copy that stays silent on real mail servers."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.office import Office, make_office, noon_on_a_working_day, plain_office, row
from tests.servers.mail import MailServers, User

NOBODY = User("accounts@northwind-joinery.example", "secret")


@pytest.fixture
def plain(tmp_path: Path) -> Office:
    made = plain_office(tmp_path / "firm", NOBODY)
    where = noon_on_a_working_day()
    made.run("import", str(made.write_book("invoices.csv", row("miller", "jo@miller-sons.example", "INV-1",
                                                               where.today, "900.00", where))))  # fmt: skip
    return made


def test_verify_says_that_everything_is_as_it_was_recorded_or_where_it_is_not(plain: Office) -> None:
    assert "Everything is as it was recorded." in plain.run("verify")
    ledger = plain.home / "state" / "ledger.jsonl"
    data = bytearray(ledger.read_bytes())
    data[90] ^= 1
    ledger.write_bytes(data)
    assert f"{ledger}:1:1" in plain.run("verify", code=1)
    (problem,) = plain.json("verify", code=1)["problems"]
    assert problem["line"] == 1


def test_a_backup_is_restored_into_a_new_folder_and_silent_until_go(plain: Office, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar.gz"
    assert "config.toml with any password in it" in plain.run("backup", str(file))
    assert "not overwritten" in plain.run("backup", str(file), code=5)
    back = replace(plain, home=tmp_path / "back")
    assert f"outreach --home {back.home} go" in back.run("restore", str(file), str(back.home))
    assert "is not empty" in back.run("restore", str(file), str(back.home), code=5)
    (halt,) = back.json("status")["halts"]
    assert halt["kind"] == "copy"
    assert f"the live workspace is the one in {back.home}" in back.run("go")
    assert back.json("status")["halts"] == []
    assert "INV-1" in back.run("explain", "INV-1")


def test_a_damaged_backup_is_a_sentence_and_leaves_nothing(plain: Office, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar.gz"
    plain.run("backup", str(file))
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0x55
    file.write_bytes(data)
    assert "damaged" in plain.run("restore", str(file), str(tmp_path / "back"), code=16)
    assert not (tmp_path / "back").exists()


def test_a_workspace_that_is_copied_before_its_first_turn_knows_that_it_is_a_copy(
    plain: Office, tmp_path: Path
) -> None:
    assert plain.json("status")["halts"] == []
    copy = replace(plain, home=Path(shutil.copytree(plain.home, tmp_path / "copy")))
    (halt,) = copy.json("status")["halts"]
    assert f"stood in {plain.home}" in halt["reason"]
    assert "say `outreach go` once more" in copy.run("go", code=5)
    copy.run("go")
    assert copy.json("status")["halts"] == []
    assert plain.json("status")["halts"] == []


@pytest.mark.servers
def test_the_original_goes_on_and_neither_its_copy_nor_its_backup_sends_anything(
    tmp_path: Path, postfix_servers: MailServers
) -> None:
    client = postfix_servers.new_user("jo", "miller-sons.example")
    where = noon_on_a_working_day()
    due = where.today - timedelta(days=14)
    firm = make_office(tmp_path / "firm", postfix_servers, postfix_servers.new_user())
    owed = row("miller", client.address, "INV-1", due, "900.00", where)
    firm.run("import", str(firm.write_book("invoices.csv", owed)))
    firm.run("turn")
    firm.run("approve", "all", "--yes")  # the copies have a letter that a person has approved
    copy = replace(firm, home=Path(shutil.copytree(firm.home, tmp_path / "copy")))
    firm.run("backup", str(tmp_path / "backup.tar.gz"))
    back = replace(firm, home=tmp_path / "back")
    back.run("restore", str(tmp_path / "backup.tar.gz"), str(back.home))

    assert "may be a copy" in copy.run("turn")
    back.run("turn")
    assert postfix_servers.read(client) == []
    firm.run("turn")
    assert len(postfix_servers.read(client, at_least=1)) == 1
    for other in (copy, back):
        other.run("go")  # somebody says so by mistake, while the original is the live one
        assert "another copy runs or ran" in other.run("turn")
    firm.run("turn")
    assert firm.json("status")["halts"] == []
    assert "Everything is as it was recorded." in firm.run("verify")
    assert len(postfix_servers.read(client)) == 1
