from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.mail.address import Mailbox
from outreach.mail.compose import Attachment, OutgoingMail, compose, dated
from outreach.mail.parse import every_text, parse

OURS = "<OR7F3K-9QDM2XAB7C4TKKPP.q7k2m9xw4zpt@northwind-joinery.example>"
MAIL = OutgoingMail(
    sender=Mailbox("Anna Berg", "ar@northwind-joinery.example"),
    to=Mailbox("Jörg Müller", "j.mueller@mueller-bau.example"),
    subject="Offene Rechnung NWJ-2051",
    text="Guten Tag,\n\n1.200,00 € sind offen.\n.\nFrom hier: " + "lang " * 300 + "\n",
    html="<p>1.200,00 € sind offen.</p>" + "<b></b>" * 300,
    message_id=OURS,
    reply_to="rechnungen@northwind-joinery.example",
    in_reply_to="<first@northwind-joinery.example>",
    references=("<first@northwind-joinery.example>", "<AM9PR01MB1234567890ABCDEF" + "0" * 80 + "@mueller-bau.example>"),
    attachments=(Attachment("Rechnung März.pdf", "application/pdf", bytes(range(256)) * 5),),
    reference="OR7F3K-9QDM2XAB7C4TKKPP",
)
NAMES = [
    "From", "Reply-To", "To", "Subject", "Message-ID", "In-Reply-To", "References", "Auto-Submitted",
    "X-Outreach-Reference", "MIME-Version", "Content-Type",
]  # fmt: skip


def header_names(raw: bytes) -> list[str]:
    return email.message_from_bytes(raw).keys()


def test_what_was_composed_is_what_any_program_reads() -> None:
    seen = email.message_from_bytes(compose(MAIL), policy=email.policy.default)
    assert seen.keys() == NAMES
    assert not seen.defects
    assert str(seen["To"]) == "Jörg Müller <j.mueller@mueller-bau.example>"
    assert seen["Subject"] == "Offene Rechnung NWJ-2051"
    assert seen["X-Outreach-Reference"] == "OR7F3K-9QDM2XAB7C4TKKPP"
    for subtype, said in (("plain", MAIL.text), ("html", MAIL.html + "\n")):
        body = seen.get_body((subtype,))
        assert body is not None
        assert body.get_content() == said.replace("\n", "\r\n")
    [file] = seen.iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == ("Rechnung März.pdf", "application/pdf")
    assert file.get_content() == bytes(range(256)) * 5


def test_we_read_our_own_letter_back() -> None:
    mail = parse(compose(MAIL))
    assert (mail.sender, mail.to, mail.subject) == (MAIL.sender, (MAIL.to,), MAIL.subject)
    assert (mail.message_id, mail.in_reply_to, mail.references) == (OURS, (MAIL.in_reply_to,), MAIL.references)
    assert mail.text == MAIL.text.rstrip("\n")
    assert [(file.name, file.mime, file.size) for file in mail.attachments] == [
        ("Rechnung März.pdf", "application/pdf", 1280)
    ]
    assert mail.date is None
    assert mail.warnings == ()
    assert every_text(compose(MAIL))[1] == "1.200,00 € sind offen."


def test_the_bytes_are_frozen_and_fit_the_wire() -> None:
    raw = compose(MAIL)
    assert raw == compose(replace(MAIL))
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\r" not in raw.replace(b"\r\n", b"")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert b"\r\nDate:" not in raw


def test_ids_are_folded_on_blanks_and_never_encoded() -> None:
    head = compose(MAIL).split(b"\r\n\r\n")[0].decode("ascii")
    assert f"In-Reply-To: {MAIL.in_reply_to}\r\n" in head
    assert f"References: {MAIL.references[0]}\r\n {MAIL.references[1]}\r\n" in head


def test_a_long_thread_keeps_its_first_and_its_last_letters() -> None:
    ids = tuple(f"<{number}@northwind-joinery.example>" for number in range(100))
    assert parse(compose(replace(MAIL, references=ids))).references == (ids[0], *ids[71:])


def test_ids_of_others_that_are_none_are_left_out() -> None:
    raw = compose(
        replace(MAIL, in_reply_to="<über@x.example>", references=("<a b@x.example>", "<c@x.example>", "junk"))
    )
    assert b"In-Reply-To" not in raw
    assert parse(raw).references == ("<c@x.example>",)


