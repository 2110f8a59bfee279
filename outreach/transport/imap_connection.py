"""A connection to an IMAP server: one command at a time, each with a deadline, each failure a sentence.

NO and BAD are answers. What does not answer, or breaks the protocol, ends the connection and raises.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from aioimaplib.aioimaplib import AUTH, SELECTED, Command

from outreach.errors import MailServerError, OutreachError, Unreachable
from outreach.transport.failures import HEALS, one_line
from outreach.transport.foldernames import on_the_wire
from outreach.transport.guarded import ConnectionLost, GuardedProtocol, ProtocolBroken
from outreach.transport.responses import Response, response_code
from outreach.transport.settings import ServerSettings

_SLOWEST_LINE = 50_000  # octets a second: what a large mail may take beyond the timeout
LONGEST_UPLOAD = 180.0  # seconds; while we send, silence of the server is no sign of anything
_MUST_WORK = frozenset({"NOOP", "SEARCH", "CAPABILITY"})  # refused, the session is of no use, and a new one may be
_LOGGED_OUT = ("[AUTHENTICATIONFAILED]", "[AUTHORIZATIONFAILED]", "[EXPIRED]")  # RFC 5530 section 3
_POLL_EVERY = 30.0
_GOODBYE_TIMEOUT = 2.0


@dataclass(frozen=True, slots=True)
class Answer:
    """The tagged line of a command, and the untagged responses before it."""

    result: str  # OK, NO, BAD
    text: str
    responses: tuple[Response, ...]

    @property
    def ok(self) -> bool:
        return self.result == "OK"


@dataclass(frozen=True, slots=True)
class Selected:
    """The folder a connection is in; not `writable` = by EXAMINE, under which nothing can change."""

    folder: str
    writable: bool
    uidvalidity: int
    uidnext: int  # 0 = not told
    keywords: bool


class Connection:
    """Usable until `lost`, from one task at a time."""

    def __init__(self, settings: ServerSettings, protocol: GuardedProtocol) -> None:
        self._settings = settings
        self._protocol = protocol
        self.capabilities: frozenset[str] = frozenset()
        self.selected: Selected | None = None

    @property
    def lost(self) -> bool:
        return self._protocol.lost is not None

    async def run(self, name: str, *arguments: str, uid: bool = False, octets: int = 0) -> Answer:
        """`octets` is how much will come over the wire, if that is known to be much: the deadline grows with it.

        But a server from which no octet comes for the usual timeout is given up all the same: the line is dead.
        """
        command = Command(name, self._protocol.new_tag(), *arguments, prefix="UID" if uid else None)
        async with self._deadline(name, self._settings.timeout, octets / _SLOWEST_LINE):
            answer = _answer(await self._protocol.execute(command))
        if answer.text.upper().startswith(_LOGGED_OUT) and name not in {"LOGIN", "AUTHENTICATE"}:
            self.drop()
            raise Unreachable(f"{self._settings} has ended our session: {answer.text}.", HEALS)
        return answer

    async def demand(self, name: str, *arguments: str, uid: bool = False, octets: int = 0) -> Answer:
        """As `run`, for what a server cannot refuse in good order."""
        answer = await self.run(name, *arguments, uid=uid, octets=octets)
        if not answer.ok:
            if name in _MUST_WORK:
                self.drop()
            raise MailServerError(f"{self._settings} refuses {name}: {answer.text}.", HEALS)
        return answer

    async def ask_capabilities(self) -> None:
        """Asked anew after STARTTLS and after the login; what a server offers changes with both (RFC 3501 6.1.1)."""
        answer = await self.demand("CAPABILITY")
        lines = [line for line, *_ in answer.responses if line[:12].upper() == b"* CAPABILITY"]
        self.capabilities = frozenset(b" ".join(lines).decode("ascii", "replace").upper().split())

    async def select(self, folder: str, *, writable: bool) -> Selected:
        self.selected = None
        answer = await self.run("SELECT" if writable else "EXAMINE", on_the_wire(folder))
        self._protocol.state = SELECTED if answer.ok else AUTH  # aioimaplib would not notice either
        if not answer.ok:
            raise MailServerError(
                f"The folder {folder} on {self._settings} cannot be opened: {answer.text}.",
                "Check the names of folders in config.toml; they are written as the mail program shows them, "
                "folders in folders with the separator of the server.",
            )
        self._protocol.news.clear()
        self.selected = _selected(folder, writable, answer)
        return self.selected

    async def append(self, folder: str, raw: bytes) -> None:
        self._protocol.literal_data = raw
        arguments = (on_the_wire(folder), r"(\Seen)", f"{{{len(raw)}}}")
        command = Command("APPEND", self._protocol.new_tag(), *arguments)
        patience = min(self._settings.timeout + len(raw) / _SLOWEST_LINE, LONGEST_UPLOAD)
        try:
            async with self._deadline("APPEND", patience):
                answer = _answer(await self._protocol.execute(command))
        finally:
            self._protocol.literal_data = None  # a refused APPEND leaves it behind
        if not answer.ok:
            raise MailServerError(f"{self._settings} refuses APPEND: {answer.text}.", HEALS)

    def forget_news(self) -> None:
        self._protocol.news.clear()

    async def wait_for_news(self, at_most: float) -> None:
        """Until the server says EXISTS, `at_most` seconds long; news from before, not yet forgotten, count."""
        if "IDLE" in self.capabilities:
            await self._idle(at_most)
        else:
            await self._poll(at_most)
        self._protocol.news.clear()

    async def goodbye(self) -> None:
        with suppress(OutreachError):
            async with self._deadline("LOGOUT", _GOODBYE_TIMEOUT):
                await self._protocol.execute(Command("LOGOUT", self._protocol.new_tag()))
        self.drop()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._protocol.ended.wait(), _GOODBYE_TIMEOUT)

    def drop(self, why: str = "was given up") -> None:
        self._protocol.end(ConnectionLost(why))

    async def _idle(self, at_most: float) -> None:
        protocol = self._protocol
        if protocol.news.is_set():
            return
        protocol.idling.clear()
        idle = asyncio.create_task(protocol.execute(Command("IDLE", protocol.new_tag())))
        try:
            async with self._deadline("IDLE", self._settings.timeout):
                await _first(idle, protocol.idling)
            await _first(idle, protocol.news, at_most)
            if not idle.done():
                protocol.idle_done()
            async with self._deadline("DONE", self._settings.timeout):
                answer = _answer(await idle)
        finally:
            if not idle.done():  # cancelled: the answer to IDLE would be taken for that of the next command
                self.drop()
            await asyncio.gather(idle, return_exceptions=True)
        if not answer.ok:
            raise MailServerError(f"{self._settings} refuses IDLE: {answer.text}.", HEALS)

    async def _poll(self, at_most: float) -> None:
        """For a server without IDLE: NOOP now and then, between which only a lost connection is noticed."""
        loop = asyncio.get_running_loop()
        end = loop.time() + at_most
        while not self._protocol.news.is_set() and (left := end - loop.time()) > 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._protocol.ended.wait(), min(left, _POLL_EVERY))
            await self.demand("NOOP")

    @asynccontextmanager
    async def _deadline(self, name: str, seconds: float, more: float = 0.0) -> AsyncIterator[None]:
        """Within `seconds`; with `more`, as long as octets keep coming, so many seconds later.

        Whatever ends a command before its answer ends the connection, too: the answer would belong to the next.
        """
        loop = asyncio.get_running_loop()
        last = loop.time() + seconds + more
        try:
            async with asyncio.timeout(seconds) as limit:

                def heard() -> None:
                    if not limit.expired():
                        limit.reschedule(min(last, loop.time() + seconds))

                with self._listening(heard if more else None):
                    yield
        except TimeoutError as error:
            self.drop()
            raise Unreachable(f"{self._settings} does not answer {name} within {seconds:g} s.", HEALS) from error
        except ProtocolBroken as error:
            raise MailServerError(f"{self._settings} {error}.", HEALS) from error
        except ConnectionLost as error:
            raise Unreachable(f"{self._settings} {error}.", HEALS) from error
        except BaseException:
            self.drop()
            raise

    @contextmanager
    def _listening(self, heard: Callable[[], None] | None) -> Iterator[None]:
        before = self._protocol.heard
        self._protocol.heard = heard or before
        try:
            yield
        finally:
            self._protocol.heard = before


async def _first(task: asyncio.Task[Any], event: asyncio.Event, at_most: float | None = None) -> None:
    waiting = asyncio.create_task(event.wait())
    try:
        await asyncio.wait({task, waiting}, timeout=at_most, return_when=asyncio.FIRST_COMPLETED)
    finally:
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)


def _answer(response: Any) -> Answer:
    *responses, text = response.lines
    return Answer(response.result, one_line(text.decode("utf-8", "replace")), tuple(responses))


def _selected(folder: str, writable: bool, answer: Answer) -> Selected:
    uidvalidity = response_code(answer.responses, b"UIDVALIDITY") or b""
    if not uidvalidity.isdigit():
        raise MailServerError(
            f"The folder {folder} has no UIDVALIDITY, so what was read in it cannot be remembered.",
            "A mail server without it (RFC 3501 section 2.3.1.1) cannot be used.",
        )
    uidnext = response_code(answer.responses, b"UIDNEXT") or b""
    return Selected(
        folder,
        writable,
        int(uidvalidity),
        int(uidnext) if uidnext.isdigit() else 0,
        rb"\*" in (response_code(answer.responses, b"PERMANENTFLAGS") or b""),
    )
