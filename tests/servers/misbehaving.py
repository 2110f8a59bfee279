"""Servers that misbehave on purpose: at one chosen point they close, fall silent, or say something else."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from types import TracebackType
from typing import Self

CLOSE = "(close)"
SILENCE = "(silence)"


class ScriptedServer:
    """Listens on a free port of 127.0.0.1 while it is entered; every conversation is a task that ends with it."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.port = 0
        self.connections = 0
        self.heard: list[bytes] = []  # every line of every client
        self._context = context
        self._talks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0, ssl=self._context, limit=1 << 20)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        for talk in self._talks:
            talk.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        raise NotImplementedError

    async def act(self, writer: asyncio.StreamWriter, action: str) -> bool:
        """Say it, or close, or say nothing ever after, or say half and then so; False when the conversation is over."""
        end = next((end for end in (CLOSE, SILENCE) if action.endswith(end)), "")
        writer.write(action.removesuffix(end).encode() + (b"" if end else b"\r\n"))
        await writer.drain()
        if end == SILENCE:
            await asyncio.Event().wait()
        return not end

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talk = asyncio.current_task()
        assert talk is not None
        self._talks.add(talk)
        self.connections += 1
        try:
            await self.talk(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the client has gone, or the test is over
        finally:
            writer.transport.abort()
            self._talks.discard(talk)


class MisbehavingSmtp(ScriptedServer):
    """A polite server but for `faults`: what it does at `greeting`, a command, or `dot`, instead of the usual reply.

    `afterwards=CLOSE` closes once a letter is taken. Faults hold for the first `times` conversations only. `letters`
    are the letters whose final dot it has seen. While `pipelining` is set every one of them offers it (RFC 2920).
    """

    pipelining = False

    _REPLIES: Mapping[str, str] = {
        "greeting": "220 mx.miller-sons.example ESMTP",
        "EHLO": "250-mx.miller-sons.example\r\n250-SIZE 30000000\r\n250 AUTH PLAIN",
        "AUTH": "235 2.7.0 welcome",
        "MAIL": "250 2.1.0 fine",
        "RCPT": "250 2.1.5 fine",
        "DATA": "354 go ahead",
        "dot": "250 2.0.0 queued as 4711",
        "RSET": "250 2.0.0 fine",
        "QUIT": "221 2.0.0 goodbye",
    }

    def __init__(self, times: int = 1_000_000, context: ssl.SSLContext | None = None, **faults: str) -> None:
        super().__init__(context)
        self.letters: list[bytes] = []
        self.faults, self._times = faults, times

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        faults = self.faults if self.connections <= self._times else {}
        replies = {**self._REPLIES, **faults}
        if self.pipelining:
            replies["EHLO"] = f"250-mx.miller-sons.example\r\n250-PIPELINING\r\n{replies['EHLO']}"
        going = await self.act(writer, replies["greeting"])
        while going and (line := await reader.readline()):
            self.heard.append(line)
            verb = line[:4].upper().decode()
            going = await self.act(writer, replies.get(verb, "500 5.5.2 what?")) and verb != "QUIT"
            if verb in {"MAIL", "RCPT"} and not replies[verb].startswith("25") and "DATA" not in faults:
                replies["DATA"] = "554 5.5.1 no valid recipients"
            if going and verb == "DATA" and replies["DATA"].startswith("354"):
                self.letters.append(await reader.readuntil(b"\r\n.\r\n"))
                going = await self.act(writer, replies["dot"]) and faults.get("afterwards") != CLOSE


class MisbehavingImap(ScriptedServer):
    """A tiny IMAP server with an empty mailbox; `faults` by command name replace its whole answer.

    In a fault `{tag}` stands for the tag of the command. Without a tagged line the command is never answered.
    """

    _ANSWERS: Mapping[str, str] = {
        "greeting": "* OK ready",
        "CAPABILITY": "* CAPABILITY IMAP4rev1 IDLE\r\n{tag} OK done",
        "LOGIN": "{tag} OK welcome",
        "SELECT": "* 0 EXISTS\r\n* OK [UIDVALIDITY 7] fine\r\n* OK [UIDNEXT 1] fine\r\n{tag} OK [READ-WRITE] done",
        "EXAMINE": "* 0 EXISTS\r\n* OK [UIDVALIDITY 7] fine\r\n* OK [UIDNEXT 1] fine\r\n{tag} OK [READ-ONLY] done",
        "IDLE": "+ idling",
        "DONE": "{tag} OK done",
        "SEARCH": "* SEARCH\r\n{tag} OK done",
        "LOGOUT": "* BYE goodbye\r\n{tag} OK done",
    }

    def __init__(self, context: ssl.SSLContext | None = None, **faults: str) -> None:
        super().__init__(context)
        self._answers = {**self._ANSWERS, **faults}

    def behave(self, **faults: str) -> None:
        """From now on only these faults."""
        self._answers = {**self._ANSWERS, **faults}

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        going = await self.act(writer, self._answers["greeting"])
        tag = ""
        while going and (line := await reader.readline()):
            self.heard.append(line)
            words = line.decode().split()
            name = words[0]
            if name != "DONE":
                tag, name = words[0], words[2] if words[1] == "UID" else words[1]
            going = await self.act(writer, self._answers.get(name, "{tag} OK done").replace("{tag}", tag))
