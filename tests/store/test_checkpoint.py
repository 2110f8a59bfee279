"""The checkpoint saves time and nothing depends on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from outreach.errors import LedgerDamaged
from outreach.store.store import LedgerStore

from .paperwork import client, fact, task


def many(store: LedgerStore, first: int, last: int) -> None:
    store.record(lambda _: [fact(task(f"T-{n}")) for n in range(first, last)])


def titles(folder: Path) -> list[str]:
    return [known.id for known in LedgerStore(folder).book().open_tasks()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """120 tasks in a checkpoint, 10 more only in the ledger."""
    store = LedgerStore(tmp_path)
    many(store, 0, 120)
    store.close()
    many(store, 120, 130)
    return tmp_path


ALL = [f"T-{n}" for n in range(130)]


def test_opening_reads_the_checkpoint_and_only_the_rest_of_the_ledger(folder: Path) -> None:
    assert titles(folder) == ALL
    ledger = folder / "ledger.jsonl"
    ledger.write_bytes(ledger.read_bytes().replace(b'"T-7"', b'"X-7"', 1))  # in a line that need not be read
    assert titles(folder) == ALL
    assert [problem.line for problem in LedgerStore(folder).verify().problems] == [8]


def test_without_the_checkpoint_the_ledger_tells_the_same(folder: Path) -> None:
    (folder / "checkpoint.json").unlink()
    assert titles(folder) == ALL


def test_an_old_checkpoint_is_made_good_by_the_ledger(folder: Path) -> None:
    old = (folder / "checkpoint.json").read_bytes()
    store = LedgerStore(folder)
    many(store, 130, 300)
    store.close()
    assert (folder / "checkpoint.json").read_bytes() != old
    (folder / "checkpoint.json").write_bytes(old)
    assert titles(folder) == [f"T-{n}" for n in range(300)]


def test_a_damaged_or_torn_checkpoint_is_not_believed(folder: Path) -> None:
    path = folder / "checkpoint.json"
    whole = path.read_bytes()
    for at in range(0, len(whole), len(whole) // 97):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert titles(folder) == ALL
        path.write_bytes(whole[:at])
        assert titles(folder) == ALL


def test_the_checkpoint_of_another_ledger_is_not_believed(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    store = LedgerStore(elsewhere)
    store.record(lambda _: [fact(client()) for _ in range(101)])
    store.close()
    (folder / "checkpoint.json").write_bytes((elsewhere / "checkpoint.json").read_bytes())
    assert (titles(folder), LedgerStore(folder).book().client("miller")) == (ALL, None)


def test_a_ledger_that_has_lost_lines_which_the_checkpoint_knows_is_not_opened(folder: Path) -> None:
    ledger = folder / "ledger.jsonl"
    ledger.write_bytes(b"".join(ledger.read_bytes().splitlines(keepends=True)[:100]))
    with pytest.raises(LedgerDamaged, match="has lost its end") as told:
        LedgerStore(folder).book()
    assert "checkpoint.json" in told.value.hint
    (folder / "checkpoint.json").unlink()  # as the hint says
    LedgerStore(folder).record(lambda _: [fact(client())])


def test_a_long_run_leaves_checkpoints_on_its_way(tmp_path: Path) -> None:
    store = LedgerStore(tmp_path)
    many(store, 0, 1999)
    assert not (tmp_path / "checkpoint.json").exists()
    many(store, 1999, 2000)
    assert (tmp_path / "checkpoint.json").exists()
    assert titles(tmp_path) == [f"T-{n}" for n in range(2000)]


def test_a_large_book_is_not_written_again_for_a_few_lines(tmp_path: Path) -> None:
    store = LedgerStore(tmp_path, lines=10)
    many(store, 0, 400)
    first = (tmp_path / "checkpoint.json").read_bytes()
    for number in range(400, 440):  # an eighth of the book is 50 lines or more
        many(store, number, number + 1)
    assert (tmp_path / "checkpoint.json").read_bytes() == first
    many(store, 440, 470)
    assert (tmp_path / "checkpoint.json").read_bytes() != first


def test_closing_after_a_few_facts_leaves_the_checkpoint_alone(folder: Path) -> None:
    before = (folder / "checkpoint.json").stat().st_mtime_ns
    LedgerStore(folder).close()
    store = LedgerStore(folder)
    many(store, 130, 131)
    store.close()
    assert (folder / "checkpoint.json").stat().st_mtime_ns == before


def test_no_temporary_file_is_left(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {"ledger.jsonl", "ledger.lock", "checkpoint.json"}
