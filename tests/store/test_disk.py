"""A full disk and one that cannot be written to: nothing is acknowledged that is not there, nothing is there by halves.

With root's rights a small disk is mounted; a limit on the size of files serves everybody.
"""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from outreach.domain.task import Task
from outreach.errors import DiskFull, LedgerDamaged, ReadOnly
from outreach.store.archive import FileArchive
from outreach.store.lock import AgentLock
from outreach.store.store import LedgerStore

from .paperwork import fact, task


def mount(*arguments: str | Path) -> bool:
    return os.geteuid() == 0 and subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    if not mount("-t", "tmpfs", "-o", "size=64k", "tmpfs", folder):
        pytest.skip("a small disk can be mounted by root only")
    yield folder
    subprocess.run(["umount", folder], check=True)


def record_until_full(store: LedgerStore) -> int:
    """How many tasks were acknowledged."""
    for number in range(1000):
        try:
            store.record(lambda _, n=number: [fact(task(f"T-{n}")), fact(task(f"U-{n}"))])
        except DiskFull:
            return 2 * number
    raise AssertionError("the disk never filled up")


def assert_known(store: LedgerStore, tasks: int) -> None:
    assert store.book().count(Task) == tasks
    assert (store.verify().lines, store.verify().problems) == (tasks, ())


def test_a_full_disk_takes_back_the_whole_decision_and_work_goes_on_when_there_is_room(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(b"x" * 20_000)
    store = LedgerStore(small_disk)
    acknowledged = record_until_full(store)
    assert acknowledged > 10
    with pytest.raises(DiskFull, match="no room left to write") as told:
        store.record(lambda _: [fact(task("T-1000", "x" * 20_000))])
    assert "Free some space" in told.value.hint
    for looking in (store, LedgerStore(small_disk)):
        assert_known(looking, acknowledged)
    assert (small_disk / "ledger.jsonl").read_bytes().endswith(b"}\n")
    (small_disk / "ballast").unlink()
    store.record(lambda _: [fact(task("V-1"))])
    assert_known(LedgerStore(small_disk), acknowledged + 1)
    store.close()


def test_a_full_disk_leaves_no_part_of_a_mail_and_no_part_of_a_checkpoint(small_disk: Path) -> None:
    store = LedgerStore(small_disk)
    store.record(lambda _: [fact(task(f"T-{n}")) for n in range(100)])
    archive = FileArchive(small_disk)
    with pytest.raises(DiskFull):
        archive.put(b"x" * 100_000)
    (small_disk / "ballast").write_bytes(b"x" * (os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_bsize))
    store.close()
    names = {path.name for path in small_disk.rglob("*") if path.is_file()}
    assert names == {"ledger.jsonl", "ledger.lock", "ballast"}
    assert_known(LedgerStore(small_disk), 100)


def test_a_checkpoint_that_finds_no_room_does_not_unsay_the_fact(small_disk: Path) -> None:
    store = LedgerStore(small_disk, lines=2)
    store.record(lambda _: [fact(task("T-1"))])
    free = os.statvfs(small_disk)
    (small_disk / "ballast").write_bytes(b"x" * (free.f_bavail * free.f_bsize))
    store.record(lambda _: [fact(task("T-2"))])  # the ledger's own block still has room for that
    assert_known(LedgerStore(small_disk), 2)
    assert not (small_disk / "checkpoint.json").exists()


def test_a_limit_on_the_size_of_files_is_a_full_disk_too(tmp_path: Path) -> None:
    store = LedgerStore(tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    try:
        acknowledged = record_until_full(store)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert acknowledged > 10
    assert_known(store, acknowledged)
    store.record(lambda _: [fact(task("V-1"))])
    assert_known(LedgerStore(tmp_path), acknowledged + 1)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """For root by a mount; from anybody else it is enough to take the right to write away."""
    if os.geteuid() != 0:
        folder.chmod(0o500)
        yield
        folder.chmod(0o700)
        return
    if not (mount("--bind", folder, folder) and mount("-o", "remount,bind,ro", folder)):
        pytest.skip("this root may not mount")
    yield
    subprocess.run(["umount", folder], check=True)


@pytest.fixture
def frozen(tmp_path: Path) -> Iterator[Path]:
    """A workspace with 150 tasks on a disk that is read-only."""
    folder = tmp_path / "state"
    LedgerStore(folder).record(lambda _: [fact(task(f"T-{n}")) for n in range(150)])
    with read_only(folder):
        yield folder


def test_a_workspace_that_is_read_only_can_be_read_and_says_so_when_written(frozen: Path) -> None:
    store = LedgerStore(frozen)
    assert_known(store, 150)
    with pytest.raises(ReadOnly) as told:
        store.record(lambda _: [fact(task("V-1"))])
    assert str(frozen) in told.value.sentence
    assert "read-only" in told.value.hint
    assert_known(store, 150)
    store.close()  # without its checkpoint, without an error
    with pytest.raises(ReadOnly):
        FileArchive(frozen).put(b"Subject: hello\r\n\r\n")
    with pytest.raises(ReadOnly), AgentLock(frozen):
        pass
    with pytest.raises(ReadOnly):
        LedgerStore(frozen / "below")


def test_damage_in_a_read_only_workspace_is_still_called_damage(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    LedgerStore(folder).record(lambda _: [fact(task("T-1"))])
    (folder / "ledger.jsonl").write_bytes((folder / "ledger.jsonl").read_bytes().replace(b"T-1", b"T-7"))
    with read_only(folder), pytest.raises(LedgerDamaged):
        LedgerStore(folder).book()
