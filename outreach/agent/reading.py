"""One mail read: what kind it is, which of its words are new, and what they mean. Whose it is, others decide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from time import thread_time

from outreach.agent.desk import Desk
from outreach.domain.account import Account
from outreach.domain.finding import Bounce, Finding, MailKind
from outreach.mail.bounce import bounce_in
from outreach.mail.forward import forwarded_among_themselves
from outreach.mail.kind import kind_of
from outreach.mail.message import Mail
from outreach.mail.parse import every_text
from outreach.mail.quoting import OURS, NewText, new_text_of
from outreach.ports import Rulebook
from outreach.reading.context import Context, OpenInvoice
from outreach.reading.understand import understand

OUR_LAST_LETTERS = 6  # whose text is looked for, to be cut, in an answer
RULES_SECONDS = 0.5  # of computing, for the rules on one mail; the shipped ones take a few milliseconds
CLOCKS_DIFFER = timedelta(days=2)  # a Date header further from the arrival than this is not believed


@dataclass(frozen=True, slots=True)
class Reading:
    """What was made of one mail. `why` tells by which sign its kind was known."""

    kind: MailKind
    why: str
    new: NewText
    bounce: Bounce | None
    finding: Finding


def read_text(raw: bytes, mail: Mail, ours: Sequence[str], context: Context, rulebook: Rulebook) -> Reading:
    """Read `mail`, parsed from `raw`. `ours` are the texts of our letters that it may quote."""
    kind, why = kind_of(mail)
    bounce = bounce_in(raw, mail)
    new = new_text_of(mail, ours)
    finding = understand(
        kind, new.text, context, rulebook.rules,
        bounce=bounce, subject=mail.subject, attachments=tuple(a.name for a in mail.attachments),
        around="\n\n".join(cut.text for cut in new.cuts if cut.why != OURS),
        out_of_time=_after(RULES_SECONDS), judge=rulebook.judge,
    )  # fmt: skip
    doubts = _doubts(mail, new)
    told = (*doubts, *mail.warnings) if finding.by_person else (f"not a person: {why}",)
    sure = finding.sure and not (finding.by_person and (doubts or mail.deceives))
    warnings = tuple(dict.fromkeys((*finding.warnings, *told)))
    return Reading(kind, why, new, bounce, replace(finding, sure=sure, warnings=warnings))


def _doubts(mail: Mail, new: NewText) -> tuple[str, ...]:
    """Why a person has to look at it, however clear its words are: it may not be meant for us at all."""
    return (why,) if (why := forwarded_among_themselves(mail, new)) else ()


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
