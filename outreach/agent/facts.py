"""Gather the facts one letter may speak of."""

from __future__ import annotations

from datetime import datetime, timedelta

from outreach.agent.desk import Desk
from outreach.domain.account import Account
from outreach.domain.letter_facts import InvoiceFacts, LetterFacts, PromiseFacts
from outreach.domain.money import totals
from outreach.domain.promises import last_broken
from outreach.domain.propose import LetterDue


def letter_facts(desk: Desk, account: Account, due: LetterDue, *, attached: bool, now: datetime) -> LetterFacts:
    day = account.calendar.day(now)
    rules = desk.rules()
    numbers = {line.number for line in due.lines}
    invoices = tuple(
        InvoiceFacts(i.number, i.due, i.total, i.balance, i.days_overdue(day), i.issued, i.reference)
        for i in account.open_invoices()
        if i.number in numbers
    )
    broken, last = last_broken(account.case), account.last_sent
    return LetterFacts(
        company=rules.company,
        client=account.client.name,
        contact=due.to.name,
        language=due.to.language or account.client.language,
        country=account.client.country,
        invoices=invoices,
        totals=totals(i.balance for i in invoices),
        today=day,
        reply_by=account.calendar.working_day_from(day + timedelta(days=rules.policy.reply_days)),
        reference=account.case.reference,
        broken_promise=PromiseFacts(broken.day, broken.amount) if broken else None,
        last_letter=account.calendar.day(last.claimed_at) if last and last.claimed_at else None,
        attached=attached,
    )
