"""The tables: TinyDB whose documents live in memory, are changed one at a time and only by facts.

TinyDB's own storages write the whole database at each change and its tables are copied twice (measured: 58 ms a write
at 100,000 documents even in memory). Here a change is one assignment; queries are TinyDB's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from outreach.store.codec import Raw

Contents = dict[str, dict[str, Raw]]  # table → id → document; the order is that of the first recording


class LedgerStorage(Storage):
    """What TinyDB reads: the documents as the checkpoint and the ledger after it have left them."""

    def __init__(self) -> None:
        self.contents: Contents = {}

    def read(self) -> Contents:
        return dict(self.contents)  # TinyDB.drop_table deletes from this before it writes

    def write(self, data: dict[str, dict[str, Any]]) -> None:  # noqa: ARG002  # TinyDB's signature
        raise TypeError("the tables change through recorded facts only: use Store.record()")


class LedgerTable(Table):
    document_id_class = str  # type: ignore[assignment]  # TinyDB documents other id classes, its annotation says int

    def _update_table(self, updater: Callable[[dict[int, Any]], None]) -> None:  # noqa: ARG002  # TinyDB's signature
        self.storage.write({})


class Tables(TinyDB):
    """`tables.table("clients").search(...)`, as in any TinyDB; `put` is for the store."""

    table_class = LedgerTable

    def __init__(self) -> None:
        held = LedgerStorage()
        super().__init__(storage=lambda: held)
        self.contents = held.contents

    def rows(self, name: str) -> dict[str, Raw]:
        return self.contents.setdefault(name, {})

    def put(self, name: str, key: str, raw: Raw) -> None:
        """Add or replace one document; costs the same whatever the table holds."""
        self.rows(name)[key] = raw
        self.table(name).clear_cache()

    def size(self) -> int:
        return sum(len(rows) for rows in self.contents.values())
