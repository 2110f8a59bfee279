"""One mail read: what kind it is, which of its words are new, and what they mean. Whose it is, others decide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from time import thread_time

from outreach.agent.desk import Desk
from outreach.domain.account import Account
from outreach.domain.finding import Bounce, Evidence, Finding, Intent
from outreach.mail.bounce import bounce_in
from outreach.mail.forward import forwarded_among_themselves
from outreach.mail.kind import kind_of
from outreach.mail.message import Mail
from outreach.mail.parse import every_text, parse
from outreach.mail.quoting import OURS, NewText, new_text_of
from outreach.ports import Rulebook
from outreach.reading.context import Context, OpenInvoice
from outreach.reading.understand import understand

OUR_LAST_LETTERS = 6  # whose text is looked for, to be cut, in an answer
RULES_SECONDS = 0.5  # of computing, for the rules on one mail; the shipped ones take a few milliseconds
CLOCKS_DIFFER = timedelta(days=2)  # a Date header further from the arrival than this is not believed


@dataclass(frozen=True, slots=True)
class Opened:
    """A mail out of its bytes, with the letter of ours that it returns, if it does."""

    raw: bytes
    mail: Mail
    bounce: Bounce | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was made of one mail. `why` tells by which sign its kind was known."""

    why: str
    new: NewText
    finding: Finding


def open_mail(raw: bytes) -> Opened:
    mail = parse(raw)
    return Opened(raw, mail, bounce_in(raw, mail))


def read_text(opened: Opened, ours: Sequence[str], context: Context, rulebook: Rulebook) -> Reading:
    """What it says. `ours` are the texts of our letters that it may quote."""
    mail = opened.mail
    kind, why = kind_of(mail)
    new = new_text_of(mail, ours)
    finding = understand(
        kind, new.text, context, rulebook.rules,
        bounce=opened.bounce, subject=mail.subject, attachments=tuple(a.name for a in mail.attachments),
        around="\n\n".join(cut.text for cut in new.cuts if cut.why != OURS),
        out_of_time=_after(RULES_SECONDS), judge=rulebook.judge,
    )  # fmt: skip
    if not finding.by_person:
        return Reading(why, new, _with(finding, f"not a person: {why}"))
    if among_themselves := forwarded_among_themselves(mail, new):
        return Reading(why, new, _with(_passed_on(finding), among_themselves, *mail.warnings))
    finding = replace(finding, sure=finding.sure and not mail.deceives)
    return Reading(why, new, _with(finding, *mail.warnings))


def _with(finding: Finding, *warnings: str) -> Finding:
    return replace(finding, warnings=tuple(dict.fromkeys((*finding.warnings, *warnings))))


def _passed_on(finding: Finding) -> Finding:
    """What one of them says to another is no word to us, however clear: only that somebody there looks at it."""
    words = " ".join(finding.text.split())[:200]
    return Finding(
        finding.kind, (Intent.ACKNOWLEDGEMENT,), sure=False, confidence=finding.confidence, invoices=finding.invoices,
        evidence=(Evidence(Intent.ACKNOWLEDGEMENT, words, "a word from one of them to another"),),
        warnings=finding.warnings, bank_details=finding.bank_details, text=finding.text,
    )  # fmt: skip


def our_texts(desk: Desk, account: Account) -> list[str]:
    """The last letters to the client, as their readers may quote them."""
    letters = account.letters[-OUR_LAST_LETTERS:]
    return [text for letter in letters for text in every_text(desk.archive.get(letter.digest))]


def _after(seconds: float) -> Callable[[], bool]:
    begun = thread_time()
    return lambda: thread_time() - begun > seconds


def sent_at(mail: Mail, arrived: datetime) -> datetime:
    """When it was sent; the hour of its arrival if the writer's clock is far from ours."""
    return mail.date if mail.date and abs(mail.date - arrived) < CLOCKS_DIFFER else arrived


def written_on(mail: Mail, arrived: datetime) -> date:
    """The day on the writer's own clock: "tomorrow" written late in Sydney is not London's tomorrow."""
    believed = sent_at(mail, arrived)
    if believed != mail.date:
        return believed.date()
    return parsedate_to_datetime(mail.first("date")[:100]).date()


def context_of(account: Account, mail: Mail, sent_on: date) -> Context:
    client = account.client
    invoices = tuple(OpenInvoice(i.number, i.balance, i.total, i.due) for i in account.open_invoices())
    currency = invoices[0].balance.currency if invoices else ""
    names = tuple(name for c in client.contacts for name in c.name.split()) + tuple(mail.sender.name.split())
    return Context(sent_on, client.language, client.country, currency, invoices, account.calendar.holidays, names)
