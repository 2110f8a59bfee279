"""Deliver letters that are ready, and clear up what a crash or a lost answer has left. Never twice (law 3)."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from outreach.agent.desk import Desk
from outreach.agent.sending import Sending, Stop, approval_of, settled_fact, wire_bytes
from outreach.domain.book import Book
from outreach.domain.decisions import was_sent
from outreach.domain.facts import Fact
from outreach.domain.letter import Letter, LetterState, Outcome, Phase, Verdict
from outreach.domain.outbox import recover, settle, unknown
from outreach.domain.pace import A_DAY
from outreach.errors import OutreachError
from outreach.ports import Mailbox, Postman

__all__ = ["Stop", "deliver", "file_copies", "recover_claims", "settle_unknown", "wire_bytes"]

log = logging.getLogger("outreach")

IN_DOUBT = frozenset({LetterState.UNKNOWN, LetterState.DEFERRED})  # what a copy in Sent settles


async def deliver(desk: Desk, postman: Postman, inbox_read_at: datetime | None, stop: Stop) -> tuple[Letter, ...]:
    """Send what is ready, and say what became of it; what cannot go now stays as it is."""
    sending = Sending(desk, postman, inbox_read_at, stop)
    await sending.run()
    return tuple(sending.sent)


def recover_claims(desk: Desk) -> None:
    """After a start: a letter found claimed may have left, so it is unknown; it counts as sent and a person is asked.

    Only the one agent of a workspace may call this, before it sends anything itself.
    """
    for letter in desk.store.book().letters_on_their_way():
        if letter.state is LetterState.CLAIMED:
            desk.record(partial(_recovered, desk, letter.id))


def _recovered(desk: Desk, letter_id: str, book: Book) -> tuple[Fact, ...]:
    letter, now = book.letter(letter_id), desk.now()
    client = book.client(letter.client) if letter else None
    if letter is None or client is None:
        return ()
    account = desk.account(book, client)
    settled = unknown(recover(letter, now), account, account.calendar.day(letter.claimed_at or now))
    return (settled_fact(book, settled, f"letter {letter.id} to {letter.to} was perhaps sent", now),)


async def settle_unknown(desk: Desk, mailbox: Mailbox) -> None:
    """A copy in the Sent folder, or in one that we read, proves that a letter left. Its absence proves nothing.

    That is so even when the server put it off after the final dot: some do and have queued it, and a second copy would
    follow with the retry (RFC 1047).
    """
    doubtful = [letter for letter in desk.store.book().letters_on_their_way() if letter.state in IN_DOUBT]
    sent = await mailbox.sent_folder() if doubtful else None
    folders = dict.fromkeys((*((sent,) if sent else ()), *desk.rules().mail.folders))
    for letter in doubtful:
        for folder in folders:
            if await mailbox.has(folder, letter.message_id):
                where = "the Sent folder" if folder == sent else f"the folder {folder}"
                desk.record(partial(_proven, desk, letter.id, where))
                break


def _proven(desk: Desk, letter_id: str, where: str, book: Book) -> tuple[Fact, ...]:
    letter = book.letter(letter_id)
    client = book.client(letter.client) if letter else None
    if letter is None or client is None or letter.state not in IN_DOUBT:
        return ()
    account = desk.account(book, client)
    if letter.state is LetterState.DEFERRED:
        found = Outcome(Verdict.ACCEPTED, Phase.DOT, None, f"its copy lies in {where}")
        settled = settle(letter, found, account, desk.rules().policy, desk.now())
        return (settled_fact(book, settled, f"letter {letter.id} to {letter.to}: {found}", desk.now()),)
    return (was_sent(account, letter, approval_of(account, letter), f"the copy in {where}", desk.now()),)


async def file_copies(desk: Desk, mailbox: Mailbox) -> None:
    """A copy in Sent of each letter of the last day, where the server does not keep one itself.

    Failing at it harms no letter, and the next turn tries again.
    """
    without = _without_copy(desk.store.book(), desk.now()) if desk.rules().mail.keep_sent_copy else ()
    try:
        folder = await mailbox.sent_folder() if without else None
        if not folder:
            return
        for letter in without:
            if not await mailbox.has(folder, letter.message_id):
                await mailbox.file(folder, wire_bytes(desk, letter))
            desk.record(partial(_filed, letter, desk.now()))
    except OutreachError as error:
        log.warning("the copy for the Sent folder could not be filed: %s", error.sentence)


def _without_copy(book: Book, now: datetime) -> tuple[Letter, ...]:
    today = now.astimezone(UTC).date()
    days = (today - timedelta(days=1), today, today + timedelta(days=1))  # our clock may have been ahead
    waits = (letter for day in days for letter in book.letters_without_copy(day))
    return tuple(letter for letter in waits if letter.settled_at and now - letter.settled_at < A_DAY)


def _filed(letter: Letter, now: datetime, book: Book) -> tuple[Fact, ...]:
    current = book.letter(letter.id) or letter
    says = f"a copy of letter {letter.id} lies in the Sent folder"
    return (Fact(now, "copy filed", letter.client, says, (), (replace(current, in_sent=True),)),)
