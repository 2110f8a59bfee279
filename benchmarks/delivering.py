"""Deliver approved letters, each claimed on disk, sent and settled, against a bare aiosmtplib loop with the same bytes.

To Postfix's smtp-sink, and through a real Postfix into Dovecot.
"""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from aiosmtplib import SMTP

from benchmarks.figure import Figure, Timed, shown
from benchmarks.made import NOW, apart, case_facts, picture
from outreach.agent.conditions import conditions
from outreach.agent.deliver import Stop, deliver
from outreach.agent.desk import Desk
from outreach.agent.draft import draft
from outreach.domain.decisions import approve
from outreach.domain.letter import Letter, LetterState
from outreach.domain.policy import Mode
from outreach.ports import Postman
from outreach.store.archive import FileArchive
from outreach.store.store import LedgerStore
from outreach.transport.settings import Secret, Security, ServerSettings
from outreach.transport.smtp import SmtpPostman
from tests.fakes import OURS, Office, office
from tests.servers.process import ServerProcess, free_ports

LETTERS, ROUNDS = 2000, 2


class Sink(ServerProcess):
    """Postfix's smtp-sink: takes every letter and forgets it."""

    def start(self) -> int:
        (port,) = free_ports(1)
        self._start(["/usr/sbin/smtp-sink", "-u", "postfix", f"127.0.0.1:{port}", "100"], port)
        return port


def figures(scratch: Path) -> Sequence[Figure]:
    apart(_make, scratch)
    sink = Sink(scratch / "sink")
    port = sink.start()
    try:
        timed = [_round(scratch, port) for _ in range(ROUNDS)]
    finally:
        sink.stop()
    return [_row(Timed(tuple(o for o, _ in timed), tuple(x for _, x in timed)), 1, 0.80)]


def _row(timed: Timed, connections: int, goal: float) -> Figure:
    """How much of the bare loop's pace is left, round by round, and the median of it."""
    ratio = 1 / timed.middle
    what = f"deliver {LETTERS:,} approved letters to smtp-sink, {connections} connection (bare aiosmtplib sendmail)"
    ours, limit = min(timed.ours) / LETTERS, min(timed.limit) / LETTERS
    return Figure(what, f"{shown(ours)} a letter", f"{shown(limit)}", ratio, f"≥ {goal:.2f}", ratio >= goal)


def _round(scratch: Path, port: int) -> tuple[float, float]:
    """Seconds that ours and the bare loop took."""
    folder = scratch / "round"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(scratch / "made", folder)
    found = _office(folder)
    letters = found.desk.store.book().letters_on_their_way()
    bytes_ = [found.desk.archive.get(letter.digest) for letter in letters]
    begin = time.perf_counter()
    sent = asyncio.run(_delivered(found.desk, SmtpPostman(_settings(port))))
    middle = time.perf_counter()
    assert len(sent) == LETTERS
    assert all(letter.state is LetterState.ACCEPTED for letter in sent)
    asyncio.run(_bare(port, [(letter.to, raw) for letter, raw in zip(letters, bytes_, strict=True)]))
    return middle - begin, time.perf_counter() - middle


async def _delivered(desk: Desk, postman: Postman) -> tuple[Letter, ...]:
    try:
        return await deliver(desk, postman, desk.now(), Stop())
    finally:
        await postman.close()


async def _bare(port: int, letters: Sequence[tuple[str, bytes]]) -> None:
    async with SMTP(hostname="127.0.0.1", port=port, start_tls=False, local_hostname="bench.example") as smtp:
        for to, raw in letters:
            await smtp.sendmail(OURS, [to], raw)


def _settings(port: int) -> ServerSettings:
    return ServerSettings("127.0.0.1", port, Security.NONE, "", Secret(""))


def _office(folder: Path) -> Office:
    found = office(NOW, LedgerStore(folder), FileArchive(folder))
    found.definitions.change(mode=Mode.APPROVE, daily_cap=2 * LETTERS, hourly_cap=2 * LETTERS, ramp=False)
    return found


def _make(scratch: Path) -> None:
    """A book whose letters are all written, and approved by a person."""
    desk = _office(scratch / "made").desk
    desk.record(lambda _: (*case_facts(LETTERS, 2, date(2026, 2, 20)), picture()))
    draft(desk, conditions(desk, desk.store.book(), NOW))
    waiting = desk.store.book().letters_on_their_way()
    assert len(waiting) == LETTERS
    desk.record(lambda _: [approve(letter, None, "Sam Baker", NOW) for letter in waiting])
