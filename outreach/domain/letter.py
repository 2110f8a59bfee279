"""Letter and outcome: one mail of ours on its way, and what the next mail server answered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from outreach.domain.money import Money


class LetterState(StrEnum):
    RENDERED = "rendered"  # frozen bytes, waiting for a person
    APPROVED = "approved"  # may go out as soon as every guard agrees
    CLAIMED = "claimed"  # synced before the connection is used; found after a crash it becomes unknown
    ACCEPTED = "accepted"  # the next mail server took responsibility; it does not mean that it was delivered
    DEFERRED = "deferred"  # 4xx: may be tried again
    REFUSED = "refused"  # 5xx
    UNKNOWN = "unknown"  # perhaps sent: only evidence or a person settles it, it is never sent again by itself
    WITHDRAWN = "withdrawn"  # never sent: the facts changed, or a person said no


ON_ITS_WAY = frozenset(
    {LetterState.RENDERED, LetterState.APPROVED, LetterState.CLAIMED, LetterState.DEFERRED, LetterState.UNKNOWN}
)
COUNTS_AS_SENT = frozenset({LetterState.CLAIMED, LetterState.ACCEPTED, LetterState.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a letter: an invoice with the balance that was asked for."""

    number: str
    balance: Money
    due: date


@dataclass(frozen=True, slots=True)
class Ground:
    """Something that the words of a letter were made from, such as the bank details: its name and a digest of it."""

    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail of ours. The bytes lie in the archive under `digest`; only the Date line is added when it is sent."""

    id: str
    client: str
    to: str
    sequence: str
    stage: str
    step: int  # which step of the stage this letter is, from 0
    template: str
    language: str
    subject: str
    carrying: str
    lines: tuple[Line, ...]
    message_id: str
    digest: str
    rendered_at: datetime
    reasons: tuple[str, ...] = ()
    state: LetterState = LetterState.RENDERED
    approved_by: str = ""
    claimed_at: datetime | None = None
    settled_at: datetime | None = None
    answer: str = ""  # the server's own words, or why it was withdrawn
    attempts: int = 0
    try_again_at: datetime | None = None
    in_sent: bool = False  # a copy lies in the Sent folder
    stands_on: tuple[Ground, ...] = ()
    about_us: bool = False  # refused for what it is or whom it comes from, not for whom it goes to


_POLICY = re.compile(r"5\.7\.\d")


class Verdict(StrEnum):
    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class Phase(StrEnum):
    """How far the SMTP transaction came (RFC 5321 section 3.3)."""

    CONNECT = "connect"
    MAIL = "MAIL FROM"
    RCPT = "RCPT TO"
    DATA = "DATA"
    DOT = "the final dot"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one letter on the wire. Only the reply to the final dot decides; no reply there is unknown."""

    verdict: Verdict
    phase: Phase
    code: int | None = None
    text: str = ""

    @property
    def recipient_refused(self) -> bool:
        """The address itself was refused for good, so no other letter can reach it either.

        Not with a status X.7.Y (RFC 3463 section 3.8): that is a policy of the server, such as a block list we are on,
        and says nothing about the address.
        """
        return self.verdict is Verdict.REFUSED and self.phase is Phase.RCPT and not _POLICY.match(self.text)

    def __str__(self) -> str:
        code = f"{self.code} " if self.code else ""
        return f"{self.verdict} at {self.phase}: {code}{self.text}".rstrip(": ")
