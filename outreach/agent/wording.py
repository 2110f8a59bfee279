"""What a letter says, and what its words were made from: one that waited goes out only while that still holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from outreach.agent.desk import Desk
from outreach.agent.facts import letter_facts
from outreach.domain.account import Account
from outreach.domain.book import Book
from outreach.domain.letter import Ground, Letter
from outreach.domain.letter_facts import CompanyFacts, LetterFacts
from outreach.domain.propose import LetterDue
from outreach.errors import Problem
from outreach.mail.compose import Attachment
from outreach.ports import MailHabits, Rendered

BANK = "the bank details"
WORDS = "the wording of the template"


@dataclass(frozen=True, slots=True)
class Wording:
    """A letter rendered from the facts of `now`. `stands_on` is what goes into `Letter.stands_on`."""

    rendered: Rendered
    attachments: tuple[Attachment, ...]
    stands_on: tuple[Ground, ...]


def wording(desk: Desk, account: Account, due: LetterDue, now: datetime) -> Wording | tuple[Problem, ...]:
    facts, attachments = _gathered(desk, account, due, now)
    rendered = desk.renderer.render(due.template, facts)
    if not isinstance(rendered, Rendered):
        return rendered
    stands_on = (*_stands_on(facts, desk.rules().mail, attachments), Ground(WORDS, _words(rendered)))
    return Wording(rendered, attachments, stands_on)


def changed(desk: Desk, letter: Letter, account: Account, due: LetterDue) -> str:
    """What of that with which the letter was written is another now, as of its own day; "" when nothing is.

    The wording of the template does not count for a letter that a person has approved: they approved these very words.
    What it stands on does, for nobody approved that clients pay to an account that is no longer ours.
    """
    before = {ground.name: ground.digest for ground in letter.stands_on}
    others = replace(account, letters=tuple(x for x in account.letters if x.id != letter.id))
    facts, attachments = _gathered(desk, others, due, letter.rendered_at)
    now = _stands_on(facts, desk.rules().mail, attachments)
    different = [ground.name for ground in now if before.get(ground.name) != ground.digest]
    if different or letter.approved_by:
        return " and ".join(different)
    rendered = desk.renderer.render(due.template, facts)
    return WORDS if not isinstance(rendered, Rendered) or _words(rendered) != before.get(WORDS) else ""


def bank_changed(company: CompanyFacts, book: Book) -> bool:
    """Whether the last letter that went out, or perhaps did, had other bank details than these."""
    last = book.last_sent()
    return last is not None and Ground(BANK, _digest(company.bank)) not in last.stands_on


def _gathered(
    desk: Desk, account: Account, due: LetterDue, now: datetime
) -> tuple[LetterFacts, tuple[Attachment, ...]]:
    attachments = desk.documents.of(account.client.id, [line.number for line in due.lines])
    return letter_facts(desk, account, due, attached=bool(attachments), now=now), attachments


def _stands_on(facts: LetterFacts, habits: MailHabits, attachments: tuple[Attachment, ...]) -> tuple[Ground, ...]:
    return tuple(Ground(name, _digest(thing)) for name, thing in _things(facts, habits, attachments))


def _things(
    facts: LetterFacts, habits: MailHabits, attachments: tuple[Attachment, ...]
) -> Iterator[tuple[str, object]]:
    """Everything of the facts but the day itself, in groups that a person has a name for."""
    yield "our name and address", (replace(facts.company, bank=()), habits.sender, habits.reply_to)
    yield BANK, facts.company.bank
    yield "the name of the client", (facts.client, facts.contact)
    yield "the language or country of the client", (facts.language, facts.country)
    yield "the invoices", (facts.invoices, facts.totals)
    yield "the day for an answer", facts.reply_by
    yield "what was promised or written before", (facts.broken_promise, facts.last_letter, facts.reference)
    yield "the attached files", tuple((a.name, a.mime, sha256(a.data).hexdigest()) for a in attachments)


def _words(rendered: Rendered) -> str:
    return _digest((rendered.subject, rendered.text, rendered.html))


def _digest(thing: object) -> str:
    """All that is digested is made of texts, days and sums, whose repr says all of them."""
    return sha256(repr(thing).encode("utf-8", "backslashreplace")).hexdigest()[:32]
