"""Commands and replies on an SMTP connection that is open, several commands in one go where the server offers it.

aiosmtplib makes the connection and has no PIPELINING (RFC 2920): it waits for each reply before the next command. Its
protocol loses a reply that comes in the same segment as another, so from the login on this one takes its place.
"""

from __future__ import annotations

import asyncio
import re
from collections import deque
from collections.abc import Sequence
from typing import Final, NamedTuple

from aiosmtplib import SMTP, SMTPException, SMTPReadTimeoutError, SMTPServerDisconnected

MOST: Final = 32_768  # octets of replies that nobody has taken yet; RFC 5321 section 4.5.3.1.5 asks for 512 a line
_LINE: Final = re.compile(rb"([2-5][0-9][0-9])(?:([ -])([^\n]*))?\r?\n")
_CONTROL: Final = re.compile(rb"[\x00-\x1f\x7f]")


class Reply(NamedTuple):
    code: int
    text: str  # the lines of it, joined by line feeds


class Dialogue(asyncio.Protocol):
    """One connection. Replies come in the order of the commands; one that nobody waits for ends the connection, since
    everything after it would be taken for the answer to something else."""

    def __init__(self, smtp: SMTP) -> None:
        transport = smtp.transport
        if not isinstance(transport, asyncio.Transport) or transport.is_closing():
            raise SMTPServerDisconnected("the connection was closed after the login")
        self._loop = asyncio.get_running_loop()
        self._transport = transport
        self._buffer = bytearray()
        self._lines: list[bytes] = []  # of a reply that goes on
        self._replies: deque[Reply] = deque()
        self._due = 0  # replies to commands that were sent, which have not come yet
        self._wrong: SMTPException | None = None
        self._waiter: asyncio.Future[None] | None = None
        transport.set_protocol(self)

    @property
    def usable(self) -> bool:
        """As far as can be known without asking."""
        return self._wrong is None and not self._due and not self._replies and not self._transport.is_closing()

    def say(self, commands: Sequence[bytes]) -> None:
        """Each command is one line without its end. Nothing that could be read as another command may be in it."""
        if any(map(_CONTROL.search, commands)):
            raise ValueError("a command holds a control character")
        self.write(b"\r\n".join((*commands, b"")), len(commands))

    def write(self, data: bytes, replies: int) -> None:
        """Octets as they are, to which so many replies will come."""
        if self._wrong or self._transport.is_closing():
            raise self._wrong or SMTPServerDisconnected("Connection lost")
        self._due += replies
        self._transport.write(data)

    async def reply(self, timeout: float) -> Reply:
        """The next reply. Raises SMTPServerDisconnected when none can come any more, SMTPReadTimeoutError when none
        came in so many seconds, SMTPException for what is no SMTP."""
        if not self._replies and self._wrong is None:
            self._waiter = self._loop.create_future()
            timer = self._loop.call_later(timeout, self._give_up)
            try:
                await self._waiter
            finally:
                timer.cancel()
                self._waiter = None
        if self._replies:
            return self._replies.popleft()
        raise self._wrong or SMTPServerDisconnected("Connection lost")

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while self._wrong is None and (end := self._buffer.find(b"\n") + 1):
            line = bytes(self._buffer[:end])
            del self._buffer[:end]
            self._take(line)
        if len(self._buffer) + sum(map(len, self._lines)) > MOST:
            self._fail(SMTPException("the reply is too long"))

    def eof_received(self) -> None:
        self._fail(SMTPServerDisconnected("Unexpected EOF received"))

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  # asyncio names it
        self._fail(SMTPServerDisconnected("Connection lost"))

    def _take(self, line: bytes) -> None:
        found = _LINE.fullmatch(line)
        if found is None:
            return self._fail(SMTPException(f"Malformed SMTP response line: {line.decode('utf-8', 'replace')}"))
        self._lines.append((found[3] or b"").strip())
        if found[2] == b"-":
            return None
        if not self._due:
            return self._fail(SMTPServerDisconnected(f"the server said {line.decode('utf-8', 'replace')} unasked"))
        self._due -= 1
        self._replies.append(Reply(int(found[1]), b"\n".join(self._lines).decode("utf-8", "surrogateescape")))
        self._lines = []
        return self._wake()

    def _give_up(self) -> None:
        self._fail(SMTPReadTimeoutError("Timed out waiting for server response"))

    def _fail(self, why: SMTPException) -> None:
        self._wrong = self._wrong or why
        self._wake()

    def _wake(self) -> None:
        if self._waiter and not self._waiter.done():
            self._waiter.set_result(None)
