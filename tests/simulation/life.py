"""The life of one process of the agent, which may end between any two things it does, and its store and archive."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from random import Random

from outreach.domain.book import Book
from outreach.domain.facts import Fact
from outreach.ports import Archive, Recorded, Store


class Killed(BaseException):
    """The process is dead. Not an Exception: nothing in the agent may catch it and go on."""


class Life:
    """Ends at a drawn moment. Whatever the dead process still tries on its way out (`finally:`) does nothing."""

    def __init__(
        self, fate: Random, rate: float, insist: str, fired: dict[str, int], say: Callable[[str], None]
    ) -> None:
        self._fate, self._rate, self._insist, self._fired, self._say = fate, rate, insist, fired, say
        self.over = False

    def breathe(self) -> None:
        if self.over:
            raise Killed

    def may_end(self, place: str) -> None:
        if self.ends(place):
            raise Killed

    def ends(self, place: str) -> bool:
        self.breathe()
        if self._fate.random() >= (0.1 if self._rate and place == self._insist else self._rate):
            return False
        self.over = True
        self._fired[place] = self._fired.get(place, 0) + 1
        self._say(f"killed {place}")
        return True


class MortalStore:
    """`ports.Store` in a process that may die before, in and after each record; `others` act in between."""

    def __init__(self, store: Store, life: Life, others: Callable[[], None], ledger: Path | None) -> None:
        self._store, self._life, self._others, self._ledger = store, life, others, ledger

    def book(self) -> Book:
        self._life.breathe()
        return self._store.book()

    def history(self, about: str = "") -> Iterator[Recorded]:
        return self._store.history(about)

    def record(self, *decisions: Callable[[Book], Iterable[Fact]]) -> tuple[Fact, ...]:
        self._life.may_end("before a record")
        self._others()
        before = self._ledger.stat().st_size if self._ledger and self._ledger.exists() else 0
        facts = self._store.record(*(partial(self._decided, decide) for decide in decisions))
        if facts and self._ledger and self._life.ends("torn in the ledger"):
            # It was not acknowledged: of the bytes of this decision any number may be on the disk.
            written = self._ledger.stat().st_size - before
            os.truncate(self._ledger, before + written * len(facts[0].sentence) // 250 % written)
            raise Killed
        if facts:
            self._life.may_end("after a record")
        return facts

    def _decided(self, decide: Callable[[Book], Iterable[Fact]], book: Book) -> tuple[Fact, ...]:
        facts = tuple(decide(book))
        if facts:
            self._life.may_end("while it is decided")
        return facts


class MortalArchive:
    """`ports.Archive` of a process that may be dead."""

    def __init__(self, archive: Archive, life: Life) -> None:
        self._archive, self._life = archive, life

    def put(self, raw: bytes) -> str:
        self._life.breathe()
        return self._archive.put(raw)

    def get(self, digest: str) -> bytes:
        return self._archive.get(digest)
