"""Mails whose words are not meant for us."""

from __future__ import annotations

from datetime import date

import pytest

from outreach.agent.reading import Reading, open_mail, read_text
from outreach.bootstrap import rulebook_of
from outreach.domain.finding import Intent
from outreach.reading.context import Context

FROM = "From: Sue Hale <sue@castle-street.example>\nSubject: {subject}\nDate: Mon, 2 Mar 2026 09:00:00 +0000\n"
TO_US = "To: accounts@northwind-joinery.example\n"
TO_MAUREEN = "To: Maureen <maureen@castle-street.example>\nCc: accounts@northwind-joinery.example\n"
SHIPPED = rulebook_of(None, {})


def reading(to: str, subject: str, text: str) -> Reading:
    raw = f"{FROM.format(subject=subject)}{to}\n{text}\n".replace("\n", "\r\n").encode()
    return read_text(open_mail(raw), (), Context(date(2026, 3, 2), "en", "GB", "GBP"), SHIPPED)


@pytest.mark.parametrize(
    "text",
    [
        "Maureen, we will pay this on Friday, see to it please.",
        "Maureen, half of it never arrived. Can you sort this woman out?",
        "Can you send me a copy of that one? Sue",
    ],
)
def test_a_word_from_one_of_them_to_another_only_says_that_somebody_there_looks_at_it(text: str) -> None:
    finding = reading(TO_MAUREEN, "Re: Your open invoices", text).finding

    assert (finding.intents, finding.sure, finding.promises) == ((Intent.ACKNOWLEDGEMENT,), False, ())
    assert any("maureen@castle-street.example" in warning for warning in finding.warnings)


def test_the_same_words_to_us_are_a_promise() -> None:
    finding = reading(TO_US, "Re: Your open invoices", "We will pay this on Friday.").finding

    assert (finding.intents, finding.sure) == ((Intent.PROMISE,), True)
