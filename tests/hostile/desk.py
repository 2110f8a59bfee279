"""A desk that has written to Miller & Sons and Harbour Hotels, and the whole way of one mail across it."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from functools import cache

from outreach.agent.read_inbox import read_inbox
from outreach.domain.received import Received
from outreach.mail.bounce import bounce_in
from outreach.mail.identity import identity
from outreach.mail.kind import kind_of
from outreach.mail.parse import every_text, parse
from outreach.mail.quoting import new_text
from outreach.mail.trust import trust
from outreach.reading.understand import understand
from tests.agent.made import HARBOUR, MILLER, harbour_invoice, invoice, open_office
from tests.fakes import Office, shipped
from tests.reading.desk import context

MX = "mx.northwind-joinery.example"  # the authserv-id of our own mail server
OUR_LETTER = "We have not received your payment of INV-1042 over GBP 1,200.00. Please pay by Friday, 6 March 2026."


def run_desk() -> Office:
    """Both clients have had their first letter this morning; nobody has answered. Our mail server's verdicts count."""
    firm = open_office(
        "2026-02-25 10:00", invoice(), invoice("INV-1043", owed="780.50"), harbour_invoice(), clients=(MILLER, HARBOUR)
    )
    firm.definitions.habits(authserv_id=MX)
    asyncio.run(_written(firm))
    firm.clock.forward(timedelta(hours=1))
    return firm


async def _written(firm: Office) -> None:
    await firm.turn()
    assert len(firm.postman.posted) == 2


def arrive(firm: Office, raw: bytes, arrived: datetime | None = None) -> Received | None:
    """The mail lies in the inbox and the agent reads it; what became of it, None when it was passed over."""
    firm.mailbox.deliver(raw, arrived or firm.clock.now())
    kept = asyncio.run(read_inbox(firm.desk, firm.mailbox)).kept
    return kept[-1] if kept else None


def read_whole(raw: bytes) -> None:
    """Every function that a mail can meet, whoever it is from: nothing stops early because it belongs to no case."""
    mail = parse(raw)
    kind, _ = kind_of(mail)
    bounce = bounce_in(raw, mail)
    identity(raw, mail)
    trust(mail, ["jo@miller-sons.example"], ["miller-sons.example"], MX)
    new_text(mail.text, [OUR_LETTER, *every_text(raw)[:1]])
    understand(
        kind, mail.text, context(), shipped().rules, bounce=bounce, subject=mail.subject, around=mail.text,
        attachments=tuple(file.name for file in mail.attachments),
    )  # fmt: skip


@cache
def our_ids() -> tuple[str, str]:
    """Message-ID and reference of the letter to Miller & Sons, the same at every desk made here."""
    firm = run_desk()
    (letter,) = firm.letters("miller")
    case = firm.desk.store.book().case("miller")
    assert case is not None
    return letter.message_id, case.reference
