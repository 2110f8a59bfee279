"""The store on disk: ledger, checkpoint and lock in one folder, for any number of processes side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import TracebackType

from outreach.errors import AlreadyRunning, LedgerDamaged, OutreachError, ReadOnly
from outreach.ports import Recorded
from outreach.store.book import TinyBook
from outreach.store.checkpoint import load, save
from outreach.store.codec import Entry, recorded
from outreach.store.disk import make_folder, told
from outreach.store.ledger import START, Ledger, Mark, Stamp, Verified
from outreach.store.ledger_lock import LedgerLock
from outreach.store.recording import Recording

_PATIENCE = 60.0  # seconds; a decision takes milliseconds, so whoever holds the lock longer is stopped or hangs


class _Alone:
    """While it is entered nobody else records. A class, because each fact enters it, and a generator costs three times
    as much."""

    __slots__ = ("_enter", "_leave")

    def __init__(self, enter: Callable[[], None], leave: Callable[[], None]) -> None:
        self._enter, self._leave = enter, leave

    def __enter__(self) -> None:
        self._enter()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._leave()


class LedgerStore(Recording):
    """`ports.Store` over `ledger.jsonl` in `folder`, which is made when it is missing. Opens nothing until asked.

    A checkpoint is written after `lines` lines (to read 2,000 of them again takes some 20 ms), and at the end after a
    twentieth of that, so that one command after the other does not read the same lines again.
    """

    def __init__(self, folder: Path, lines: int = 2000) -> None:
        super().__init__()
        self._lines = lines
        make_folder(folder)
        self._ledger = Ledger(folder / "ledger.jsonl")
        self._checkpoint = folder / "checkpoint.json"
        self._lock = LedgerLock(folder / "ledger.lock")
        self._mark = START  # what the book contains
        self._saved = START  # what the checkpoint contains
        self._seen: Stamp | None = None
        self._reached: tuple[Mark, Stamp] = START, Stamp()  # after what was appended last

    def history(self, about: str = "") -> Iterator[Recorded]:
        for mark, line in self._ledger.walk():
            if about in ("", line["about"]):
                yield recorded(mark.line, line)

    def verify(self) -> Verified:
        """Check every line of the ledger; works on a damaged one, which cannot be opened otherwise."""
        return self._ledger.verify()

    def reached(self) -> Mark:
        """How far the ledger goes. Whatever is recorded later comes after this place, and nothing before it changes."""
        with self._alone():
            return self._mark

    def close(self) -> None:
        """Spare the next opening some work. Nothing is lost without it: every fact is already on disk."""
        # What hinders the checkpoint (another writer, a full disk) hinders nothing else, so it is not worth an error.
        if self._worth(self._lines // 20):
            with suppress(OutreachError), _Alone(partial(self._take, 0), self._lock.release):
                self._save()
        self._lock.close()
        self._ledger.close()

    def _catch_up(self) -> None:
        try:
            self._look(again=False)
        except LedgerDamaged as damage:
            # It may be a process that was taking back what it could not write. Under the lock nobody does.
            try:
                with self._alone():
                    return
            except ReadOnly:
                raise damage from None

    def _look(self, *, again: bool) -> None:
        """Read what others wrote. `again`: look whether our last line still stands even if the file seems unchanged."""
        stamp = self._ledger.stamp()
        if stamp == self._seen and not again:
            return
        if self._seen is None or not self._ledger.holds(self._mark):
            self._open()
        elif stamp.size != self._mark.end:
            for mark, line in self._ledger.walk(self._mark):
                self._book.take(line)
                self._mark = mark
        self._seen = stamp

    def _open(self) -> None:
        """Make the book from the checkpoint and the ledger after it, or, where these two disagree, from the ledger."""
        point = load(self._checkpoint)
        if point and self._ledger.stamp().size < point.mark.end:
            raise LedgerDamaged(
                f"{self._ledger.path} has lost its end: {self._checkpoint.name} knows {point.mark.line} lines of it.",
                "Without the lost facts a letter could go out twice. Put the newest ledger back from a backup; "
                f"to go on with this one all the same, delete {self._checkpoint}.",
            )
        if point and not self._ledger.holds(point.mark):
            point = None
        saved = point.mark if point else START
        last = self._ledger.said(saved)
        book, reached = TinyBook(point.documents() if point else (), last["at"] if last else ""), saved
        for mark, line in self._ledger.walk(saved):
            book.take(line)
            reached = mark
        self._book, self._mark, self._saved = book, reached, saved

    def _alone(self) -> _Alone:
        return _Alone(self._take, self._lock.release)

    def _take(self, patience: float = _PATIENCE) -> None:
        self._acquire(patience)
        try:
            self._look(again=True)
        except BaseException:
            self._lock.release()
            raise

    def _acquire(self, patience: float) -> None:
        with told(self._lock.path):
            if not self._lock.acquire(patience):
                raise AlreadyRunning(
                    f"Another process has kept {self._lock.path} locked for {patience:.0f} seconds.",
                    "It may be stopped or hanging; end it and start again.",
                )

    def _append(self, entries: Sequence[Entry]) -> None:
        self._reached = self._ledger.append(self._mark, [fact.said for fact in entries])

    def _appended(self) -> None:
        # Not before the book has them: if anything comes between, these lines are read again and put into it.
        self._mark, self._seen = self._reached
        if self._worth(self._lines):
            with suppress(OutreachError):  # the facts are safe; an error now would say that they were not
                self._save()

    def _worth(self, least: int) -> bool:
        # A share of the book, too: else a large one would be written again and again for a few lines.
        behind = self._mark.line - self._saved.line
        return behind >= max(least, 1) and behind >= self.db.size() // 8

    def _save(self) -> None:
        self._saved = self._mark  # also when it fails: the next try comes after as many lines, not at every fact
        self._ledger.sync()
        save(self._checkpoint, self._mark, self.db.contents)
