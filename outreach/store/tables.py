"""The tables: TinyDB whose documents live in memory, are changed one at a time and only by facts.

TinyDB's own storages write the whole database at each change and its tables are copied twice (measured: 58 ms a write
at 100,000 documents even in memory). Here a change is one assignment; queries are TinyDB's. A document is held as its
JSON text, which takes a fifth of the memory of the dictionaries in it, and is read when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, KeysView, Mapping
from typing import Any

import orjson
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from outreach.store.codec import Raw


class Rows(Mapping[str, Raw]):
    """The documents of one table by id, in the order of their first recording."""

    __slots__ = ("texts",)

    def __init__(self) -> None:
        self.texts: dict[str, bytes] = {}

    def __getitem__(self, name: str) -> Raw:
        document: Raw = orjson.loads(self.texts[name])
        return document

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)

    def __contains__(self, name: object) -> bool:
        return name in self.texts

    def keys(self) -> KeysView[str]:
        return self.texts.keys()


Contents = dict[str, Rows]


class LedgerStorage(Storage):
    """What TinyDB reads: the documents as the checkpoint and the ledger after it have left them."""

    def __init__(self) -> None:
        self.contents: Contents = {}

    def read(self) -> Contents:  # type: ignore[override]  # TinyDB only looks into it
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

    def texts(self, name: str) -> dict[str, bytes]:
        """The documents of a table as they are held."""
        rows = self.contents.get(name)
        if rows is None:
            rows = self.contents[name] = Rows()
        return rows.texts

    def begin(self, name: str, key: str, text: bytes) -> None:
        """Add a document before anybody has asked for any."""
        # A copy of the right size: what orjson returns stands in an allocation of several thousand octets.
        self.texts(name)[key] = bytes(memoryview(text))

    def put(self, name: str, key: str, text: bytes) -> None:
        """Add or replace one document; costs the same whatever the table holds."""
        self.begin(name, key, text)
        self.table(name).clear_cache()

    def documents(self) -> Iterator[tuple[str, str, Raw]]:
        """Table, id and what it says, of each document, in the order of first recording."""
        return ((table, name, raw) for table, rows in self.contents.items() for name, raw in rows.items())

    def size(self) -> int:
        return sum(len(rows) for rows in self.contents.values())
