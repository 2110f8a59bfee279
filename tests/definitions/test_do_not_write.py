"""do-not-write.txt: what it may say, what is wrong with it and where, and how it comes into a workspace."""

from __future__ import annotations

from pathlib import Path

import pytest

from outreach.bootstrap import check_workspace
from outreach.definitions.do_not_write import load_do_not_write
from outreach.definitions.live import LiveDefinitions
from outreach.definitions.workspace import Workspace, create
from outreach.domain.do_not_write import DoNotWrite


def written(folder: Path, text: str | bytes) -> Path:
    file = folder / "do-not-write.txt"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create(tmp_path / "firm", {}).workspace


def test_one_address_or_domain_a_line_with_comments(tmp_path: Path) -> None:
    text = "\ufeff# asked by phone\r\n\r\nJo@Miller-Sons.example  # since May\n@harbour.example\nquiet.example\n"
    listed, problems = load_do_not_write(written(tmp_path, text))
    assert problems == ()
    assert listed == DoNotWrite({"jo@miller-sons.example": 3, "harbour.example": 4, "quiet.example": 5})


def test_a_line_that_cannot_be_read_is_told_with_its_place_and_stops_everything(tmp_path: Path) -> None:
    listed, problems = load_do_not_write(written(tmp_path, "a@one.example\nb@two,example\nno domain\n"))
    assert [(p.path, p.line) for p in problems] == [("do-not-write.txt", 2), ("do-not-write.txt", 3)]
    assert '"no domain" is neither an address nor a domain' in problems[1].sentence
    assert listed.broken == str(problems[0])
    assert listed.place_of("a@one.example") == "do-not-write.txt:1"


def test_a_file_that_is_no_text_stops_everything(tmp_path: Path) -> None:
    listed, (problem,) = load_do_not_write(written(tmp_path, b"caf\xe9@one.example\n"))
    assert "not UTF-8" in problem.sentence
    assert listed.broken


def test_no_file_lists_nobody(tmp_path: Path) -> None:
    assert load_do_not_write(tmp_path / "do-not-write.txt") == (DoNotWrite(), ())


def test_a_new_workspace_has_an_empty_list_that_explains_itself(workspace: Workspace) -> None:
    assert "Whom Outreach must never write to" in workspace.do_not_write.read_text("utf-8")
    assert load_do_not_write(workspace.do_not_write) == (DoNotWrite(), ())


def test_an_own_list_is_kept_and_a_deleted_one_stays_deleted(workspace: Workspace) -> None:
    workspace.do_not_write.write_text("miller-sons.example\n", "utf-8")
    create(workspace.root, {})
    assert workspace.do_not_write.read_text("utf-8") == "miller-sons.example\n"
    workspace.do_not_write.unlink()
    create(workspace.root, {})
    assert not workspace.do_not_write.exists()


def test_check_names_the_line(workspace: Workspace) -> None:
    workspace.do_not_write.write_text("# nobody\njo@\n", "utf-8")
    assert "do-not-write.txt:2:1" in " ".join(map(str, check_workspace(workspace, {})))


def test_a_line_that_is_added_is_in_force_at_the_next_look(workspace: Workspace) -> None:
    live = LiveDefinitions(workspace, {})
    workspace.do_not_write.write_text("miller-sons.example\n", "utf-8")
    live.refresh()
    assert live.current().policy.do_not_write.place_of("jo@miller-sons.example") == "do-not-write.txt:1"
    workspace.do_not_write.unlink()
    live.refresh()
    listed = live.current().policy.do_not_write
    assert listed.place_of("jo@miller-sons.example"), "gone for a moment, while an editor saves it, frees nobody"
    workspace.do_not_write.write_text("\n", "utf-8")
    live.refresh()
    assert live.current().policy.do_not_write == DoNotWrite()
