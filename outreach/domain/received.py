"""A mail that reached us and belongs to a case, and the place in a mailbox up to which we have read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from outreach.domain.finding import Finding


@dataclass(frozen=True, slots=True)
class Received:
    """One archived mail. `id` names its content: the same mail in two folders is one. Its bytes lie under `digest`."""

    id: str
    client: str
    message_id: str
    sender: str
    subject: str
    sent_at: datetime
    received_at: datetime
    digest: str
    finding: Finding
    trusted: bool
    trust_reason: str  # why it counts as the client's, or why not
    how_found: str  # "answers our letter L-7", "the reference in its text", "a known contact"
    folder: str
    uid: int


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a folder has been read. A UID means nothing without its UIDVALIDITY (RFC 9051 section 2.3.1.1)."""

    folder: str
    uidvalidity: int
    uid: int  # the highest one handled; 0 = none


@dataclass(frozen=True, slots=True)
class InboxState:
    """When the mailbox was last read whole, which is what allows a letter to go out (law 1)."""

    read_at: datetime | None = None
    cursors: tuple[Cursor, ...] = ()

    def cursor(self, folder: str) -> Cursor | None:
        return next((c for c in self.cursors if c.folder == folder), None)
