"""The checkpoint: the tables as they were after some line of the ledger, so that opening need not read it all.

It can always be made again from the ledger; losing it costs time, never a fact.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import orjson

from outreach.store.disk import write_whole
from outreach.store.ledger import Mark, is_sealed, opened, seal
from outreach.store.tables import Contents


@dataclass(frozen=True, slots=True)
class Checkpoint:
    mark: Mark
    contents: Contents


def save(path: Path, point: Checkpoint) -> None:
    """Write it atomically, sealed with its own digest."""
    mark = {"line": point.mark.line, "start": point.mark.start, "end": point.mark.end, "ends_in": point.mark.hash}
    write_whole(path, seal("", orjson.dumps(mark | {"tables": point.contents})[1:]))


def load(path: Path) -> Checkpoint | None:
    """The checkpoint, or None when there is none, it cannot be read, or a byte of it is not as it was written."""
    try:
        data = path.read_bytes()
    except OSError:
        return None  # the ledger tells all of it
    if not is_sealed("", data):
        return None
    said = orjson.loads(opened(data))
    return Checkpoint(Mark(said["line"], said["start"], said["end"], said["ends_in"]), said["tables"])
