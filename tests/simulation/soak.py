"""Play histories for as long as is asked, on every core, and stop at the first that breaks a law."""

from __future__ import annotations

import argparse
import asyncio
import logging
import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from .faults import EVERY
from .history import History, Told
from .truth import Violated


@dataclass(frozen=True, slots=True)
class Broken:
    seed: int
    why: str


def played(seed: int) -> Told | Broken:
    """One history; a broken law or a bug becomes a value that can travel between processes."""
    try:
        return asyncio.run(History(seed).play())
    except Violated as law:
        return Broken(seed, f"{law}\n" + "\n".join(getattr(law, "__notes__", ())))
    except Exception as bug:  # noqa: BLE001  # told with the seed, whatever it is
        return Broken(seed, f"{type(bug).__name__}: {bug}")


def _quietly() -> None:
    logging.disable(logging.CRITICAL)


def replay(seed: int) -> str:
    return f"replay it: .venv/bin/python -m tests.simulation.soak --seed {seed}"


def again(seed: int) -> int:
    """The whole trace of one history, and its digest."""
    told = played(seed)
    if isinstance(told, Broken):
        print(told.why)
        print(replay(seed))
        return 1
    print("\n".join(told.trace))
    print(f"seed {seed}: {told.letters} letters, {told.turns} turns, digest {told.digest}")
    return 0


def soak(seconds: float, seeds: Iterator[int], workers: int) -> int:
    """Fresh seeds on all cores until the time is over."""
    began, fired, sums = time.monotonic(), Counter[str](), Counter[str]()

    def until_then() -> Iterator[int]:
        for seed in seeds:
            if time.monotonic() - began >= seconds:
                return
            yield seed

    with multiprocessing.get_context("spawn").Pool(workers, _quietly) as pool:
        # Chunks of one, and a bounded number under way: imap alone would draw all seeds at once.
        for told in _bounded(pool, until_then(), workers * 4):
            if isinstance(told, Broken):
                print(told.why)
                print(f"seed {told.seed} breaks a law; {replay(told.seed)}")
                return 1
            sums.update(histories=1, letters=told.letters, turns=told.turns, replies=told.replies)
            fired.update(told.fired)
    took = time.monotonic() - began
    print(f"{', '.join(f'{n:,} {what}' for what, n in sums.items())} in {took:.0f} seconds, no law broken")
    print(f"{sums['histories'] / took:.1f} histories a second on {workers} processes; {sum(fired.values()):,} faults")
    print(f"{len(set(EVERY) & fired.keys())} of {len(EVERY)} kinds of fault struck")
    return 0


def _bounded(pool: multiprocessing.pool.Pool, seeds: Iterator[int], most: int) -> Iterator[Told | Broken]:
    under_way = [pool.apply_async(played, (seed,)) for seed, _ in zip(seeds, range(most), strict=False)]
    while under_way:
        yield under_way.pop(0).get()
        under_way += [pool.apply_async(played, (seed,)) for seed, _ in zip(seeds, range(1), strict=False)]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=3600, help="how long (an hour)")
    options.add_argument("--first", type=int, default=int(time.time()), help="the first seed (by the clock)")
    options.add_argument("--workers", type=int, default=multiprocessing.cpu_count())
    options.add_argument("--seed", type=int, help="play this one again and show what happens in it")
    chosen = options.parse_args()
    _quietly()
    if chosen.seed is not None:
        return again(chosen.seed)
    print(f"seeds from {chosen.first}")
    return soak(chosen.seconds, count(chosen.first), chosen.workers)


if __name__ == "__main__":
    sys.exit(main())
