"""Try: what the agent would make of a mail, for those who edit rules and those who measure. No case is touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from outreach.agent.desk import Desk
from outreach.agent.reading import Opened, Reading, context_of, open_mail, our_texts, read_text, written_on
from outreach.agent.receive import Place, as_received, match_opened
from outreach.domain.account import Account
from outreach.domain.clients import Client
from outreach.domain.finding import MailKind
from outreach.domain.react import react
from outreach.domain.received import Received
from outreach.ports import Rulebook


@dataclass(frozen=True, slots=True)
class Tried:
    """What was read, whether the mail counts as the client's, and what would follow.

    `holds`: the case, or a part of it, would rest. `asks`: a person would be asked what the mail means, because the
    reading is not sure or the mail is not clearly the client's.
    """

    reading: Reading
    received: Received
    holds: bool
    asks: bool


def try_on_book(desk: Desk, raw: bytes) -> Tried:
    """Read `raw` for the client it belongs to; a stranger's is read, too, but counts as nobody's."""
    opened = open_mail(raw)
    account = account_for(desk, opened)
    return _tried(opened, account, desk.rules(), desk.now(), our_texts(desk, account))


def try_mail(raw: bytes, account: Account, rulebook: Rulebook, now: datetime) -> Tried:
    """Read `raw` as if it had reached us when it was sent, from the client of `account`; `now` stands in for a mail
    without a date."""
    return _tried(open_mail(raw), account, rulebook, now, ())


def account_for(desk: Desk, opened: Opened) -> Account:
    """The account of the client that the mail belongs to, else an empty one of nobody (its id is "")."""
    book = desk.store.book()
    found = match_opened(desk, book, opened)
    return desk.account(book, (book.client(found.clients[0]) if found else None) or Client("", "nobody we know"))


def _tried(opened: Opened, account: Account, rulebook: Rulebook, now: datetime, ours: Sequence[str]) -> Tried:
    arrived = opened.mail.date or now
    context = context_of(account, opened.mail, written_on(opened.mail, arrived))
    reading = read_text(opened, ours, context, rulebook)
    finding = reading.finding
    received = as_received(opened, finding, account.client, rulebook.mail, Place("", 0, 0, arrived), "tried")
    reaction = react(account, received, rulebook.policy)
    holds = any(hold.source == received.id for hold in reaction.case.holds)
    doubted = finding.bank_details or (finding.speaks_for_client and not (finding.sure and received.trusted))
    gone = finding.kind is MailKind.OUT_OF_OFFICE and not finding.sure
    return Tried(reading, received, holds, doubted or gone or finding.kind is MailKind.AUTOMATIC)
