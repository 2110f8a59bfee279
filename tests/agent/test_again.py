"""Mails that were read before, read again: only what differs is shown, and no case is touched."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from outreach.agent import review
from outreach.agent.again import Compared, all_read, compare
from outreach.domain.finding import Intent
from outreach.reading.patterns import Pattern
from outreach.reading.rules import Rule
from tests.agent.made import JO, MILLER, at, go_to, invoice, open_office, the_task
from tests.fakes import Office

RIDDLE = "The owls in Leeds are louder than usual this year."
OWLS = Rule("owls", Intent.PROMISE, (Pattern(r"\bowls\b"),), sure=True, path="inbox_rules/own/owls.yaml")


async def answered(text: str) -> Office:
    firm = open_office("2026-02-25 10:00")
    await firm.turn()
    firm.answer(text, JO)
    await firm.turn()
    return firm


def again(firm: Office) -> Compared:
    (mail,) = all_read(firm.desk)
    return compare(firm.desk, mail)


def with_rule(firm: Office, rule: Rule) -> None:
    before = firm.definitions.rulebook
    firm.definitions.rulebook = replace(before, rules=(rule, *before.rules))


async def test_with_the_same_rules_nothing_is_read_differently() -> None:
    assert again(await answered("We will pay INV-1042 on 20 March.")).differs == ()
    assert again(await answered(RIDDLE)).differs == ()


async def test_a_new_rule_shows_what_it_would_read() -> None:
    firm = await answered(RIDDLE)
    with_rule(firm, OWLS)
    seen = again(firm)
    assert "intents" in seen.differs
    assert (seen.stored.intents, seen.now.intents) == ((Intent.OTHER,), (Intent.PROMISE,))


async def test_reading_again_touches_no_case() -> None:
    firm = await answered(RIDDLE)
    with_rule(firm, OWLS)
    before = list(firm.desk.store.history())
    again(firm)
    assert list(firm.desk.store.history()) == before


async def test_a_rule_that_is_gone_is_missed() -> None:
    firm = await answered("We will pay INV-1042 on 20 March.")
    firm.definitions.rulebook = replace(firm.definitions.rulebook, rules=())
    seen = again(firm)
    assert {"intents", "promises", "sure"} <= set(seen.differs)
    assert [p.day for p in seen.stored.promises] == [date(2026, 3, 20)]
    assert seen.now.promises == ()


async def test_a_persons_correction_stands_for_what_was_read() -> None:
    firm = await answered(RIDDLE)
    review.correct(firm.desk, the_task(firm).id, "Ada", (Intent.PROMISE,), date(2026, 3, 20))
    assert {"intents", "promises"} <= set(again(firm).differs), "no rule reads it as Ada did"
    with_rule(firm, OWLS)
    assert again(firm).differs == ("promises",), "the rule reads the promise, and the words name no day"


async def test_what_a_person_confirmed_is_no_difference_for_being_unsure() -> None:
    firm = await answered(RIDDLE)
    with_rule(firm, replace(OWLS, sure=False))
    review.confirm(firm.desk, the_task(firm).id, "Ada")
    (mail,) = all_read(firm.desk)
    assert mail.judged
    assert mail.corrected_to == ()
    assert "sure" not in again(firm).differs


async def test_an_invoice_that_was_paid_since_was_open_when_the_mail_came() -> None:
    """Else every reply to it would be read differently as soon as the money is there."""
    firm = await answered("We will pay INV-1042 on 20 March.")
    go_to(firm, "2026-03-21 10:00")
    found = firm.desk.store.book().invoice("INV-1042")
    assert found
    review.paid(firm.desk, found, None, "Ada")
    assert again(firm).differs == ()


async def test_an_invoice_that_was_issued_since_was_not_there_when_the_mail_came() -> None:
    """With two invoices open, "the invoice" would not say which."""
    firm = await answered("The invoice will be paid on 20 March.")
    assert again(firm).stored.sure
    new = replace(invoice("INV-1077", "2026-04-02"), issued=date(2026, 3, 2))
    firm.clock.set(at("2026-03-03 10:00"))
    firm.book_of([MILLER], [invoice(), new])
    assert again(firm).differs == ()
