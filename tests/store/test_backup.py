"""A backup is whole whatever happens meanwhile, and what is restored is what was backed up, checked and silent."""

from __future__ import annotations

import gzip
import io
import os
import random
import subprocess
import sys
import tarfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from outreach.domain.halt import HaltKind
from outreach.errors import LedgerDamaged, OutreachError, Refused
from outreach.store.archive import FileArchive
from outreach.store.backup import backup, restore
from outreach.store.identity import FileIdentity
from outreach.store.key import workspace_key
from outreach.store.store import LedgerStore
from outreach.store.verify import verify

from .paperwork import MONDAY, client, fact, letter

ROOT = Path(__file__).parents[2]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A workspace with a letter, as it lies on a disk."""
    made = tmp_path / "firm"
    state = made / "state"
    state.mkdir(parents=True)
    (made / "config.toml").write_text('mode = "approve"\n', "utf-8")
    (made / "config.toml").chmod(0o600)
    (made / "templates").mkdir()
    (made / "templates" / "friendly-1.en.mjml").write_text("<mjml></mjml>", "utf-8")
    (made / "pass.sh").write_text("#!/bin/sh\necho secret\n", "utf-8")
    (made / "pass.sh").chmod(0o700)
    workspace_key(state)
    FileIdentity(state).confirm()
    store = LedgerStore(state, lines=1)
    digest = FileArchive(state).put(b"Subject: Invoice INV-1\r\n\r\nPlease pay.\r\n")
    store.record(lambda _: [fact(client())])
    store.record(lambda _: [fact(replace(letter(), digest=digest))])
    store.close()
    for made_again in ("heartbeat.json", "rules.json", "calendars.json"):
        (state / made_again).write_text("{}", "utf-8")
    return made


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def restored(file: Path, folder: Path) -> Path:
    restore(file, folder, MONDAY, "sam")
    return folder


def test_everything_that_cannot_be_made_again_comes_back_as_it_was(home: Path, tmp_path: Path) -> None:
    before = files_of(home)
    done = backup(home, tmp_path / "backup.tar.gz")
    assert (done.facts, done.left_out) == (2, ())
    back = files_of(restored(tmp_path / "backup.tar.gz", tmp_path / "back"))
    same = {"config.toml", "pass.sh", "state/key", "templates/friendly-1.en.mjml"}
    mails = {name for name in before if name.endswith(".eml")}
    assert len(mails) == 1
    assert {name: back[name] for name in same | mails} == {name: before[name] for name in same | mails}
    assert back["state/ledger.jsonl"].startswith(before["state/ledger.jsonl"])
    assert set(back) == same | mails | {"state/ledger.jsonl", "state/ledger.lock"}


def test_a_restored_workspace_is_silent_and_says_why(home: Path, tmp_path: Path) -> None:
    backup(home, tmp_path / "backup.tar.gz")
    state = restored(tmp_path / "backup.tar.gz", tmp_path / "back") / "state"
    (halt,) = LedgerStore(state).book().halts.active
    assert (halt.kind, halt.by) == (HaltKind.COPY, "sam")
    assert "restored from backup.tar.gz" in halt.reason
    assert FileIdentity(state).doubt(sent=True), "even if somebody lost that line"
    assert verify(state).problems == ()


def test_only_the_owner_can_read_a_backup_and_what_is_restored(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar.gz"
    backup(home, file)
    assert file.stat().st_mode & 0o777 == 0o600
    back = restored(file, tmp_path / "back")
    modes = {name: (back / name).stat().st_mode & 0o777 for name in ("", "config.toml", "pass.sh", "state/key")}
    assert modes == {"": 0o700, "config.toml": 0o600, "pass.sh": 0o700, "state/key": 0o600}


def test_a_backup_never_overwrites_and_never_lies_in_the_workspace(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar.gz"
    file.write_text("last week's")
    with pytest.raises(Refused, match="not overwritten"):
        backup(home, file)
    assert file.read_text() == "last week's"
    with pytest.raises(Refused, match="lies in the workspace"):
        backup(home, home / "invoices" / "backup.tar.gz")
    (tmp_path / "link").symlink_to(home)
    with pytest.raises(Refused, match="lies in the workspace"):
        backup(home, tmp_path / "link" / "backup.tar.gz")
    with pytest.raises(OutreachError):
        backup(home, tmp_path / "nowhere" / "backup.tar.gz")
    assert sorted(f.name for f in tmp_path.iterdir()) == ["backup.tar.gz", "firm", "link"]


def test_links_are_left_out_and_named(home: Path, tmp_path: Path) -> None:
    (home / "invoices").symlink_to(tmp_path)
    os.mkfifo(home / "pipe")
    done = backup(home, tmp_path / "backup.tar.gz")
    assert done.left_out == ("invoices", "pipe")
    restored(tmp_path / "backup.tar.gz", tmp_path / "back")


def test_what_a_crash_tore_is_not_in_the_backup(home: Path, tmp_path: Path) -> None:
    whole = (home / "state" / "ledger.jsonl").read_bytes()
    with (home / "state" / "ledger.jsonl").open("ab") as file:
        file.write(b'{"hash":"00')
    backup(home, tmp_path / "backup.tar.gz")
    with tarfile.open(tmp_path / "backup.tar.gz") as tar:
        ledger = tar.extractfile("state/ledger.jsonl")
        assert ledger is not None
        assert ledger.read() == whole


def test_a_damaged_ledger_is_said_instead_of_backed_up(home: Path, tmp_path: Path) -> None:
    (home / "state" / "checkpoint.json").unlink()
    data = bytearray((home / "state" / "ledger.jsonl").read_bytes())
    data[100] ^= 1
    (home / "state" / "ledger.jsonl").write_bytes(data)
    with pytest.raises(LedgerDamaged):
        backup(home, tmp_path / "backup.tar.gz")
    assert not (tmp_path / "backup.tar.gz").exists()


def test_each_backup_made_while_another_process_records_is_whole(home: Path, tmp_path: Path) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.store.writer", "count", home / "state", "100000"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    assert writer.stdout is not None
    assert writer.stdin is not None
    assert writer.stdout.readline() == "ready\n"
    writer.stdin.write("go\n")
    writer.stdin.flush()
    try:
        made: list[int] = []
        while len(set(made)) < 5:  # until it has recorded between some of them
            assert writer.poll() is None
            made.append(backup(home, tmp_path / f"{len(made)}.tar.gz").facts)
    finally:
        writer.kill()
        writer.communicate()
    assert made == sorted(made)
    for number, facts in enumerate(made):
        state = restored(tmp_path / f"{number}.tar.gz", tmp_path / f"back-{number}") / "state"
        case = LedgerStore(state).book().case("miller")
        assert (case.step if case else 0) == facts - 2
        assert verify(state).problems == ()


def test_a_flipped_byte_anywhere_in_a_backup_is_found_or_changes_nothing(home: Path, tmp_path: Path) -> None:
    """Some bits of gzip mean nothing: the time in its head, and those that fill up the octet at the end of a block."""
    file, chance = tmp_path / "backup.tar.gz", random.Random(5)
    backup(home, file)
    good = file.read_bytes()
    whole = files_of(restored(file, tmp_path / "whole"))
    found = 0
    for place in (*range(10), *chance.sample(range(10, len(good)), 120), len(good) - 1):
        file.write_bytes(good[:place] + bytes((good[place] ^ (1 << chance.randrange(8)),)) + good[place + 1 :])
        folder = tmp_path / f"flipped-{place}"
        try:
            restore(file, folder, MONDAY, "sam")
        except OutreachError:
            found += 1
            assert not folder.exists(), "nothing is left of it"
        else:
            back = files_of(folder)
            assert {n: b for n, b in back.items() if "ledger" not in n} == {
                n: b for n, b in whole.items() if "ledger" not in n
            }
    assert found > 100


@pytest.mark.parametrize("part", [0.0, 0.3, 0.9, 0.999])
def test_half_a_backup_is_no_backup(home: Path, tmp_path: Path, part: float) -> None:
    file = tmp_path / "backup.tar.gz"
    backup(home, file)
    file.write_bytes(file.read_bytes()[: int(file.stat().st_size * part)])
    with pytest.raises(OutreachError):
        restore(file, tmp_path / "back", MONDAY, "sam")
    assert not (tmp_path / "back").exists()


def test_nothing_is_restored_over_anything(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar.gz"
    backup(home, file)
    before = files_of(home)
    with pytest.raises(Refused, match="is not empty"):
        restore(file, home, MONDAY, "sam")
    assert files_of(home) == before
    (tmp_path / "empty").mkdir()
    restored(file, tmp_path / "empty")
    assert (tmp_path / "empty" / "config.toml").exists()


def _link(name: str, target: str, kind: bytes = tarfile.SYMTYPE) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


@pytest.mark.parametrize(
    "member",
    [
        tarfile.TarInfo("../evil"),
        tarfile.TarInfo("/tmp/evil"),
        tarfile.TarInfo("templates/../../evil"),
        _link("templates", "/etc"),
        _link("state/ledger.jsonl", "/etc/passwd"),
        _link("hard", "config.toml", tarfile.LNKTYPE),
        _link("device", "", tarfile.CHRTYPE),
        _link("pipe", "", tarfile.FIFOTYPE),
    ],
    ids=lambda member: member.name,
)
def test_what_could_reach_outside_of_the_folder_is_refused_and_nothing_is_left(
    tmp_path: Path, member: tarfile.TarInfo
) -> None:
    file = tmp_path / "evil.tar.gz"
    with tarfile.open(file, "w:gz") as tar:
        config = tarfile.TarInfo("config.toml")
        config.size = 1
        tar.addfile(config, io.BytesIO(b"\n"))
        tar.addfile(member, io.BytesIO(b""))
    there = set(tmp_path.rglob("*"))
    with pytest.raises(Refused, match=r"outside|no file"):
        restore(file, tmp_path / "back", MONDAY, "sam")
    assert set(tmp_path.rglob("*")) == there


def _named(*names: str) -> Callable[[tarfile.TarFile], None]:
    def fill(tar: tarfile.TarFile) -> None:
        for name in names:
            tar.addfile(tarfile.TarInfo(name), io.BytesIO(b""))

    return fill


@pytest.mark.parametrize(
    ("fill", "sentence"),
    [
        (_named("letter.txt"), "no config.toml"),
        (_named("config.toml", "a", "a"), "cannot be written"),
        (_named("config.toml", "a", "a/b"), "cannot be written"),
    ],
)
def test_an_archive_that_is_no_backup_is_a_sentence(
    tmp_path: Path, fill: Callable[[tarfile.TarFile], None], sentence: str
) -> None:
    file = tmp_path / "other.tar.gz"
    with tarfile.open(file, "w:gz") as tar:
        fill(tar)
    with pytest.raises(OutreachError, match=sentence):
        restore(file, tmp_path / "back", MONDAY, "sam")
    assert not (tmp_path / "back").exists()


@pytest.mark.parametrize("content", [b"", b"no archive", gzip.compress(b"no archive")])
def test_a_file_that_is_no_archive_is_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(OutreachError):
        restore(tmp_path / "file", tmp_path / "back", MONDAY, "sam")
    with pytest.raises(OutreachError):
        restore(tmp_path / "none", tmp_path / "back", MONDAY, "sam")


def test_a_backup_made_by_hand_does_not_bring_its_place_along(home: Path, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "hand.tar.gz", "w:gz") as tar:
        tar.add(home, ".")
    back = restored(tmp_path / "hand.tar.gz", tmp_path / "back")
    assert not (back / "state" / "identity.json").exists()
    assert LedgerStore(back / "state").book().halts.has(HaltKind.COPY)


def test_a_mail_that_was_lost_in_the_backup_is_named_and_nothing_is_restored(home: Path, tmp_path: Path) -> None:
    next((home / "state" / "mail").rglob("*.eml")).unlink()
    backup(home, tmp_path / "backup.tar.gz")
    with pytest.raises(LedgerDamaged, match="letter L-1"):
        restore(tmp_path / "backup.tar.gz", tmp_path / "back", MONDAY, "sam")
    assert not (tmp_path / "back").exists()
