"""Facts: what the ledger records. A fact carries its reasons and every document that it changed, as it is now."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from outreach.domain.case import Case
from outreach.domain.clients import BookPicture, Client, Invoice
from outreach.domain.halt import Halts
from outreach.domain.letter import Letter
from outreach.domain.received import InboxState, Received
from outreach.domain.task import Task

Document = Client | Invoice | Case | Letter | Task | Received | InboxState | BookPicture | Halts


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened at the UTC instant `at`. It is recorded whole or not at all.

    Because the changed documents travel with it, a later version of the program never has to derive an old decision
    again: applying a fact is putting its documents.
    """

    at: datetime
    kind: str  # a few words that never change: "letter accepted", "reply read"
    about: str  # id of the client, "" when it concerns the whole workspace
    sentence: str
    reasons: tuple[str, ...] = ()
    puts: tuple[Document, ...] = field(default=())


def key(document: Document) -> str:
    """The name under which a document lies in its table; of the last three there is only one each."""
    match document:
        case Client(id=name) | Letter(id=name) | Task(id=name) | Received(id=name):
            return name
        case Invoice(number=name) | Case(client=name):
            return name
        case InboxState() | BookPicture() | Halts():
            return "now"
