"""One connection that carries letters: the transaction command by command, and what each reply means (RFC 5321)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Final, NamedTuple

from aiosmtplib import SMTP, SMTPException
from aiosmtplib.protocol import normalize_message_line_endings

from outreach.domain.letter import Outcome, Phase, Verdict
from outreach.transport.failures import one_line
from outreach.transport.settings import ServerSettings
from outreach.transport.smtp_connection import abandon
from outreach.transport.smtp_dialogue import Dialogue, Reply

_QUIT_TIMEOUT: Final = 5.0
_CLOSING: Final = 421
_GOES_ON: Final = {Phase.MAIL: 2, Phase.RCPT: 2, Phase.DATA: 3, Phase.DOT: 2}  # first digit of the reply


class Stale(Exception):
    """The server has closed this connection since the last letter, or no longer answers on it. Nothing was sent."""


class _Step(NamedTuple):
    phase: Phase
    command: bytes
    must: bool = True  # the letter does not go on unless the reply says so


class Line:
    """A connection that is logged in. `usable` says whether it may carry another letter."""

    def __init__(self, smtp: SMTP, settings: ServerSettings) -> None:
        """Raises SMTPException when the connection is gone already."""
        self._smtp, self._settings = smtp, settings
        self._dialogue = Dialogue(smtp)
        self._together = smtp.supports_extension("pipelining")
        self._fresh = True
        self._clear = True

    @property
    def usable(self) -> bool:
        return self._clear and self._dialogue.usable

    async def send(self, mail: bytes, rcpt: bytes, copy: bytes | None, data: bytes) -> Outcome:
        """One transaction, addresses between angle brackets. The connection is kept only after an answer that leaves no
        doubt; a cancelled letter leaves one, too. Raises Stale."""
        self._clear, fresh, self._fresh = False, self._fresh, False
        steps = tuple(self._steps(mail, rcpt, copy, data))
        outcome = await self._envelope(steps, reset=not fresh) or await self._letter(data)
        self._clear = outcome.code not in {None, _CLOSING} and outcome.verdict is not Verdict.UNKNOWN
        return outcome

    async def quit(self) -> None:
        with suppress(SMTPException, OSError):
            # Whatever it answers, every letter has its outcome already.
            self._dialogue.say([b"QUIT"])
            await self._dialogue.reply(min(_QUIT_TIMEOUT, self._settings.timeout))
        await self.abandon()

    async def abandon(self) -> None:
        await abandon(self._smtp)

    def _steps(self, mail: bytes, rcpt: bytes, copy: bytes | None, data: bytes) -> Iterator[_Step]:
        yield _Step(Phase.MAIL, b" ".join((b"MAIL FROM:" + mail, *self._parameters(data))))
        yield _Step(Phase.RCPT, b"RCPT TO:" + rcpt)
        if copy:
            yield _Step(Phase.RCPT, b"RCPT TO:" + copy, must=False)
        yield _Step(Phase.DATA, b"DATA")

    def _parameters(self, data: bytes) -> Iterator[bytes]:
        """SIZE (RFC 1870), so that too large a letter is refused before it is sent; 8BITMIME (RFC 6152) if needed."""
        if self._smtp.supports_extension("size"):
            yield b"SIZE=%d" % len(data)
        if not data.isascii() and self._smtp.supports_extension("8bitmime"):
            yield b"BODY=8BITMIME"

    async def _envelope(self, steps: Sequence[_Step], *, reset: bool) -> Outcome | None:
        """All commands till the server's "go ahead"; an outcome when it ends before, and then nothing was sent.

        RSET also ends a transaction whose recipient was refused. To ask before MAIL keeps a connection that the server
        closed since the last letter from turning into a letter that failed.

        DATA waits when there is a copy: a server that takes the copy and not the client would say "go ahead".
        """
        waits = not all(step.must for step in steps)
        ahead = (steps[:-1] if waits else steps) if self._together else ()
        if reset:
            await self._reset(ahead)
        for place, step in enumerate(steps):
            try:
                if place == 0 and ahead and not reset:
                    self._dialogue.say([step.command for step in ahead])
                elif place >= len(ahead):
                    self._dialogue.say([step.command])
                reply = await self._dialogue.reply(self._settings.timeout)
            except (SMTPException, OSError) as error:
                return Outcome(Verdict.DEFERRED, step.phase, None, _no_reply(error))
            if step.must and reply.code // 100 != _GOES_ON[step.phase]:
                await self._finish(ahead[place + 1 :])
                return _judged(step.phase, reply)
        return None

    async def _reset(self, ahead: Sequence[_Step]) -> None:
        try:
            self._dialogue.say([b"RSET", *(step.command for step in ahead)])
            reply = await self._dialogue.reply(self._settings.timeout)
        except (SMTPException, OSError) as error:
            raise Stale from error
        if reply.code // 100 != 2:
            raise Stale

    async def _finish(self, steps: Sequence[_Step]) -> None:
        """Take the replies to what was said ahead of a refusal. A server that says "go ahead" all the same waits for a
        letter now, so the connection ends there."""
        for step in steps:
            try:
                reply = await self._dialogue.reply(self._settings.timeout)
            except (SMTPException, OSError):
                return
            if step.phase is Phase.DATA and reply.code // 100 == _GOES_ON[Phase.DATA]:
                await self.abandon()

    async def _letter(self, data: bytes) -> Outcome:
        """The bytes and the final dot. From here on only a reply tells whether the server has the letter."""
        try:
            # Closed behind its own 354: the dot cannot have been sent.
            self._dialogue.write(dot_stuffed(data), 1)
        except SMTPException as error:
            return Outcome(Verdict.DEFERRED, Phase.DATA, None, _no_reply(error))
        try:
            reply = await self._dialogue.reply(self._settings.dot_timeout)
        except (SMTPException, OSError) as error:
            return Outcome(Verdict.UNKNOWN, Phase.DOT, None, _no_reply(error))
        return _judged(Phase.DOT, reply)


def dot_stuffed(data: bytes) -> bytes:
    """The letter as RFC 5321 section 4.5.2 wants it, with the final dot. No other dot can end it, no bare CR or LF
    survives: a line that a lenient server takes for the end would let a template smuggle commands.

    What is in order already, as our own letters are, is only counted: to replace costs twenty times as much.
    """
    ends = data.count(b"\r\n")
    if not (ends == data.count(b"\n") == data.count(b"\r") and data.endswith(b"\r\n")):
        data = normalize_message_line_endings(data)
    data = data.replace(b"\n.", b"\n..")
    return b"".join((b"." if data.startswith(b".") else b"", data, b".\r\n"))


def _judged(phase: Phase, reply: Reply) -> Outcome:
    """A reply by its first digit (RFC 5321 section 4.2.1).

    421 after the dot says that the server is closing, not that it has not queued the letter. A code out of place is a
    broken server: before the dot it has nothing of ours, after it nobody knows.
    """
    if reply.code // 100 == _GOES_ON[phase]:
        verdict = Verdict.ACCEPTED
    elif 500 <= reply.code <= 599:
        verdict = Verdict.REFUSED
    elif phase is Phase.DOT and (reply.code == _CLOSING or not 400 <= reply.code <= 499):
        verdict = Verdict.UNKNOWN
    else:
        verdict = Verdict.DEFERRED
    return Outcome(verdict, phase, reply.code, one_line(reply.text))


def _no_reply(error: BaseException) -> str:
    return f"no reply from the server: {one_line(str(error)) or type(error).__name__}"
