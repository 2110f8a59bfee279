"""What a user can do by mistake: a plain sentence, an exit code of its own, never a traceback, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.cli.office import HEADER, Office, Where, plain_office, row
from tests.servers.mail import User

HERE = Where("GB", "Europe/London", date(2026, 3, 2))
DUE = date(2026, 2, 2)


@pytest.fixture
def firm(tmp_path: Path) -> Office:
    return plain_office(tmp_path / "firm", User("accounts@northwind-joinery.example", ""))


@pytest.fixture
def with_book(firm: Office) -> Office:
    rows = [row(f"client-{n}", f"jo@client{n}.example", f"INV-{n}", DUE, "100.00", HERE) for n in range(1, 11)]
    firm.run("import", str(firm.write_book("book.csv", *rows)))
    return firm


def test_a_workspace_that_is_none_says_how_to_make_one(tmp_path: Path, firm: Office) -> None:
    elsewhere = Office(tmp_path, firm.us, firm.env)
    assert "outreach init" in elsewhere.run("status", code=3)


def test_init_twice_overwrites_nothing_that_was_changed(firm: Office) -> None:
    letter = firm.home / "templates" / "friendly-1.en.txt"
    letter.write_text("Subject: mine\n\nMy own words.\n", "utf-8")
    config = (firm.home / "config.toml").read_text("utf-8") + "# mine\n"
    (firm.home / "config.toml").write_text(config, "utf-8")
    firm.run("init", str(firm.home), "--yes")
    assert letter.read_text("utf-8") == "Subject: mine\n\nMy own words.\n"
    assert (firm.home / "config.toml").read_text("utf-8") == config


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (HEADER.encode() + b"\nmiller,Miller,jo@miller-sons.example,Jo", "cut off"),
        (b"\x00\x01\x02\x03binary", "book.csv"),
        (b"only one column\nand nothing else\n", "book.csv"),
    ],
)
def test_a_file_that_is_no_book_changes_nothing(with_book: Office, content: bytes, said: str) -> None:
    before = with_book.json("status")["standings"]
    (with_book.home / "book.csv").write_bytes(content)
    assert said in with_book.run("import", str(with_book.home / "book.csv"), code=4)
    assert with_book.json("status")["standings"] == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_usual_spelling_of_a_csv_file_is_read(firm: Office, encoding: str, delimiter: str) -> None:
    text = "\n".join((HEADER, row("müller", "post@mueller.example", "INV-1", DUE, "100.00", HERE)))
    (firm.home / "book.csv").write_bytes(text.replace(",", delimiter).encode(encoding))
    firm.run("import", str(firm.home / "book.csv"))
    assert firm.json("status")["standings"][0]["name"] == "Müller"


def test_half_a_book_is_refused_unless_it_is_right(with_book: Office) -> None:
    rows = [row(f"client-{n}", f"jo@client{n}.example", f"INV-{n}", DUE, "100.00", HERE) for n in range(1, 7)]
    half = with_book.write_book("half.csv", *rows)
    assert "4 of 10" in with_book.run("import", str(half), code=5)
    assert len(with_book.json("status")["standings"]) == 10
    with_book.run("import", str(half), "--accept-missing")
    assert len(with_book.json("status")["standings"]) == 6


def test_a_file_from_last_month_is_refused(with_book: Office) -> None:
    later = [row(f"client-{n}", f"jo@client{n}.example", f"INV-{n}", DUE, "100.00", HERE) for n in range(2, 11)]
    later += [row("client-1", "jo@client1.example", "INV-1", DUE, "0.00", HERE, total="100.00")]
    later += [row("client-1", "jo@client1.example", "INV-11", date(2026, 3, 1), "50.00", HERE)]
    with_book.run("import", str(with_book.write_book("later.csv", *later)))
    assert "older" in with_book.run("import", str(with_book.home / "book.csv"), code=5)


def test_a_dry_run_changes_nothing(with_book: Office) -> None:
    rows = [row(f"client-{n}", f"jo@client{n}.example", f"INV-{n}", DUE, "40.00", HERE, "100.00") for n in range(1, 11)]
    said = with_book.run("import", str(with_book.write_book("next.csv", *rows)), "--dry-run")
    assert "INV-1: paid 60.00" in said
    assert with_book.json("status")["standings"][0]["owed"][0]["amount"] == "100.00"


def test_two_clients_with_one_number_and_an_unknown_currency_are_told_with_their_place(firm: Office) -> None:
    rows = [
        row("miller", "jo@miller-sons.example", "INV-1", DUE, "100.00", HERE),
        row("harbour", "kim@harbour.example", "INV-1", DUE, "100.00", HERE).replace("GBP", "QQQ"),
    ]
    said = firm.run("import", str(firm.write_book("book.csv", *rows)), code=4)
    assert "book.csv:3:" in said
    assert "INV-1 is already in line 2" in said
    assert "QQQ" in said


def test_check_says_how_forged_answers_are_told_until_the_server_is_named(firm: Office) -> None:
    assert "authserv_id under [imap] is empty" in firm.run("check", code=1)
    config = firm.home / "config.toml"
    config.write_text(config.read_text("utf-8").replace('authserv_id = ""', 'authserv_id = "mx.example"'), "utf-8")
    assert "authserv_id" not in firm.run("check", code=1)


def test_a_client_without_an_address_is_imported_and_shown_by_check(firm: Office) -> None:
    firm.run("import", str(firm.write_book("book.csv", row("miller", "", "INV-1", DUE, "100.00", HERE))))
    assert "no address" in firm.run("check", code=1)


def test_a_misspelt_name_in_any_file_is_told_with_line_column_and_suggestion(firm: Office) -> None:
    stage = firm.home / "sequences" / "standard" / "20-friendly.yaml"
    stage.write_text(stage.read_text("utf-8").replace("tone: friendly", "tonne: friendly"), "utf-8")
    letter = firm.home / "templates" / "firm-1.en.mjml"
    letter.write_text(letter.read_text("utf-8").replace("oldest.number", "oldest.numbre"), "utf-8")
    said = firm.run("check", code=1)
    assert 'did you mean "tone"' in said or "did you mean tone" in said
    assert "numbre" in said
    assert "did you mean" in said
    assert said.count("20-friendly.yaml:") >= 1
    assert "firm-1.en.mjml:" in said


def test_a_broken_sequence_leaves_the_others_in_force_and_holds_its_own_cases(with_book: Office) -> None:
    (with_book.home / "sequences" / "standard" / "20-friendly.yaml").write_text("stage: [", "utf-8")
    assert "standard" in with_book.json("explain", "INV-1")["next"]
    assert with_book.json("rehearse")["planned"] == []


def test_a_broken_config_is_told_and_nothing_else_happens(with_book: Office) -> None:
    (with_book.home / "config.toml").write_text('mode = "aprove"\n', "utf-8")
    said = with_book.run("status", code=4)
    assert "config.toml:1:8" in said
    assert "approve" in said


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("explain", "nobody"), 2),
        (("explain", "client"), 2),  # ten of them
        (("explain", "missing.eml"), 2),
        (("review", "show", "T99"), 2),
        (("review", "confirm", "T99"), 2),
        (("review", "correct", "T99", "--intent", "promisse"), 2),
        (("approve", "L9"), 2),
        (("hold", "INV-1", "--until", "2020-01-01"), 5),
        (("hold", "INV-1", "--until", "tomorrow"), 2),
        (("lift", "INV-1"), 5),
        (("paid", "INV-99"), 2),
        (("paid", "INV-1", "--amount", "ten"), 2),
        (("paid", "INV-1", "--amount", "100.01"), 5),
        (("import", "nothing.csv"), 1),
        (("rehearse", "--days", "0"), 2),
        (("bogus",), 2),
    ],
)
def test_a_wrong_word_gets_a_sentence_and_an_exit_code(with_book: Office, words: tuple[str, ...], code: int) -> None:
    assert with_book.run(*words, code=code).strip()


def test_a_copied_workspace_can_be_looked_at(with_book: Office, tmp_path: Path) -> None:
    shutil.copytree(with_book.home, tmp_path / "copy")
    assert "Client 1" in Office(tmp_path / "copy", with_book.us, with_book.env).run("status")


@pytest.mark.skipif(os.geteuid() != 0, reason="a read-only mount needs root")
def test_a_read_only_workspace_and_a_full_disk_are_sentences(with_book: Office, tmp_path: Path) -> None:
    mount = tmp_path / "mounted"
    mount.mkdir()
    subprocess.run(["mount", "--bind", str(with_book.home), str(mount)], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", str(mount)], check=True)
        there = Office(mount, with_book.us, with_book.env)
        assert "INV-1" in there.run("explain", "INV-1"), "reading still works"
        assert there.run("note", "INV-1", "hello", code=14)
    finally:
        subprocess.run(["umount", str(mount)], check=True)


def test_a_closed_pipe_is_no_mistake(with_book: Office) -> None:
    command = f"{sys.executable} -m outreach.cli.main --home {with_book.home} status --json | head -1"
    done = subprocess.run(["bash", "-c", command], env=with_book.env, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
