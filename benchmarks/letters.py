"""Propose, render and compose different letters, against filling the same compiled Jinja templates alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.figure import Figure, at_most, in_turn
from benchmarks.made import NOW, case_facts, picture
from outreach.agent.desk import Desk
from outreach.agent.facts import letter_facts
from outreach.agent.wording import Wording, wording
from outreach.domain.clients import Client
from outreach.domain.propose import Conditions, LetterDue, propose
from outreach.mail.compose import Mailbox, OutgoingMail, compose
from outreach.render.notation import locale_for
from outreach.render.templates import FACT_NAMES, writing_in
from tests.fakes import OURS, office, templates

LETTERS, INVOICES = 2000, 8
PARTS = ("subject", "txt", "mjml")


def figures(_: Path) -> Sequence[Figure]:
    desk = office(NOW).desk
    desk.record(lambda _: (*case_facts(LETTERS, INVOICES, date(2026, 2, 20)), picture()))
    clients = tuple(desk.store.book().clients())
    filled = [_values(desk, client) for client in clients]
    timed = in_turn(lambda: [_letter(desk, c) for c in clients], lambda: [_filled(*each) for each in filled], 3)
    what = f"propose, render and compose {LETTERS:,} letters, 8 invoices each (a letter / filling its Jinja templates)"
    return [at_most(what, timed, 4, LETTERS)]


def _due(desk: Desk, client: Client) -> LetterDue:
    account = desk.account(desk.store.book(), client)
    due = propose(account, desk.sequence(client), desk.rules().policy, Conditions.ideal(NOW), NOW)
    assert isinstance(due, LetterDue)
    return due


def _letter(desk: Desk, client: Client) -> bytes:
    due = _due(desk, client)
    written = wording(desk, desk.account(desk.store.book(), client), due, NOW)
    assert isinstance(written, Wording)
    said = written.rendered
    to, own_id = Mailbox(due.to.name, due.to.email), f"<{client.id}@northwind-joinery.example>"
    return compose(OutgoingMail(Mailbox("Sam Baker", OURS), to, said.subject, said.text, said.html, own_id))


def _values(desk: Desk, client: Client) -> tuple[str, dict[str, Any]]:
    due = _due(desk, client)
    facts = letter_facts(desk, desk.account(desk.store.book(), client), due, attached=False, now=NOW)
    return due.template, {name: getattr(facts, name) for name in FACT_NAMES} | {"language": "en"}


def _filled(template: str, values: dict[str, Any]) -> list[str]:
    with writing_in(locale_for("en", "GB")):
        return [templates().environment.get_template(f"{template}.en.{part}").render(values) for part in PARTS]
