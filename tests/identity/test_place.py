"""Where a workspace stands: what is a copy of it, and what is only the same one after a restart or a move."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from outreach.store.identity import FileIdentity, Machine, this_machine

HERE = Machine("a hash of this machine", "joinery-office")
THERE = Machine("a hash of another one", "joinery-cloud")


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """The state folder of a workspace that has taken its place."""
    folder = tmp_path / "firm" / "state"
    folder.mkdir(parents=True)
    FileIdentity(folder, HERE).confirm()
    return folder


def doubt(state: Path, machine: Machine = HERE, *, sent: bool = True) -> str:
    return FileIdentity(state, machine).doubt(sent=sent)


def test_a_restart_in_place_is_no_copy(state: Path) -> None:
    assert doubt(state) == ""


def test_another_name_for_the_same_machine_is_no_copy(state: Path) -> None:
    assert doubt(state, replace(HERE, name="new-name")) == ""


def test_a_folder_that_was_renamed_is_the_same_folder(state: Path, tmp_path: Path) -> None:
    (tmp_path / "firm").rename(tmp_path / "moved")
    assert doubt(tmp_path / "moved" / "state") == ""


def test_a_link_to_the_folder_is_the_same_folder(state: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "firm")
    assert doubt(tmp_path / "link" / "state") == ""


def test_a_copy_in_another_folder_is_in_doubt_and_its_original_is_not(state: Path, tmp_path: Path) -> None:
    shutil.copytree(tmp_path / "firm", tmp_path / "copy")
    said = doubt(tmp_path / "copy" / "state")
    assert f"stood in {tmp_path / 'firm'} on joinery-office" in said
    assert f"now in {tmp_path / 'copy'} on joinery-office, another folder" in said
    assert doubt(state) == ""


def test_another_machine_is_in_doubt_even_with_the_same_disk(state: Path) -> None:
    assert "on joinery-cloud, another machine" in doubt(state, THERE)


def test_files_put_back_in_the_same_place_are_in_doubt(state: Path, tmp_path: Path) -> None:
    shutil.copytree(tmp_path / "firm", tmp_path / "backup")
    (tmp_path / "firm").rename(tmp_path / "old")  # kept, so that the system cannot give its numbers to the new files
    shutil.copytree(tmp_path / "backup", tmp_path / "firm")
    assert "in other files" in doubt(state)


def test_a_workspace_without_a_place_is_in_doubt_only_after_letters(tmp_path: Path) -> None:
    assert doubt(tmp_path, sent=False) == ""
    assert "is missing" in doubt(tmp_path, sent=True)


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"null", b'{"machine": "a hash of this machine"}'])
def test_a_place_that_cannot_be_read_is_in_doubt(state: Path, damage: bytes) -> None:
    (state / "identity.json").write_bytes(damage)
    assert "cannot be read" in doubt(state, sent=False)


def test_a_confirmed_copy_is_in_doubt_no_more_and_its_original_neither(state: Path, tmp_path: Path) -> None:
    shutil.copytree(tmp_path / "firm", tmp_path / "copy")
    FileIdentity(tmp_path / "copy" / "state", THERE).confirm()
    assert doubt(tmp_path / "copy" / "state", THERE) == ""
    assert doubt(state) == ""


def test_confirming_what_is_written_down_writes_nothing(state: Path) -> None:
    before = (state / "identity.json").stat()
    FileIdentity(state, HERE).confirm()
    after = (state / "identity.json").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_only_the_owner_can_read_where_the_workspace_stands_and_the_machines_own_id_is_not_in_it(state: Path) -> None:
    file = state / "identity.json"
    assert file.stat().st_mode & 0o777 == 0o600
    own = Path("/etc/machine-id")
    if own.is_file() and own.read_text().strip():
        FileIdentity(state).confirm()
        assert own.read_text().strip() not in file.read_text()


def test_a_machine_without_an_id_is_known_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "machine-id").write_text("uninitialized\n")
    (tmp_path / "real-id").write_text("0123456789abcdef\n")
    nameless = this_machine((tmp_path / "none", tmp_path / "machine-id"))
    assert nameless == this_machine(())
    assert this_machine((tmp_path / "real-id",)).id != nameless.id
