"""Agents that are broken on purpose, each in a way that was a real incident somewhere. The laws must catch them all."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from typing import Any

from outreach.agent.conditions import conditions
from outreach.agent.deliver import Stop, deliver
from outreach.agent.desk import Desk
from outreach.agent.draft import draft
from outreach.agent.read_inbox import Inbox, read_inbox
from outreach.agent.turn import Turn, turn
from outreach.domain.case import Case
from outreach.domain.facts import Fact
from outreach.domain.letter import Letter, LetterState, Outcome, Phase, Verdict
from outreach.domain.received import Cursor
from outreach.ports import Listed, Mailbox, Postman

from .mailserver import WorldMailbox, WorldPostman


async def resends_what_is_in_doubt(desk: Desk, mailbox: Mailbox, postman: Postman, stop: Stop) -> Turn:
    """`except: retry`, the generator of duplicates: what is unknown becomes ready again."""
    for letter in desk.store.book().letters_on_their_way():
        if letter.state in {LetterState.UNKNOWN, LetterState.CLAIMED}:
            again = replace(letter, state=LetterState.APPROVED, claimed_at=None)
            case = desk.store.book().case(letter.client) or Case(letter.client)
            put(desk, again, replace(case, step=letter.step))
    return await turn(desk, mailbox, postman, stop)


async def calls_it_failed(desk: Desk, mailbox: Mailbox, postman: Postman, stop: Stop) -> Turn:
    """No reply to the final dot is taken for "not sent"."""

    class Hasty(WorldPostman):
        async def send(self, sender: str, recipient: str, data: bytes) -> Outcome:
            outcome = await super().send(sender, recipient, data)
            failed = Outcome(Verdict.DEFERRED, Phase.DOT, 451, "timed out")
            return failed if outcome.verdict is Verdict.UNKNOWN else outcome

    return await turn(desk, mailbox, Hasty(postman._server), stop)  # type: ignore[attr-defined]  # a WorldPostman


async def ignores_holds(desk: Desk, mailbox: Mailbox, postman: Postman, stop: Stop) -> Turn:
    """It reads, and then forgets what it read and what a person said."""
    inbox = await read_inbox(desk, mailbox)
    for client in desk.store.book().clients():
        case = desk.store.book().case(client.id)
        if case and case.holds:
            put(desk, replace(case, holds=()))
    return await _goes_on(desk, postman, stop, inbox)


async def sends_before_reading(desk: Desk, mailbox: Mailbox, postman: Postman, stop: Stop) -> Turn:
    """The inbox was read in the turn before, so why not write first?"""
    seen = desk.now()
    drafted = draft(desk, conditions(desk, desk.store.book(), seen))
    sent = await deliver(desk, postman, seen, stop)
    return Turn(await read_inbox(desk, mailbox), drafted, sent)


async def sends_although_it_cannot_read(desk: Desk, mailbox: Mailbox, postman: Postman, stop: Stop) -> Turn:
    """An error of the mailbox is logged, and the work goes on."""
    try:
        inbox = await read_inbox(desk, mailbox)
    except Exception:  # noqa: BLE001  # the very mistake
        inbox = Inbox(desk.now(), 0, ())
    return await _goes_on(desk, postman, stop, inbox)


async def opens_every_mail(desk: Desk, mailbox: Mailbox, postman: Postman, stop: Stop) -> Turn:
    """What a stranger writes might be interesting, too."""

    class Curious(WorldMailbox):
        async def listed(self, folder: str, after: int, since: date, mark: str) -> AsyncIterator[Listed]:
            async for listed in super().listed(folder, after, since, mark):
                yield replace(listed, marked=True)

    return await turn(desk, Curious(mailbox._server), postman, stop)  # type: ignore[attr-defined]  # a WorldMailbox


async def takes_a_renumbered_folder_for_known(desk: Desk, mailbox: Mailbox, postman: Postman, stop: Stop) -> Turn:
    """After a new UIDVALIDITY only what comes next is read; what came in between is missed."""
    for folder in desk.rules().mail.folders:
        opened = await mailbox.open(folder)
        inbox = desk.store.book().inbox
        known = inbox.cursor(folder)
        if known and known.uidvalidity != opened.uidvalidity:
            others = tuple(c for c in inbox.cursors if c.folder != folder)
            put(desk, replace(inbox, cursors=(*others, Cursor(folder, opened.uidvalidity, opened.uidnext - 1))))
    return await turn(desk, mailbox, postman, stop)


async def forgets_that_it_sent(desk: Desk, mailbox: Mailbox, postman: Postman, stop: Stop) -> Turn:
    """A restored copy: the letters of the last turns are not in its book."""
    for letter in desk.store.book().letters():
        case = desk.store.book().case(letter.client)
        if letter.state is LetterState.ACCEPTED and case:
            put(desk, replace(letter, state=LetterState.WITHDRAWN), replace(case, step=letter.step, stage=letter.stage))
    return await turn(desk, mailbox, postman, stop)


async def _goes_on(desk: Desk, postman: Postman, stop: Stop, inbox: Inbox) -> Turn:
    drafted = draft(desk, conditions(desk, desk.store.book(), inbox.read_at))
    return Turn(inbox, drafted, await deliver(desk, postman, inbox.read_at, stop))


def put(desk: Desk, *documents: Letter | Case | Any) -> None:
    desk.record(lambda _: [Fact(desk.now(), "broken on purpose", "", "broken on purpose", (), documents)])


ALL = (
    resends_what_is_in_doubt, calls_it_failed, ignores_holds, sends_before_reading, sends_although_it_cannot_read,
    opens_every_mail, takes_a_renumbered_folder_for_known, forgets_that_it_sent,
)  # fmt: skip
