"""When the clock jumps: a person is asked, nothing goes out in a burst, and a long sleep is only a long sleep."""

from __future__ import annotations

import contextlib
import random
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from outreach.agent import review
from outreach.agent.clock_watch import ClockWatch
from outreach.clock import SystemClock
from outreach.domain.halt import HaltKind
from outreach.errors import Refused
from tests.agent.made import HARBOUR, MILLER, at, go_to, harbour_invoice, invoice, open_office, silence
from tests.fakes import FakeStopwatch, Office

NINETY_DAYS = timedelta(days=90)


def jumps(firm: Office) -> list[str]:
    return [h.reason for h in firm.desk.store.book().halts.active if h.kind is HaltKind.CLOCK]


def two_clients() -> Office:
    return open_office("2026-02-25 10:00", invoice(), harbour_invoice(), clients=(MILLER, HARBOUR))


@pytest.mark.parametrize(
    ("wall", "asleep", "jumped"),
    [
        (timedelta(minutes=1), timedelta(minutes=1), False),
        (NINETY_DAYS, NINETY_DAYS, False),
        (timedelta(minutes=60), timedelta(0), False),
        (timedelta(minutes=61), timedelta(0), True),
        (timedelta(minutes=-61), timedelta(0), True),
        (timedelta(days=365), timedelta(minutes=1), True),
        (timedelta(minutes=1), NINETY_DAYS, True),
    ],
    ids=["a minute", "asleep 90 days", "an hour", "forward", "back", "a year ahead", "a clock that stood still"],
)
def test_a_clock_that_somebody_set_is_told_from_a_long_sleep(wall: timedelta, asleep: timedelta, jumped: bool) -> None:
    firm, stopwatch = open_office(), FakeStopwatch()
    watch = ClockWatch(firm.desk, stopwatch)
    firm.clock.forward(wall)
    stopwatch.seconds += asleep.total_seconds()
    watch.look()
    assert bool(jumps(firm)) is jumped
    watch.look()
    assert len(jumps(firm)) == jumped, "the same jump is told once"


async def test_after_a_jump_nothing_goes_out_until_a_person_says_go() -> None:
    firm, stopwatch = open_office(), FakeStopwatch()
    watch = ClockWatch(firm.desk, stopwatch)
    firm.clock.forward(timedelta(hours=2))
    watch.look()
    await firm.turn()
    assert firm.postman.posted == []
    assert jumps(firm) == ["the clock jumped from 2026-02-25 10:00 UTC to 2026-02-25 12:00 UTC; is it right now?"]
    review.go(firm.desk, "sam")
    watch.look()
    await firm.turn()
    assert len(firm.postman.posted) == 1


async def test_a_clock_set_back_while_nobody_ran_asks_a_person_and_takes_their_word() -> None:
    firm = open_office("2026-02-26 10:00")
    firm.clock.forward(timedelta(days=-1))
    await firm.turn()
    assert jumps(firm) == [
        "it is 2026-02-25 10:00 UTC, but the ledger ends at 2026-02-26 10:00 UTC; is the clock right?"
    ]
    review.go(firm.desk, "sam")
    await firm.turn()
    assert jumps(firm) == []
    assert firm.postman.posted == [], "the list of invoices is from tomorrow now, and says so"
    assert "the book is old" in silence(firm)


async def test_what_mail_servers_think_of_the_time_stops_nothing() -> None:
    firm = open_office()
    await firm.turn()
    stored = firm.answer("Thank you, we will look into it.", "jo@miller-sons.example")
    stored.arrived += timedelta(hours=5)  # INTERNALDATE, by the server's clock
    firm.clock.forward(timedelta(minutes=5))
    await firm.turn()
    await firm.turn()
    assert jumps(firm) == []


async def test_asleep_for_ninety_days_nothing_goes_out_on_the_old_list_and_one_letter_each_on_a_new_one() -> None:
    firm = two_clients()
    await firm.turn()
    firm.clock.forward(NINETY_DAYS)
    for _ in range(5):
        firm.clock.forward(timedelta(hours=1))
        await firm.turn()
    assert len(firm.postman.posted) == 2, "the two of the first day"
    assert (silence(firm), silence(firm, "harbour")) == ("the book is old", "the book is old")
    go_to(firm, "2026-05-28 09:00")  # a Thursday
    for _ in range(14):
        firm.clock.forward(timedelta(minutes=30))
        await firm.turn()
        for task in firm.open_tasks():
            review.confirm(firm.desk, task.id, "sam")
    assert sorted(Counter(p.recipient for p in firm.postman.posted).values()) == [2, 2], "no backlog"


async def test_a_year_ahead_without_a_new_list_sends_nothing() -> None:
    """Nobody can tell it from a year asleep at a start; the age of the book keeps every letter in."""
    firm = two_clients()
    firm.clock.forward(timedelta(days=365))
    for _ in range(48):
        firm.clock.forward(timedelta(minutes=30))
        await firm.turn()
    assert firm.postman.posted == []


@pytest.mark.parametrize("seed", range(12))
async def test_at_any_moment_of_a_case_a_clock_that_jumps_doubles_no_letter(seed: int) -> None:
    """Six weeks with a turn every two hours and a new list each morning; at random moments the clock is set back a day
    or forward a year and right again, or everything sleeps; sometimes the agent runs while it happens."""
    dice = random.Random(seed)
    firm, stopwatch = two_clients(), FakeStopwatch()
    watch = ClockWatch(firm.desk, stopwatch)
    true = at("2026-02-25 06:00")
    wrong, sent_at = timedelta(0), list[tuple[str, datetime]]()
    for _ in range(42 * 12):
        true += timedelta(hours=2)
        if dice.random() < 0.02:
            wrong = dice.choice([timedelta(0), timedelta(days=-1), timedelta(days=365)])
        if dice.random() < 0.005:
            true += timedelta(days=dice.choice([1, 9, 90]))
        firm.clock.set(true + wrong)
        stopwatch.seconds = true.timestamp()
        if true.hour == 8:
            firm.book_of([MILLER, HARBOUR], [invoice(), harbour_invoice()])
        if dice.random() < 0.5:
            watch.look()
        else:
            watch = ClockWatch(firm.desk, stopwatch)  # it was started again
        if true.hour == 10 and dice.random() < 0.5:
            said_go(firm)
        before = len(firm.postman.posted)
        await firm.turn()
        sent_at += [(p.recipient, true) for p in firm.postman.posted[before:]]
    steps = Counter((x.client, x.stage, x.step) for x in firm.letters() if x.claimed_at)
    assert max(steps.values(), default=0) <= 1, steps
    for client in ("jo@miller-sons.example", "ap@harbour-hotels.example"):
        moments = [moment for to, moment in sent_at if to == client]
        assert all(later - earlier > timedelta(days=3) for earlier, later in pairwise(moments)), (client, moments)


def said_go(firm: Office) -> None:
    """A person says that the clock is right, without looking."""
    with contextlib.suppress(Refused):
        review.go(firm.desk, "sam")


def test_the_stopwatch_of_this_machine_goes_on() -> None:
    clock = SystemClock()
    before, wall = clock.elapsed(), time.monotonic()
    time.sleep(0.02)
    assert clock.elapsed() - before == pytest.approx(time.monotonic() - wall, abs=0.01)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
