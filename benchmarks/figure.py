"""A figure of the table: ours, the limit on the same work in the same run, their ratio, and the goal for it."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Figure:
    """One row. `ratio` is None where there is nothing to compare with, and `goal` speaks of `ours` alone."""

    what: str
    ours: str
    limit: str
    ratio: float | None
    goal: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds of each round, ours and the limit in turn, so that a drift of the machine meets both."""

    ours: tuple[float, ...]
    limit: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """Ours by the limit, the quickest round of each: whatever else runs on the machine only makes rounds slower."""
        return min(self.ours) / min(self.limit)

    @property
    def middle(self) -> float:
        """The median of the ratios round by round, for what waits for a disk or another process."""
        return median(o / x for o, x in zip(self.ours, self.limit, strict=True))


def seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def in_turn(ours: Callable[[], object], limit: Callable[[], object], rounds: int) -> Timed:
    """Both once, uncounted, then `rounds` times one after the other."""
    ours()
    limit()
    gc.collect()
    pairs = [(seconds(ours), seconds(limit)) for _ in range(rounds)]
    return Timed(tuple(o for o, _ in pairs), tuple(x for _, x in pairs))


def at_most(what: str, timed: Timed, goal: float, each: int = 1, *, middle: bool = False) -> Figure:
    """A row for a cost; `each` is how many things one round did."""
    ratio = timed.middle if middle else timed.ratio
    pick = median if middle else min
    return Figure(
        what, shown(pick(timed.ours) / each), shown(pick(timed.limit) / each), ratio, f"≤ {goal:g} ×", ratio <= goal
    )


def shown(time_: float) -> str:
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if time_ >= size:
            return f"{time_ / size:.3g} {unit}"
    return f"{time_ * 1e6:.3g} µs"


def resident() -> float:
    """Megabytes that this process holds in memory now."""
    line = next(x for x in Path("/proc/self/status").read_text().splitlines() if x.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


Figures = Sequence[Figure]
