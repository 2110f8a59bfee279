"""Properties of the cutting that no single mail shows; the mails themselves are in `test_fixtures`."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from outreach.mail.html import html_text
from outreach.mail.quoting import new_text
from outreach.ports import Rendered
from outreach.render.samples import sample_letters
from outreach.render.templates import Templates

TEMPLATES = Path(__file__).parents[2] / "templates"
LETTER = (Path(__file__).parent / "letters" / "letter.en.txt").read_text()


def wrapped(width: int, mark: str) -> str:
    lines = [piece for line in LETTER.split("\n") for piece in textwrap.wrap(line, width) or [""]]
    return "\n".join(f"{mark}{line}".rstrip() for line in lines)


@pytest.mark.parametrize("mark", ["> ", ">", "> > ", ">> ", " > ", ""])
@pytest.mark.parametrize("width", [30, 45, 60, 72, 200])
def test_our_letter_is_known_again_at_any_width_and_depth_without_any_header(width: int, mark: str) -> None:
    assert new_text(f"We pay on Friday.\n\n{wrapped(width, mark)}\n", [LETTER]).text == "We pay on Friday."


def test_our_letter_is_known_again_when_a_program_made_text_of_its_table() -> None:
    rows = LETTER.replace("NWJ-2041    2 Feb 2026    GBP 1,200.00", "NWJ-2041\n\n2 Feb 2026\n\nGBP 1,200.00")
    rows = rows.replace("NWJ-2044    10 Feb 2026   GBP 640.50", "| *NWJ-2044* | 10 Feb 2026 | GBP 640.50 |")
    assert new_text(f"Both on Friday.\n\n{rows}", [LETTER]).text == "Both on Friday."


def test_an_older_letter_of_ours_is_known_again_too() -> None:
    older = "Dear Ms Miller, a friendly word about invoice NWJ-2041, which fell due on 2 February and is still open."
    assert new_text(f"Paid.\n\n{older}\n\n{LETTER}", [older, LETTER]).text == "Paid."


def test_without_our_letter_the_header_and_the_marks_still_tell() -> None:
    mail = f"Paid.\n\nOn Thu, 5 Mar 2026 at 10:15, Northwind <ar@northwind-joinery.example> wrote:\n{wrapped(70, '> ')}"
    assert new_text(mail, []).text == "Paid."
    assert new_text(f"Paid.\n\n{wrapped(70, '> ')}", []).text == "Paid."


@pytest.mark.parametrize("language", ["en", "de"])
def test_each_letter_we_ship_is_known_again_when_outlook_quotes_its_html(language: str) -> None:
    templates, facts = Templates(TEMPLATES), next(iter(sample_letters(language).values()))
    for name in templates.letters():
        written = templates.render(name, facts)
        assert isinstance(written, Rendered)
        html = html_text(written.html)
        middle = html.index("\n", len(html) // 2)
        quoted = f"{html[:middle]}\n\nThis one is paid.\n{html[middle:]}"
        block = "From: Northwind\nSent: Thursday, 5 March 2026 10:15\nTo: Tom\nSubject: Invoices\n"
        new = new_text(f"See below.\n\n{block}\n{quoted}", [written.text, html])
        assert new.text == "See below.\n\nThis one is paid.", name


def test_the_order_of_answers_between_the_lines_is_kept() -> None:
    quoted = wrapped(70, "> ").split("\n")
    quoted.insert(9, "second")
    quoted.insert(4, "first")
    assert new_text("\n".join([*quoted, "third"]), [LETTER]).text == "first\n\nsecond\n\nthird"


def test_a_word_that_a_person_put_into_our_line_keeps_the_line() -> None:
    row = "NWJ-2044    10 Feb 2026   GBP 640.50"
    mail = "See below.\n\nFrom: Northwind\nSent: Thursday\nTo: Tom\nSubject: x\n\n" + LETTER.replace(
        row, f"{row}  cancelled"
    )
    assert f"{row}  cancelled" in new_text(mail, [LETTER]).text


def test_a_short_phrase_of_ours_in_a_persons_own_words_is_theirs() -> None:
    said = "Please let us know by 12 March 2026.\nIf you have already paid, please tell us when."
    assert new_text(said, [LETTER]).text == said


def test_a_quote_header_never_swallows_the_line_above_it() -> None:
    header = "On 5 Mar 2026 at 10:15, Northwind <ar2@northwind-joinery.example> wrote:"
    mail = f"Paid on 3 March,\nplease check\n{header}\n{wrapped(70, '> ')}"
    assert new_text(mail, [LETTER]).text == "Paid on 3 March,\nplease check"


def test_a_mail_that_begins_like_a_quotation_is_not_emptied() -> None:
    mail = "From: the accounts team\nDate: 5 March\nSubject: NWJ-2041\n\nWe dispute this invoice.\n"
    assert "We dispute this invoice." in new_text(mail, [LETTER]).text


def test_a_signature_alone_is_not_emptied() -> None:
    assert new_text("-- \nTom Miller, Miller & Sons Ltd", []).text == "--\nTom Miller, Miller & Sons Ltd"
    assert new_text("Sent from my iPhone", []).text == "Sent from my iPhone"


def test_what_is_beyond_the_limit_is_cut_and_told() -> None:
    new = new_text("Paid.\n" + "word " * 60_000, [])
    assert new.text.startswith("Paid.")
    assert [cut.why for cut in new.cuts] == ["beyond what is read"]


def test_what_was_cut_is_told_with_its_reason() -> None:
    new = new_text(f"Paid.\n\n-- \nTom\n\nOn 5 Mar 2026 10:15 a@b.example wrote:\n{wrapped(70, '> ')}", [LETTER])
    assert [cut.why for cut in new.cuts] == ["signature", "quote header", "our own letter"]
    assert new.cuts[0].text == "-- \nTom\n"
