"""An agent with nothing to do: `outreach run` beside a real Dovecot and an SMTP sink, its processor time and memory.

Three minutes, after one of settling; OUTREACH_BENCH_IDLE_SECONDS=3600 for an hour.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path

from benchmarks.delivering import Sink
from benchmarks.figure import ROOT, Figure
from benchmarks.made import case_facts, picture, write_ledger
from outreach.definitions.workspace import create
from tests.fakes import reply
from tests.servers.mail import MailServers

CASES, MAILS, SETTLING = 1000, 200, 60
LENGTH = int(os.environ.get("OUTREACH_BENCH_IDLE_SECONDS", "180"))
GROWTH = 1.0  # megabytes that are still "none": Python gives pages back and takes them again
_TICKS = os.sysconf("SC_CLK_TCK")


def figures(scratch: Path) -> Sequence[Figure]:
    servers, sink = MailServers(), Sink(scratch / "sink")
    try:
        home = scratch / "firm"
        _make(home, servers, sink.start())
        with _agent(home) as agent:
            time.sleep(SETTLING)
            begun, worked, held = time.monotonic(), _worked(agent), _resident(agent)
            time.sleep(LENGTH)
            share = (_worked(agent) - worked) / (time.monotonic() - begun)
            at_end = _resident(agent)
        assert (home / "state" / "heartbeat.json").stat().st_mtime > time.time() - 120, "it has stopped working"
    finally:
        sink.stop()
        servers.stop()
    what = (
        f"idle agent, {CASES:,} cases, watched for {_told(LENGTH)} after {_told(SETTLING)} of settling: share of a core"
    )
    memory = f"{held:.1f} MB, {at_end:.1f} MB"
    return [
        Figure(what, f"{share:.2%}", "", None, "< 0.5 %", share < 0.005),
        Figure(
            "its memory at the beginning and the end of that", memory, "", None, "no growth", at_end - held < GROWTH
        ),
    ]


@contextmanager
def _agent(home: Path) -> Iterator[int]:
    """`outreach run` in a process of its own: its number. It must end well when it is asked to."""
    command = [sys.executable, "-m", "outreach.cli.main", "--home", str(home), "run"]
    with (home / "agent.log").open("wb") as log:
        agent = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        yield agent.pid
        assert agent.poll() is None, (home / "agent.log").read_text()
        agent.send_signal(signal.SIGINT)
        assert agent.wait(30) == 0, (home / "agent.log").read_text()
    finally:
        agent.kill()
        agent.wait()
    said = (home / "agent.log").read_text()
    assert "trying again" not in said, said


def _worked(process: int) -> float:
    """Seconds of a processor, in the program and in the kernel for it, to a hundredth: fields 14 and 15 of proc(5)."""
    after_name = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / _TICKS


def _resident(process: int) -> float:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


def _make(home: Path, servers: MailServers, port: int) -> None:
    """A firm whose invoices are all due in two months, and a mailbox with mail that is about none of them."""
    now, user = datetime.now(UTC), servers.new_user()
    imap = servers.imap_settings(user)
    create(
        home,
        {
            "mode": "auto",
            "company.email": user.address,
            "smtp.host": "127.0.0.1",
            "smtp.port": str(port),
            "smtp.security": "none",
            "smtp.username": "",
            "imap.host": imap.host,
            "imap.port": str(imap.port),
            "imap.security": "starttls",
            "imap.username": user.address,
            "imap.password": user.password,
            "imap.ca_file": imap.ca_file,
        },
    )
    facts = chain(case_facts(CASES, 2, now.date() + timedelta(days=60)), [picture(now)])
    write_ledger(home / "state" / "ledger.jsonl", facts)
    arrived = now - timedelta(days=1)
    mails = (
        reply(f"Minutes of meeting {n}", "somebody@neighbour.example", arrived, subject="Minutes") for n in range(MAILS)
    )
    servers.dovecot.fill(user.address, ((raw, arrived) for raw in mails))


def _told(seconds: int) -> str:
    return f"{seconds / 60:g} min" if seconds >= 60 else f"{seconds} s"
