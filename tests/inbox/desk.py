"""A firm whose first letter has gone out, with its mailbox on a real or a misbehaving server."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from outreach.transport.imap import ImapMailbox
from tests.agent.made import JO, at, open_office
from tests.fakes import OURS, Office, reply

PROMISE = "We will pay on 20 March."
LETTER_AT = at("2026-02-25 10:00")
ANSWER_AT = at("2026-02-26 10:00")
READ_AT = at("2026-02-26 11:00")


async def written_to() -> Office:
    """Miller & Sons have the first letter; an hour after their answer could have come, the inbox is read."""
    firm = open_office(f"{LETTER_AT:%Y-%m-%d %H:%M}")
    await firm.turn()
    assert len(firm.postman.posted) == 1
    firm.clock.set(READ_AT)
    return firm


def on(firm: Office, mailbox: ImapMailbox) -> Office:
    """The same firm, whose mail lies on that server."""
    return replace(firm, mailbox=mailbox)  # type: ignore[arg-type]  # both are ports.Mailbox


def answer(firm: Office, text: str = PROMISE, when: datetime = ANSWER_AT, message_id: str = "") -> bytes:
    return reply(text, JO, when, firm.postman.posted[0].data, message_id=message_id)


def newsletters(
    count: int, first: datetime, every: timedelta = timedelta(seconds=1)
) -> Iterator[tuple[bytes, datetime]]:
    """Mail that is nobody's business, made as bytes at once because thousands are wanted."""
    for number in range(count):
        when = first + number * every
        yield (
            (
                f"Received: from mx.timber.example by mx; {when:%a, %d %b %Y %H:%M:%S} +0000\r\n"
                f"From: Timber News <news{number % 97}@timber.example>\r\nTo: {OURS}\r\nSubject: Oak, week {number}\r\n"
                f"Date: {when:%a, %d %b %Y %H:%M:%S} +0000\r\nMessage-ID: <{number}.oak@timber.example>\r\n"
                "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
                f"{'Our oak is the finest of this spring. ' * 20}{number}\r\n"
            ).encode(),
            when,
        )


def kinds(firm: Office) -> list[str]:
    return [fact.kind for fact in firm.desk.store.history()]


def sentences(firm: Office, kind: str) -> Iterable[str]:
    return [fact.sentence for fact in firm.desk.store.history() if fact.kind == kind]
