"""What machines write: absences with their end, receipts, bounces."""

from __future__ import annotations

import pytest

from outreach.domain.finding import Bounce, BounceKind, Intent, MailKind
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
