"""What an answer does: it can only hold, note and ask a person; each intent on its own invoices."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.domain.account import Account
from outreach.domain.case import Case, Hold, HoldReason
from outreach.domain.clients import Contact
from outreach.domain.finding import (
    Bounce,
    BounceKind,
    DisputeReason,
    Finding,
    Intent,
    MailKind,
    StatedPromise,
)
from outreach.domain.propose import propose
from outreach.domain.react import Reaction, react
from outreach.domain.received import Received
from outreach.domain.silence import Silence
from outreach.domain.task import TaskKind
from tests.domain.made import (
    AUTO,
    JO,
    MILLER,
    STANDARD,
    account,
    at,
    day,
    fresh,
    gbp,
    hold,
    invoice,
    mail,
    promised,
    stood_at,
)

THREE = account(invoice("INV-1", "2026-02-16"), invoice("INV-2", "2026-02-23"), invoice("INV-3", "2026-03-02"))


def after(known: Account, answer: Received) -> Reaction:
    return react(known, answer, AUTO)


def holds(reaction: Reaction) -> list[str]:
    return [str(h) for h in reaction.case.holds]


def test_a_promise_holds_everything_until_the_bank_has_had_its_time() -> None:
    found = after(THREE, mail(Intent.PROMISE, promises=[promised("2026-03-20")]))
    (promise,) = found.case.promises
    assert (promise.day, promise.amount, promise.invoices) == (day("2026-03-20"), None, ("INV-1", "INV-2", "INV-3"))
    # Friday 20 March and three business days: Wednesday 25 March.
    assert "held until 2026-03-25 (promise): promised for 2026-03-20" in holds(found)
    assert found.wanted == ()


def test_a_promise_that_names_no_invoice_does_not_speak_of_what_is_due_later() -> None:
    next_month = replace(THREE, invoices=(*THREE.invoices, invoice("INV-4", due="2026-04-15")))
    found = after(next_month, mail(Intent.PROMISE, promises=[promised("2026-03-20")]))
    assert found.case.promises[0].invoices == ("INV-1", "INV-2", "INV-3")
    early = replace(THREE, invoices=(invoice("INV-4", due="2026-04-15"),))
    found = after(early, mail(Intent.PROMISE, promises=[promised("2026-03-20")]))
    assert found.case.promises[0].invoices == ("INV-4",), "when nothing is due by then, it can only mean all"


def test_a_promise_for_one_invoice_leaves_the_others_after_a_few_days_of_rest() -> None:
    found = after(THREE, mail(Intent.PROMISE, promises=[promised("2026-03-20", "1200.00", "INV-2")]))
    assert holds(found)[0] == "held on INV-2 until 2026-03-25 (promise): promised for 2026-03-20"
    assert found.case.case_hold(day("2026-03-12")) is not None  # three business days after Monday 9 March
    assert found.case.case_hold(day("2026-03-13")) is None


def test_a_promise_without_a_day_is_asked_for_not_guessed() -> None:
    found = after(THREE, mail(Intent.PROMISE, promises=[StatedPromise(None)]))
    assert found.case.promises == ()
    assert [w.title for w in found.wanted] == [f"Ask {JO} on which day they will pay"]


def test_a_dispute_holds_what_it_names_until_a_person_lifts_it() -> None:
    answer = mail(Intent.DISPUTE, disputed=("INV-2",), dispute_reason=DisputeReason.QUALITY)
    found = after(THREE, answer)
    (dispute,) = found.case.disputes
    assert (dispute.invoices, dispute.reason, dispute.words) == (
        ("INV-2",),
        DisputeReason.QUALITY,
        "the words of dispute",
    )
    assert holds(found)[0] == "held on INV-2 (dispute): quality"
    assert [w.title for w in found.wanted] == [f"Answer the dispute of {JO}"]
    later = day("2027-01-01")
    assert [i.number for i in replace(THREE, case=found.case).free_invoices(later)] == ["INV-1", "INV-3"]


@pytest.mark.parametrize("named", [(), ("INV-99",)])
def test_a_dispute_that_names_nothing_of_ours_holds_everything(named: tuple[str, ...]) -> None:
    found = after(THREE, mail(Intent.DISPUTE, disputed=named))
    assert replace(THREE, case=found.case).free_invoices(day("2027-01-01")) == ()


def test_one_mail_can_contest_one_invoice_and_promise_the_other_two() -> None:
    answer = mail(
        Intent.DISPUTE, Intent.PROMISE, disputed=("INV-1",), dispute_reason=DisputeReason.AMOUNT,
        promises=[promised("2026-03-13", "", "INV-2", "INV-3")], invoices=("INV-1", "INV-2", "INV-3"),
    )  # fmt: skip
    case = after(THREE, answer).case
    assert str(case.invoice_hold("INV-1", day("2026-04-01"))) == "held on INV-1 (dispute): amount"
    assert case.promises[0].invoices == ("INV-2", "INV-3")
    assert case.invoice_hold("INV-2", day("2026-03-18")) is not None
    assert case.invoice_hold("INV-2", day("2026-03-19")) is None


def test_who_says_that_it_is_paid_is_believed_until_the_book_should_show_it() -> None:
    found = after(THREE, mail(Intent.PAID))
    # Seven business days after Monday 9 March.
    assert "held until 2026-03-18 (says it is paid): the book should show it by then" in holds(found)
    assert found.wanted == ()


def test_paid_speaks_of_the_invoices_it_names_and_not_of_those_that_are_promised_beside_it() -> None:
    answer = mail(
        Intent.PAID, Intent.PROMISE, invoices=("INV-1", "INV-2"), promises=[promised("2026-03-20", "", "INV-2")]
    )
    found = after(THREE, answer)
    assert [h.invoices for h in found.case.holds if h.reason is HoldReason.PAID] == [("INV-1",)]


@pytest.mark.parametrize(
    ("intent", "reason"),
    [
        (Intent.PLAN, HoldReason.PLAN),
        (Intent.HARDSHIP, HoldReason.PLAN),
        (Intent.LEGAL, HoldReason.PERSON),
        (Intent.STOP, HoldReason.STOP),
        (Intent.DOCUMENT, HoldReason.QUESTION),
        (Intent.REDIRECT, HoldReason.QUESTION),
        (Intent.OTHER, HoldReason.QUESTION),
    ],
)
def test_what_somebody_must_answer_holds_until_somebody_has(intent: Intent, reason: HoldReason) -> None:
    found = after(THREE, mail(intent))
    held = found.case.case_hold(day("2030-01-01"))
    assert held is not None
    assert (held.reason, held.until) == (reason, None)
    assert [w.kind for w in found.wanted] == [TaskKind.REVIEW]


def test_a_word_of_thanks_gives_the_client_three_days_of_rest() -> None:
    found = after(THREE, mail(Intent.ACKNOWLEDGEMENT))
    assert holds(found) == [f"held until 2026-03-12 (question): {JO} has just written"]
    assert found.wanted == ()


def test_what_is_not_clear_holds_the_case_and_asks_a_person() -> None:
    found = after(THREE, mail(Intent.PROMISE, sure=False, promises=[promised("2026-03-20")]))
    assert found.case.promises == ()
    assert holds(found) == ["held (question): a reply waits to be read: Hello, about your letter."]
    assert found.wanted[0].detail == "not clear enough to act on. Proposed reading: promise"


def test_nobody_can_promise_or_contest_in_the_clients_name() -> None:
    found = after(THREE, mail(Intent.DISPUTE, trusted=False))
    assert found.case.disputes == ()
    assert "not clearly the client's own mail" in found.wanted[0].detail


@pytest.mark.parametrize(
    "kind", [MailKind.TICKET, MailKind.RECEIPT, MailKind.CALENDAR, MailKind.CHALLENGE, MailKind.AUTOMATIC]
)
def test_machines_change_nothing(kind: MailKind) -> None:
    found = after(THREE, mail(Intent.PROMISE, kind=kind, promises=[promised("2026-03-20")]))
    assert (found.case.holds, found.case.promises, found.wanted) == ((), (), ())


def test_who_is_away_is_left_in_peace_until_the_first_day_back() -> None:
    found = after(THREE, mail(Intent.OUT_OF_OFFICE, kind=MailKind.OUT_OF_OFFICE, back_on=day("2026-03-16")))
    assert [(h.until, h.reason) for h in found.case.holds] == [(day("2026-03-15"), HoldReason.OUT_OF_OFFICE)]
    assert found.wanted == ()


def test_an_absence_without_a_day_is_waited_for_a_working_week() -> None:
    found = after(THREE, mail(Intent.OUT_OF_OFFICE, kind=MailKind.OUT_OF_OFFICE))
    assert [h.until for h in found.case.holds] == [day("2026-03-16")]


def test_a_long_absence_asks_a_person_for_somebody_else() -> None:
    found = after(THREE, mail(Intent.OUT_OF_OFFICE, kind=MailKind.OUT_OF_OFFICE, back_on=day("2026-09-01")))
    assert [h.until for h in found.case.holds] == [day("2026-04-08")]  # thirty days
    assert [w.kind for w in found.wanted] == [TaskKind.ADDRESS]


def test_who_has_left_for_good_is_no_absence_and_a_person_is_asked() -> None:
    left = mail(Intent.REDIRECT, Intent.OUT_OF_OFFICE, kind=MailKind.OUT_OF_OFFICE, sure=False)
    found = after(THREE, left)
    assert [(h.until, h.reason) for h in found.case.holds] == [(None, HoldReason.QUESTION)]
    assert [w.kind for w in found.wanted] == [TaskKind.REVIEW]


def test_a_remittance_advice_of_the_clients_own_system_is_believed_and_one_of_a_stranger_is_asked_about() -> None:
    found = after(THREE, mail(Intent.PAID, kind=MailKind.REMITTANCE))
    assert HoldReason.PAID in [h.reason for h in found.case.holds]
    assert found.case.answered_at is None  # a machine, not an answer
    strange = after(THREE, mail(Intent.PAID, kind=MailKind.REMITTANCE, trusted=False))
    assert [h.reason for h in strange.case.holds] == [HoldReason.QUESTION]
    assert [w.kind for w in strange.wanted] == [TaskKind.REVIEW]


def test_an_old_absence_note_holds_nothing() -> None:
    found = after(THREE, mail(Intent.OUT_OF_OFFICE, kind=MailKind.OUT_OF_OFFICE, back_on=day("2026-03-09")))
    assert found.case.holds == ()


def test_an_address_that_takes_no_mail_is_not_written_to_again() -> None:
    bounce = Bounce(BounceKind.HARD, JO.upper(), "5.1.1", "<L1@northwind-joinery.example>", "no such user")
    found = after(THREE, mail(Intent.BOUNCE, kind=MailKind.BOUNCE, bounce=bounce))
    assert found.client.contacts == (Contact(JO, "Jo Miller", "", "bounced 5.1.1: no such user"),)
    assert [h.reason for h in found.case.holds] == [HoldReason.BOUNCE]
    assert [w.title for w in found.wanted] == ["Find a new address for Miller & Sons"]


def test_a_delay_report_changes_nothing() -> None:
    bounce = Bounce(BounceKind.SOFT, JO, "4.4.1")
    found = after(THREE, mail(Intent.BOUNCE, kind=MailKind.BOUNCE, bounce=bounce))
    assert (found.case, found.client, found.wanted) == (THREE.case, MILLER, ())


def test_an_answer_joins_the_thread_once() -> None:
    once = after(THREE, mail(Intent.ACKNOWLEDGEMENT)).case
    twice = after(replace(THREE, case=once), mail(Intent.ACKNOWLEDGEMENT)).case
    assert twice.thread == ("<mail-1@miller-sons.example>",)


FINDINGS = st.builds(
    Finding,
    kind=st.sampled_from(MailKind),
    intents=st.lists(st.sampled_from(Intent), min_size=1, max_size=4, unique=True).map(tuple),
    sure=st.booleans(),
    promises=st.lists(
        st.builds(
            StatedPromise,
            day=st.none() | st.dates(day("2026-01-01"), day("2027-01-01")),
            amount=st.none() | st.just(gbp("100.00")),
            invoices=st.sampled_from([(), ("INV-1",), ("INV-2", "INV-3"), ("INV-99",)]),
        ),
        max_size=3,
    ).map(tuple),
    disputed=st.sampled_from([(), ("INV-1",), ("INV-99",)]),
    back_on=st.none() | st.dates(day("2026-01-01"), day("2027-12-31")),
    bounce=st.none() | st.builds(Bounce, st.sampled_from(BounceKind), st.sampled_from(["", JO, "x@other.example"])),
)
BEFORE = st.sampled_from(
    [(), (hold(HoldReason.DISPUTE, "2026-03-01"),), (hold(HoldReason.PAID, "2026-03-01", "2026-03-12"),)]
)


@given(FINDINGS, st.booleans(), BEFORE)
def test_whatever_arrives_it_only_gets_quieter(finding: Finding, trusted: bool, held: tuple[Hold, ...]) -> None:
    case = replace(stood_at("friendly", 1, "2026-03-05"), holds=held)
    known = replace(THREE, case=case)
    found = after(known, replace(mail(Intent.OTHER, trusted=trusted), finding=finding))
    assert found.case.holds[: len(held)] == held  # nothing is lifted
    assert (found.case.stage, found.case.step, found.case.moved) == ("friendly", 1, day("2026-03-05"))
    assert [c.email for c in found.client.contacts] == [JO]
    for ahead in range(60):
        on = day("2026-03-09") + timedelta(days=ahead)
        before = {i.number for i in known.free_invoices(on)}
        assert {i.number for i in replace(known, case=found.case).free_invoices(on)} <= before


@given(FINDINGS, st.booleans())
def test_no_letter_goes_out_on_the_day_a_person_has_written(finding: Finding, trusted: bool) -> None:
    known = replace(THREE, case=Case("miller"))
    answer = replace(mail(Intent.OTHER, trusted=trusted), finding=replace(finding, kind=MailKind.PERSON))
    found = after(known, answer)
    now = at("2026-03-09 12:00")
    assert isinstance(propose(replace(known, case=found.case), STANDARD, AUTO, fresh(now), now), Silence)
