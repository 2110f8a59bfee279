"""A workspace: found from inside it, made once, and never robbed of what a person wrote."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from outreach.definitions.config import load_config
from outreach.definitions.sequences import load_sequences
from outreach.definitions.workspace import Workspace, create, filled_in, find, shipped
from outreach.errors import NotAWorkspace, ReadOnly

STAGE = Path("sequences/standard/20-friendly.yaml")


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_new_workspace_has_everything_a_firm_edits(tmp_path: Path) -> None:
    made = create(tmp_path / "firm", {})
    workspace = made.workspace
    assert workspace.config in made.written
    assert made.left_alone == ()
    assert set(load_sequences(workspace.sequences)[0]) == {"standard", "key-clients"}
    assert workspace.templates.is_dir()
    assert workspace.invoices.is_dir()
    for file in made.written:
        assert file.is_file()


def test_answers_stand_in_the_config_with_every_comment_kept(tmp_path: Path) -> None:
    answers = {
        "company.name": 'Möbel "Nord" GmbH',
        "smtp.host": "mail.nord.example",
        "smtp.port": "465",
        "mode": "auto",
    }
    workspace = create(tmp_path, answers).workspace
    config, _ = load_config(workspace.config, {})
    assert config
    assert config.company.name == 'Möbel "Nord" GmbH'
    assert (config.smtp.host, config.smtp.port, config.mode) == ("mail.nord.example", 465, "auto")
    example = (shipped() / "config.example.toml").read_text("utf-8").splitlines()
    written = workspace.config.read_text("utf-8").splitlines()
    changed = [(old, new) for old, new in zip(example, written, strict=True) if old != new]
    assert changed == [
        ('mode = "approve"', 'mode = "auto"'),
        ('name = "Northwind Joinery Ltd"', 'name = "Möbel \\"Nord\\" GmbH"'),
        ('host = "mail.northwind-joinery.example"', 'host = "mail.nord.example"'),
        ("port = 587", "port = 465"),
    ]


def test_a_password_of_digits_is_still_text() -> None:
    assert filled_in('[smtp]\npassword = ""\n', {"smtp.password": "1234"}) == '[smtp]\npassword = "1234"\n'


def test_the_config_and_the_mail_are_for_their_owner_only(tmp_path: Path) -> None:
    workspace = create(tmp_path, {"smtp.password": "oak"}).workspace
    assert mode(workspace.config) == 0o600
    assert mode(workspace.state) == 0o700
    assert load_config(workspace.config, {})[0]


def test_a_second_call_changes_nothing(tmp_path: Path) -> None:
    create(tmp_path, {"company.name": "Nord"})
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    again = create(tmp_path, {"company.name": "Other"})
    assert again.written == ()
    assert again.left_alone == (tmp_path / "config.toml",)
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before


def test_what_a_person_changed_deleted_or_wrote_before_stays_so(tmp_path: Path) -> None:
    own = tmp_path / "sequences/standard/10-courtesy.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("# my own\n")
    create(tmp_path, {})
    (tmp_path / STAGE).write_text("# changed\n")
    deleted = tmp_path / "sequences/standard/50-final.yaml"
    deleted.unlink()
    again = create(tmp_path, {})
    assert own.read_text() == "# my own\n"
    assert (tmp_path / STAGE).read_text() == "# changed\n"
    assert not deleted.exists()
    assert again.written == ()
    assert {own, tmp_path / STAGE, deleted} <= set(again.left_alone)


def test_a_file_of_ours_that_nobody_touched_gives_way_to_a_newer_version(tmp_path: Path) -> None:
    create(tmp_path, {})
    as_an_older_version_left_it(tmp_path, STAGE, "# an older text\n")
    again = create(tmp_path, {})
    assert again.written == (tmp_path / STAGE,)
    assert (tmp_path / STAGE).read_bytes() == (shipped() / STAGE).read_bytes()


def as_an_older_version_left_it(root: Path, file: Path, text: str) -> None:
    (root / file).write_text(text)
    record = root / "state/shipped.json"
    known = json.loads(record.read_text())
    known[file.as_posix()] = hashlib.sha256(text.encode()).hexdigest()
    record.write_text(json.dumps(known))


def test_a_call_that_broke_off_before_it_took_note_is_made_good(tmp_path: Path) -> None:
    create(tmp_path, {})
    record = tmp_path / "state/shipped.json"
    whole = record.read_text()
    record.unlink()
    assert create(tmp_path, {}).written == ()
    assert record.read_text() == whole


def test_it_is_found_from_any_folder_inside_it(tmp_path: Path) -> None:
    create(tmp_path, {})
    assert find(tmp_path / "sequences" / "standard", {}) == Workspace(tmp_path)


def test_the_environment_names_another_one(tmp_path: Path) -> None:
    create(tmp_path / "one", {})
    create(tmp_path / "two", {})
    assert find(tmp_path / "one", {"OUTREACH_HOME": str(tmp_path / "two")}) == Workspace(tmp_path / "two")


def test_no_workspace_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotAWorkspace, match=r"There is no config.toml in .* or above") as caught:
        find(tmp_path, {})
    assert "outreach init" in caught.value.hint
    with pytest.raises(NotAWorkspace, match="OUTREACH_HOME is"):
        find(tmp_path, {"OUTREACH_HOME": str(tmp_path)})


def test_a_folder_that_cannot_be_written_is_told_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ReadOnly, match="cannot be written to"):
        create(tmp_path / "file", {})
