"""Several processes on one workspace, and processes that die in the middle of a word."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

from outreach.domain.task import Task
from outreach.store.store import LedgerStore

from .paperwork import client, fact

ROOT = Path(__file__).parents[2]
WRITER = [sys.executable, "-m", "tests.store.writer"]


def test_two_processes_record_side_by_side_and_neither_loses_a_fact(tmp_path: Path) -> None:
    command = [*WRITER, "count", tmp_path, "200"]
    pipe = subprocess.PIPE
    writers = [subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT) for _ in range(2)]
    watching = LedgerStore(tmp_path)
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:  # only now, so that they really meet
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    steps = [0]
    while any(writer.poll() is None for writer in writers):
        case = watching.book().case("miller")
        steps.append(case.step if case else 0)
    assert [writer.communicate()[0] for writer in writers] == ["", ""]
    assert [writer.returncode for writer in writers] == [0, 0]
    assert steps == sorted(steps)
    case = watching.book().case("miller")
    assert case is not None
    assert case.step == 400  # each decision saw all that the other process had recorded
    assert Counter(told.reasons for told in watching.history()) == {(str(writer.pid),): 200 for writer in writers}
    assert (watching.verify().lines, watching.verify().problems) == (400, ())


def test_whatever_was_acknowledged_before_a_kill_is_there_and_no_decision_by_halves(tmp_path: Path) -> None:
    run = subprocess.run([*WRITER, "killed", tmp_path, "15"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    rounds = [line.split() for line in run.stdout.splitlines()]
    assert len(rounds) == 15
    assert sum(len(acknowledged) for acknowledged in rounds) > 15
    store = LedgerStore(tmp_path)
    known = {task.id for task in store.book().open_tasks()}
    assert {name for acknowledged in rounds for name in acknowledged} <= known
    pairs = store.book().count(Task) // 2
    assert known == {f"{half}-{number}" for half in ("first", "second") for number in range(1, pairs + 1)}
    assert (store.verify().lines, store.verify().problems) == (2 * pairs, ())


def test_who_watches_another_process_take_back_what_did_not_fit_sees_no_damage(tmp_path: Path) -> None:
    watching = LedgerStore(tmp_path)
    watching.record(lambda _: [fact(client())])
    with subprocess.Popen([*WRITER, "fail", tmp_path, "150"], cwd=ROOT) as writer:
        while writer.poll() is None:
            assert watching.book().client("miller") == client()
    assert writer.returncode == 0
    assert (watching.verify().lines, watching.verify().problems) == (1, ())
