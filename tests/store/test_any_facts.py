"""Whatever facts come: they read back as they were, in every store, and every way to find them finds the same."""

from __future__ import annotations

import typing
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory
from types import UnionType

from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.domain.facts import Document, Fact
from outreach.domain.letter import ON_ITS_WAY, Letter
from outreach.domain.task import Task, TaskState
from outreach.store.book import TinyBook
from outreach.store.codec import TABLES, decode, encode
from outreach.store.memory import MemoryStore
from outreach.store.store import LedgerStore

INSTANTS = st.datetimes(
    datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.sampled_from([UTC, timezone(timedelta(hours=-9.5))])
)
PLAIN = {
    bool: st.booleans(),
    int: st.integers(0, 2**32),
    float: st.floats(0, 1),
    date: st.dates(),
    datetime: INSTANTS,
    Decimal: st.decimals(-(10**9), 10**9, allow_nan=False),
}


def values(kind: typing.Any, words: st.SearchStrategy[str]) -> st.SearchStrategy[typing.Any]:
    """Any value that a field of that type may have."""
    if kind is str:
        return words
    if kind in PLAIN:
        return PLAIN[kind]
    if kind is type(None):
        return st.none()
    if is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return st.builds(kind, **{field.name: values(hints[field.name], words) for field in fields(kind)})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    if typing.get_origin(kind) is tuple:
        return st.lists(values(typing.get_args(kind)[0], words), max_size=2).map(tuple)
    assert isinstance(kind, UnionType), kind
    return st.one_of(*(values(one, words) for one in typing.get_args(kind)))


def documents(words: st.SearchStrategy[str]) -> st.SearchStrategy[Document]:
    return st.one_of(*(values(kind, words) for kind in TABLES))


# Few names, so that documents meet and replace each other; "@" and capitals for the addresses among them.
FEW = st.sampled_from(["", "a", "b", "A", "a@b", "A@B", "b@a"])
FACTS = st.builds(
    Fact,
    at=INSTANTS,
    kind=FEW,
    about=FEW,
    sentence=st.text(max_size=5),
    reasons=st.just(("because",)),
    puts=st.lists(documents(FEW), max_size=3).map(tuple),
)


@settings(max_examples=150, deadline=None)
@given(documents(st.text(max_size=6)))
def test_any_document_reads_back_as_it_was(document: Document) -> None:
    assert decode(type(document), encode(document)) == document


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.lists(FACTS, max_size=3), st.booleans()), max_size=8))
def test_a_store_that_is_closed_and_opened_at_will_knows_what_one_in_memory_knows(
    decisions: list[tuple[list[Fact], bool]],
) -> None:
    memory = MemoryStore()
    with TemporaryDirectory() as folder:
        disk, other = LedgerStore(Path(folder), lines=20), LedgerStore(Path(folder))
        for facts, reopen in decisions:
            memory.record(lambda _, facts=facts: facts)
            disk.record(lambda _, facts=facts: facts)
            if reopen:
                disk.close()
                disk = LedgerStore(Path(folder), lines=20)
        for store in (disk, other, LedgerStore(Path(folder))):
            book = store.book()
            assert isinstance(book, TinyBook)
            assert [(name, list(rows.items())) for name, rows in store.db.contents.items() if rows] == [
                (name, list(rows.items())) for name, rows in memory.db.contents.items() if rows
            ]
            assert list(store.history()) == list(memory.history())
            every_way_finds_the_same(book)


def every_way_finds_the_same(book: TinyBook) -> None:
    """What an index finds is what reading everything finds, in the same order."""
    names = ("", "a", "b", "A", "a@b", "A@B", "b@a")
    letters, clients, invoices = book.letters(), book.clients(), book.invoices()
    tasks = tuple(book.task(row.doc_id) for row in book.tables.table("tasks"))  # type: ignore[arg-type]
    mails = tuple(book.received(row.doc_id) for row in book.tables.table("received"))  # type: ignore[arg-type]
    assert book.letters_on_their_way() == tuple(known for known in letters if known.state in ON_ITS_WAY)
    assert book.open_tasks() == tuple(known for known in tasks if known and known.state is TaskState.OPEN)
    assert (book.count(Letter), book.count(Task)) == (len(letters), len(tasks))
    for name in names:
        assert book.clients_at(name) == tuple(known for known in clients if name and known.contact(name))
        assert book.clients_in_domain(name) == tuple(
            known
            for known in clients
            if name and any(c.email.lower().rpartition("@")[2] == name.lower() for c in known.contacts)
        )
        assert name == "" or book.invoices_of(name) == tuple(known for known in invoices if known.client == name)
        assert name == "" or book.letters_of(name) == tuple(known for known in letters if known.client == name)
        assert name == "" or book.tasks_of(name) == tuple(known for known in tasks if known and known.client == name)
        assert name == "" or book.received_of(name) == tuple(known for known in mails if known and known.client == name)
        found = book.letter_of_message(name)
        assert found == next((known for known in letters if name and known.message_id == name), None)
