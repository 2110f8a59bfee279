"""Letters to the next mail server (RFC 5321), over connections that are kept.

aiosmtplib makes the connection, but its `data()` raises the same error before and after the final dot, where the one
means "surely not sent" and the other "perhaps sent". So the transaction is driven command by command (`smtp_line.py`).
"""

from __future__ import annotations

import asyncio
import re
from contextlib import AsyncExitStack
from functools import lru_cache
from typing import Final

from aiosmtplib import SMTPException
from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email

from outreach.domain.letter import Outcome, Phase, Verdict
from outreach.transport.failures import one_line
from outreach.transport.settings import ServerSettings
from outreach.transport.smtp_connection import abandon, open_connection
from outreach.transport.smtp_line import Line, Stale

# Addresses that email-validator takes as they are, which a test holds: letters, digits, and between these single dots,
# hyphens and underscores. The whole check costs as much as a letter on the wire.
_PLAIN: Final = re.compile(r"(?!.{64})[A-Za-z0-9]+(?:[._+-][A-Za-z0-9]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+([a-z]{2,})")


class SmtpPostman:
    """A `ports.Postman`. As many letters at a time as it has connections; others wait for their turn."""

    def __init__(self, settings: ServerSettings, copy_to: str = "", connections: int = 1) -> None:
        """`copy_to` is a mailbox of our own that gets each letter in the same transaction ("" = none).

        So the copy is there exactly when the server took the letter, which settles one whose reply was lost; a second
        transaction could prove nothing. A server that does not take the copy takes the letter all the same.
        """
        self.connections = connections
        self._settings = settings
        self._copy = _path(copy_to) if copy_to else None
        self._kept: list[Line] = []
        self._turns = asyncio.Semaphore(connections)

    async def send(self, sender: str, recipient: str, data: bytes) -> Outcome:
        mail, rcpt = _path(sender), _path(recipient)
        if mail is None:
            return Outcome(Verdict.REFUSED, Phase.MAIL, None, f"{sender!r} is not an address that SMTP can carry")
        if rcpt is None:
            return Outcome(Verdict.REFUSED, Phase.RCPT, None, f"{recipient!r} is not an address that SMTP can carry")
        async with self._turns:
            if self._kept:
                try:
                    return await self._sent(self._kept.pop(), mail, rcpt, data)
                except Stale:
                    pass  # of this letter nothing was sent: it has a connection of its own
            smtp = await open_connection(self._settings)
            try:
                line = Line(smtp, self._settings)
            except SMTPException as error:
                await abandon(smtp)
                return Outcome(Verdict.DEFERRED, Phase.MAIL, None, one_line(str(error)))
            return await self._sent(line, mail, rcpt, data)

    async def close(self) -> None:
        async with AsyncExitStack() as every_turn:
            for _ in range(self.connections):
                await every_turn.enter_async_context(self._turns)
            while self._kept:
                await self._kept.pop().quit()

    async def _sent(self, line: Line, mail: bytes, rcpt: bytes, data: bytes) -> Outcome:
        keep = False
        try:
            outcome = await line.send(mail, rcpt, self._copy, data)
            keep = line.usable
        finally:
            if keep:
                self._kept.append(line)
            else:
                await line.abandon()
        return outcome


@lru_cache(4096)
def _path(address: str) -> bytes | None:
    """The address between angle brackets, its domain in IDNA 2008; None when it holds what SMTP cannot carry without
    SMTPUTF8, or could be read as a second command (CR, LF, blanks, brackets)."""
    plain = _PLAIN.fullmatch(address)
    if plain and plain[1] not in SPECIAL_USE_DOMAIN_NAMES:
        return f"<{address}>".encode("ascii")
    try:
        checked = validate_email(address, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return None
    return f"<{checked.ascii_email}>".encode("ascii")
