"""The README tells the truth: every command in it runs, in the order in which it stands there."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.office import HEADER, make_office, noon_on_a_working_day, row
from tests.servers.mail import MailServers

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def shell_lines() -> list[str]:
    return [line for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in block.splitlines() if line]


def test_there_are_commands_to_run() -> None:
    assert len(shell_lines()) > 8


@pytest.mark.servers
def test_every_command_runs(tmp_path: Path, postfix_servers: MailServers) -> None:
    where = noon_on_a_working_day()
    client = postfix_servers.new_user("jo", "miller-sons.example")
    book = row("miller", client.address, "INV-1042", where.today - timedelta(days=14), "900.00", where)
    (tmp_path / "invoices.csv").write_text(f"{HEADER}\n{book}\n", "utf-8")
    env = make_office(tmp_path / "other", postfix_servers, postfix_servers.new_user()).env
    folder = tmp_path
    for line in shell_lines():
        words = shlex.split(line)
        if words[0] == "cd":
            folder = folder / words[1]
            continue
        assert words[0] == "outreach", line
        done = subprocess.run(
            [sys.executable, "-m", "outreach.cli.main", *words[1:]],
            cwd=folder, env=env, capture_output=True, text=True, timeout=120, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        # A new workspace has servers to fill in; here the environment has filled them in already.
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    assert len(postfix_servers.read(client, at_least=1)) == 1


def test_the_two_commands_are_targets_of_the_makefile() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"^    make (\w+)", README, re.MULTILINE)) == {"demo", "test"} <= targets


def test_the_commands_named_in_the_text_exist() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "outreach.cli.main", "--help"],
        env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    for verb in set(re.findall(r"`outreach (\w+)", README)):
        assert re.search(rf"\b{verb}\b", done.stdout), verb


@pytest.mark.parametrize("page", ["README.md", *(f"docs/{p.name}" for p in sorted((ROOT / "docs").glob("*.md")))])
def test_every_link_leads_to_a_file(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        if "://" not in target:
            assert ((ROOT / page).parent / target).exists(), f"{page} links to {target}"
