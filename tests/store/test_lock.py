"""One agent per workspace."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from outreach.errors import AlreadyRunning
from outreach.store.lock import AgentLock
from outreach.store.store import LedgerStore

from .paperwork import client, fact

HOLD = """
import sys, time
from pathlib import Path
from outreach.store.lock import AgentLock
with AgentLock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_agent_is_told_who_works_here_and_a_dead_one_holds_nothing(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    with subprocess.Popen([sys.executable, "-c", HOLD, tmp_path], stdout=subprocess.PIPE, cwd=root) as first:
        try:
            assert first.stdout is not None
            assert first.stdout.readline() == b"held\n"
            with pytest.raises(AlreadyRunning) as told, AgentLock(tmp_path):
                pass
            assert f"process {first.pid}, since 20" in told.value.sentence
            assert f"kill {first.pid}" in told.value.hint
        finally:
            first.send_signal(signal.SIGKILL)
    with AgentLock(tmp_path):
        assert (tmp_path / "agent.lock").read_text() == f"{os.getpid()}\n"


def test_the_lock_is_given_back_and_can_be_taken_again(tmp_path: Path) -> None:
    for _ in range(2):
        with AgentLock(tmp_path), pytest.raises(AlreadyRunning), AgentLock(tmp_path):
            pass


def test_commands_record_while_the_agent_holds_its_lock(tmp_path: Path) -> None:
    with AgentLock(tmp_path):
        LedgerStore(tmp_path).record(lambda _: [fact(client())])
    assert LedgerStore(tmp_path).book().client("miller") == client()
