"""The guards before each letter, seen from outside: how many, to whom, in which words, and what is said about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from outreach.agent import review
from outreach.agent.explain import explain, find_client
from outreach.agent.status import status
from outreach.domain.do_not_write import DoNotWrite
from outreach.domain.halt import HaltKind
from outreach.domain.letter import LetterState, Outcome, Phase, Verdict
from outreach.domain.letter_facts import LetterFacts
from outreach.domain.picture import PicturedInvoice
from outreach.domain.policy import Mode
from outreach.domain.task import TaskKind
from outreach.errors import Problem
from outreach.ports import Rendered
from tests.agent.made import (
    HARBOUR,
    JO,
    MILLER,
    go_to,
    harbour_invoice,
    invoice,
    open_office,
    states,
    tasks,
    the_letter,
    the_task,
)
from tests.fakes import Office, templates

SPAM = Outcome(Verdict.REFUSED, Phase.DOT, 554, "5.7.1 blocked")
PUT_OFF = Outcome(Verdict.DEFERRED, Phase.RCPT, 450, "4.2.0 greylisted")


def many(count: int, now: str = "2026-02-25 10:00") -> Office:
    """So many clients with one invoice each, all of them due for the first courtesy on this morning."""
    clients = tuple(
        replace(MILLER, id=f"c{n:02}", name=f"Client {n:02}", emails=(f"ap@client-{n:02}.example",))
        for n in range(count)
    )  # fmt: skip
    return open_office(now, *(bill(n) for n in range(count)), clients=clients)


def bill(n: int) -> PicturedInvoice:
    return replace(invoice(f"INV-{n:02}"), client=f"c{n:02}")


def next_for(firm: Office, client: str) -> str:
    return explain(firm.desk, find_client(firm.desk, client), firm.clock.now()).next


async def a_day(firm: Office, day: str) -> int:
    """How many letters go out on that day, in a turn every half hour of it."""
    before = len(firm.postman.posted)
    for hour in range(8, 18):
        for minute in (0, 30):
            go_to(firm, f"{day} {hour:02}:{minute:02}")
            await firm.turn()
    return len(firm.postman.posted) - before


async def test_on_day_one_five_of_twelve_clients_get_their_letter_and_the_others_say_why() -> None:
    firm = many(12)
    await firm.turn()
    assert len(firm.postman.posted) == 5
    assert next_for(firm, "c07") == "no letter: 5 letters went out in the last 24 hours; the cap of sending day 1 is 5"
    told = {standing.client: standing.next for standing in status(firm.desk, firm.clock.now()).standings}
    assert told["c11"] == "5 letters went out in the last 24 hours; the cap of sending day 1 is 5"


async def test_each_sending_day_allows_twice_as_many_until_the_daily_cap() -> None:
    firm = many(60)
    firm.definitions.change(daily_cap=30)
    days = ("2026-02-25", "2026-02-26", "2026-02-27")  # Wednesday to Friday; then the first ones are due again
    assert [await a_day(firm, day) for day in days] == [5, 10, 20]
    assert await a_day(firm, "2026-02-28") == 0, "a Saturday is no sending day"


async def test_in_mode_approve_a_person_sees_five_letters_on_the_first_day() -> None:
    firm = many(12)
    firm.definitions.change(mode=Mode.APPROVE)
    await firm.turn()
    await firm.turn()
    assert [kind for kind, _ in tasks(firm)] == [TaskKind.APPROVE] * 5
    assert "5 more are ready" in next_for(firm, "c07")


async def test_a_letter_that_waits_for_a_person_holds_up_nobody_who_needs_none() -> None:
    firm = many(3)
    firm.definitions.change(daily_cap=1, ramp=False)
    firm.definitions.change(mode=Mode.APPROVE)
    await firm.turn()
    assert len(tasks(firm)) == 1
    firm.definitions.change(mode=Mode.AUTO)
    await firm.turn()
    assert [p.recipient for p in firm.postman.posted] == ["ap@client-01.example"]


async def test_the_hourly_cap_lets_the_rest_go_an_hour_later() -> None:
    firm = many(6)
    firm.definitions.change(ramp=False, hourly_cap=2)
    await firm.turn()
    await firm.turn()
    assert len(firm.postman.posted) == 2
    assert next_for(firm, "c05") == (
        "no letter: letter L6 is ready, but 2 letters went out in the last hour, the hourly cap"
    )
    firm.clock.forward(timedelta(minutes=61))
    await firm.turn()
    assert len(firm.postman.posted) == 4


async def test_two_clients_who_share_an_address_get_one_letter_a_day_between_them() -> None:
    shared = replace(HARBOUR, emails=(JO.upper(),))
    firm = open_office("2026-02-25 10:00", invoice(), harbour_invoice(), clients=(MILLER, shared))
    await firm.turn()
    await firm.turn()
    assert [p.recipient for p in firm.postman.posted] == [JO]
    assert next_for(firm, "harbour").startswith(f"no letter: {JO.upper()} gets a letter about another client today")
    go_to(firm, "2026-02-26 10:00")
    await firm.turn()
    assert [p.recipient.lower() for p in firm.postman.posted] == [JO, JO]


async def test_who_is_put_on_the_list_while_a_letter_waits_does_not_get_it() -> None:
    firm = open_office()
    firm.postman.answers = [PUT_OFF]
    await firm.turn()
    firm.definitions.change(do_not_write=DoNotWrite({"miller-sons.example": 9}))
    firm.clock.forward(timedelta(minutes=20))
    await firm.turn()
    await firm.turn()
    assert states(firm) == [LetterState.WITHDRAWN]
    assert next_for(firm, "miller") == f"no letter: {JO} is not to be written to, says do-not-write.txt:9"


class OtherWords:
    """The shipped templates, but for the words that somebody has put in since."""

    def __init__(self) -> None:
        self.changed: str = ""

    def render(self, template: str, facts: LetterFacts) -> Rendered | tuple[Problem, ...]:
        written = templates().render(template, facts)
        assert isinstance(written, Rendered)
        return replace(written, text=written.text + self.changed)


def waiting(words: OtherWords) -> Office:
    """A letter that the server has put off."""
    firm = open_office(renderer=words)
    firm.postman.answers = [PUT_OFF]
    return firm


async def test_a_letter_is_written_anew_when_its_template_was_edited_since() -> None:
    words = OtherWords()
    firm = waiting(words)
    await firm.turn()
    words.changed = "\nWe have moved."
    firm.clock.forward(timedelta(minutes=20))
    await firm.turn()
    await firm.turn()
    first, second = firm.letters()
    assert (first.state, second.state) == (LetterState.WITHDRAWN, LetterState.ACCEPTED)
    assert first.answer == "it was written with something else: the wording of the template"
    assert len(firm.postman.posted) == 2, "the one that was put off, and the new one"


async def test_what_a_person_has_approved_stays_as_they_approved_it_when_the_template_changes() -> None:
    words = OtherWords()
    firm = open_office(renderer=words)
    firm.definitions.change(mode=Mode.APPROVE)
    await firm.turn()
    review.confirm(firm.desk, the_task(firm).id, "sam")
    words.changed = "\nWe have moved."
    await firm.turn()
    assert states(firm) == [LetterState.ACCEPTED]


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ({"bank": ("IBAN GB99",)}, "the bank details"),
        ({"phone": "+44 20 7946 0999"}, "our name and address"),
    ],
)
async def test_an_approval_does_not_outlive_the_facts(what: dict[str, object], said: str) -> None:
    firm = open_office()
    firm.definitions.change(mode=Mode.APPROVE)
    await firm.turn()
    review.confirm(firm.desk, the_task(firm).id, "sam")
    book = firm.definitions.rulebook
    firm.definitions.rulebook = replace(book, company=replace(book.company, **what))  # type: ignore[arg-type]
    await firm.turn()
    assert firm.postman.posted == []
    assert firm.letters()[0].answer == f"it was written with something else: {said}"


async def test_a_client_under_a_new_name_gets_a_letter_with_that_name() -> None:
    firm = waiting(OtherWords())
    await firm.turn()
    firm.book_of([replace(MILLER, name="Miller, Sons & Daughters")], [invoice()])
    firm.clock.forward(timedelta(minutes=20))
    await firm.turn()
    await firm.turn()
    assert firm.letters()[0].answer == "it was written with something else: the name of the client"
    assert states(firm) == [LetterState.WITHDRAWN, LetterState.ACCEPTED]


async def test_after_new_bank_details_one_letter_waits_for_a_person_and_then_no_other() -> None:
    firm = open_office("2026-02-25 10:00", invoice(), harbour_invoice(due="2026-03-10"), clients=(MILLER, HARBOUR))
    await firm.turn()
    assert len(firm.postman.posted) == 1
    book = firm.definitions.rulebook
    firm.definitions.rulebook = replace(book, company=replace(book.company, bank=("IBAN GB99",)))
    go_to(firm, "2026-03-05 10:00")
    await firm.turn()
    await firm.turn()
    assert len(firm.postman.posted) == 1, "both are due, and both wait"
    task, other = firm.open_tasks()
    assert task.detail == "the bank details are not those of the last letter"
    review.confirm(firm.desk, task.id, "sam")
    await firm.turn()
    assert len(firm.postman.posted) == 2
    review.confirm(firm.desk, other.id, "sam")
    await firm.turn()
    go_to(firm, "2026-03-19 10:00")
    await firm.turn()
    assert [t.detail for t in firm.open_tasks() if "bank" in t.detail] == [], "the new details have been seen"


async def test_the_first_letter_ever_needs_nobody_for_its_bank_details() -> None:
    firm = open_office()
    await firm.turn()
    assert (states(firm), firm.open_tasks()) == ([LetterState.ACCEPTED], ())


async def test_after_three_refusals_in_a_row_the_agent_stops_itself() -> None:
    firm = many(5)
    firm.postman.answers = [SPAM] * 3
    await firm.turn()
    await firm.turn()
    assert len(firm.postman.posted) == 3
    (halt,) = firm.desk.store.book().halts.active
    assert (halt.kind, halt.by) == (HaltKind.STOP, "the agent")
    assert "refused 3 letters in a row, the last with: refused at the final dot: 554 5.7.1 blocked" in halt.reason
    review.go(firm.desk, "sam")
    await firm.turn()
    assert len(firm.postman.posted) == 5, "a person has looked, and the next letters are taken"


async def test_a_block_list_at_the_recipient_says_nothing_about_the_address() -> None:
    firm = open_office()
    firm.postman.answers = [Outcome(Verdict.REFUSED, Phase.RCPT, 550, "5.7.1 your host is on a block list")]
    await firm.turn()
    client = firm.desk.store.book().client("miller")
    assert client
    assert client.addressee, "it can still be written to"
    assert the_letter(firm).about_us
    assert [kind for kind, _ in tasks(firm)] == [TaskKind.CHECK]
