"""The store on disk: what lies in its files, and what it survives."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import orjson
import pytest

from outreach.errors import LedgerDamaged
from outreach.store.archive import FileArchive
from outreach.store.codec import Raw, encode, entry
from outreach.store.ledger import START, Ledger
from outreach.store.lock import AgentLock
from outreach.store.store import LedgerStore

from .contract import StoreContract
from .paperwork import MONDAY, case, client, fact, invoice, task


class TestLedgerStore(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[LedgerStore]:
        with closing(LedgerStore(tmp_path / "state")) as store:
            yield store

    def test_everything_is_there_when_it_is_opened_again(self, store: LedgerStore, tmp_path: Path) -> None:
        store.record(lambda _: [fact(client()), fact(invoice())])
        store.record(lambda _: [fact(case())])
        again = LedgerStore(tmp_path / "state")
        assert (again.book().client("miller"), again.book().invoices_of("miller")) == (client(), (invoice(),))
        assert list(again.history()) == list(store.history())

    def test_when_the_newest_fact_was_recorded_is_known_from_a_checkpoint_alone(self, tmp_path: Path) -> None:
        with closing(LedgerStore(tmp_path / "state", lines=1)) as store:
            store.record(lambda _: [fact(client()), replace(fact(case()), at=MONDAY + timedelta(days=3))])
        with closing(LedgerStore(tmp_path / "state")) as again:
            assert again.book().recorded_at == MONDAY + timedelta(days=3)

    def test_two_stores_on_one_folder_see_what_the_other_records(self, store: LedgerStore, tmp_path: Path) -> None:
        other = LedgerStore(tmp_path / "state")
        for number in range(6):
            recorder = (store, other)[number % 2]
            recorder.record(lambda book: [fact(task(f"T-{len(book.open_tasks())}"))])
        assert [known.id for known in store.book().open_tasks()] == [f"T-{n}" for n in range(6)]
        assert store.verify().problems == ()

    def test_the_seal_of_each_line_can_be_checked_with_nothing_but_sha256(
        self, store: LedgerStore, tmp_path: Path
    ) -> None:
        store.record(lambda _: [fact(client()), fact(invoice())])
        store.record(lambda _: [fact(case(), about="miller", sentence="Held until 20 March: they promised")])
        before = b"0" * 64
        lines = (tmp_path / "state/ledger.jsonl").read_bytes().splitlines()
        for number, line in enumerate(lines, 1):
            said = orjson.loads(line)
            head = b'{"hash":"' + said["hash"].encode() + b'",'
            assert line.startswith(head)
            assert sha256(before + line.removeprefix(head)).hexdigest() == said["hash"]
            assert said["n"] == number
            before = said["hash"].encode()
        assert said["says"] == "Held until 20 March: they promised"
        assert said["put"]["cases"]["miller"]["holds"][0]["until"] == "2026-03-20"
        assert [orjson.loads(line).get("left", 0) for line in lines] == [1, 0, 0]

    def test_looking_at_the_book_writes_nothing(self, tmp_path: Path) -> None:
        with closing(LedgerStore(tmp_path / "state")) as store:
            assert store.book().client("miller") is None
            store.record(lambda _: [])
        assert {path.name for path in (tmp_path / "state").iterdir()} <= {"ledger.lock"}

    def test_only_the_owner_can_read_what_it_leaves_on_disk(self, tmp_path: Path) -> None:
        folder = tmp_path / "state"
        umask = os.umask(0)
        try:
            with closing(LedgerStore(folder)) as store, AgentLock(folder):
                store.record(lambda _: [fact(task(f"T-{n}")) for n in range(150)])
                FileArchive(folder).put(b"Subject: hello\r\n\r\n")
        finally:
            os.umask(umask)
        found = {path.relative_to(folder): path.stat().st_mode & 0o777 for path in folder.rglob("*")}
        assert {path.name for path in found} >= {"ledger.jsonl", "ledger.lock", "checkpoint.json", "agent.lock", "mail"}
        assert {mode for path, mode in found.items() if (folder / path).is_file()} == {0o600}
        assert {mode for path, mode in found.items() if (folder / path).is_dir()} | {folder.stat().st_mode & 0o777} == {
            0o700
        }

    def test_a_ledger_put_back_from_a_backup_under_a_running_process_is_noticed(
        self, store: LedgerStore, tmp_path: Path
    ) -> None:
        ledger, backup = tmp_path / "state/ledger.jsonl", tmp_path / "backup"
        store.record(lambda _: [fact(client("miller"))])
        backup.write_bytes(ledger.read_bytes())
        store.record(lambda _: [fact(client("berg"))])
        backup.replace(ledger)
        assert [known.id for known in store.book().clients()] == ["miller"]
        store.record(lambda _: [fact(client("oduya"))])
        assert [known.id for known in LedgerStore(tmp_path / "state").book().clients()] == ["miller", "oduya"]

    @pytest.mark.parametrize(
        "put",
        [
            {"x": 1},
            orjson.loads(encode(case("m"))) | {"mood": "angry"},
            orjson.loads(encode(case("m"))) | {"step": "1"},
        ],
    )
    def test_what_a_later_version_has_written_is_not_guessed_at(self, tmp_path: Path, put: Raw) -> None:
        line = entry(fact(client())).said | {"put": {"cases": {"m": put}}}
        Ledger(tmp_path / "ledger.jsonl").append(START, [line])
        book = LedgerStore(tmp_path).book()
        with pytest.raises(LedgerDamaged, match="table cases cannot be understood") as told:
            book.case("m")
        assert "newer version" in told.value.hint
