"""docs/reading.md tells the truth: its rule is sound, and its commands run in a workspace with one answered letter."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.office import Office, noon_on_a_working_day, plain_office, row
from tests.cli.test_inbox import JO, US, arrives, mail

PAGE = (Path(__file__).parents[2] / "docs" / "reading.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.slow
def test_every_command_runs_and_the_rule_is_sound(tmp_path: Path) -> None:
    firm = plain_office(tmp_path / "firm", US, OUTREACH_COMPANY__EMAIL=US.address)
    where = noon_on_a_working_day()
    firm.run("import", str(firm.write_book("invoices.csv", row("miller", JO, "INV-1", where.today, "9.00", where))))
    arrives(firm, mail("It is in our Friday run."))
    (tmp_path / "reply.eml").write_bytes(mail("The owls are asleep."))
    (rule,) = blocks("yaml")
    own = firm.home / "inbox_rules" / "own" / "friday-run.yaml"
    own.parent.mkdir()
    own.write_text(rule, "utf-8")
    commands = [line for block in blocks("sh") for line in block.splitlines()]
    assert len(commands) >= 7
    for line in commands:
        program, *words = shlex.split(line.replace("reply.eml", str(tmp_path / "reply.eml")))
        assert program == "outreach"
        shown = _run(firm, words)
        assert "friday-run.yaml" not in shown or words[0] != "check", shown
    told = _run(firm, ["inbox", "try", "--against"])
    assert "1 mail read again" in told


def _run(firm: Office, words: list[str]) -> str:
    """`check` finds what is left to fill in of a new workspace."""
    return firm.run(*words, code=1 if words[0] == "check" else 0)


def test_the_commands_in_the_text_exist() -> None:
    for command in ("`outreach review`", "`outreach check`", "`outreach inbox learn --retrain`"):
        assert command in PAGE
