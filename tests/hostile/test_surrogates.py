"""What the ledger cannot record is never handed out: no text of a mail has half of a surrogate pair in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from outreach.mail.bounce import bounce_in
from outreach.mail.kind import kind_of
from outreach.mail.parse import every_text, parse
from outreach.mail.quoting import new_text
from tests.hostile.messages import messages


def texts(value: object) -> Iterator[str]:
    """Every text anywhere inside."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inside in value.items():
            yield from (*texts(key), *texts(inside))
    elif isinstance(value, tuple):
        for inside in value:
            yield from texts(inside)
    elif is_dataclass(value):
        for each in fields(value):
            yield from texts(getattr(value, each.name))


def handed_out(raw: bytes) -> tuple[object, ...]:
    mail = parse(raw)
    return mail, kind_of(mail), bounce_in(raw, mail), every_text(raw), new_text(mail.text, ["the letter we wrote"])


def recordable(raw: bytes) -> None:
    for text in texts(handed_out(raw)):
        text.encode("utf-8")


@pytest.mark.parametrize("raw", [pytest.param(raw, id=name) for name, raw in messages() if len(raw) < 400_000])
def test_no_hostile_mail_gives_a_text_that_cannot_be_recorded(raw: bytes) -> None:
    recordable(raw)


PLACES = [
    b"Subject: %s\n\n", b"From: %s <a@x.example>\n\n", b"From: <%s@x.example>\n\n", b"To: %s:a@x.example;\n\n",
    b"Message-ID: <%s@x>\n\n", b"References: %s\n\n", b"Return-Path: <%s>\n\n", b"X-%s: %s\n\n",
    b"Content-Type: %s\n\nx",
    b"Content-Type: text/plain; charset=%s\n\n\xff", b"Content-Type: text/plain; %s=x\n\nx",
    b"Content-Type: text/plain; name=%s\n\nx", b"Content-Disposition: %s; filename*=utf-8''%%ff%s\n\nx",
    b"Content-Disposition: attachment; filename*0*=%s''a; filename*1=%s\n\nx",
    b"Content-Type: multipart/report; report-type=%s; boundary=%s\n\n--%s\n\n",
    b"Content-Type: message/delivery-status\n\nStatus: %s\nAction: failed\nDiagnostic-Code: %s\n",
    b"Content-Type: text/calendar; method=%s\n\nMETHOD:%s", b"Content-Type: text/html\n\n<p>%s",
    b"Auto-Submitted: %s\n\n",
]  # fmt: skip
OCTETS = st.binary(max_size=12) | st.sampled_from(
    [
        b"\xed\xa0\x80",
        b"\xed\xbf\xbf",
        b"\xff",
        b"=?utf-16-be?b?2AA=?=",
        b"=?utf-8?q?=ED=A0=80?=",
        b"&#xD800;",
        b"%ED%A0%80",
    ]
)


@given(st.sampled_from(PLACES), OCTETS)
@example(b"Content-Disposition: attachment; filename*=\xff%%41%s\n\nx", b"")  # once a UnicodeEncodeError of urllib's
@settings(max_examples=1500, deadline=None)
def test_no_octets_anywhere_give_a_text_that_cannot_be_recorded(place: bytes, octets: bytes) -> None:
    recordable(place.replace(b"%s", octets))
