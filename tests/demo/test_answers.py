"""The simulated mail programs write what our own reading of mail must take apart again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from outreach.demo import answers
from outreach.demo.answers import Letter, Program, Writer
from outreach.domain.finding import BounceKind, MailKind
from outreach.mail.address import Mailbox
from outreach.mail.bounce import bounce_in
from outreach.mail.compose import OutgoingMail, compose, dated
from outreach.mail.kind import kind_of
from outreach.mail.parse import parse
from outreach.mail.quoting import new_text

SENT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LATER = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
TEXT = "Dear Tess Miller,\n\ninvoice NJ-2041 over £ 640.00 was due on 20 February.\n\nKind regards\nAlex Winter\n"
OURS = OutgoingMail(
    sender=Mailbox("Alex Winter", "accounts@northwind-joinery.example"),
    to=Mailbox("Tess Miller", "till@miller-sons.example"),
    subject="Your invoices", text=TEXT, html="<p>Dear Tess Miller</p>", message_id="<l1@northwind-joinery.example>",
)  # fmt: skip


def letter() -> Letter:
    raw = dated(compose(OURS), SENT)
    return Letter(parse(raw), SENT, raw)


def writer(program: Program, signature: str = "") -> Writer:
    return Writer("Tess Miller", "till@miller-sons.example", "Europe/London", program, signature)


@pytest.mark.parametrize("program", list(Program))
def test_the_new_words_can_be_told_from_the_quoted_letter(program: Program) -> None:
    raw = answers.reply(writer(program), letter(), "We will pay on 20 March.", LATER, "<1@miller-sons.example>")
    mail = parse(raw)
    assert new_text(mail.text, [TEXT]).text.strip() == "We will pay on 20 March."
    assert mail.in_reply_to == ("<l1@northwind-joinery.example>",)
    assert mail.date == LATER


def test_words_between_our_lines_are_the_only_new_ones() -> None:
    said = {"NJ-2041": "This one is paid."}
    raw = answers.inline(writer(Program.GMAIL), letter(), said, "Hi Alex,", LATER, "<2@miller-sons.example>")
    text = parse(raw).text
    assert text.index("> invoice NJ-2041") < text.index("This one is paid.") < text.index("> Kind regards")
    assert new_text(text, [TEXT]).text.split() == ["Hi", "Alex,", "This", "one", "is", "paid."]


def test_an_automatic_reply_is_known_for_one() -> None:
    raw = answers.away(
        writer(Program.OUTLOOK), letter(), "Automatic reply", "I am out of the office until 9 March.", LATER,
        "<3@miller-sons.example>",
    )  # fmt: skip
    assert kind_of(parse(raw))[0] is MailKind.OUT_OF_OFFICE


def test_a_delivery_report_names_the_address_and_the_letter() -> None:
    raw = answers.bounce(
        "mx.miller-sons.example", "till@miller-sons.example", letter(), LATER, "<4@miller-sons.example>"
    )
    bounce = bounce_in(raw, parse(raw))
    assert bounce is not None
    assert (bounce.kind, bounce.recipient, bounce.status) == (BounceKind.HARD, "till@miller-sons.example", "5.1.1")
    assert bounce.message_id == "<l1@northwind-joinery.example>"
