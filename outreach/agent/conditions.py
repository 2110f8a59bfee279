"""The conditions of this moment: how fresh our knowledge is, what stops every letter, and how much went out already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from outreach.agent.desk import Desk
from outreach.agent.wording import bank_changed
from outreach.domain.book import Book
from outreach.domain.letter import Letter, LetterState
from outreach.domain.pace import A_DAY, AN_HOUR, days_before, sent_within, written_to
from outreach.domain.policy import Mode
from outreach.domain.propose import Conditions


def conditions(desk: Desk, book: Book, inbox_read_at: datetime | None) -> Conditions:
    """For any letter that is ready to go. Costs as much as letters went out in two days, however long the book is."""
    return _conditions(desk, book, inbox_read_at, written_to(book, desk.now()))


def conditions_for(desk: Desk, book: Book, inbox_read_at: datetime | None, letter: Letter) -> Conditions:
    """For this letter alone, which costs the same however many went out; asked anew for each letter that goes."""
    client = book.client(letter.client)
    addresses = {letter.to, *(contact.email for contact in client.contacts)} if client else {letter.to}
    last = {address.lower(): book.last_sent_to(address) for address in addresses}
    return _conditions(desk, book, inbox_read_at, {address: at for address, at in last.items() if at})


def _conditions(
    desk: Desk, book: Book, inbox_read_at: datetime | None, written_to: Mapping[str, datetime]
) -> Conditions:
    now = desk.now()
    return Conditions(
        inbox_read_at=inbox_read_at,
        book_taken_at=book.picture.taken_at if book.picture else None,
        sent_today=sent_within(book, now, A_DAY),
        halts=desk.halts(book),
        sent_hour=sent_within(book, now, AN_HOUR),
        days_before=days_before(book, now),
        written_to=written_to,
        bank_changed=bank_changed(desk.rules().company, book),
    )


def for_new_letters(desk: Desk, book: Book, at: Conditions) -> Conditions:
    """The same for a letter that is not written yet: those that are ready go before it.

    So no more are written than may go out, and a person who approves every letter sees five on the first day, not all.
    A letter that waits for a person while others go by themselves holds up nobody.
    """
    ready = {LetterState.APPROVED, LetterState.DEFERRED}
    if desk.rules().policy.mode is Mode.APPROVE:
        ready.add(LetterState.RENDERED)
    for letter in book.letters_on_their_way():
        at = and_ready(at, letter) if letter.state in ready else at
    return at


def and_ready(at: Conditions, letter: Letter) -> Conditions:
    written_to = {letter.to.lower(): letter.rendered_at, **at.written_to}
    return replace(at, ready=at.ready + 1, written_to=written_to)
