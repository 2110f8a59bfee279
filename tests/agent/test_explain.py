"""Explaining: every yes and every no has its reason, told without changing anything."""

from __future__ import annotations

import pytest

from outreach.agent.explain import explain, explain_mail, find_client
from outreach.agent.status import status
from outreach.domain.finding import Intent
from outreach.errors import NoSuchThing
from outreach.mail.quoting import OURS
from outreach.reading.language import Flag
from outreach.reading.telling import COURTESY
from tests.agent.made import (
    HARBOUR,
    JO,
    MILLER,
    at,
    go_to,
    harbour_invoice,
    invoice,
    open_office,
)
from tests.fakes import Office, reply


def two_clients(now: str = "2026-02-25 10:00") -> Office:
    return open_office(now, invoice(), harbour_invoice(due="2026-05-01"), clients=(MILLER, HARBOUR))


def state_of(firm: Office) -> tuple[int, int]:
    facts = list(firm.desk.store.history())
    return len(facts), len(firm.desk.archive._mails)  # type: ignore[attr-defined]  # MemoryArchive: its mails


@pytest.mark.parametrize("name", ["miller", "MILLER & Sons", "Miller", JO.upper(), "INV-1042", "inv-1042 "])
def test_a_client_is_found_by_whatever_a_person_types(name: str) -> None:
    assert find_client(two_clients().desk, name).id == "miller"


def test_who_types_too_little_is_told_what_it_may_be() -> None:
    firm = two_clients()
    with pytest.raises(NoSuchThing, match="may be any of: Miller & Sons, Harbour Hotels"):
        find_client(firm.desk, "r")
    with pytest.raises(NoSuchThing, match='there is no client or invoice "Nobody"'):
        find_client(firm.desk, "Nobody")


def test_a_letter_that_is_due_is_explained_by_its_grounds() -> None:
    firm = two_clients()
    told = explain(firm.desk, find_client(firm.desk, "miller"), firm.clock.now())
    assert told.next == f"letter courtesy-1 to {JO} is due"
    assert "INV-1042 is due in 5 days, the oldest of 1 open and not held" in told.reasons
    assert told.stage == "nothing has been sent yet"


def test_a_silence_is_explained_by_its_reason_and_its_end() -> None:
    firm = two_clients()
    told = explain(firm.desk, find_client(firm.desk, "harbour"), firm.clock.now())
    assert told.next == "no letter: courtesy, step 1 (courtesy-1), is due on 2026-04-27 (until 2026-04-27)"


async def test_a_held_invoice_says_why_it_is_held() -> None:
    firm = two_clients()
    await firm.turn()
    firm.answer("We dispute invoice INV-1042: two of the doors arrived damaged.", JO)
    await firm.turn()
    told = explain(firm.desk, find_client(firm.desk, "miller"), firm.clock.now())
    assert "dispute" in told.holds[0]
    assert told.tasks == (f"T1 Answer the dispute of {JO}",)
    assert told.history[-1].kind == "silent"


async def test_it_does_not_promise_a_letter_that_the_next_turn_would_not_write() -> None:
    """The claim ran out over night; the first turn of the day will hold the case again and ask a person."""
    firm = two_clients()
    await firm.turn()
    go_to(firm, "2026-03-03 10:00")
    firm.answer("We have already paid this invoice.", JO)
    await firm.turn()
    go_to(firm, "2026-03-13 10:00")
    told = explain(firm.desk, find_client(firm.desk, "miller"), firm.clock.now())
    assert "said to be paid, but the book does not show it" in told.next


async def test_a_mail_in_a_file_is_explained_and_nothing_is_done() -> None:
    firm = two_clients()
    await firm.turn()
    before = state_of(firm)
    raw = reply("We will pay on 20 March.", JO, at("2026-02-25 11:00"), firm.postman.posted[0].data)
    told = explain_mail(firm.desk, raw)
    assert told.client.id == "miller"
    assert told.reaction.sentence == "promised for 2026-03-20"
    assert state_of(firm) == before


async def test_a_strangers_mail_belongs_to_no_case_and_is_read_all_the_same() -> None:
    firm = two_clients()
    raw = reply("We have paid on Monday. Regards", "sales@timber.example", at("2026-02-25 09:00"))
    told = explain_mail(firm.desk, raw)
    assert told.read is None
    assert told.client.id == ""
    assert told.finding.intents == (Intent.PAID,)
    assert told.reaction.sentence == "it belongs to no case, so nothing is done"


async def test_a_mail_is_explained_clause_by_clause_with_what_was_cut() -> None:
    firm = two_clients()
    await firm.turn()
    text = "Dear Sam,\n\nWe will pay INV-1042 on 20 March, but will you pay for the repairs?\n\nKind regards\nJo"
    told = explain_mail(firm.desk, reply(text, JO, at("2026-02-25 11:00"), firm.postman.posted[0].data))
    assert told.reading.why
    assert OURS in {cut.why for cut in told.reading.new.cuts}
    greeting, promise, question = told.clauses[:3]
    assert (greeting.rules, greeting.why) == ((), COURTESY)
    assert promise.words.startswith("We will pay INV-1042 on 20 March")
    assert question.flags == (Flag.QUESTION,)
    assert not question.rules, "nobody promises by asking"


async def test_a_clause_says_which_rule_read_it_and_which_kept_silent_and_why() -> None:
    firm = two_clients()
    await firm.turn()
    raw = reply("We will pay on 20 March.\n\nIf you mend the door, we will pay.", JO, at("2026-02-25 11:00"))
    promised, *_, conditional = explain_mail(firm.desk, raw).clauses
    assert ("promise", "en/promise.yaml: will-pay") in promised.rules
    assert promised.silent == ()
    assert Flag.CONDITIONAL in conditional.flags
    assert (conditional.rules, "en/promise.yaml: will-pay" in conditional.silent) == ((), True)


async def test_a_mail_in_a_file_is_read_by_the_day_it_was_sent() -> None:
    """ "Tomorrow" in a mail of last week is not our tomorrow."""
    firm = two_clients()
    raw = reply("We will pay tomorrow.", JO, at("2026-02-16 11:00"))
    (promise,) = explain_mail(firm.desk, raw).finding.promises
    assert str(promise.day) == "2026-02-17"


async def test_status_shows_what_is_owed_and_how_late_the_longest_overdue_first() -> None:
    firm = open_office(
        "2026-03-12 10:00", invoice(), harbour_invoice(due="2026-02-02"), clients=(MILLER, HARBOUR)
    )  # fmt: skip
    await firm.turn()
    shown = status(firm.desk, firm.clock.now())
    assert [(s.name, s.oldest_days, f"{s.overdue[0]}") for s in shown.standings] == [
        ("Harbour Hotels", 38, "GBP 800.00"), ("Miller & Sons", 10, "GBP 1,200.00"),
    ]  # fmt: skip
    assert {name: [str(m) for m in sums] for name, sums in shown.aging if sums} == {
        "1-30": ["GBP 1,200.00"], "31-60": ["GBP 800.00"],
    }  # fmt: skip
    assert shown.letters == {"rendered": 2}
    assert [t.client for t in shown.tasks] == ["miller", "harbour"]


async def test_a_mail_that_was_read_before_shows_what_was_understood_then() -> None:
    firm = open_office("2026-02-25 10:00", invoice())
    await firm.turn()
    raw = firm.answer("We will pay INV-1042 on 20 March.", JO).raw
    assert not explain_mail(firm.desk, raw).known
    await firm.turn()
    told = explain_mail(firm.desk, raw)
    assert told.known
    assert [str(p.day) for p in told.finding.promises] == ["2026-03-20"]
