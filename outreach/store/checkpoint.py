"""The checkpoint: the tables as they were after some line of the ledger, so that opening need not read it all.

It can always be made again from the ledger; losing it costs time, never a fact. Its first line says after which line of
the ledger it was made; each other one holds a document: its table, its id and what it says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final

import orjson

from outreach.store.codec import Raw
from outreach.store.disk import write_through
from outreach.store.ledger import Mark
from outreach.store.tables import Contents

_HEAD: Final = b'{"hash":"'
_SEALED: Final = len(_HEAD) + 64 + len(b'",')  # from here on everything counts for the hash


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """As it lies on disk. Its documents are read when they are asked for, one at a time."""

    mark: Mark
    data: bytes

    def documents(self) -> Iterator[tuple[str, str, Raw]]:
        """Table, id and what it says, of each document, in the order of first recording."""
        lines = BytesIO(self.data)
        next(lines)
        for line in lines:
            table, name, raw = orjson.loads(line)
            yield table, name, raw


def save(path: Path, mark: Mark, contents: Contents) -> None:
    """Write it atomically, sealed with its own digest as a line of the ledger is; never all of it in memory at once."""

    def write(file: BinaryIO) -> None:
        digest = sha256()
        file.write(bytes(_SEALED))
        first = {"line": mark.line, "start": mark.start, "end": mark.end, "ends_in": mark.hash, "lines": "documents"}
        for part in chain((orjson.dumps(first)[1:],), _lines(contents)):
            digest.update(part)
            file.write(part)
        file.write(b"\n")
        file.seek(0)
        file.write(_head(digest.hexdigest()))

    write_through(path, write)


def load(path: Path) -> Checkpoint | None:
    """The checkpoint, or None when there is none, it cannot be read, or a byte of it is not as it was written."""
    try:
        data = path.read_bytes()
    except OSError:
        return None  # the ledger tells all of it
    if data[-1:] != b"\n" or data[:_SEALED] != _head(sha256(memoryview(data)[_SEALED:-1]).hexdigest()):
        return None
    said = orjson.loads(data[: data.index(b"\n")])
    if "lines" not in said:
        return None  # a version before this one wrote it otherwise
    return Checkpoint(Mark(said["line"], said["start"], said["end"], said["ends_in"]), data)


def _head(digest: str) -> bytes:
    return b"".join((_HEAD, digest.encode(), b'",'))


def _lines(contents: Contents) -> Iterator[bytes]:
    """Each begins with the end of the line before."""
    for table, rows in contents.items():
        for name, text in rows.texts.items():
            yield b"\n" + orjson.dumps([table, name, orjson.Fragment(text)])
