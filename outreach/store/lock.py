"""The lock that lets only one agent work in a workspace; the operating system opens it when the agent dies."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout

from outreach.errors import AlreadyRunning
from outreach.store.disk import make_folder, told


class AgentLock:
    """`with AgentLock(folder):` for as long as the agent runs. Commands do not need it: the ledger has its own lock.

    `agent.lock` tells who holds it: the process id is its text, the time of its last change is since when.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "agent.lock"
        self._lock = FileLock(self._path, mode=0o600, fallback_to_soft=False)

    def __enter__(self) -> AgentLock:
        make_folder(self._path.parent)
        with told(self._path):
            try:
                self._lock.acquire(blocking=False)
            except Timeout as taken:
                raise self._taken() from taken
            try:
                self._path.write_text(f"{os.getpid()}\n")
            except BaseException:
                self._lock.release()
                raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._lock.release()

    def _taken(self) -> AlreadyRunning:
        pid = self._path.read_text().strip() or "unknown"
        since = datetime.fromtimestamp(self._path.stat().st_mtime, UTC)
        return AlreadyRunning(
            f"Another agent works in this workspace: process {pid}, since {since:%Y-%m-%d %H:%M} UTC.",
            f"Leave the work to it, or end it first (kill {pid}).",
        )
