"""Running: a turn a minute and one at once when mail comes, trouble waited out, and a stop that cuts nothing off."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from outreach.agent.run import Runner
from outreach.domain.letter import LetterState, Outcome
from outreach.errors import LoginRefused, Unreachable
from tests.agent.made import JO, invoice, open_office, states, told
from tests.fakes import ACCEPTED, FakeStopwatch, Office

PATIENCE = 5.0


@dataclass
class Beats:
    """A heartbeat that remembers."""

    beats: list[tuple[str, str]] = field(default_factory=list)

    def beat(self, now: datetime, inbox_read_at: datetime | None, doing: str, trouble: str) -> None:
        self.beats.append((doing, trouble))


def running(firm: Office, beats: Beats) -> Runner:
    return Runner(firm.desk, firm.mailbox, firm.mailbox, firm.postman, beats, FakeStopwatch())


def firm_of_today() -> Office:
    """APScheduler lives in real time, so the clock of the office stands at the present minute."""
    return open_office(f"{datetime.now(UTC):%Y-%m-%d %H:%M}", invoice(due="2099-03-02"))


async def until(true: object, what: str) -> None:
    """Wait until `true()` holds; a test that waits for nothing fails with `what`."""
    for _ in range(int(PATIENCE / 0.01)):
        if true():  # type: ignore[operator]  # a callable
            return
        await asyncio.sleep(0.01)
    raise AssertionError(what)


async def test_the_first_turn_is_taken_at_once_and_a_stop_ends_it() -> None:
    firm, beats = firm_of_today(), Beats()
    runner = running(firm, beats)
    run = asyncio.create_task(runner.run())
    await until(lambda: beats.beats, "no turn was taken")
    runner.stop()
    await asyncio.wait_for(run, PATIENCE)
    assert beats.beats == [("waiting for mail", "")]
    assert (firm.mailbox.closed, firm.postman.closed) == (True, True)


async def test_new_mail_starts_a_turn_without_waiting_for_the_minute() -> None:
    firm, beats = firm_of_today(), Beats()
    runner = running(firm, beats)
    run = asyncio.create_task(runner.run())
    await until(lambda: beats.beats, "no turn was taken")
    firm.answer("We will pay on 20 March.", JO)
    await until(lambda: told(firm, "mail read"), "the answer was not read")
    runner.stop()
    await asyncio.wait_for(run, PATIENCE)


async def test_trouble_is_said_and_waited_out_longer_each_time_and_forgotten_when_it_heals() -> None:
    firm, beats = open_office(), Beats()
    runner = running(firm, beats)
    firm.mailbox.trouble = Unreachable("imap.example does not answer", "is the network up?")
    waits = []
    for _ in range(7):
        before, start = len(beats.beats), firm.clock.now()
        while len(beats.beats) == before:  # turns are asked for every ten seconds, and refused while it rests
            await runner.take_turn()
            firm.clock.forward(timedelta(seconds=10))
        waits.append((firm.clock.now() - start).total_seconds() - 10)
    assert waits == [0, 20, 50, 110, 230, 470, 890]
    assert beats.beats[0] == ("waiting to try again", "imap.example does not answer")
    firm.mailbox.trouble = None
    firm.clock.forward(timedelta(minutes=15))
    await runner.take_turn()
    assert beats.beats[-1] == ("waiting for mail", "")
    firm.mailbox.trouble = LoginRefused("imap.example does not take the password")
    await runner.take_turn()
    firm.clock.forward(timedelta(seconds=30))
    firm.mailbox.trouble = None
    await runner.take_turn()  # after one failure the pause is the first one again
    assert beats.beats[-1] == ("waiting for mail", "")


async def test_one_turn_is_under_way_at_a_time() -> None:
    firm, beats = open_office(), Beats()
    wire = Wire(firm)
    runner = running(firm, beats)
    first = asyncio.create_task(runner.take_turn())
    await wire.busy.wait()
    await runner.take_turn()
    assert states(firm) == [LetterState.CLAIMED]
    wire.free.set()
    await first
    assert len(beats.beats) == 1


async def test_a_bug_in_the_watch_is_shown_and_not_slept_over() -> None:
    firm = firm_of_today()

    async def wait(folder: str, at_most: float) -> None:
        raise ZeroDivisionError

    firm.mailbox.wait = wait  # type: ignore[method-assign]  # the mailbox of this test has a bug
    with pytest.raises(ZeroDivisionError):
        await asyncio.wait_for(running(firm, Beats()).run(), PATIENCE)
    assert firm.mailbox.closed


class Wire:
    """A slow mail server: a letter stays on the wire until `free` is set."""

    def __init__(self, firm: Office) -> None:
        self.busy, self.free = asyncio.Event(), asyncio.Event()
        self.outcome: Outcome | Exception = ACCEPTED
        firm.postman.send = self.send  # type: ignore[method-assign]  # the server of this test

    async def send(self, sender: str, recipient: str, data: bytes) -> Outcome:
        self.busy.set()
        await self.free.wait()
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


async def stopped_on_the_wire(firm: Office, wire: Wire, beats: Beats) -> None:
    runner = running(firm, beats)
    run = asyncio.create_task(runner.run())
    await asyncio.wait_for(wire.busy.wait(), PATIENCE)
    runner.stop()
    await asyncio.sleep(0.05)
    assert not run.done()
    wire.free.set()
    await asyncio.wait_for(run, PATIENCE)


async def test_a_stop_lets_the_letter_on_the_wire_come_to_its_end() -> None:
    firm = open_office()
    wire = Wire(firm)
    await stopped_on_the_wire(firm, wire, Beats())
    assert states(firm) == [LetterState.ACCEPTED]


async def test_a_letter_that_fails_after_the_stop_is_still_recorded_and_said(caplog: pytest.LogCaptureFixture) -> None:
    firm = open_office()
    wire = Wire(firm)
    wire.outcome = Unreachable("smtp.example does not answer")
    await stopped_on_the_wire(firm, wire, Beats())
    assert states(firm) == [LetterState.APPROVED]
    assert "smtp.example does not answer" in caplog.text
