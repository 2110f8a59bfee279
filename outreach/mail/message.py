"""What a received mail says, as values: the one shape that every later reading of it starts from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from outreach.mail.address import Mailbox

NOBODY = Mailbox("", "")


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that came with a mail. Its name is cleaned, its size is in octets; nobody opens it here."""

    name: str
    mime: str
    size: int


@dataclass(frozen=True, slots=True)
class Entity:
    """One part of a mail without its content, in the order in which they stand."""

    mime: str
    params: Mapping[str, str]
    disposition: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A part that a program wrote for programs: message/delivery-status (RFC 3464), disposition-notification (8098)."""

    mime: str
    text: str


@dataclass(frozen=True, slots=True)
class Mail:
    """One received mail, decoded. Ids have their angle brackets. What could not be read is empty; `warnings` say so."""

    headers: Mapping[str, tuple[str, ...]]  # lower-case name -> all its values, decoded, in order
    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    sender: Mailbox = NOBODY
    senders: int = 0  # mailboxes in all From fields together; more than one is the sign of a forgery
    reply_to: tuple[Mailbox, ...] = ()
    to: tuple[Mailbox, ...] = ()
    cc: tuple[Mailbox, ...] = ()
    subject: str = ""
    date: datetime | None = None  # UTC
    return_path: str | None = None  # None = no such header; "" = the null path <>, from which only machines write
    content_type: str = "text/plain"
    report_type: str = ""
    text: str = ""  # the body a person reads
    has_html: bool = False
    attachments: tuple[Attached, ...] = ()
    entities: tuple[Entity, ...] = ()
    reports: tuple[Report, ...] = ()
    original: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # headers of the mail that a report returns
    calendar_method: str = ""  # of a text/calendar part, upper case
    deceives: bool = False  # it shows a person other words than a program reads; `warnings` say which
    warnings: tuple[str, ...] = ()

    def all(self, name: str) -> tuple[str, ...]:
        return self.headers.get(name, ())

    def first(self, name: str) -> str:
        return next(iter(self.all(name)), "")

    @property
    def addresses(self) -> tuple[str, ...]:
        """Everybody it was sent to, openly: To and Cc, in lower case."""
        return tuple(dict.fromkeys(box.email.lower() for box in (*self.to, *self.cc) if box.email))

    @property
    def is_answer(self) -> bool:
        return bool(self.in_reply_to or self.references)
