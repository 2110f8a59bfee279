"""The checkpoint: the tables as they were after some line of the ledger, so that opening need not read it all.

It can always be made again from the ledger; losing it costs time, never a fact.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import orjson

from outreach.store.disk import told, write_whole
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
    """The checkpoint, or None when there is none or not every byte of it is as it was written."""
    if not path.exists():
        return None
    with told(path, "read"):
        data = path.read_bytes()
    if not is_sealed("", data):
        return None
    said = orjson.loads(opened(data))
    return Checkpoint(Mark(said["line"], said["start"], said["end"], said["ends_in"]), said["tables"])
