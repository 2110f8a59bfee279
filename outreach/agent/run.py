"""Run: a turn a minute, driven by APScheduler, and one at once when the mailbox says that something has arrived."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from outreach.agent.clock_watch import ClockWatch
from outreach.agent.deliver import Stop
from outreach.agent.desk import Desk
from outreach.agent.turn import Turn, turn
from outreach.errors import OutreachError
from outreach.ports import Heartbeat, Mailbox, Postman, Stopwatch

log = logging.getLogger("outreach")

TURN_SECONDS = 60
BEAT_SECONDS = 30  # a sign of life also while a turn takes long or a server needs time
IDLE_SECONDS = 240.0  # below the five minutes after which routers forget a silent connection
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(minutes=15)
LONGEST_WATCH_PAUSE = timedelta(minutes=5)


class Runner:
    """Takes turns until it is stopped. Trouble with a mail server is said, waited out and tried again.

    Reading and watching have a connection each: what hangs in IDLE keeps no turn from reading.
    """

    def __init__(
        self, desk: Desk, mailbox: Mailbox, watcher: Mailbox, postman: Postman, heartbeat: Heartbeat,
        stopwatch: Stopwatch,
    ) -> None:  # fmt: skip
        self._desk, self._mailbox, self._watcher, self._postman = desk, mailbox, watcher, postman
        self._heartbeat, self._clock_watch = heartbeat, ClockWatch(desk, stopwatch)
        self._stop = Stop()
        self._stopped = asyncio.Event()
        self._turn: asyncio.Task[Turn] | None = None
        self._read_at: datetime | None = None
        self._doing, self._trouble = "starting", ""
        self._pause = timedelta(0)
        self._not_before: datetime | None = None

    def stop(self) -> None:
        """Finish the letter that is on the wire, begin nothing more, and end."""
        self._stop.ask()
        self._stopped.set()

    async def run(self) -> None:
        scheduler = AsyncIOScheduler(timezone="UTC")
        # The default grace of one second would silently drop turns; what is due is computed from the ledger anyway.
        jobs = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        scheduler.add_job(self.take_turn, "interval", seconds=TURN_SECONDS, next_run_time=self._desk.now(), **jobs)
        scheduler.add_job(self._keep_beating, "interval", seconds=BEAT_SECONDS, **jobs)
        scheduler.start()
        watching = asyncio.create_task(self._watch())
        stopping = asyncio.create_task(self._stopped.wait())
        try:
            # The watch ends by itself only through a bug, which is shown rather than left asleep until the stop.
            await asyncio.wait({watching, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._stop.ask()
            scheduler.shutdown(wait=False)
            stopping.cancel()
            watching.cancel()
            await self._wind_down()
        with contextlib.suppress(asyncio.CancelledError):
            await watching

    async def _wind_down(self) -> None:
        if self._turn:  # a turn that is under way ends by itself: the letter on the wire gets its answer
            (last,) = await asyncio.gather(self._turn, return_exceptions=True)
            if isinstance(last, BaseException):
                log.error("the last turn did not end well: %s", last)
        for connection in (self._mailbox, self._watcher, self._postman):
            await connection.close()

    async def take_turn(self) -> None:
        """One turn, unless one is under way or a mail server needs time."""
        now = self._desk.now()
        if self._turn or self._stop or (self._not_before and now < self._not_before):
            return
        self._doing = f"a turn is under way since {now:%H:%M} UTC"
        self._turn = asyncio.create_task(self._one_turn())
        try:
            # Shielded: the scheduler cancels its jobs when it shuts down, and a letter must not be cut off on the wire.
            done = await asyncio.shield(self._turn)
        except asyncio.CancelledError:
            if not self._stop:
                raise
            # The scheduler has shut down. The turn itself goes on to its end, for which `_wind_down` waits.
        except OutreachError as error:
            self._in_trouble(error)
        else:
            self._read_at = done.inbox.read_at or self._read_at
            self._doing, self._trouble, self._pause, self._not_before = "waiting for mail", "", timedelta(0), None
            self.beat()
        finally:
            if self._turn.done():
                self._turn = None

    async def _one_turn(self) -> Turn:
        self._clock_watch.look()
        return await turn(self._desk, self._mailbox, self._postman, self._stop, self._tell)

    def beat(self) -> None:
        """A sign of life, with how old our knowledge of the inbox is and what is wrong."""
        try:
            self._heartbeat.beat(self._desk.now(), self._read_at, self._doing, self._trouble)
        except OutreachError as error:  # then `status` sees the agent fall silent, which is as good a sign
            log.warning("no sign of life could be left: %s", error.sentence)

    async def _keep_beating(self) -> None:
        """As a coroutine: APScheduler would run a plain function in a thread of its own, beside the turns."""
        self.beat()

    def _tell(self, progress: str) -> None:
        log.info(progress)
        self._doing = progress
        self.beat()

    def _in_trouble(self, error: OutreachError) -> None:
        """Wait longer after each failure in a row, so that a server in trouble is left in peace."""
        self._pause = min(max(self._pause * 2, FIRST_PAUSE), LONGEST_PAUSE)
        self._not_before = self._desk.now() + self._pause
        log.error("%s; trying again in %d seconds. %s", error.sentence, self._pause.total_seconds(), error.hint)
        self._doing, self._trouble = "waiting to try again", error.sentence
        self.beat()

    async def _watch(self) -> None:
        """Start a turn early when a folder changes. IDLE is only a hint: the turn of each minute looks anyway.

        Its logins come ever more seldom while it fails, so that they do not use up those of the turns.
        """
        pause, said = FIRST_PAUSE, ""
        while not self._stopped.is_set():
            try:
                await self._watcher.wait(self._desk.rules().mail.folders[0], IDLE_SECONDS)
                pause, said = FIRST_PAUSE, ""
            except OutreachError as error:
                if error.sentence != said:
                    log.warning("nobody watches the mailbox, it is read once a minute: %s", error.sentence)
                said = error.sentence
                await asyncio.sleep(pause.total_seconds())
                pause = min(pause * 2, LONGEST_WATCH_PAUSE)
            else:
                if self._turn:  # it may have looked already when this mail came
                    await asyncio.wait({self._turn})
                await self.take_turn()
