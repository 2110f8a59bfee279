"""How things are printed: for a person at a terminal, and for a file or another program."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

from outreach.cli.plain import aligned, harmless
from tests.cli.office import Office, Where, plain_office, row
from tests.servers.mail import User

HERE = Where("GB", "Europe/London", date(2026, 3, 2))
DUE = date(2026, 2, 2)
WIDTH = 90


def firm(home: Path, clients: int) -> Office:
    made = plain_office(home, User("accounts@northwind-joinery.example", ""))
    rows = [row(f"client-{n}", f"jo@client{n}.example", f"INV-{n}", DUE, "100.00", HERE) for n in range(clients)]
    made.run("import", str(made.write_book("book.csv", *rows)))
    return made


def on_a_terminal(office: Office, *words: str) -> str:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "outreach.cli.main", "--home", str(office.home), *words]
    env = office.env | {"COLUMNS": str(WIDTH), "LINES": "50", "TERM": "xterm"}
    with subprocess.Popen(command, env=env, stdin=theirs, stdout=theirs, stderr=theirs) as running:
        os.close(theirs)
        printed = b"".join(_read(ours))
    os.close(ours)
    assert running.returncode == 0, printed
    return re.sub(r"\x1b\[[0-9;]*m", "", printed.decode().replace("\r\n", "\n"))  # bold is no width


def _read(terminal: int) -> list[bytes]:
    parts = []
    try:
        while part := os.read(terminal, 65536):
            parts.append(part)
    except OSError:  # Linux says so when the other end is closed
        pass
    return parts


def test_columns_stand_below_their_names_and_numbers_to_the_right() -> None:
    assert list(aligned(("Client", "Days"), [("Miller & Sons", "7"), ("Harbour", "112")], right=("Days",))) == [
        "Client         Days",
        "─────────────  ────",
        "Miller & Sons     7",
        "Harbour         112",
    ]


def test_a_cell_of_two_lines_makes_its_row_two_lines_high() -> None:
    assert list(aligned(("Client", "Owed"), [("Miller", "EUR 5.00\nGBP 70.00")], right=("Owed",)))[2:] == [
        "Miller   EUR 5.00",
        "        GBP 70.00",
    ]


def test_signs_that_are_twice_as_wide_are_counted_twice() -> None:
    lines = list(aligned(("Client", "Stage"), [("東京木工", "firm"), ("Harbour", "firm")]))

    assert lines[2] == "東京木工  firm"  # eight columns wide, and two apart
    assert lines[3] == "Harbour   firm"


def test_nothing_in_a_mail_can_drive_the_terminal() -> None:
    assert harmless("\x1b]0;title\x07 \x1b[2Jpaid\r\n\tsoon \x9b1m\x7f") == "]0;title [2Jpaid\n\tsoon 1m"
    assert harmless("Müller – 東京") == "Müller – 東京"


def test_into_a_file_a_row_is_a_line_however_long_it_is(tmp_path: Path) -> None:
    printed = firm(tmp_path / "firm", 3).run("status")
    (line,) = [line for line in printed.splitlines() if line.startswith("Client 2 ")]

    assert "GBP 100.00" in line
    assert len(line) > WIDTH
    assert "\x1b" not in printed


def test_on_a_terminal_the_table_is_fitted_to_its_width(tmp_path: Path) -> None:
    printed = on_a_terminal(firm(tmp_path / "firm", 3), "status")

    assert "Client 2" in printed
    assert max(map(len, printed.splitlines())) <= WIDTH


def test_of_a_table_that_is_long_every_row_is_shown_on_a_terminal_too(tmp_path: Path) -> None:
    printed = on_a_terminal(firm(tmp_path / "firm", 120), "status")

    assert len([line for line in printed.splitlines() if line.startswith("Client ")]) == 120 + 1, "and the names"


def test_help_says_in_whole_sentences_what_each_command_does(tmp_path: Path) -> None:
    page = Office(tmp_path, User("", ""), {"PATH": os.environ["PATH"]})._run("--help").stdout

    assert "..." not in page.partition("Commands:")[2]
    for command in ("init", "import", "check", "run", "turn", "status", "explain", "review", "inbox"):
        assert f"\n  {command} " in page
