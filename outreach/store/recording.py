"""What every store shares: who decides sees the book as it is, alone, and what it decided is recorded whole."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager

from outreach.domain.book import Book
from outreach.domain.facts import Fact
from outreach.store.book import Before, TinyBook
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

    def record(self, *decisions: Callable[[Book], Iterable[Fact]]) -> tuple[Fact, ...]:
        """See `ports.Store`. All facts are recorded together: a crash leaves all of them or none."""
        if self._deciding:
            raise RuntimeError("record() was called while deciding in record(): return these facts from there instead")
        with self._alone():
            self._deciding = True
            try:
                return self._decided(decisions)
            finally:
                self._deciding = False

    def _decided(self, decisions: Sequence[Callable[[Book], Iterable[Fact]]]) -> tuple[Fact, ...]:
        facts: list[Fact] = []
        entries: list[Entry] = []
        before: list[Before] = []  # what the book said before facts were put that are not durable yet
        try:
            for decide in decisions:
                for fact in entries[len(before) :]:  # this decision must see them
                    before.append(self._book.before(fact))
                    self._book.put(fact)
                new = tuple(decide(self._book))
                facts += new
                entries += map(entry, new)
            if entries:
                self._append(entries)
        except BaseException:
            for then in reversed(before):
                self._book.go_back(then)
            raise
        if entries:
            for fact in entries[len(before) :]:
                self._book.put(fact)
            self._appended()
        return tuple(facts)

    @abstractmethod
    def _catch_up(self) -> None: ...

    @abstractmethod
    def _alone(self) -> AbstractContextManager[None]:
        """Nobody else records, and the book has everything that anybody has recorded."""

    @abstractmethod
    def _append(self, entries: Sequence[Entry]) -> None:
        """Make them durable. When that fails, the book does not say them."""

    @abstractmethod
    def _appended(self) -> None:
        """They are durable, and in the book."""
