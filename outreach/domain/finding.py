"""What one mail was understood to say, with the words it was read in and how sure the reading is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from outreach.domain.money import Money


class MailKind(StrEnum):
    """What kind of thing wrote. Only a person's reply can promise or dispute."""

    PERSON = "person"
    OUT_OF_OFFICE = "out of office"
    TICKET = "ticket receipt"
    BOUNCE = "bounce"
    RECEIPT = "read receipt"
    CALENDAR = "calendar answer"
    REACTION = "emoji reaction"  # from a person, but says nothing
    CHALLENGE = "challenge"  # "click to prove that you are human"
    PORTAL = "portal status"  # of a supplier portal: what has become of an invoice
    REMITTANCE = "remittance advice"  # sent by a payables system: which invoices a payment is for
    AUTOMATIC = "automatic mail"  # any other machine


class Intent(StrEnum):
    PROMISE = "promise"
    PAID = "paid"
    DISPUTE = "dispute"
    PLAN = "plan"
    HARDSHIP = "hardship"
    LEGAL = "legal"
    DOCUMENT = "document"
    REDIRECT = "redirect"
    STOP = "stop"
    OUT_OF_OFFICE = "out_of_office"
    ACKNOWLEDGEMENT = "acknowledgement"
    BOUNCE = "bounce"
    OTHER = "other"


class DisputeReason(StrEnum):
    NOT_RECEIVED = "not_received"
    QUALITY = "quality"
    AMOUNT = "amount"
    DUPLICATE = "duplicate"
    PURCHASE_ORDER = "purchase_order"
    UNAUTHORISED = "unauthorised"
    CREDIT_NOTE = "credit_note"
    TERMS = "terms"
    OTHER = "other"


class PlanKind(StrEnum):
    INSTALMENTS = "instalments"
    EXTENSION = "extension"
    SETTLEMENT = "settlement"


class BounceKind(StrEnum):
    HARD = "hard"  # 5.x.x: this address does not take mail
    SOFT = "soft"  # 4.x.x or delayed: it may still arrive


@dataclass(frozen=True, slots=True)
class Bounce:
    """A delivery report (RFC 3464), or what could be made of one. `message_id` is that of our letter, if quoted."""

    kind: BounceKind
    recipient: str = ""
    status: str = ""  # RFC 3463, e.g. "5.1.1"
    message_id: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words a reading stands on, and the rule that read them (`en/promise.yaml: will-pay-on`)."""

    intent: Intent
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class StatedPromise:
    """A day and an amount somebody gave. `invoices` empty means: none was named, so all that is open."""

    day: date | None
    amount: Money | None = None
    invoices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One mail, understood. `intents` has the main one first; `sure` tells whether to act without asking a person."""

    kind: MailKind
    intents: tuple[Intent, ...]
    sure: bool
    confidence: float = 0.0
    promises: tuple[StatedPromise, ...] = ()
    invoices: tuple[str, ...] = ()  # invoice numbers named in the new text
    dispute_reason: DisputeReason | None = None
    disputed: tuple[str, ...] = ()  # the invoices contested, empty = not said
    plan_kind: PlanKind | None = None
    back_on: date | None = None  # the first day back at work
    redirect_to: tuple[str, ...] = ()
    bounce: Bounce | None = None
    evidence: tuple[Evidence, ...] = ()
    warnings: tuple[str, ...] = ()
    bank_details: bool = False  # it speaks of new ones, ours or theirs: always for a person, whatever wrote it
    text: str = ""  # the new text alone, quotes and signature cut

    @property
    def by_person(self) -> bool:
        return self.kind in (MailKind.PERSON, MailKind.REACTION)

    @property
    def speaks_for_client(self) -> bool:
        """A person, or the payables system that answers for one: what it says of an invoice holds all the same."""
        return self.by_person or self.kind in (MailKind.PORTAL, MailKind.REMITTANCE)
