"""aioimaplib's protocol with the guards it lacks (2.0.3): limits, no recursion, and nothing that waits for ever."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable

from aioimaplib.aioimaplib import LOGOUT, AioImapException, Command, IMAP4ClientProtocol

from outreach.transport.responses import Reader, Response, TooMuch

_TAGGED = re.compile(rb"[A-Z]+[0-9]+ (?:OK|NO|BAD)\b")
_BYE = re.compile(rb"\* BYE\b", re.IGNORECASE)
_EXISTS = re.compile(rb"\* \d+ EXISTS\b", re.IGNORECASE)
_RENUMBERED = re.compile(rb"\* OK \[UIDVALIDITY ", re.IGNORECASE)


class ConnectionLost(AioImapException):  # type: ignore[misc]  # aioimaplib has no types
    """Why the connection is gone, in words that can follow `HOST:PORT`."""


class ProtocolBroken(ConnectionLost):
    """The connection was ended by us, for what came over it."""


class GuardedProtocol(IMAP4ClientProtocol):  # type: ignore[misc]  # aioimaplib has no types
    """Keeps aioimaplib's bookkeeping of commands, and takes over what comes in and how it ends.

    One command at a time; whoever calls holds a lock. A command's `lines` are whole responses (`Response`), and last
    the text of its tagged line. When the connection ends, for whatever reason, every command that waits raises
    ConnectionLost at once, and so does every later one.
    """

    literal_data: bytes | None  # of an APPEND, until the server asks for it
    pending_sync_command: Command | None

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(loop)
        self._reader = Reader()
        self.greeting: asyncio.Future[bytes] = loop.create_future()
        self.lost: ConnectionLost | None = None
        self.ended = asyncio.Event()  # set once the socket is closed
        self.news = asyncio.Event()  # the server said EXISTS since somebody last cleared this
        self.idling: asyncio.Event = self._idle_event  # the server took IDLE
        self.heard: Callable[[], None] = _nobody_listens  # called for whatever comes in: a sign of life

    @property
    def in_between(self) -> bool:
        return self._reader.in_between

    def data_received(self, data: bytes) -> None:
        self.heard()
        try:
            for response in self._reader.feed(data):
                self._take(response)
        except TooMuch as error:
            self.end(ProtocolBroken(f"sends {error}"))
        except AioImapException as error:  # a tag that nobody waits for
            self.end(ProtocolBroken(f"breaks the protocol: {error}"))

    def connection_lost(self, exc: Exception | None) -> None:
        self._fail(ConnectionLost(f"broke the connection: {exc}" if exc else "closed the connection"))
        self.ended.set()
        super().connection_lost(exc)

    def end(self, why: ConnectionLost) -> None:
        """Abort: nothing that is still unsent leaves, and nothing more is read."""
        self._fail(why)
        if self.transport is not None:
            self.transport.abort()

    async def execute(self, command: Command, scrub: str | None = None) -> object:
        if self.lost is not None:
            raise self.lost
        self._reader.new_command()
        return await super().execute(command, scrub)

    def send(self, line: str, scrub: str | None = None) -> None:  # noqa: ARG002  # the signature is aioimaplib's
        """Without aioimaplib's debug log, which shows a password that had to be quoted."""
        self.transport.write(f"{line}\r\n".encode())

    def _take(self, response: Response) -> None:
        line = response[0]
        if self.lost is not None:
            return
        if not self.greeting.done() and not _BYE.match(line):
            self.greeting.set_result(line)
        elif line.startswith(b"* "):
            self._untagged(response)
        elif line.startswith(b"+"):
            self._continuation(line)
        elif _TAGGED.match(line):
            self._response_done(line)

    def _continuation(self, line: bytes) -> None:
        """`+` means "idling" or "send the literal"; in any other place it would leave both sides waiting."""
        command = self._running()
        if command is not None and command.name == "IDLE":
            self.idling.set()
        elif command is not None and command.name == "APPEND" and self.literal_data is not None:
            self.transport.writelines((self.literal_data, b"\r\n"))
            self.literal_data = None
        else:
            raise AioImapException(f"asks for more: {line[:100]!r}")

    def _untagged(self, response: Response) -> None:
        line, command = response[0], self._running()
        if _BYE.match(line) and (command is None or command.name != "LOGOUT"):
            self.end(ConnectionLost(f"said goodbye: {line[5:].decode('utf-8', 'replace').strip()}"))
            return
        opening = command is not None and command.name in {"SELECT", "EXAMINE"}
        if _EXISTS.match(line) and not opening:
            self.news.set()
        if _RENUMBERED.match(line) and not opening:  # every UID we know would now be that of another mail
            self.end(ConnectionLost("renumbered the mails of the folder that is open"))
            return
        if command is not None:
            command.append_to_resp(response)

    def _running(self) -> Command | None:
        return self.pending_sync_command or next(iter(self.pending_async_commands.values()), None)

    def _fail(self, why: ConnectionLost) -> None:
        self.lost = self.lost or why
        waiting = [self.pending_sync_command, *self.pending_async_commands.values()]
        self.pending_sync_command, self.state = None, LOGOUT
        self.pending_async_commands.clear()
        for command in waiting:
            if command is not None:
                command._exception = self.lost  # aioimaplib gives no other way to end a command
                command.close(b"", "KO")
        if not self.greeting.done():
            self.greeting.set_exception(self.lost)
            self.greeting.exception()  # whoever waited may have been cancelled


def _nobody_listens() -> None:
    """No command waits, so nothing has to be told that the server lives."""
