"""What a person sees of an HTML mail, and what only a program would read."""

from __future__ import annotations

import pytest

from outreach.mail.html import html_text, read_html
from outreach.mail.parse import parse

SECRET = "We hereby accept the full amount"


@pytest.mark.parametrize(
    "hidden",
    [
        f'<div style="display:none">{SECRET}</div>',
        f'<div style="DISPLAY : none !important;">{SECRET}</div>',
        f'<span style="visibility:hidden">{SECRET}</span>',
        f'<p style="font-size:0">{SECRET}</p>',
        f'<p style="font-size:1px;line-height:1px">{SECRET}</p>',
        f'<span style="color:#ffffff">{SECRET}</span>',
        f'<span style="color: rgb(255, 255, 255)">{SECRET}</span>',
        f'<font color="white">{SECRET}</font>',
        f'<table bgcolor="#eeeeee"><tr><td style="color:#efefef">{SECRET}</td></tr></table>',
        f'<div style="opacity:0">{SECRET}</div>',
        f'<div style="position:absolute;left:-9999px">{SECRET}</div>',
        f'<div style="text-indent:-9999px">{SECRET}</div>',
        f'<div style="max-height:0;overflow:hidden">{SECRET}</div>',
        f'<span style="mso-hide:all">{SECRET}</span>',
        f"<div hidden>{SECRET}</div>",
        f'<style>.x{{display:none}}</style><div class="a x">{SECRET}</div>',
        f'<span style="color:transparent">{SECRET}</span>',
    ],
)
def test_what_nobody_can_see_is_not_read_and_is_told(hidden: str) -> None:
    page = read_html(f"<body><p>We dispute this.</p>{hidden}<p>Regards, Tom</p></body>")

    assert "We dispute this." in page.text
    assert "Regards, Tom" in page.text
    assert SECRET not in page.text
    assert page.hidden == SECRET


@pytest.mark.parametrize(
    "shown",
    [
        '<td style="font-size:0"><div style="font-size:14px">Paid today</div></td>',  # as newsletter programs write
        '<div style="background-color:#0a3d62"><span style="color:#fff">Paid today</span></div>',
        '<table bgcolor="navy"><tr><td><font color="white">Paid today</font></td></tr></table>',
        '<div style="visibility:hidden"><b style="visibility:visible">Paid today</b></div>',
        '<div style="overflow:hidden">Paid today</div>',
        '<p aria-hidden="true">Paid today</p>',
        '<p style="color:#1F497D">Paid today</p>',
        '<div style="margin-left:-5.4pt">Paid today</div>',
        '<div style="display:none">Paid today',  # an element that never ends would swallow the rest
        "<style>@media (max-width:600px){.m{display:none}}</style><p class=m>Paid today</p>",
    ],
)
def test_what_can_be_seen_is_read(shown: str) -> None:
    assert "Paid today" in html_text(f"<body><p>Hi</p>{shown}</body>")


def test_a_mail_that_is_white_as_a_whole_is_read_and_told() -> None:
    page = read_html('<body><p style="color:white">Paid on Monday, Tom</p></body>')

    assert (page.text, page.hidden) == ("Paid on Monday, Tom", "Paid on Monday, Tom")


def test_the_preview_line_of_a_quoted_letter_deceives_nobody() -> None:
    quoted = f'<blockquote><div style="display:none">{SECRET}</div>Dear Tom, please pay.</blockquote>'

    assert read_html(f"<p>Paid.</p>{quoted}").hidden == ""
    header = (
        "<b>From:</b> A &lt;a@b.example&gt;<br><b>Sent:</b> 5 March 2026 10:15<br><b>To:</b> B<br><b>Subject:</b> x"
    )
    assert read_html(f'<p>Paid.</p><p>{header}</p><div style="display:none">{SECRET}</div><p>Dear Tom</p>').hidden == ""


def test_the_mark_that_outlook_puts_before_a_quoted_mail_counts_in_any_language() -> None:
    page = html_text('<p>Plaćeno.</p><div id="divRplyFwdMsg"><b>Tko:</b> Northwind</div><p>Dear Tom</p>')

    assert page.startswith("Plaćeno.\n\n-----Original Message-----\n")


ALTERNATIVES = (
    "From: tom@miller-sons.example\nSubject: Re: x\nMIME-Version: 1.0\n"
    'Content-Type: multipart/alternative; boundary="b"\n\n'
    "--b\nContent-Type: text/plain; charset=utf-8\n\n{plain}\n"
    "--b\nContent-Type: text/html; charset=utf-8\n\n{html}\n--b--\n"
)


@pytest.mark.parametrize(
    ("plain", "html", "text", "deceives"),
    [
        ("Paid on Monday.", "<p>Paid on Monday.</p>", "Paid on Monday.", False),
        ("", "<p>Paid on Monday.</p>", "Paid on Monday.", False),
        ("Please view this message in an HTML e-mail client.", "<p>We pay when the roof is dry.</p>",
         "We pay when the roof is dry.", False),
        ("We have paid the whole amount today by bank transfer.",
         "<p>The doors are warped and we refuse to settle anything.</p>",
         "The doors are warped and we refuse to settle anything.", True),
        (f"We dispute this. {SECRET}", f'<p>We dispute this.</p><p style="display:none">{SECRET}</p>',
         "We dispute this.", True),
    ],
)  # fmt: skip
def test_of_two_bodies_the_one_that_a_person_sees_is_read(plain: str, html: str, text: str, deceives: bool) -> None:
    mail = parse(ALTERNATIVES.format(plain=plain, html=html).encode())

    assert (mail.text, mail.deceives) == (text, deceives)
    assert bool(mail.warnings) is deceives


@pytest.mark.parametrize(
    ("octets", "charset", "text"),
    [
        ("Zahlung für März".encode(), "iso-8859-1", "Zahlung für März"),
        ("Zahlung für März".encode("cp1252"), "utf-8", "Zahlung für März"),
        ("Zahlung für März".encode("cp1252"), "us-ascii", "Zahlung für März"),
        ("Zahlung fÃ¼r MÃ¤rz, 5 â‚¬".encode(), "utf-8", "Zahlung für März, 5 €"),
        ("L’été à l’Âge d’or".encode(), "utf-8", "L’été à l’Âge d’or"),
        ("Ação, não".encode("cp1252"), "windows-1252", "Ação, não"),
        ("płatność".encode("iso8859-2"), "iso-8859-2", "płatność"),
    ],
)
def test_letters_are_put_right_whatever_the_label_says(octets: bytes, charset: str, text: str) -> None:
    raw = b"From: a@b.example\nContent-Type: text/plain; charset=" + charset.encode() + b"\n\n" + octets

    assert parse(raw).text == text


def test_quoted_printable_without_its_header_is_decoded() -> None:
    body = (
        b"Die Zahlung f=C3=BCr beide Rechnungen geht am Freitag raus, sie liegt schon=\n"
        b" bei der Bank; vielen Dank f=C3=BCr=\n die Geduld.\n"
    )
    raw = b"From: a@b.example\nContent-Type: text/plain; charset=utf-8\n\n" + body

    assert parse(raw).text.startswith("Die Zahlung für beide Rechnungen geht am Freitag raus, sie liegt schon bei")