def test_a_letter_that_a_person_approved_does_not_call_itself_automatic() -> None:
    assert "Auto-Submitted" in header_names(compose(MAIL))
    assert "Auto-Submitted" not in header_names(compose(replace(MAIL, auto_submitted=False)))
    assert "X-Auto-Response-Suppress" not in header_names(compose(MAIL))


@pytest.mark.parametrize("bad", ["A\nBcc: x@evil.example", "A\r\n\r\nbody", "A\x00", "A\u2028Bcc: x", "A\x0bB"])
def test_a_control_character_in_any_header_value_is_refused(bad: str) -> None:
    for wrong in (
        replace(MAIL, subject=bad),
        replace(MAIL, to=Mailbox(bad, "a@x.example")),
        replace(MAIL, sender=Mailbox(bad, "a@x.example")),
        replace(MAIL, reply_to=bad),
        replace(MAIL, message_id=f"<{bad}@x.example>"),
        replace(MAIL, in_reply_to=f"<{bad}@x.example>"),
        replace(MAIL, references=(f"<{bad}@x.example>",)),
        replace(MAIL, reference=bad),
        replace(MAIL, attachments=(Attachment(bad, "application/pdf", b""),)),
        replace(MAIL, attachments=(Attachment("a.pdf", bad, b""),)),
    ):
        with pytest.raises(ValueError):
            compose(wrong)


@pytest.mark.parametrize(
    "evil",
    [
        "=?UTF-8?Q?=0A?=Bcc: x@evil.example",
        "=?UTF-8?Q?A=0D=0ABcc=3A_x=40evil.example?=",
        "=?utf-8?b?CkJjYzogeA==?=",
        '"\\',
        "a; b=c",
    ],
)
def test_an_encoded_line_end_in_a_name_begins_no_header(evil: str) -> None:
    """CVE-2024-6923: a client's name from a CSV file is enough."""
    raw = compose(
        replace(MAIL, subject=evil, to=Mailbox(evil, "j@x.example"), attachments=(Attachment(evil, "text/plain", b""),))
    )
    assert header_names(raw) == NAMES
    mail = parse(raw)
    assert (mail.subject, mail.to[0].name) == (evil, evil)


PRINTABLE = st.text(st.characters(blacklist_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=120)


@given(name=PRINTABLE, subject=PRINTABLE, text=st.text(st.characters(blacklist_categories=["Cs"]), max_size=300))
def test_any_name_subject_and_text_comes_back_and_adds_no_header(name: str, subject: str, text: str) -> None:
    file = Attachment(name, "text/plain", b"")
    raw = compose(
        replace(MAIL, to=Mailbox(name, "j@x.example"), subject=subject or "x", text=text, attachments=(file,))
    )
    assert [each for each in header_names(raw) if each != "Subject"] == [each for each in NAMES if each != "Subject"]
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    seen = email.message_from_bytes(raw, policy=email.policy.default).get_body(("plain",))
    assert seen is not None
    whole = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n"
    assert seen.get_payload(decode=True).decode() == whole.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("when", "line"),
    [
        (
            datetime(2026, 3, 5, 10, 15, 9, tzinfo=timezone(timedelta(hours=1))),
            b"Date: Thu, 05 Mar 2026 10:15:09 +0100\r\n",
        ),
        (datetime(2026, 12, 31, 23, 59, 59, 999, tzinfo=UTC), b"Date: Thu, 31 Dec 2026 23:59:59 +0000\r\n"),
        (
            datetime(2026, 7, 1, 0, 0, tzinfo=timezone(timedelta(hours=-3, minutes=-30))),
            b"Date: Wed, 01 Jul 2026 00:00:00 -0330\r\n",
        ),
    ],
)
def test_sending_adds_exactly_the_date(when: datetime, line: bytes) -> None:
    raw = compose(MAIL)
    assert dated(raw, when) == line + raw
    assert header_names(dated(raw, when)) == ["Date", *NAMES]
    assert parse(dated(raw, when)).date == when.replace(microsecond=0)


def test_a_date_without_an_offset_is_refused() -> None:
    with pytest.raises(ValueError):
        dated(b"", datetime(2026, 3, 5))
