"""What every store shares: who decides sees the book as it is, alone, and what it decided is recorded whole."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager

from outreach.domain.book import Book
from outreach.domain.facts import Fact
from outreach.store.book import TinyBook
from outreach.store.codec import Entry, entry
from outreach.store.tables import Tables


class Recording(ABC):
    """Half of `ports.Store`: the deciding. One store serves one thread; other threads and processes open their own."""

    def __init__(self) -> None:
        self._book = TinyBook()
        self._deciding = False

    @property
    def db(self) -> Tables:
        """The tables of the book, for TinyDB's queries."""
        return self._book.tables

    def book(self) -> Book:
        """The book after catching up; it stays up to date with whatever this store records or catches up with."""
        self._catch_up()
        return self._book

    def record(self, decide: Callable[[Book], Iterable[Fact]]) -> tuple[Fact, ...]:
        """See `ports.Store`. All facts of one decision are recorded together: a crash leaves all of them or none."""
        if self._deciding:
            raise RuntimeError("record() was called while deciding in record(): return these facts from there instead")
        with self._alone():
            self._deciding = True
            try:
                facts = tuple(decide(self._book))
            finally:
                self._deciding = False
            if facts:
                self._append([entry(fact) for fact in facts])
        return facts

    @abstractmethod
    def _catch_up(self) -> None: ...

    @abstractmethod
    def _alone(self) -> AbstractContextManager[None]:
        """Nobody else records, and the book has everything that anybody has recorded."""

    @abstractmethod
    def _append(self, entries: Sequence[Entry]) -> None:
        """Make them durable, then put them into the book; when the first fails the second must not happen."""
