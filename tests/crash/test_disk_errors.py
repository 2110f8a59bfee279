"""A disk that is full, that fails, or that becomes read-only in the middle of the day, at every change of the disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from hashlib import sha256

import pytest

from tests.crash.conftest import Pool, sample
from tests.crash.faults import Plan
from tests.crash.world import PARTS, Firm, Starter, Verdict, World, calls_of_the_day, play

pytestmark = [pytest.mark.servers, pytest.mark.slow]

AT_MOST = 30  # days in CI; all of them: OUTREACH_CRASH=all

ERRORS = {"ENOSPC": "DiskFull", "EIO": "OutreachError", "EROFS": "ReadOnly"}  # and what the user is told it is


def live_through(world: World, starter: Starter, fault: tuple[int, Plan]) -> tuple[str, list[str], Verdict]:
    """The day with a disk that refuses in one part of it, and is mended for the next start."""
    wrong: list[str] = []
    met, verdict = play(world.firm(), starter, fault, lambda firm: wrong.extend(_acknowledged_and_lost(firm)))
    assert met is not None
    told = met.said.partition(":")[0]
    wrong += [f"it ended with {met.said}"] if told not in {ERRORS[fault[1].error], ""} else []
    return told, wrong, verdict


def _acknowledged_and_lost(firm: Firm) -> list[str]:
    told = [event[1:] for event in firm.events() if event[0] == "acknowledged"]
    ledger = firm.home / "state" / "ledger.jsonl"
    there = ledger.read_bytes() if ledger.exists() else b""
    return [f"{size} octets were acknowledged" for size, digest in told if sha256(there[:size]).hexdigest() != digest]


def test_whatever_the_disk_refuses_is_said_plainly_and_no_letter_is_doubled_or_lost(
    world: World, pool: Pool, figure: Callable[[str], None]
) -> None:
    (calls,) = pool.map(lambda starter, _: calls_of_the_day(world, starter), [None])
    made = [sum(not call.startswith("send") for call in part) for part in calls]
    every = [
        (part, Plan(failing=number, error=error))
        for error in ERRORS
        for part, most in enumerate(made)
        for number in range(1, most + 1)
    ]
    chosen = sample(every, AT_MOST)
    lived = pool.map(lambda starter, fault: live_through(world, starter, fault), chosen)
    wrong = [
        f"{plan.error} at change {plan.failing} of the {PARTS[part][0]}: {sentence}"
        for (part, plan), (_, before, verdict) in zip(chosen, lived, strict=True)
        for sentence in (*before, *verdict.wrong)
    ]
    ends = Counter(said or "went on" for said, _, _ in lived)
    figure(
        f"ENOSPC, EIO, EROFS: {len(chosen)} of {len(every)} changes of the disk refused, {len(wrong)} with a letter "
        f"doubled or lost or a fact lost; it ended with {dict(ends)}"
    )
    assert not wrong, "\n".join(wrong)
    assert ends.keys() >= set(ERRORS.values()), "each kind of error is met, and told by its name"
