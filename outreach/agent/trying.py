"""Try: what the agent would make of a mail, for those who edit rules and those who measure. No case is touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from outreach.agent.desk import Desk
from outreach.agent.match import match
from outreach.agent.reading import Reading, context_of, our_texts, read_text, sent_at, written_on
from outreach.domain.account import Account
from outreach.domain.clients import Client
from outreach.domain.finding import MailKind
from outreach.domain.react import react
from outreach.domain.received import Received
from outreach.mail.address import domain_of
from outreach.mail.bounce import bounce_in
from outreach.mail.identity import identity
from outreach.mail.parse import parse
from outreach.mail.reference import mark_of
from outreach.mail.trust import Trust, trust
from outreach.ports import Rulebook


@dataclass(frozen=True, slots=True)
class Tried:
    """What was read, whether the mail counts as the client's, and what would follow.

    `holds`: the case, or a part of it, would rest. `asks`: a person would be asked what the mail means, because the
    reading is not sure or the mail is not clearly the client's.
    """

    reading: Reading
    trust: Trust
    holds: bool
    asks: bool


def try_on_book(desk: Desk, raw: bytes) -> Tried:
    """Read `raw` for the client it belongs to; a stranger's is read, too, but counts as nobody's."""
    account = account_for(desk, raw)
    return try_mail(raw, account, desk.rules(), desk.now(), our_texts(desk, account))


def account_for(desk: Desk, raw: bytes) -> Account:
    """The account of the client that the mail belongs to, else an empty one of nobody (its id is "")."""
    book, mail = desk.store.book(), parse(raw)
    bounce = bounce_in(raw, mail)
    found = match(book, mail, mark_of(desk.key), bounce.message_id if bounce else "")
    return desk.account(book, (book.client(found.clients[0]) if found else None) or Client("", "nobody we know"))


def try_mail(raw: bytes, account: Account, rulebook: Rulebook, now: datetime, ours: Sequence[str] = ()) -> Tried:
    """Read `raw` as if it had reached us when it was sent, from the client of `account`.

    `ours` are the texts of our letters that it may quote; `now` stands in for a mail without a date.
    """
    mail = parse(raw)
    arrived = mail.date or now
    reading = read_text(raw, mail, ours, context_of(account, mail, written_on(mail, arrived)), rulebook)
    contacts = [contact.email for contact in account.client.contacts]
    habits = rulebook.mail
    verdict = trust(mail, contacts, {domain_of(c) for c in contacts}, habits.authserv_id, domain_of(habits.sender))
    received = Received(
        id=identity(raw, mail), client=account.client.id, message_id=mail.message_id, sender=mail.sender.email,
        subject=mail.subject, sent_at=sent_at(mail, arrived), received_at=arrived, digest=sha256(raw).hexdigest(),
        finding=reading.finding, trusted=verdict.trusted, trust_reason=verdict.reason, how_found="tried",
        folder="", uid=0,
    )  # fmt: skip
    reaction = react(account, received, rulebook.policy)
    holds = any(hold.source == received.id for hold in reaction.case.holds)
    finding = reading.finding
    doubted = finding.bank_details or (finding.speaks_for_client and not (finding.sure and verdict.trusted))
    gone = finding.kind is MailKind.OUT_OF_OFFICE and not finding.sure
    return Tried(reading, verdict, holds, doubted or gone or finding.kind is MailKind.AUTOMATIC)
