"""A sign of life of the agent for `status`. It is no fact: losing it loses nothing, so it is not synced."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from outreach.store.disk import told


@dataclass(frozen=True, slots=True)
class Beat:
    at: datetime
    inbox_read_at: datetime | None
    doing: str
    trouble: str
    pid: int
    trouble_since: datetime | None = None  # since when there has been trouble without a break


class FileHeartbeat:
    """Implements ports.Heartbeat with one small file, replaced whole."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "heartbeat.json"
        self._trouble_since: datetime | None = None

    def beat(self, now: datetime, inbox_read_at: datetime | None, doing: str, trouble: str) -> None:
        read = inbox_read_at.isoformat() if inbox_read_at else None
        self._trouble_since = (self._trouble_since or self._before() or now) if trouble else None
        values = {"at": now.isoformat(), "inbox_read_at": read, "doing": doing, "trouble": trouble, "pid": os.getpid()}
        values["trouble_since"] = self._trouble_since.isoformat() if self._trouble_since else None
        with told(self._path):
            fresh = self._path.with_suffix(".new")
            fresh.write_text(json.dumps(values), "utf-8")
            fresh.replace(self._path)

    def _before(self) -> datetime | None:
        """Since when an earlier process was in trouble: from cron, each turn is one of its own."""
        last = self.last()
        return last.trouble_since if last and last.trouble else None

    def last(self) -> Beat | None:
        """The last sign of life; None when there was none, or it cannot be read."""
        try:
            values = json.loads(self._path.read_text("utf-8"))
            read, since = values["inbox_read_at"], values.get("trouble_since")
            return Beat(
                datetime.fromisoformat(values["at"]),
                datetime.fromisoformat(read) if read else None,
                values["doing"],
                values["trouble"],
                values["pid"],
                datetime.fromisoformat(since) if since else None,
            )
        except (FileNotFoundError, ValueError, KeyError):
            return None
