"""One mail server and one sink for all of these tests, and the figures that they print at the end of a run."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

import pytest

from tests.crash.world import Sink, Starter, World
from tests.servers.mail import MailServers

T = TypeVar("T")
R = TypeVar("R")

EVERYTHING = os.environ.get("OUTREACH_CRASH") == "all"
_figures: list[str] = []


@pytest.fixture
def figure() -> Callable[[str], None]:
    return _figures.append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _figures:
        terminalreporter.section("crash points and faults of the disk")
        for line in _figures:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def sink(mail_servers: MailServers) -> Iterator[Sink]:
    with Sink(mail_servers) as made:
        yield made


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory, mail_servers: MailServers, sink: Sink) -> World:
    return World(tmp_path_factory.mktemp("crash"), mail_servers, sink)


class Pool:
    """Two starters, and as many hands: every day plays in a workspace of its own, so days can go side by side."""

    def __init__(self, template: Path) -> None:
        self._free: SimpleQueue[Starter] = SimpleQueue()
        self._all = [Starter(template) for _ in range(2)]
        for starter in self._all:
            self._free.put(starter)

    def map(self, do: Callable[[Starter, T], R], things: Sequence[T]) -> list[R]:
        with ThreadPoolExecutor(len(self._all)) as hands:
            return list(hands.map(lambda thing: self._one(do, thing), things))

    def _one(self, do: Callable[[Starter, T], R], thing: T) -> R:
        starter = self._free.get()
        try:
            return do(starter, thing)
        finally:
            self._free.put(starter)

    def stop(self) -> None:
        for starter in self._all:
            starter.stop()


@pytest.fixture(scope="session")
def pool(world: World) -> Iterator[Pool]:
    made = Pool(world.template)
    yield made
    made.stop()


def sample(things: Sequence[T], most: int) -> Sequence[T]:
    """All of them, or as many as CI has time for, evenly spread. OUTREACH_CRASH=all takes them all."""
    if EVERYTHING or len(things) <= most:
        return things
    return [things[number * len(things) // most] for number in range(most)]
