"""Five hundred histories of the real agent in a world that is against it, and broken agents that must be caught."""

from __future__ import annotations

import asyncio
import logging
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from . import broken
from .faults import EVERY, IMAP, SMTP
from .history import Agent, History, Told
from .soak import Broken, played, replay
from .truth import Violated

ROOT = Path(__file__).parents[2]
SEEDS = 500
CAUGHT_WITHIN = 100
ONCE_BROKEN = (1795332202,)  # `make soak` found a law broken in them

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def histories() -> list[Told]:
    """All of them, each judged while it was played."""
    logging.disable(logging.CRITICAL)
    told = [played(seed) for seed in range(SEEDS)]
    for one in told:
        assert not isinstance(one, Broken), f"{one.why}\nseed {one.seed}; {replay(one.seed)}"
    return [one for one in told if isinstance(one, Told)]


def test_in_five_hundred_histories_no_law_is_broken(histories: list[Told]) -> None:
    assert len(histories) == SEEDS
    assert sum(told.letters for told in histories) > SEEDS  # or the laws held because nothing was sent
    assert sum(told.replies for told in histories) > SEEDS


@pytest.mark.parametrize("seed", ONCE_BROKEN)
def test_what_a_soak_once_found_stays_mended(seed: int) -> None:
    told = played(seed)
    assert isinstance(told, Told), f"{told.why}\n{replay(seed)}"


def test_every_row_of_the_tables_of_faults_strikes_in_them(histories: list[Told]) -> None:
    fired: Counter[str] = Counter()
    for told in histories:
        fired.update(told.fired)
    assert len(SMTP) >= 24
    assert len(IMAP) >= 40
    assert len(set(EVERY) & fired.keys()) > 0.9 * len(EVERY)
    for row in set(EVERY) - fired.keys():  # more of the histories that insist on it
        assert any(row in struck(2 * (EVERY.index(row) + again * len(EVERY)) + 1) for again in range(3, 60)), row


def struck(seed: int) -> dict[str, int]:
    told = played(seed)
    assert isinstance(told, Told), f"{told.why}\n{replay(seed)}"
    return told.fired


def test_names_in_the_tables_are_there_once() -> None:
    assert len(EVERY) == len(set(EVERY))


@pytest.mark.parametrize("agent", broken.ALL, ids=lambda agent: agent.__name__)
def test_an_agent_with_one_mistake_is_caught(agent: Agent) -> None:
    for seed in range(CAUGHT_WITHIN):
        try:
            asyncio.run(History(seed, agent).play())
        except Violated:
            return
    raise AssertionError(f"not caught in {CAUGHT_WITHIN} histories")


def test_a_history_is_the_same_to_the_byte_in_another_process(histories: list[Told]) -> None:
    """Also where Python orders its sets in another way."""
    for seed in (3, 17, 42):
        told = subprocess.run(
            [sys.executable, "-m", "tests.simulation.soak", "--seed", str(seed)], capture_output=True, text=True,
            env={**os.environ, "PYTHONHASHSEED": str(seed)}, cwd=ROOT, check=True, timeout=60,
        ).stdout  # fmt: skip
        assert told.rstrip().endswith(histories[seed].digest)
