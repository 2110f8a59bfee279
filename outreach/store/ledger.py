"""The ledger: one append-only file of JSON lines, each sealed with the hash of the line before it.

To check a line by hand: `hash` is the SHA-256, in hex, of the 64 characters of the hash before (zeros for line 1) and
then everything of the line after `"hash":"…",`, without the line feed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import orjson

from outreach.errors import LedgerDamaged, Problem
from outreach.store.codec import Raw
from outreach.store.disk import sync_folder, told

_HEAD = b'{"hash":"'
_HASH = slice(len(_HEAD), len(_HEAD) + 64)
_REST = slice(_HASH.stop + len(b'",'), -1)
_DO = (
    "Nothing is decided from a damaged ledger. Put the file back from a backup. Only if the machine lost its power and "
    "this is the last line: it was never acknowledged, so keep a copy and delete that line."
)


class Mark(NamedTuple):
    """A place between two lines: how many lines lie before it, where the last of them starts and ends, and its hash."""

    line: int
    start: int
    end: int
    hash: str


@dataclass(frozen=True, slots=True)
class Verified:
    """How many lines the ledger has, and what is wrong with them; no problem means that not one byte has changed."""

    lines: int
    problems: tuple[Problem, ...]


class Stamp(NamedTuple):
    """What the file system says of the file; it changes whenever the file does."""

    device: int = 0
    inode: int = 0
    size: int = 0
    changed: int = 0  # nanoseconds


START = Mark(0, 0, 0, "0" * 64)


def seal(before: str, rest: bytes) -> bytes:
    """A whole line: `rest` is a JSON object without its opening brace, `before` the hash that it continues."""
    return b"".join((_HEAD, sha256(before.encode() + rest).hexdigest().encode(), b'",', rest, b"\n"))


def is_sealed(before: str, line: bytes) -> bool:
    return line == seal(before, line[_REST])


def opened(line: bytes) -> bytes:
    """A sealed line without its seal: the object as it was given to `seal`, brace included."""
    return b"{" + line[_REST]


class Ledger:
    """Reads and extends the file. Whoever appends must hold the lock and have read up to the end.

    The file stays open once something was appended. Each look says whether it is still the one with this name: who puts
    back a backup puts another file there.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._name = str(path)
        self._handle, self._is = -1, (0, 0)  # the open file: its device and inode
        self._close = os.close  # known even when the interpreter ends

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        """Nothing is lost without it; whoever appends again opens the file again."""
        handle, self._handle = self._handle, -1
        if handle >= 0:
            self._close(handle)

    def stamp(self) -> Stamp:
        """One system call, so that looking for news is cheap."""
        with told(self.path, "read"):
            try:
                found = os.stat(self._name)  # noqa: PTH116  # a Path costs as much again, for each fact
            except FileNotFoundError:
                self.close()
                return Stamp()
        if self._is != (found.st_dev, found.st_ino):
            self.close()
        return _stamp(found)

    def holds(self, mark: Mark) -> bool:
        """Whether the line before `mark` is still where it was, with the hash it had."""
        line = self._before(mark)
        return mark == START or (len(line) == mark.end - mark.start and line[_HASH] == mark.hash.encode())

    def said(self, mark: Mark) -> Raw | None:
        """What the line before `mark` says; None before the first one. Only for a mark that still holds."""
        said: Raw | None = orjson.loads(line) if (line := self._before(mark)) else None
        return said

    def _before(self, mark: Mark) -> bytes:
        if mark == START:
            return b""
        with told(self.path, "read"):
            if self._handle >= 0:
                return os.pread(self._handle, mark.end - mark.start, mark.start)
            try:
                handle = os.open(self.path, os.O_RDONLY)
            except FileNotFoundError:
                return b""
            try:
                return os.pread(handle, mark.end - mark.start, mark.start)
            finally:
                os.close(handle)

    def walk(self, mark: Mark = START) -> Iterator[tuple[Mark, Raw]]:
        """Every line after `mark` with the place after it, each checked against the chain.

        Lines of one decision come together or not at all: a decision that a crash cut short never happened.
        """
        waiting: list[tuple[Mark, Raw]] = []
        for line in self._lines(mark.end):
            if not line.endswith(b"\n"):
                self._refuse_lost_line_feed(mark, line)
                return
            mark = self._after(mark, line)
            said: Raw = orjson.loads(line)
            waiting.append((mark, said))
            if not said.get("left"):
                yield from waiting
                waiting.clear()

    def append(self, mark: Mark, entries: Sequence[Raw]) -> tuple[Mark, Stamp]:
        """Write one decision, synced, after `mark`, and cut off what a crash left there. All of it, or none.

        The place after it, and what the file system says of the file then.
        """
        begin, lines, left = mark.end, [], len(entries)
        for entry in entries:
            left -= 1
            number: Raw = {"n": mark.line + 1, "left": left} if left else {"n": mark.line + 1}
            line = seal(mark.hash, orjson.dumps(number | entry)[1:])
            lines.append(line)
            mark = Mark(mark.line + 1, mark.end, mark.end + len(line), line[_HASH].decode())
        with told(self.path):
            self._write(begin, b"".join(lines))
            return mark, _stamp(os.fstat(self._handle))

    def sync(self) -> None:
        """Make durable what another process may have written but died before syncing."""
        with told(self.path), self.path.open("rb") as file:
            os.fsync(file.fileno())

    def verify(self) -> Verified:
        """Walk the whole chain, past every damage, so that all of it is told at once."""
        problems: list[Problem] = []
        number, before = 0, START.hash
        for line in self._lines(0):
            if not line.endswith(b"\n") and not is_sealed(before, line[:-1] + b"\n"):
                break
            number += 1
            if not is_sealed(before, line):
                problems.append(Problem(str(self.path), number, 1, "is not the line that was written: its hash is off"))
            before = line[_HASH].decode("latin-1")
        return Verified(number, tuple(problems))

    def _lines(self, offset: int) -> Iterator[bytes]:
        if not self.path.exists():
            return
        with told(self.path, "read"), self.path.open("rb") as file:
            file.seek(offset)
            yield from file

    def _after(self, mark: Mark, line: bytes) -> Mark:
        if not is_sealed(mark.hash, line):
            raise LedgerDamaged(f"{self.path}: line {mark.line + 1} is not the line that was written.", _DO)
        return Mark(mark.line + 1, mark.end, mark.end + len(line), line[_HASH].decode())

    def _refuse_lost_line_feed(self, mark: Mark, tail: bytes) -> None:
        # A crash leaves the beginning of a line. A whole line with another byte for its line feed is no beginning of
        # anything: without this look, one flipped bit would take back the last fact.
        if is_sealed(mark.hash, tail[:-1] + b"\n"):
            raise LedgerDamaged(f"{self.path}: line {mark.line + 1} has lost its line feed.", _DO)

    def _write(self, end: int, data: bytes) -> None:
        size = self._size_of_ours()
        handle = self._handle
        if end == 0:
            # Before the first byte: then, whatever is in the file, its name is durable.
            sync_folder(self.path.parent)
        if size > end:
            os.ftruncate(handle, end)
        try:
            _write_all(handle, data)
            os.fsync(handle)
        except BaseException:
            os.ftruncate(handle, end)
            raise

    def _size_of_ours(self) -> int:
        """Octets in the file that has the name of the ledger at this moment, which is open then."""
        try:
            found = os.stat(self._name)  # noqa: PTH116  # as in `stamp`
        except FileNotFoundError:
            found = None
        if self._handle >= 0 and found and self._is == (found.st_dev, found.st_ino):
            return found.st_size
        self.close()
        self._handle = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        found = os.fstat(self._handle)
        self._is = found.st_dev, found.st_ino
        return found.st_size


def _stamp(found: os.stat_result) -> Stamp:
    return Stamp(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
