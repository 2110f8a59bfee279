"""What may be left on a disk that lost its power: a model that replays the log of `faults.py`.

It promises only what POSIX does. The bytes of a file are safe once the file was synced, a name once its folder was, and
neither brings the other. Of what came after, anything may have reached the disk: nothing, all, or the first so many
bytes, torn in the middle.
"""

from __future__ import annotations

import pickle
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

Event = tuple[Any, ...]


class Names(Enum):
    """Which names are there: those of folders as they were synced, or all."""

    SYNCED = "synced names"
    ALL = "all names"


class Bytes(Enum):
    """What is in the files: what was synced, that and some of the rest, or everything."""

    SYNCED = "synced bytes"
    TORN = "a torn tail"
    ALL = "all bytes"


WAYS = tuple((names, what) for names in Names for what in Bytes)


@dataclass(eq=False)
class File:
    now: bytearray = field(default_factory=bytearray)
    synced: bytes = b""
    since: list[Event] = field(default_factory=list)  # changes since the last sync, oldest first

    def change(self, event: Event) -> None:
        self.since.append(event)
        _apply(self.now, event)

    def sync(self) -> None:
        self.synced, self.since = bytes(self.now), []

    def left(self, what: Bytes, chance: random.Random) -> bytes:
        if what is Bytes.ALL:
            return bytes(self.now)
        content = bytearray(self.synced)
        if what is Bytes.TORN and self.since:
            *before, (kind, at, data) = self.since[: chance.randint(1, len(self.since))]
            for event in before:
                _apply(content, event)
            if kind == "write":
                _apply(content, (kind, at, data[: chance.randint(0, len(data))]))
        return bytes(content)


def _apply(content: bytearray, event: Event) -> None:
    kind, at, data = event
    if kind == "write":
        content.extend(bytes(max(0, at - len(content))))
        content[at : at + len(data)] = data
    else:
        del content[at:]


class Disk:
    """A folder as it was, whole and synced, and what happened to it since. Paths are as seen from that folder."""

    def __init__(self, folder: Path) -> None:
        self._now: dict[str, File | None] = {}  # a folder is None
        for path in sorted(folder.rglob("*")):
            self._now[str(path.relative_to(folder))] = None if path.is_dir() else _found(path)
        self._synced = dict(self._now)

    def happens(self, event: Event) -> None:
        kind, path, *rest = event
        match kind:
            case "create":
                self._now[path] = File()
            case "mkdir":
                self._now[path] = None
            case "write":
                self._file(path).change(("write", *rest))
            case "cut" | "empty":
                self._file(path).change(("cut", *(rest or (0,)), b""))
            case "sync":
                self._sync(path)
            case "rename":
                self._now[rest[0]] = self._now.pop(path)
            case "remove":
                del self._now[path]

    def leave(self, folder: Path, names: Names, what: Bytes, chance: random.Random) -> None:
        """Make `folder` what the disk shows after the power is back. Files that stay are the same files (inodes)."""
        there = {path: file for path, file in self._names(names).items() if self._reachable(path, names)}
        for path in sorted(folder.rglob("*"), reverse=True):
            if str(path.relative_to(folder)) not in there:
                path.rmdir() if path.is_dir() else path.unlink()
        for name in sorted(there):
            file, path = there[name], folder / name
            left = file.left(what, chance) if file else b""
            if file is None:
                path.mkdir(exist_ok=True)
            elif not path.exists() or path.read_bytes() != left:  # to write a file again makes ext4 sync it, slowly
                path.write_bytes(left)

    def _names(self, names: Names) -> dict[str, File | None]:
        return self._now if names is Names.ALL else self._synced

    def _reachable(self, path: str, names: Names) -> bool:
        return all(str(above) in self._names(names) for above in Path(path).parents if str(above) != ".")

    def shown(self) -> dict[str, bytes]:
        """Every file as programs see it while there is power."""
        return {path: bytes(file.now) for path, file in self._now.items() if file is not None}

    def _file(self, path: str) -> File:
        file = self._now[path]
        assert file is not None, path
        return file

    def _sync(self, path: str) -> None:
        if path and (file := self._now[path]) is not None:
            file.sync()
            return
        for name in {n for n in (*self._now, *self._synced) if _is_in(n, path)}:
            if name in self._now:
                self._synced[name] = self._now[name]
            else:
                del self._synced[name]


def _is_in(name: str, folder: str) -> bool:
    return (folder == "" or name.startswith(f"{folder}/")) and "/" not in name[len(folder) + bool(folder) :]


def _found(path: Path) -> File:
    content = path.read_bytes()
    return File(bytearray(content), content)


def events(log: Path) -> Iterator[Event]:
    with log.open("rb") as file:
        while True:
            try:
                yield pickle.load(file)
            except EOFError:
                return
