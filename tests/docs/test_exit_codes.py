"""The table of exit codes in docs/running.md is that of the program."""

from __future__ import annotations

import re
from pathlib import Path

import outreach.bootstrap  # noqa: F401 - brings in every module that defines an error
from outreach.cli.main import INTERRUPTED
from outreach.cli.shared import NOT_ALIVE
from outreach.errors import OutreachError

PAGE = (Path(__file__).parents[2] / "docs" / "running.md").read_text("utf-8")


def every(kind: type[OutreachError]) -> set[type[OutreachError]]:
    return {kind}.union(*(every(sub) for sub in kind.__subclasses__()))


def test_every_code_is_explained_and_every_explained_code_exists() -> None:
    explained = {int(code) for code in re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)}
    assert explained == {0, INTERRUPTED, NOT_ALIVE, *(kind.exit_code for kind in every(OutreachError))}


def test_each_kind_of_trouble_with_a_mail_server_or_the_disk_has_a_code_of_its_own() -> None:
    codes = [kind.exit_code for kind in every(OutreachError) if kind.exit_code >= 10]
    assert len(codes) == len(set(codes))
