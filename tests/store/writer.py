"""Run by the tests in processes of their own: it records side by side with others, or until it is killed.

writer.py count FOLDER N      counts the case of "miller" up by N, one decision each, from when it reads a line
writer.py fail FOLDER N       N times: records more than fits under a limit on the size of files, and takes it back
writer.py killed FOLDER N     N times: a child records pairs of tasks until it is killed; prints what was acknowledged
"""

from __future__ import annotations

import os
import random
import resource
import select
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from outreach.domain.book import Book
from outreach.domain.case import Case
from outreach.domain.facts import Fact
from outreach.domain.task import Task, TaskKind
from outreach.errors import DiskFull
from outreach.store.store import LedgerStore

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def count_up(book: Book) -> list[Fact]:
    known = book.case("miller") or Case("miller")
    return [Fact(NOW, "counted", "miller", "One more", (str(os.getpid()),), (Case("miller", step=known.step + 1),))]


def pair_of_tasks(book: Book) -> list[Fact]:
    number = book.count(Task) // 2 + 1
    return [
        Fact(NOW, "asked", "miller", "Call", (), (Task(f"{half}-{number}", TaskKind.CALL, "miller", "Call", NOW),))
        for half in ("first", "second")
    ]


def record_until_killed(folder: Path, acknowledged: int) -> None:
    store = LedgerStore(folder)
    for turn in range(1_000_000):
        facts = store.record(pair_of_tasks)
        os.write(acknowledged, f"{facts[0].puts[0].id}\n".encode())  # type: ignore[union-attr]  # a Task
        if turn % 40 == 0:
            store.close()  # so that kills meet the writing of checkpoints, too


def kill_again_and_again(folder: Path, times: int) -> None:
    chance = random.Random(7)
    for number in range(times):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            record_until_killed(folder, writing)
        os.close(writing)
        if number % 3:  # else it is killed while it opens, or wherever a busy machine has let it come
            select.select([reading], [], [], 10)
        time.sleep(0.03 + chance.random() * 0.06)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(reading) as lines:
            print(" ".join(lines.read().split()), flush=True)


def count(folder: Path, times: int) -> None:
    store = LedgerStore(folder)
    print("ready", flush=True)
    sys.stdin.readline()
    for _ in range(times):
        store.record(count_up)
    store.close()


def fail_again_and_again(folder: Path, times: int) -> None:
    chance = random.Random(7)
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
    store = LedgerStore(folder)
    for _ in range(times):
        words = [("what they said " * chance.randrange(200)) for _ in range(60)]
        try:
            store.record(lambda _, words=words: [Fact(NOW, "noted", "miller", word) for word in words])
        except DiskFull:
            continue
        raise SystemExit("the limit did not hold")


if __name__ == "__main__":
    run = {"count": count, "killed": kill_again_and_again, "fail": fail_again_and_again}[sys.argv[1]]
    run(Path(sys.argv[2]), int(sys.argv[3]))
