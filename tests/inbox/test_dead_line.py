"""A dead line, a server that throws us out, a password that is refused: noticed, said, and not fought."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from outreach.agent.alive import DEAD_AFTER
from outreach.agent.run import BEAT_SECONDS, FIRST_PAUSE, IDLE_SECONDS, LONGEST_WATCH_PAUSE, TURN_SECONDS, Runner
from outreach.errors import DiskFull, LoginRefused, OutreachError, Unreachable
from outreach.transport.imap import OPENING, ImapMailbox
from outreach.transport.imap_connection import LONGEST_UPLOAD
from outreach.transport.imap_pace import AFTER_REFUSALS, LOGIN_EVERY, LOGINS_AT_ONCE, REFUSALS, LoginPace
from outreach.transport.settings import TIMEOUT, Secret, Security, ServerSettings
from tests.agent.made import invoice, open_office
from tests.fakes import FakeStopwatch, Office
from tests.servers.misbehaving import SILENCE, MisbehavingImap

WRONG = "{tag} NO [AUTHENTICATIONFAILED] the password has changed"
PATIENCE = 5.0


def at(server: MisbehavingImap, timeout: float = 0.3, pace: LoginPace | None = None) -> ImapMailbox:
    settings = ServerSettings("127.0.0.1", server.port, Security.NONE, "accounts", Secret("secret"), timeout=timeout)
    return ImapMailbox(settings, pace)


@dataclass
class Beats:
    """A heartbeat that remembers: what the agent did, and its trouble."""

    beats: list[tuple[str, str]] = field(default_factory=list)

    def beat(self, now: datetime, inbox_read_at: datetime | None, doing: str, trouble: str) -> None:
        self.beats.append((doing, trouble))


def quiet_firm() -> Office:
    """APScheduler lives in real time, so the clock of the office stands at the present minute. Nothing is due."""
    return open_office(f"{datetime.now(UTC):%Y-%m-%d %H:%M}", invoice(due="2099-03-02"))


def runner_of(firm: Office, mailbox: ImapMailbox, beats: Beats) -> Runner:
    return Runner(firm.desk, mailbox, mailbox.another(), firm.postman, beats, FakeStopwatch())


def test_with_the_deadlines_as_they_are_a_dead_line_is_said_within_five_minutes() -> None:
    """A line dies just after a turn: the next one comes within a minute, and its first silent step is its last."""
    limit = DEAD_AFTER.total_seconds()
    assert limit == 300
    reading = TURN_SECONDS + OPENING * TIMEOUT + TIMEOUT  # a new connection, and then one command without an answer
    filing = TURN_SECONDS + LONGEST_UPLOAD
    watching = IDLE_SECONDS + TIMEOUT
    assert max(reading, filing, watching) + BEAT_SECONDS <= limit


def test_turns_and_watch_together_do_not_use_up_the_logins() -> None:
    """A server that ends every connection: one login a turn, and one of the watch whenever it has waited."""
    hour = 3600
    turns, watch = hour / TURN_SECONDS, hour / LONGEST_WATCH_PAUSE.total_seconds()
    assert turns + watch <= hour / LOGIN_EVERY
    assert FIRST_PAUSE.total_seconds() == LOGIN_EVERY == 30
    assert (REFUSALS, AFTER_REFUSALS) == (3, 900)


class Dribbling(MisbehavingImap):
    """Says that its mail has 20 MB, and gives the beginning of it in `pieces` of 1 KB, a tenth of a second apart."""

    pieces = 1
    rest = b""

    async def act(self, writer: asyncio.StreamWriter, action: str) -> bool:
        if not self.heard or b"BODY.PEEK[]" not in self.heard[-1]:
            return await super().act(writer, action)
        tag = self.heard[-1].split()[0]
        writer.write(b"* 1 FETCH (UID 1 BODY[] {%d}\r\n" % (self.pieces * 1024))
        for number in range(self.pieces):
            await asyncio.sleep(0.1)
            writer.write(b"x" * (1024 if self.rest or number + 1 < self.pieces else 512))
            await writer.drain()
        if not self.rest:
            await asyncio.Event().wait()
        writer.write(self.rest % tag)
        return True


SELECTED = "* 1 EXISTS\r\n* OK [UIDVALIDITY 7] fine\r\n* OK [UIDNEXT 2] fine\r\n{tag} OK done"
LARGE = {
    "SELECT": SELECTED,
    "EXAMINE": SELECTED,
    "FETCH": "* 1 FETCH (UID 1 RFC822.SIZE 20000000)\r\n{tag} OK done",
}


async def test_a_large_mail_that_stops_coming_is_given_up_after_one_timeout_and_not_after_minutes() -> None:
    async with Dribbling(**LARGE) as server:
        mailbox = at(server, timeout=0.3)
        started = time.monotonic()
        with pytest.raises(Unreachable, match="does not answer FETCH"):
            await mailbox.fetch("INBOX", 1)
        assert time.monotonic() - started < 1.5  # 20 MB alone would have 400 seconds
        await mailbox.close()


async def test_a_large_mail_may_take_its_time_as_long_as_it_comes() -> None:
    async with Dribbling(**LARGE) as server:
        server.pieces, server.rest = 8, b")\r\n%b OK done\r\n"
        mailbox = at(server, timeout=0.4)
        raw = await mailbox.fetch("INBOX", 1)  # twice as long as the timeout
        await mailbox.close()
    assert raw == b"x" * 8192


async def test_a_watch_that_hangs_in_idle_keeps_no_turn_from_reading() -> None:
    firm, beats = quiet_firm(), Beats()
    async with MisbehavingImap(IDLE="+ idling", DONE=SILENCE) as server:
        mailbox = at(server)
        runner = runner_of(firm, mailbox, beats)
        run = asyncio.create_task(runner.run())
        await eventually(lambda: bool(beats.beats) and any(b"IDLE" in line for line in server.heard))
        for _ in range(3):
            await asyncio.wait_for(runner.take_turn(), PATIENCE)
        assert beats.beats[-3:] == [("waiting for mail", "")] * 3
        runner.stop()
        await asyncio.wait_for(run, PATIENCE)


async def test_a_turn_on_a_half_open_line_ends_says_so_and_the_next_one_has_a_new_line() -> None:
    firm, beats = quiet_firm(), Beats()
    async with MisbehavingImap() as server:
        mailbox = at(server)
        runner = runner_of(firm, mailbox, beats)
        await runner.take_turn()
        server.behave(NOOP=SILENCE)
        started = time.monotonic()
        await runner.take_turn()
        assert time.monotonic() - started < 2
        server.behave()
        firm.clock.forward(timedelta(minutes=1))
        await runner.take_turn()
        await mailbox.close()
    assert [bool(trouble) for _, trouble in beats.beats] == [False, True, False]
    assert "does not answer NOOP within 0.3 s" in beats.beats[1][1]


async def test_while_a_turn_takes_long_the_agent_still_gives_signs_of_life() -> None:
    firm, beats = quiet_firm(), Beats()
    async with MisbehavingImap(SEARCH=SILENCE) as server:
        mailbox = at(server, timeout=0.5)
        runner = runner_of(firm, mailbox, beats)
        slow = asyncio.create_task(runner.take_turn())
        await asyncio.sleep(0.1)
        runner.beat()  # what the scheduler does every half minute
        assert beats.beats[0][0].startswith("a turn is under way since ")
        await slow
        await mailbox.close()


async def test_a_stop_in_the_middle_of_a_turn_waits_for_its_deadline_and_shows_no_traceback(
    caplog: pytest.LogCaptureFixture,
) -> None:
    firm = quiet_firm()
    async with MisbehavingImap(SEARCH=SILENCE) as server:
        runner = runner_of(firm, at(server, timeout=0.5), Beats())
        run = asyncio.create_task(runner.run())
        await eventually(lambda: any(b"SEARCH" in line for line in server.heard))
        runner.stop()
        await asyncio.wait_for(run, PATIENCE)
    assert "the last turn did not end well: 127.0.0.1" in caplog.text
    assert "Traceback" not in caplog.text


async def test_a_heartbeat_that_cannot_be_written_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    firm = quiet_firm()

    class NoRoom(Beats):
        def beat(self, now: datetime, inbox_read_at: datetime | None, doing: str, trouble: str) -> None:
            raise DiskFull("there is no room on the disk")

    runner = Runner(firm.desk, firm.mailbox, firm.mailbox, firm.postman, NoRoom(), FakeStopwatch())
    await runner.take_turn()
    firm.mailbox.trouble = Unreachable("imap.example does not answer")
    await runner.take_turn()
    assert caplog.text.count("no sign of life could be left: there is no room on the disk") == 2


async def test_a_server_that_ends_every_connection_is_not_stormed() -> None:
    async with MisbehavingImap(greeting="* BYE too many connections") as server:
        mailbox = at(server)
        other, said = mailbox.another(), set()
        for number in range(50):
            with pytest.raises(Unreachable) as caught:
                await (mailbox if number % 2 else other).open("INBOX")
            said.add(caught.value.sentence.partition(" waits ")[0])
        assert server.connections == LOGINS_AT_ONCE
    assert "The mail server has ended 4 connections in a short time; the next login" in said


async def test_the_logins_of_an_hour_are_one_every_thirty_seconds_at_the_most() -> None:
    """The same with thirty seconds become thirty milliseconds, for as long as thirty logins may take."""
    async with MisbehavingImap(greeting="* BYE too many connections") as server:
        mailbox = at(server, pace=LoginPace(every=0.03))
        end = time.monotonic() + 0.9
        while time.monotonic() < end:
            with pytest.raises(Unreachable):
                await mailbox.open("INBOX")
            await asyncio.sleep(0.002)
        assert LOGINS_AT_ONCE < server.connections <= 30 + LOGINS_AT_ONCE


async def test_a_login_that_expires_is_said_and_after_three_refusals_the_account_is_left_in_peace() -> None:
    firm, beats = quiet_firm(), Beats()
    async with MisbehavingImap() as server:
        mailbox = at(server, pace=LoginPace(every=0.0))
        runner = runner_of(firm, mailbox, beats)
        await runner.take_turn()
        server.behave(NOOP="* BYE the session has expired", LOGIN=WRONG)
        for _ in range(20):
            firm.clock.forward(timedelta(minutes=16))  # past every pause of the runner's own
            await runner.take_turn()
        logins = sum(b" LOGIN " in line for line in server.heard)
        await mailbox.close()
    assert logins == 1 + REFUSALS
    assert "the session has expired" in beats.beats[1][1]
    assert "does not take the user name accounts with its password" in beats.beats[2][1]
    assert "This is refusal 3 in a row, so the login is tried only every 15 minutes now" in beats.beats[-1][1]


async def refusals(mailbox: ImapMailbox, times: int) -> list[OutreachError]:
    found = []
    for _ in range(times):
        with pytest.raises(OutreachError) as caught:
            await mailbox.open("INBOX")
        found.append(caught.value)
    return found


async def test_after_its_rest_the_password_is_tried_once_and_taken_again_all_is_forgotten() -> None:
    async with MisbehavingImap(LOGIN=WRONG) as server:
        mailbox = at(server, pace=LoginPace(every=0.0, after_refusals=0.2))
        errors = await refusals(mailbox, 10)
        assert {type(error) for error in errors} == {LoginRefused}
        assert server.connections == REFUSALS
        await asyncio.sleep(0.25)
        await refusals(mailbox, 10)
        assert server.connections == REFUSALS + 1
        server.behave()
        await asyncio.sleep(0.25)
        assert (await mailbox.open("INBOX")).uidvalidity == 7
        await mailbox.close()


async def test_a_server_that_says_no_to_everything_gets_a_new_login() -> None:
    """A session that has lost its rights is not kept for ever because its line is in order."""
    async with MisbehavingImap() as server:
        mailbox = at(server)
        await mailbox.open("INBOX")
        for answer in ("{tag} NO [EXPIRED] log in again", "{tag} NO not now"):
            server.behave(NOOP=answer)
            with pytest.raises(OutreachError):
                await mailbox.has("INBOX", "<one@miller-sons.example>")
            server.behave()
            assert not await mailbox.has("INBOX", "<one@miller-sons.example>")
        await mailbox.close()
    assert server.connections == 3


async def eventually(true: object) -> None:
    for _ in range(int(PATIENCE / 0.01)):
        if true():  # type: ignore[operator]  # a callable
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came true")
