"""One turn: read the inbox, react, propose, render, send; in this order, always (law 1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from outreach.agent.clock_watch import look_back
from outreach.agent.conditions import conditions
from outreach.agent.deliver import Stop, deliver, file_copies, recover_claims, settle_unknown
from outreach.agent.desk import Desk
from outreach.agent.draft import draft
from outreach.agent.fence import fence
from outreach.agent.place import take_place
from outreach.agent.read_inbox import Inbox, read_inbox
from outreach.domain.facts import Fact
from outreach.domain.letter import Letter
from outreach.ports import Mailbox, Postman


@dataclass(frozen=True, slots=True)
class Turn:
    """What one turn did."""

    inbox: Inbox
    drafted: tuple[Fact, ...]
    sent: tuple[Letter, ...]


async def turn(
    desk: Desk, mailbox: Mailbox, postman: Postman, stop: Stop, tell: Callable[[str], None] = lambda _: None
) -> Turn:
    """Take one turn. An OutreachError from reading, or a stop in it, means that nothing was proposed or sent."""
    look_back(desk)
    desk.definitions.refresh()
    take_place(desk)
    recover_claims(desk)
    inbox = await read_inbox(desk, mailbox, stop, tell)
    if inbox.read_at is None:
        return Turn(inbox, (), ())
    await settle_unknown(desk, mailbox)
    await fence(desk, mailbox)
    drafted = draft(desk, conditions(desk, desk.store.book(), inbox.read_at))
    await fence(desk, mailbox, sending=True)
    try:
        sent = await deliver(desk, postman, inbox.read_at, stop)
    finally:
        await postman.close()
    await file_copies(desk, mailbox)
    return Turn(inbox, drafted, sent)
