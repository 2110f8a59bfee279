from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.domain.finding import MailKind
from outreach.mail.bounce import bounce_in
from outreach.mail.html import html_text
from outreach.mail.identity import identity
from outreach.mail.kind import kind_of
from outreach.mail.parse import date_of, ids_in, parse
from outreach.mail.quoting import new_text
from outreach.mail.trust import trust


def read_all(raw: bytes) -> str:
    """Everything that this floor does with a received mail."""
    mail = parse(raw)
    kind_of(mail)
    bounce_in(raw, mail)
    trust(mail, ["a@x.example"], ["x.example"], "mx")
    identity(raw, mail)
    return new_text(mail.text, ["We have not received your payment of the invoice below."]).text


@given(st.binary(max_size=400))
def test_no_bytes_whatever_make_it_fail(raw: bytes) -> None:
    read_all(raw)


FRAGMENTS = [
    b"From: ", b"To: ", b"Subject: ", b"Date: ", b"References: ", b"Content-Type: ", b"multipart/mixed",
    b"multipart/report", b"; boundary=b", b"; charset=", b"idna", b"\x00", b"utf-8", b"text/html",
    b"message/rfc822", b"message/delivery-status", b"text/calendar", b"\n", b"\n\n", b"\r\n", b"--b", b"--b--",
    b"<", b">", b"\"", b"(", b"=?utf-8?q?=0A?=", b"=?x?b?", b"?=", b"; name*0*=", b"name*", b"''%41",
    b"Action: failed\n", b"Status: 5.1.1\n", b"Final-Recipient: rfc822;", b"a@b.example", b"&#99999999;",
    b"<blockquote>", b"<p style=display:none>", b"On 5 March 2026 10:15 a@b.example wrote:\n", b"> ", b"\xff",
    b"Content-Transfer-Encoding: base64", b"Content-Transfer-Encoding: quoted-printable", b"=",
    b"Auto-Submitted: auto-replied\n", b"Return-Path: <>\n", b"Von: x\nGesendet: y\nAn: z\n",
]  # fmt: skip


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map(b"".join))
def test_no_mixture_of_what_mails_are_made_of_makes_it_fail(raw: bytes) -> None:
    read_all(raw)


@given(st.text(max_size=300))
def test_text_that_nobody_quoted_is_never_lost(text: str) -> None:
    said = {word for word in text.split() if word.isalnum()}
    new = new_text(text, [])
    kept = f"{new.text}\n" + "\n".join(cut.text for cut in new.cuts)
    assert said <= {*kept.replace(">", " ").split()} | {*kept.split()}


H = b"From: a@x.example\nReturn-Path: <>\nContent-Type: "


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(H + b"multipart/mixed" + b";" * 200_000 + b"\n\nx", id="semicolons"),
        pytest.param(H + b"multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 100_000, id="parts"),
        pytest.param(
            b"".join(H + b'multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(2000)) + b"x\n" * 50_000,
            id="nesting",
        ),
        pytest.param(b"A: b\n" * 300_000, id="fields"),
        pytest.param(b"To: " + b"," * 300_000, id="commas"),
        pytest.param(b"To: " + b"(" * 300_000, id="brackets"),
        pytest.param(b"Subject: " + b"=?a?q?" * 60_000, id="encoded words"),
        pytest.param(H + b"text/html\n\n" + b"<a " * 150_000, id="tags that never end"),
        pytest.param(H + b"text/html\n\n" + b"<!--" * 100_000, id="comments that never end"),
        pytest.param(H + b"text/html\n\n" + b"<blockquote>x<br>" * 25_000, id="quotations"),
        pytest.param(H + b"text/html\n\n&#" + b"9" * 300_000 + b";", id="a number of many digits"),
        pytest.param(H + b"text/plain\n\n" + b"On a " * 100_000, id="on a on a"),
        pytest.param(H + b"text/plain\n\n" + b"On 1 a@b 10:00 wrote:\n" * 30_000, id="attributions"),
        pytest.param(H + b"text/plain\n\n" + b"From: x\nSent: y\nTo: z\n" * 20_000, id="header blocks"),
        pytest.param(H + b"text/plain\n\n" + b">" * 400_000, id="quote marks"),
        pytest.param(H + b"text/plain\n\n" + b"a@" * 150_000, id="at signs"),
        pytest.param(H + b"text/plain\n\n" + b"-" * 400_000 + b"x", id="dashes"),
    ],
)
def test_hostile_mail_costs_no_more_than_other_mail(raw: bytes) -> None:
    before = time.process_time()
    read_all(raw)
    assert time.process_time() - before < 2


