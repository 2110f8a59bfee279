"""What a crash must not tear: folders, whole files, and what the operating system says when it cannot write."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from outreach.errors import DiskFull, OutreachError, ReadOnly

# EFBIG is a limit on the size of a file (ulimit -f), EDQUOT one on the user: for the user both are a full disk.
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


@contextmanager
def told(path: Path, verb: str = "written") -> Iterator[None]:
    """Whatever the system refuses to do with `path`, as an error with a sentence and a hint."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(
                f"There is no room left to write {path}.",
                "Free some space and start again; what was being recorded is not in the ledger, not even in part.",
            ) from error
        sentence = f"{path} cannot be {verb}: {error.strerror}."
        if error.errno in _FORBIDDEN:
            raise ReadOnly(sentence, "See who owns the folder and whether its disk is mounted read-only.") from error
        raise OutreachError(sentence, "See that the folder is there and that its disk is sound.") from error


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
    with told(path):
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        sync_folder(path.parent)
