"""Kill the process at every write, sync, rename and send of a day, start it again, and count the letters."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.crash.conftest import Pool, sample
from tests.crash.faults import Plan
from tests.crash.world import PARTS, Starter, Verdict, World, calls_of_the_day, play

pytestmark = [pytest.mark.servers, pytest.mark.slow]

AT_MOST = 60  # points in CI, and those at which a letter leaves; all of them: OUTREACH_CRASH=all

Point = tuple[int, Plan]  # the part of the day, and where it is cut off


def points(calls: list[list[str]]) -> list[Point]:
    """Before each call; in the middle of each that moves bytes; and after each send, whose answer nobody reads then."""
    found: list[Point] = []
    for part, made in enumerate(calls):
        for number, call in enumerate(made, 1):
            found.append((part, Plan(kill=number)))
            if call.startswith(("write", "send")):
                found.append((part, Plan(kill=number, moment="half")))
            if call.startswith("send"):
                found.append((part, Plan(kill=number, moment="after")))
    return found


def test_killed_at_any_call_of_the_day_no_letter_is_doubled_and_none_is_lost(
    world: World, pool: Pool, figure: Callable[[str], None]
) -> None:
    (calls,) = pool.map(lambda starter, _: calls_of_the_day(world, starter), [None])

    def live_through(starter: Starter, point: Point) -> tuple[str, Verdict]:
        met, verdict = play(world.firm(), starter, point)
        assert met is not None
        part, plan = point
        what = f"{plan.moment} call {plan.kill} of the {PARTS[part][0]}, {calls[part][plan.kill - 1]}"
        return what if met.killed else f"NOT KILLED {what}", verdict

    every = points(calls)
    leaving = [(part, plan) for part, plan in every if calls[part][plan.kill - 1] == "send data"]
    chosen = list(dict.fromkeys([*sample(every, AT_MOST), *leaving]))
    lived = pool.map(live_through, chosen)
    wrong = [f"killed {what}: {sentence}" for what, verdict in lived for sentence in verdict.wrong]
    wrong += [what for what, _ in lived if what.startswith("NOT KILLED")]
    settled = sum(verdict.settled for _, verdict in lived)
    with_a_person = sum(verdict.with_a_person for _, verdict in lived)
    figure(
        f"SIGKILL: {len(chosen)} of {len(every)} points; {len(wrong)} with a letter doubled or lost or an answer "
        f"missed; letters in doubt: {settled} settled by the copy in Sent, {with_a_person} with a person"
    )
    assert not wrong, "\n".join(wrong)
    assert settled, "some deaths leave a doubt that the copy in Sent settles"
    assert with_a_person, "and some that only a person can"
