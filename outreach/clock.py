"""The one place where the time of day is read."""

from __future__ import annotations

import time
from datetime import UTC, datetime


class SystemClock:
    """Implements ports.Clock and ports.Stopwatch."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def elapsed(self) -> float:
        # Linux leaves the time asleep out of CLOCK_MONOTONIC, macOS counts it there; Windows counts it in monotonic().
        if hasattr(time, "clock_gettime"):
            return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))
        return time.monotonic()
