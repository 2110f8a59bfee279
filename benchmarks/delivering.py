"""Deliver approved letters, each claimed on disk, sent and settled, against a bare aiosmtplib loop with the same bytes.

To Postfix's smtp-sink, and through a real Postfix into Dovecot.
"""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Iterator, Sequence
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
from tests.servers.mail import MailServers
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
    settings = ServerSettings("127.0.0.1", sink.start(), Security.NONE, "", Secret(""))
    try:
        rows = [_row("smtp-sink", scratch, settings, 1, 0.80), _row("smtp-sink", scratch, settings, 4, 0.90)]
    finally:
        sink.stop()
    return [*rows, _through_postfix(scratch)]


def _through_postfix(scratch: Path) -> Figure:
    """Postfix syncs each letter to its queue before it takes it, and hands it on to Dovecot meanwhile."""
    servers = MailServers()
    try:
        assert servers.postfix is not None, "Postfix needs root"
        for letter in _office(scratch / "made").desk.store.book().letters_on_their_way():
            servers.add_user(letter.to)
        us = servers.add_user(OURS)
        port = servers.postfix.plain_port
        settings = ServerSettings("127.0.0.1", port, Security.NONE, us.address, Secret(us.password))
        return _row("a real Postfix that hands them to Dovecot", scratch, settings, 1, 0.97)
    finally:
        servers.stop()


def _row(to: str, scratch: Path, settings: ServerSettings, connections: int, goal: float) -> Figure:
    """How much of the bare loop's pace is left, round by round, and the median of it."""
    rounds = [_round(scratch, settings, connections) for _ in range(ROUNDS)]
    timed = Timed(tuple(o for o, _ in rounds), tuple(x for _, x in rounds))
    ratio = 1 / timed.middle
    over = "1 connection" if connections == 1 else f"{connections} connections"
    what = f"deliver {LETTERS:,} approved letters to {to}, {over} (bare aiosmtplib sendmail)"
    ours, limit = min(timed.ours) / LETTERS, min(timed.limit) / LETTERS
    return Figure(what, f"{shown(ours)} a letter", f"{shown(limit)}", ratio, f"≥ {goal:.2f}", ratio >= goal)


def _round(scratch: Path, settings: ServerSettings, connections: int) -> tuple[float, float]:
    """Seconds that ours and the bare loop took."""
    folder = scratch / "round"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(scratch / "made", folder)
    found = _office(folder)
    letters = found.desk.store.book().letters_on_their_way()
    posts = [(letter.to, found.desk.archive.get(letter.digest)) for letter in letters]
    begin = time.perf_counter()
    sent = asyncio.run(_delivered(found.desk, SmtpPostman(settings, connections=connections)))
    middle = time.perf_counter()
    assert len(sent) == LETTERS
    assert all(letter.state is LetterState.ACCEPTED for letter in sent)
    asyncio.run(_bare(settings, posts, connections))
    return middle - begin, time.perf_counter() - middle


async def _delivered(desk: Desk, postman: Postman) -> tuple[Letter, ...]:
    try:
        return await deliver(desk, postman, desk.now(), Stop())
    finally:
        await postman.close()


async def _bare(settings: ServerSettings, letters: Sequence[tuple[str, bytes]], connections: int) -> None:
    left = iter(letters)
    await asyncio.gather(*(_bare_connection(settings, left) for _ in range(connections)))


async def _bare_connection(settings: ServerSettings, left: Iterator[tuple[str, bytes]]) -> None:
    smtp = SMTP(hostname=settings.host, port=settings.port, start_tls=False, local_hostname="bench.example")
    async with smtp:
        if settings.username:
            await smtp.login(settings.username, settings.password.reveal())
        for to, raw in left:
            await smtp.sendmail(OURS, [to], raw)


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
