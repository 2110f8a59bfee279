"""What machines write: absences with their end, receipts, bounces."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from outreach.domain.finding import Bounce, BounceKind, DisputeReason, Intent, MailKind
from outreach.reading.judgement import LABELS, Judgement
from outreach.reading.understand import understand
from tests.reading.desk import context, shipped_rules

ABSENCES = {
    "I am out of the office and will be back on Monday, 9 March.": "2026-03-09",
    "I will return to the office on 16 March 2026.": "2026-03-16",
    "I am away until and including 5 March.": "2026-03-06",
    "I am on holiday until 5 March.": "2026-03-06",
    "I am away from 3 to 7 March.": "2026-03-09",
    "Out of office from 3 March to 13 March, returning on 16 March.": "2026-03-16",
    "I am travelling and read my mail now and then.": "None",
    "I was away until 5 January.": "None",
    "Ich bin bis einschließlich 5. März nicht im Büro.": "2026-03-06",
    "Ich bin ab dem 9. März wieder erreichbar.": "2026-03-09",
    "Vielen Dank für Ihre Nachricht. Am 16.03. bin ich wieder im Büro.": "2026-03-16",
    "Ich bin vom 3. bis 7. März im Urlaub.": "2026-03-09",
    "Ich bin vom 02.03. bis zum 13.03. abwesend und am 16.03. zurück.": "2026-03-16",
}


@pytest.mark.parametrize(("text", "back"), ABSENCES.items())
def test_an_absence_tells_the_first_day_back(text: str, back: str) -> None:
    finding = understand(MailKind.OUT_OF_OFFICE, text, context(), shipped_rules())

    assert (str(finding.back_on), finding.intents, finding.sure) == (back, (Intent.OUT_OF_OFFICE,), True)


def test_the_subject_may_tell_it_too() -> None:
    finding = understand(MailKind.OUT_OF_OFFICE, "", context(), (), subject="Out of office: back on 9 March")

    assert str(finding.back_on) == "2026-03-09"


def test_who_stands_in_is_kept_with_the_full_address() -> None:
    text = "I am away until Friday. In urgent cases write to tom.green@miller-sons.example or call Anna at reception."
    finding = understand(MailKind.OUT_OF_OFFICE, text, context(), shipped_rules())

    assert finding.redirect_to == ("tom.green@miller-sons.example",)


def test_an_absence_for_good_is_for_a_person() -> None:
    text = "I no longer work for Miller & Sons. Please write to accounts@miller-sons.example."
    finding = understand(MailKind.OUT_OF_OFFICE, text, context(), shipped_rules())

    assert Intent.REDIRECT in finding.intents
    assert not finding.sure


@pytest.mark.parametrize(
    ("kind", "intent"),
    [
        (MailKind.TICKET, Intent.ACKNOWLEDGEMENT),
        (MailKind.RECEIPT, Intent.ACKNOWLEDGEMENT),
        (MailKind.CALENDAR, Intent.ACKNOWLEDGEMENT),
        (MailKind.REACTION, Intent.ACKNOWLEDGEMENT),
        (MailKind.CHALLENGE, Intent.OTHER),
        (MailKind.AUTOMATIC, Intent.OTHER),
    ],
)
def test_a_machine_promises_nothing_whatever_it_writes(kind: MailKind, intent: Intent) -> None:
    finding = understand(kind, "We will pay INV-1042 on 20 March.", context(), shipped_rules())

    assert finding.intents == (intent,)
    assert finding.promises == ()


def test_a_bounce_carries_its_report() -> None:
    report = Bounce(BounceKind.HARD, "tom@miller-sons.example", "5.1.1")
    finding = understand(MailKind.BOUNCE, "user unknown", context(), shipped_rules(), bounce=report)

    assert finding.intents == (Intent.BOUNCE,)
    assert finding.bounce is report


def test_a_remittance_advice_says_that_what_it_names_is_paid() -> None:
    finding = understand(
        MailKind.REMITTANCE, "INV-1042  GBP 1,200.00", context(), shipped_rules(), subject="Payment Advice 1900004471"
    )

    assert (finding.intents, finding.sure, finding.invoices) == ((Intent.PAID,), True, ("INV-1042",))
    assert not finding.by_person


def test_a_remittance_advice_that_names_no_invoice_is_for_a_person() -> None:
    finding = understand(MailKind.REMITTANCE, "A payment was sent.", context(), shipped_rules())

    assert (finding.intents, finding.sure) == ((Intent.PAID,), False)


def test_the_status_of_a_portal_is_a_receipt_unless_it_says_when_or_that_it_is_paid() -> None:
    received = understand(MailKind.PORTAL, "Your document is under review.", context(), shipped_rules())
    paid = understand(MailKind.PORTAL, "Invoice INV-1042 has been paid.", context(), shipped_rules())

    assert (received.kind, received.intents) == (MailKind.PORTAL, (Intent.ACKNOWLEDGEMENT,))
    assert (paid.kind, paid.intents) == (MailKind.PORTAL, (Intent.PAID,))


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("I am away until and including Friday 6 March.", "2026-03-09"),
        ("I am away until Tuesday 10 March, when I am back in the office.", "2026-03-10"),
        ("First day back in the office: 10-03-2026.", "2026-03-10"),
        ("Wir sind ab dem 16. März wieder für Sie da.", "2026-03-16"),
        ("Je suis absente jusqu'au 11 mars inclus.", "2026-03-12"),
        ("Estoy de vacaciones. Me reincorporo el lunes 16 de marzo.", "2026-03-16"),
        ("Sono in ferie dal 9 al 13 marzo.", "2026-03-16"),
        ("Ik ben afwezig tot en met zondag 8 maart.", "2026-03-09"),
        ("Jestem na urlopie do 10 marca włącznie.", "2026-03-11"),
        ("Estarei de férias até 15 de março (inclusive).", "2026-03-16"),
    ],
)
def test_nobody_is_back_on_a_weekend_in_any_language(text: str, back: str) -> None:
    finding = understand(MailKind.OUT_OF_OFFICE, text, context(), ())

    assert str(finding.back_on) == back


PORTALS = {
    "scheduled": ("Status: Scheduled for payment\nInvoice: INV-1042\nPayment date: 20/03/2026", Intent.PROMISE),
    "scheduled in Polish": ("Dokument: INV-1042\nNowy status: zaplanowano przelew\nData przelewu: 20.03.2026",
                            Intent.PROMISE),
    "scheduled in Spanish": ("Factura: INV-1042\nEstado: programada para pago\nFecha: 20/03/2026", Intent.PROMISE),
    "paid": ("INV-1042: pagata", Intent.PAID),
    "refused": ("INV-1042 was rejected. Reason: duplicate of a bill in the system.", Intent.DISPUTE),
}  # fmt: skip


@pytest.mark.parametrize(("text", "intent"), PORTALS.values(), ids=PORTALS)
def test_the_status_words_of_a_portal_are_read_in_any_language(text: str, intent: Intent) -> None:
    finding = understand(MailKind.PORTAL, text, context(), ())

    assert (finding.kind, finding.intents, finding.invoices) == (MailKind.PORTAL, (intent,), ("INV-1042",))
    assert [p.day for p in finding.promises] == ([date(2026, 3, 20)] if intent is Intent.PROMISE else [])
    assert finding.sure is (intent is not Intent.DISPUTE)


def test_a_portal_that_does_not_pay_has_not_paid() -> None:
    assert understand(MailKind.PORTAL, "Invoice INV-1042: not paid", context(), ()).intents != (Intent.PAID,)


def test_a_portal_says_why_it_refuses() -> None:
    refused = understand(MailKind.PORTAL, "INV-1042 abgelehnt: Bestellnummer fehlt.", context(), ())

    assert refused.dispute_reason is DisputeReason.PURCHASE_ORDER


def test_a_machine_that_speaks_of_an_open_invoice_is_a_portal_and_any_other_one_is_not() -> None:
    about = understand(MailKind.AUTOMATIC, "INV-1042 was rejected, see our system.", context(), ())
    other = understand(MailKind.AUTOMATIC, "Your parcel was rejected.", context(), ())

    assert (about.kind, about.intents) == (MailKind.PORTAL, (Intent.DISPUTE,))
    assert (other.kind, other.intents) == (MailKind.AUTOMATIC, (Intent.OTHER,))


class Says:
    """A statistical reader with one answer."""

    def __init__(self, **likely: float) -> None:
        self.likely = {label: likely.get(label, 0.0) for label in LABELS}

    def judge(self, texts: Sequence[str]) -> list[Judgement]:
        return [self.likely for _ in texts]


def test_an_absence_in_words_that_nobody_listed_is_one_when_a_machine_says_it() -> None:
    text = "I'm sailing to Galicia. Back ashore Monday the 9th."
    finding = understand(MailKind.TICKET, text, context(), (), judge=Says(out_of_office=0.9))

    assert (finding.kind, finding.back_on) == (MailKind.OUT_OF_OFFICE, date(2026, 3, 9))


def test_a_person_stays_a_person_whatever_the_statistical_reader_says() -> None:
    finding = understand(MailKind.PERSON, "Back ashore Monday the 9th.", context(), (), judge=Says(out_of_office=0.9))

    assert finding.kind is MailKind.PERSON
