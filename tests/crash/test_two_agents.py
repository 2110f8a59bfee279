"""Two agents are started in one workspace at the same time, again and again, and killed at random."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.crash.conftest import EVERYTHING
from tests.crash.day import WENT_WELL
from tests.crash.faults import Plan
from tests.crash.world import PARTS, Starter, World, judge

pytestmark = [pytest.mark.servers, pytest.mark.slow]

ROUNDS = 100 if EVERYTHING else 20


def test_two_agents_in_one_workspace_killed_at_random_never_double_a_letter(
    world: World, figure: Callable[[str], None]
) -> None:
    chance = random.Random(7)
    wrong: list[str] = []
    kills = refused = 0
    starters = [Starter(world.template) for _ in range(2)]
    for number in range(ROUNDS):
        firm = world.firm()
        for part, now in PARTS:
            # Twice at the same time: whoever comes second is refused, or takes over when the first is dead already.
            for again in range(2):
                plans = [Plan(kill=chance.randint(1, 100), moment=chance.choice(["before", "half"])) for _ in starters]
                jobs = [
                    firm.job(part, now + timedelta(minutes=again), plan, number=n) for n, plan in enumerate(plans, 1)
                ]
                for starter, job in zip(starters, jobs, strict=True):
                    starter.begin(job)
                ends = [firm.end_of(job, starter.ended()) for starter, job in zip(starters, jobs, strict=True)]
                kills += sum(end.killed for end in ends)
                refused += sum(end.said.startswith("AlreadyRunning") for end in ends)
                firm.sink.settle()
            firm.answer(now)
        for part in ("morning", "noon"):  # and once in peace, so that what was not sent yet is
            assert firm.run(starters[0], part, PARTS[-1][1] + timedelta(minutes=10)).code == WENT_WELL
        wrong += [f"round {number}: {sentence}" for sentence in judge(firm).wrong]
    for starter in starters:
        starter.stop()
    figure(
        f"two agents: {ROUNDS} rounds, {kills} killed, {refused} refused by the other's lock, "
        f"{len(wrong)} with a letter doubled or lost"
    )
    assert not wrong, "\n".join(wrong)
    assert kills > ROUNDS
    assert refused > ROUNDS // 2, "they really met"
