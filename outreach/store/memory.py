"""The same store and archive without a disk: for the rehearsal, which must leave nothing behind, and for tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from hashlib import sha256

from outreach.errors import LedgerDamaged
from outreach.ports import Recorded
from outreach.store.book import TinyBook
from outreach.store.codec import Entry, recorded
from outreach.store.recording import Recording


class MemoryStore(Recording):
    """`ports.Store` that forgets. It may begin with the book of another store, which it never changes."""

    def __init__(self, like: Recording | None = None) -> None:
        super().__init__()
        if like:
            like.book()
            self._book = TinyBook(like.db.documents())
        self._history: list[Recorded] = []

    def history(self, about: str = "") -> Iterator[Recorded]:
        return (fact for fact in self._history if about in ("", fact.about))

    def _catch_up(self) -> None:
        pass

    def _alone(self) -> AbstractContextManager[None]:
        return nullcontext()

    def _append(self, entries: Sequence[Entry]) -> None:
        for fact in entries:
            self._history.append(recorded(len(self._history) + 1, fact.said))

    def _appended(self) -> None:
        pass


class MemoryArchive:
    """`ports.Archive` that forgets."""

    def __init__(self) -> None:
        self._mails: dict[str, bytes] = {}

    def put(self, raw: bytes) -> str:
        digest = sha256(raw).hexdigest()
        self._mails[digest] = raw
        return digest

    def get(self, digest: str) -> bytes:
        if digest not in self._mails:
            raise LedgerDamaged(f"The mail {digest} is not in the archive.")
        return self._mails[digest]
