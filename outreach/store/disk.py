"""What a crash must not tear: folders, whole files, and what the operating system says when it cannot write."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from outreach.errors import DiskFull, OutreachError, ReadOnly

# EFBIG is a limit on the size of a file (ulimit -f), EDQUOT one on the user: for the user both are a full disk.
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


class _Told:
    """See `told`. A class, because each fact passes here several times, and this costs a third of a generator."""

    __slots__ = ("_path", "_verb")

    def __init__(self, path: Path, verb: str) -> None:
        self._path, self._verb = path, verb

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if isinstance(error, OSError):
            raise _explained(error, self._path, self._verb) from error


def told(path: Path, verb: str = "written") -> _Told:
    """`with told(path):` whatever the system refuses to do with `path` is an error with a sentence and a hint."""
    return _Told(path, verb)


def _explained(error: OSError, path: Path, verb: str) -> OutreachError:
    if error.errno in _FULL:
        return DiskFull(
            f"There is no room left to write {path}.",
            "Free some space and start again; what was being recorded is not in the ledger, not even in part.",
        )
    sentence = f"{path} cannot be {verb}: {error.strerror}."
    if error.errno in _FORBIDDEN:
        return ReadOnly(sentence, "See who owns the folder and whether its disk is mounted read-only.")
    return OutreachError(sentence, "See that the folder is there and that its disk is sound.")


def make_folder(path: Path) -> None:
    """Make `path` for its owner alone, durably. A folder that is already there keeps the mode its owner gave it."""
    with told(path):
        if not path.is_dir():
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Make the names in a folder durable: fsync of a new file does not (see fsync(2))."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that after any crash there is the old one or the new one, whole, with mode 0600."""

    def write(file: BinaryIO) -> None:
        file.write(data)

    write_through(path, write)


def write_through(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """The same for what need not be in memory at once."""
    with told(path):
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        sync_folder(path.parent)
