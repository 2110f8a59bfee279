"""A mail that reached us and belongs to a case, and the place in a mailbox up to which we have read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from outreach.domain.finding import Finding, Intent

JUDGED, BY_PERSON = "judged by ", "person: "  # how a reading names the person whose it is; the name follows


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

    @property
    def judged(self) -> bool:
        """Whether a person has confirmed or corrected what it was understood to say."""
        return self.trust_reason.startswith(JUDGED)

    @property
    def corrected_to(self) -> tuple[Intent, ...]:
        """What a person said that it means, when they did not take what was proposed."""
        said = self.finding.evidence if self.judged else ()
        return tuple(e.intent for e in said) if all(e.by.startswith(BY_PERSON) for e in said) else ()


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
