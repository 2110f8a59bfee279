"""The store without a disk keeps the same promises, and a rehearsal on it leaves the real one alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from outreach.store.memory import MemoryStore

from .contract import StoreContract
from .paperwork import case, client, fact, invoice


class TestMemoryStore(StoreContract):
    @pytest.fixture
    def store(self) -> Iterator[MemoryStore]:
        return MemoryStore()

    def test_a_rehearsal_begins_with_the_real_book_and_never_changes_it(self, store: MemoryStore) -> None:
        store.record(lambda _: [fact(client()), fact(invoice()), fact(case(step=1))])
        rehearsal = MemoryStore(store)
        rehearsal.record(lambda _: [fact(case(step=2), client("berg"))])
        assert rehearsal.book().invoices_of("miller") == (invoice(),)
        assert (rehearsal.book().case("miller"), store.book().case("miller")) == (case(step=2), case(step=1))
        assert store.book().client("berg") is None
        assert len(list(rehearsal.history())) == 1
