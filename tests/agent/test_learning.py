"""What people corrected becomes examples, and rules that read it the next time and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from outreach.agent import review
from outreach.agent.learning import Learned, learn
from outreach.definitions.learned import sound
from outreach.domain.finding import DisputeReason, Intent
from outreach.reading.rules import Need, Rule
from tests.agent.made import AP, HARBOUR, JO, MILLER, harbour_invoice, invoice, open_office, the_task
from tests.agent.test_again import OWLS, RIDDLE, with_rule
from tests.fakes import Office

BATCH = "Dear Sam,\n\nThe batch is released on the 12th.\n\nKind regards\nJo Miller"
ON = date(2026, 3, 12)


async def answered(*mails: tuple[str, str]) -> Office:
    firm = open_office("2026-02-25 10:00", invoice(), harbour_invoice(), clients=(MILLER, HARBOUR))
    await firm.turn()
    for text, sender in mails:
        firm.answer(text, sender)
    await firm.turn()
    return firm


def correct(firm: Office, *intents: Intent, client: str = "miller", on: date | None = None) -> None:
    review.correct(firm.desk, the_task(firm, client).id, "Ada", intents, on)


def the_rule(learned: Learned) -> Rule:
    (proposal,) = learned.proposals
    assert proposal.rule, proposal.why_not
    return proposal.rule


async def test_who_corrected_nothing_teaches_nothing() -> None:
    firm = await answered((BATCH, JO))
    assert learn(firm.desk) == Learned((), (), ())
    review.confirm(firm.desk, the_task(firm).id, "Ada")
    assert learn(firm.desk).lessons == ()


async def test_a_correction_is_an_example_without_greeting_and_name() -> None:
    firm = await answered((BATCH, JO))
    correct(firm, Intent.PROMISE, on=ON)
    (lesson,) = learn(firm.desk).lessons
    assert (lesson.text, lesson.labels, lesson.language) == ("The batch is released on the 12th.", {"promise"}, "en")


async def test_the_reason_of_a_dispute_is_learnt_too() -> None:
    firm = await answered(("Your boss and mine shook on something else.", JO))
    task = the_task(firm).id
    review.correct(firm.desk, task, "Ada", (Intent.DISPUTE,), reason=DisputeReason.TERMS)
    learned = learn(firm.desk)
    assert learned.lessons[0].labels == {"dispute", "dispute: terms"}
    assert the_rule(learned).reason is DisputeReason.TERMS


async def test_a_rule_is_proposed_from_the_words_with_the_day_left_open_and_a_person_asked() -> None:
    firm = await answered((BATCH, JO))
    correct(firm, Intent.PROMISE, on=ON)
    rule = the_rule(learn(firm.desk))
    assert (rule.intent, rule.sure, rule.needs) == (Intent.PROMISE, False, {Need.DATE})
    assert rule.patterns[0].found("All of the batch is released by the 4th of May")
    assert not rule.patterns[0].found("The batch is on the 12th")
    assert [(e.text, e.matches) for e in rule.examples] == [("The batch is released on the 12th.", True)]
    assert sound(rule)
    assert rule.own


async def test_once_the_rule_is_there_it_is_not_proposed_again() -> None:
    firm = await answered((BATCH, JO))
    correct(firm, Intent.PROMISE, on=ON)
    with_rule(firm, the_rule(learn(firm.desk)))
    learned = learn(firm.desk)
    assert learned.proposals == ()
    assert len(learned.lessons) == 1


async def test_a_rule_that_would_misread_another_mail_is_not_proposed() -> None:
    """Harbour's batch is of goods, as a person has said: the same words mean something else there."""
    firm = await answered((BATCH, JO), ("The batch is released on the 14th, your joiners may fetch it.", AP))
    correct(firm, Intent.PROMISE, on=ON)
    correct(firm, Intent.OTHER, client="harbour")
    (proposal,) = learn(firm.desk).proposals
    assert proposal.rule is None
    assert AP in proposal.why_not


async def test_a_mail_that_nobody_has_judged_yet_does_not_stand_against_a_rule() -> None:
    firm = await answered((BATCH, JO), ("The batch is released on the 14th, your joiners may fetch it.", AP))
    correct(firm, Intent.PROMISE, on=ON)
    assert the_rule(learn(firm.desk))


async def test_a_sentence_much_like_it_that_says_something_else_is_what_the_rule_must_not_match() -> None:
    firm = await answered((BATCH, JO), ("The batch of hinges on the lorry is wet.", AP))
    correct(firm, Intent.PROMISE, on=ON)
    correct(firm, Intent.OTHER, client="harbour")
    rule = the_rule(learn(firm.desk))
    assert [e.text for e in rule.examples if not e.matches] == ["The batch of hinges on the lorry is wet."]
    assert sound(rule)


async def test_no_rule_reads_a_promise_in_a_question() -> None:
    firm = await answered(("Is the batch released on the 12th?", JO))
    correct(firm, Intent.PROMISE, on=ON)
    (proposal,) = learn(firm.desk).proposals
    assert proposal.rule is None
    assert "question" in proposal.why_not


async def test_of_several_sentences_it_is_not_guessed_which_one_says_it() -> None:
    firm = await answered(("The owls in Leeds are louder than usual. Our ferry fell over yesterday morning.", JO))
    correct(firm, Intent.HARDSHIP)
    (proposal,) = learn(firm.desk).proposals
    assert proposal.rule is None
    assert "which of its sentences" in proposal.why_not


async def test_the_promised_day_tells_which_sentence_promises() -> None:
    firm = await answered(("The owls in Leeds are louder than usual. The batch is released on the 12th.", JO))
    correct(firm, Intent.PROMISE, on=ON)
    assert "batch" in the_rule(learn(firm.desk)).name


@pytest.mark.parametrize("text", ["Ok.", "Yes, we will."])
async def test_words_that_stand_in_every_mail_make_no_rule(text: str) -> None:
    firm = await answered((text, JO))
    correct(firm, Intent.PROMISE)
    assert [proposal.rule for proposal in learn(firm.desk).proposals] in ([], [None])


async def test_a_rule_that_misread_is_named_with_the_words() -> None:
    firm = await answered((RIDDLE, JO))
    with_rule(firm, OWLS)
    correct(firm, Intent.OTHER)
    (wrong,) = learn(firm.desk).misread
    assert (wrong.intent, wrong.by) == (Intent.PROMISE, "own/owls.yaml: owls")
    assert "owls in Leeds" in wrong.words


async def test_learning_changes_nothing() -> None:
    firm = await answered((BATCH, JO))
    correct(firm, Intent.PROMISE, on=ON)
    before = list(firm.desk.store.history())
    learn(firm.desk)
    assert list(firm.desk.store.history()) == before
