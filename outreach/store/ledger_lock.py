"""The lock of the ledger: whoever appends holds it, for as long as one decision takes."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path

_ASK_AGAIN = 0.005  # seconds


class LedgerLock:
    """flock(2) on a file that stays open, because each fact takes it: to open a file for each costs as much as a sync.

    The system opens the lock when its process ends, however it ends. A file that somebody put in the place of ours is
    noticed: it would be another lock.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._name = str(path)
        self._handle, self._owner = -1, 0
        self._close = os.close  # known even when the interpreter ends

    def __del__(self) -> None:
        self.close()

    def acquire(self, patience: float) -> bool:
        """Wait at most `patience` seconds for the lock; False when others have kept it."""
        end = time.monotonic() + patience
        while not self._taken():
            if time.monotonic() >= end:
                return False
            time.sleep(_ASK_AGAIN)
        return True

    def release(self) -> None:
        fcntl.flock(self._handle, fcntl.LOCK_UN)

    def close(self) -> None:
        handle, self._handle = self._handle, -1
        if handle >= 0:
            self._close(handle)

    def _taken(self) -> bool:
        """Whether it is ours now. The file is opened anew when the one we have is no longer at its place."""
        if self._handle < 0 or self._owner != os.getpid():  # a fork would share the lock with its parent
            self.close()
            self._owner = os.getpid()
            self._handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        if self._in_place():
            return True
        self.close()
        return False

    def _in_place(self) -> bool:
        try:
            there = os.stat(self._name)  # noqa: PTH116  # a Path costs as much again, for each fact
        except FileNotFoundError:
            return False
        ours = os.fstat(self._handle)
        return (ours.st_ino, ours.st_dev) == (there.st_ino, there.st_dev)