def test_a_mail_that_is_too_long_is_read_from_its_beginning() -> None:
    mail = parse(b"Subject: x\n\nWe pay on Friday.\n" + b"padding padding\n" * 700_000)
    assert mail.text.startswith("We pay on Friday.")
    assert len(mail.text) <= 512 * 1024
    assert mail.warnings


@pytest.mark.parametrize(
    ("value", "ids"),
    [
        ("<a@x.example> <b@x.example>", ("<a@x.example>", "<b@x.example>")),
        ("<a@x.example><b@x.example>,<a@x.example>", ("<a@x.example>", "<b@x.example>")),
        ("<a@x. example> junk <b@x.example", ("<a@x.example>",)),
        ("a@x.example", ("<a@x.example>",)),
        ("<>", ()),
        ("Your message of Thursday", ()),
    ],
)
def test_thread_ids_are_repaired(value: str, ids: tuple[str, ...]) -> None:
    assert ids_in(value) == ids


@pytest.mark.parametrize(
    ("value", "when"),
    [
        ("Thu, 5 Mar 2026 10:15:00 +0100", datetime(2026, 3, 5, 9, 15, tzinfo=UTC)),
        ("5 Mar 2026 10:15:00 GMT", datetime(2026, 3, 5, 10, 15, tzinfo=UTC)),
        ("Thu, 5 Mar 2026 10:15:00 -0000", datetime(2026, 3, 5, 10, 15, tzinfo=UTC)),
        ("Thu, 5 Mar 0000 10:15:00 +0100", datetime(2000, 3, 5, 9, 15, tzinfo=UTC)),  # as RFC 5322 section 4.3 says
        ("yesterday", None),
        ("Mon, 1 Jan 9999 00:00:00 -2359", None),
        ("Thu, 1 Jan 1970 00:00:00 +0000", None),
        ("", None),
    ],
)
def test_a_date_is_an_instant_in_utc_or_nothing(value: str, when: datetime | None) -> None:
    assert date_of(value) == when


def test_the_header_alone_tells_what_kind_of_mail_it_is() -> None:
    head = b"From: postmaster@x.example\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n"
    for raw in (head, head + b"\n"):
        mail = parse(raw)
        assert (mail.content_type, mail.report_type, mail.text) == ("multipart/report", "delivery-status", "")
        assert kind_of(mail)[0] is MailKind.BOUNCE
        assert mail.warnings == ()


def test_a_return_path_is_absent_null_or_an_address() -> None:
    assert parse(b"Subject: x\n\n").return_path is None
    assert parse(b"Return-Path: <>\n\n").return_path == ""
    assert parse(b"Return-Path: <a@x.example>\n\n").return_path == "a@x.example"


def test_all_instances_of_a_header_are_kept_in_order() -> None:
    mail = parse(b"X-A: 1\nx-a: =?utf-8?q?=C3=BC?=\n folded\n\n")
    assert mail.all("x-a") == ("1", "ü folded")
    assert mail.first("x-b") == ""


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One<br>two</p><p>three</p>", "One\ntwo\n\nthree"),
        ("<div>a</div><div><br></div><div>b</div>", "a\n\nb"),
        ("x<blockquote>y<blockquote>z</blockquote></blockquote>w", "x\n> y\n>> z\nw"),
        ('<a href="https://x.example/very">our terms</a>', "our terms"),
        ("<table><tr><td>NWJ-1</td><td>&euro;&nbsp;5</td></tr><tr><td>NWJ-2</td></tr></table>", "NWJ-1  € 5\nNWJ-2"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("1. May <b>is</b> fine", "1. May is fine"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("a < b and c > d", "a < b and c > d"),
        ("<script>never closed, <p>still said", "never closed, \n\nstill said".replace(" \n", "\n")),
        (
            '<div style="display:none">a never closed element must not swallow <p>this',
            "a never closed element must not swallow\n\nthis",
        ),
    ],
)
def test_html_is_read_as_a_person_sees_it(html: str, text: str) -> None:
    assert html_text(html) == text
