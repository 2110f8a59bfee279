"""What comes by mail never makes the agent write: duels of two agents, machines that answer everything, storms."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from outreach.agent.read_inbox import read_inbox
from outreach.domain.letter import LetterState
from outreach.domain.money import Money
from outreach.domain.picture import PicturedClient, PicturedInvoice
from outreach.domain.sequence import Approval
from outreach.domain.task import TaskKind
from tests.agent.made import JO, MILLER, case, go_to, invoice, open_office
from tests.fakes import FakeClock, Office, absence, office, reply

NORTH, SOUTH = "accounts@northwind-joinery.example", "ledger@southgate-timber.example"
BEGIN = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
DAYS, HOURS = 30, (9, 12, 15)
STORM = int(os.environ.get("OUTREACH_STORM", "500"))  # 2000 take a minute


def _firm(own: str, other: str, clock: FakeClock) -> Office:
    """A firm whose only client is the other one, with an invoice due on 9 March. Nobody approves letters there."""
    firm = office(BEGIN)
    firm.clock = clock
    firm.desk = replace(firm.desk, clock=clock, key=f"the key of {own}".encode())
    firm.definitions.habits(sender=own, reply_to=own)
    rulebook = firm.definitions.rulebook
    unseen = {
        name: replace(sequence, stages=tuple(replace(stage, approve=Approval.NEVER) for stage in sequence.stages))
        for name, sequence in rulebook.sequences.items()
    }
    firm.definitions.rulebook = replace(rulebook, sequences=unseen)
    owed = Money(Decimal("1200.00"), "GBP")
    name = other.partition("@")[2].partition(".")[0].title()
    client = PicturedClient("other", name, (other,), None, "en", "GB", "Europe/London", "standard")
    firm.book_of([client], [PicturedInvoice("INV-1", "other", date(2026, 3, 9), owed, owed)])
    return firm


def _again(firm: Office) -> None:
    book = firm.desk.store.book()
    clients = [PicturedClient(c.id, c.name, tuple(x.email for x in c.contacts)) for c in book.clients()]
    firm.book_of(clients, [PicturedInvoice(i.number, i.client, i.due, i.total, i.balance) for i in book.invoices()])


def _carry(sender: Office, receiver: Office, carried: int, as_a_person: bool) -> int:
    """Put what `sender` posted since into the inbox of `receiver`, as the postal service between them does."""
    for posted in sender.postman.posted[carried:]:
        raw = posted.data.replace(b"Auto-Submitted: auto-generated\r\n", b"") if as_a_person else posted.data
        receiver.mailbox.deliver(raw, receiver.clock.now())
    return len(sender.postman.posted)


async def _month(meet: bool, as_a_person: bool = False) -> tuple[Office, Office]:
    """30 days of both firms, three turns a day; `meet` tells whether they get each other's letters."""
    clock = FakeClock(BEGIN)
    north, south = _firm(NORTH, SOUTH, clock), _firm(SOUTH, NORTH, clock)
    carried = [0, 0]
    for day in range(DAYS):
        clock.set(BEGIN + timedelta(days=day))
        _again(north)
        _again(south)
        for hour in HOURS:
            clock.set(BEGIN.replace(hour=hour, minute=0) + timedelta(days=day))
            for firm in (north, south):
                await firm.turn()
            if meet:
                carried = [_carry(north, south, carried[0], as_a_person), _carry(south, north, carried[1], as_a_person)]
    return north, south


def _sent(firm: Office) -> list[tuple[str, str, int, datetime | None]]:
    return [(x.template, x.stage, x.step, x.claimed_at) for x in firm.letters() if x.state is LetterState.ACCEPTED]


async def test_two_agents_that_write_to_each_other_for_30_days_send_exactly_their_scheduled_letters() -> None:
    alone, together = await _month(meet=False), await _month(meet=True)
    scheduled, sent = [_sent(firm) for firm in alone], [_sent(firm) for firm in together]
    received = [len(firm.desk.store.book().received_of("other")) for firm in together]
    print(
        f"\nduel: {DAYS} days, scheduled {[len(x) for x in scheduled]}, sent {[len(x) for x in sent]}, "
        f"received and noted {received}"
    )
    assert sent == scheduled
    assert min(len(x) for x in sent) >= 2
    assert received == [len(sent[1]), len(sent[0])]


async def test_two_agents_whose_letters_look_like_those_of_persons_only_grow_quieter() -> None:
    """Letters that a person approved say nothing of being automatic: each agent takes them for answers, and asks."""
    scheduled = [_sent(firm) for firm in await _month(meet=False)]
    together = await _month(meet=True, as_a_person=True)
    sent = [_sent(firm) for firm in together]
    print(f"\nduel as persons: scheduled {[len(x) for x in scheduled]}, sent {[len(x) for x in sent]}")
    assert all(len(x) == 1 for x in sent)  # the first ones cross; from then on each waits for a person
    assert all(firm.open_tasks() for firm in together)


async def test_a_machine_that_answers_every_letter_with_ten_mails_gets_no_letter_for_them() -> None:
    async def month(answers: int) -> Office:
        firm = open_office("2026-02-25 08:00")
        for day in range(DAYS):
            posted = len(firm.postman.posted)
            go_to(firm, f"{date(2026, 2, 25) + timedelta(days=day)} 10:00")
            await firm.turn()
            for letter in firm.postman.posted[posted:]:
                for n in range(answers):
                    subject, headers = f"[Ticket #{n}] We received your message", {"Auto-Submitted": "auto-replied"}
                    text = f"Your request {n} was received. Please do not reply."
                    written = firm.clock.now() + timedelta(seconds=n)
                    raw = reply(text, JO, written, letter.data, subject=subject, headers=headers)
                    firm.mailbox.deliver(raw, firm.clock.now())
        await firm.turn()
        return firm

    quiet, answered = await month(0), await month(10)
    received = len(answered.desk.store.book().received_of("miller"))
    print(f"\nten answers a letter: {received} received, {len(_sent(answered))} letters, {len(_sent(quiet))} without")
    assert _sent(answered) == _sent(quiet)
    assert received == 10 * len(_sent(quiet)) >= 20
    assert {task.kind for task in answered.open_tasks()} <= {TaskKind.APPROVE}  # nobody is bothered with them


@pytest.mark.slow
async def test_a_storm_of_replies_in_a_day_is_read_and_answered_by_nothing() -> None:
    firm = open_office("2026-02-25 10:00", invoice(), clients=(MILLER,))
    await firm.turn()
    letter = firm.postman.posted[0].data
    for n in range(STORM):
        firm.clock.forward(timedelta(seconds=60_000 // STORM))
        if n % 5 == 4:
            raw = absence(JO, firm.clock.now(), letter, f"I am away until 3 March. ({n})")
        else:
            text = ("We will pay on 20 March.", "INV-1042 is paid.", "Thanks!", "Why?")[n % 5]
            raw = reply(f"{text} [{n}]", JO, firm.clock.now(), letter, message_id=f"<{n}@miller-sons.example>")
        firm.mailbox.deliver(raw, firm.clock.now())
    kept = (await read_inbox(firm.desk, firm.mailbox)).kept
    go_to(firm, "2026-03-03 10:00")
    await firm.turn()
    print(f"\nstorm: {len(kept)} replies read, {len(firm.postman.posted)} letter(s) sent in all")
    assert len(kept) == STORM
    assert len(firm.postman.posted) == 1
    assert case(firm).holds_on(date(2026, 3, 3))
