"""Letters to the next mail server (RFC 5321), over one connection that is kept.

aiosmtplib speaks the commands, but its `data()` raises the same error before and after the final dot, where the one
means "surely not sent" and the other "perhaps sent". So the transaction is driven command by command here.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress

from aiosmtplib import SMTP, SMTPException, SMTPResponse, SMTPServerDisconnected
from aiosmtplib.protocol import PERIOD_REGEX, normalize_message_line_endings
from email_validator import EmailNotValidError, validate_email

from outreach.domain.letter import Outcome, Phase, Verdict
from outreach.transport.failures import one_line
from outreach.transport.settings import ServerSettings
from outreach.transport.smtp_connection import abandon, open_connection

_QUIT_TIMEOUT = 5.0
_CLOSING = 421
_GOES_ON = {Phase.MAIL: 2, Phase.RCPT: 2, Phase.DATA: 3, Phase.DOT: 2}  # first digit of the reply


class SmtpPostman:
    """A `ports.Postman`. One letter at a time; others wait for their turn."""

    def __init__(self, settings: ServerSettings, copy_to: str = "") -> None:
        """`copy_to` is a mailbox of our own that gets each letter in the same transaction ("" = none).

        So the copy is there exactly when the server took the letter, which settles one whose reply was lost; a second
        transaction could prove nothing. A server that does not take the copy takes the letter all the same.
        """
        self._settings = settings
        self._copy = _path(copy_to) if copy_to else None
        self._smtp: SMTP | None = None
        self._turn = asyncio.Lock()

    async def send(self, sender: str, recipient: str, data: bytes) -> Outcome:
        mail, rcpt = _path(sender), _path(recipient)
        if mail is None:
            return Outcome(Verdict.REFUSED, Phase.MAIL, None, f"{sender!r} is not an address that SMTP can carry")
        if rcpt is None:
            return Outcome(Verdict.REFUSED, Phase.RCPT, None, f"{recipient!r} is not an address that SMTP can carry")
        async with self._turn:
            smtp = await self._connected()
            return await self._transaction(smtp, mail, rcpt, data)

    async def close(self) -> None:
        async with self._turn:
            smtp, self._smtp = self._smtp, None
            if smtp is None:
                return
            with suppress(SMTPException, OSError):
                # Whatever it answers, every letter has its outcome already.
                await smtp.quit(timeout=min(_QUIT_TIMEOUT, self._settings.timeout))
            await abandon(smtp)

    async def _connected(self) -> SMTP:
        """The kept connection if the server still answers on it, else a new one.

        RSET also ends a transaction whose recipient was refused. Asking before MAIL keeps a connection that the server
        closed since the last letter from turning into a letter that failed.
        """
        if self._smtp is not None:
            try:
                await self._smtp.rset()
            except (SMTPException, OSError):
                await self._drop()
            else:
                return self._smtp
        self._smtp = await open_connection(self._settings)
        return self._smtp

    async def _transaction(self, smtp: SMTP, mail: bytes, rcpt: bytes, data: bytes) -> Outcome:
        """The connection is kept only after an answer that leaves no doubt; a cancelled letter leaves one, too."""
        keep = False
        try:
            outcome = await self._envelope(smtp, mail, rcpt, data) or await self._letter(smtp, data)
            keep = outcome.code not in {None, _CLOSING} and outcome.verdict is not Verdict.UNKNOWN
        finally:
            if not keep:
                await self._drop()
        return outcome

    async def _envelope(self, smtp: SMTP, mail: bytes, rcpt: bytes, data: bytes) -> Outcome | None:
        """MAIL, RCPT and DATA; an outcome when it ends before the server's "go ahead", till which nothing is sent."""
        commands = (
            (Phase.MAIL, (b"MAIL", b"FROM:" + mail, *_parameters(smtp, data))),
            (Phase.RCPT, (b"RCPT", b"TO:" + rcpt)),
            (Phase.DATA, (b"DATA",)),
        )
        for phase, command in commands:
            try:
                reply = await smtp.execute_command(*command)
            except (SMTPException, OSError) as error:
                return Outcome(Verdict.DEFERRED, phase, None, _no_reply(error))
            if reply.code // 100 != _GOES_ON[phase]:
                return _judged(phase, reply)
            if phase is Phase.RCPT and self._copy:
                try:
                    await smtp.execute_command(b"RCPT", b"TO:" + self._copy)
                except (SMTPException, OSError) as error:
                    return Outcome(Verdict.DEFERRED, phase, None, _no_reply(error))
        return None

    async def _letter(self, smtp: SMTP, data: bytes) -> Outcome:
        """The bytes and the final dot. From here on only a reply tells whether the server has the letter."""
        try:
            if smtp.protocol is None:  # closed behind its own 354: the dot cannot have been sent
                raise SMTPServerDisconnected("the connection closed after the go-ahead")
            smtp.protocol.write(_dot_stuffed(data))
        except SMTPException as error:
            return Outcome(Verdict.DEFERRED, Phase.DATA, None, _no_reply(error))
        try:
            reply = await smtp.protocol.read_response(timeout=self._settings.dot_timeout)
        except (SMTPException, OSError) as error:
            return Outcome(Verdict.UNKNOWN, Phase.DOT, None, _no_reply(error))
        return _judged(Phase.DOT, reply)

    async def _drop(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            await abandon(smtp)


def _judged(phase: Phase, reply: SMTPResponse) -> Outcome:
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
    return Outcome(verdict, phase, reply.code, one_line(reply.message))


def _path(address: str) -> bytes | None:
    """The address between angle brackets, its domain in IDNA 2008; None when it holds what SMTP cannot carry without
    SMTPUTF8, or could be read as a second command (CR, LF, blanks, brackets)."""
    try:
        checked = validate_email(address, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return None
    return f"<{checked.ascii_email}>".encode("ascii")


def _parameters(smtp: SMTP, data: bytes) -> tuple[bytes, ...]:
    """SIZE (RFC 1870), so that too large a letter is refused before it is sent; 8BITMIME (RFC 6152) if needed."""
    size = (b"SIZE=%d" % len(data),) if smtp.supports_extension("size") else ()
    body = (b"BODY=8BITMIME",) if not data.isascii() and smtp.supports_extension("8bitmime") else ()
    return size + body


def _dot_stuffed(data: bytes) -> bytes:
    """The letter as RFC 5321 section 4.5.2 wants it, with the final dot. No other dot can end it, no bare CR or LF
    survives: a line that a lenient server takes for the end would let a template smuggle commands."""
    return PERIOD_REGEX.sub(b"..", normalize_message_line_endings(data)) + b".\r\n"


def _no_reply(error: BaseException) -> str:
    return f"no reply from the server: {one_line(str(error)) or type(error).__name__}"
