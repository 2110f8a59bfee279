"""How a template and facts become a letter, and what happens when they cannot."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from outreach.ports import Rendered
from outreach.render.facts import LetterFacts
from outreach.render.samples import ONE, SEVERAL, sample_facts
from outreach.render.templates import Templates
from tests.render.workshop import LETTER_MJML, LETTER_TXT, SHIPPED, letter, refused, saying, words_of, workshop, written


def in_language(language: str) -> LetterFacts:
    return replace(sample_facts(ONE), language=language, country="DE")


def test_the_letter_is_written_in_the_contact_s_language() -> None:
    rendered = written(SHIPPED, "friendly-1", in_language("de"))
    assert rendered.text.startswith("Guten Tag Jane Miller,")
    assert rendered.language == "de"
    assert rendered.notes == ()


@pytest.mark.parametrize("language", ["de-AT", "de_AT", "DE"])
def test_a_language_may_name_its_country(language: str) -> None:
    assert written(SHIPPED, "friendly-1", in_language(language)).language == "de"


def test_without_the_language_the_letter_is_in_english_and_says_so_to_us() -> None:
    rendered = written(SHIPPED, "friendly-1", in_language("fr"))
    assert rendered.text.startswith("Dear Jane Miller,")
    assert rendered.language == "en"
    assert rendered.notes == ("There is no friendly-1 in fr: it is written in English.",)


def test_a_letter_that_does_not_exist_is_a_problem() -> None:
    (problem,) = refused(SHIPPED, "friendly-9")
    assert problem.path.endswith("friendly-9.en.mjml")
    assert problem.sentence == "there is no letter friendly-9 in en"


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", ".", "layout", "a/b"])
def test_nothing_outside_of_the_folder_is_read(name: str, tmp_path: Path) -> None:
    (tmp_path / "secret.en.mjml").write_text("x")
    (tmp_path / "secret.en.txt").write_text("Subject: x\n\nx")
    inner = tmp_path / "templates"
    inner.mkdir()
    refused(workshop(inner), name)


def test_an_include_cannot_leave_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("the secret")
    inner = tmp_path / "templates"
    inner.mkdir()
    (problem,) = refused(saying('{% include "../secret.txt" %}', inner))
    assert problem.sentence == "there is no file ../secret.txt"


def test_a_changed_file_counts_at_once_even_with_the_same_size(tmp_path: Path) -> None:
    templates = Templates(letter(tmp_path))
    first = templates.render("note-1", sample_facts(ONE))
    path = tmp_path / "note-1.en.mjml"
    stat = path.stat()
    path.write_text(LETTER_MJML.replace("A sentence", "B sentence"))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1))
    second = templates.render("note-1", sample_facts(ONE))
    assert isinstance(first, Rendered)
    assert isinstance(second, Rendered)
    assert "A sentence" in words_of(first.html)
    assert "B sentence" in words_of(second.html)


def test_a_changed_layout_counts_too(tmp_path: Path) -> None:
    templates = Templates(letter(tmp_path))
    templates.render("note-1", sample_facts(ONE))
    words = tmp_path / "words.en.txt"
    words.write_text(words.read_text().replace("Kind regards", "Best wishes from Leeds"))
    rendered = templates.render("note-1", sample_facts(ONE))
    assert isinstance(rendered, Rendered)
    assert "Best wishes from Leeds" in rendered.text
    assert "Best wishes from Leeds" in words_of(rendered.html)


def test_a_half_saved_template_is_a_problem_and_whole_again_it_is_none(tmp_path: Path) -> None:
    templates = Templates(letter(tmp_path))
    for half in ("", LETTER_MJML[:30], LETTER_MJML[:60]):
        (tmp_path / "note-1.en.mjml").write_text(half)
        rendered = templates.render("note-1", sample_facts(ONE))
        assert not isinstance(rendered, Rendered)
        assert {problem.path for problem in rendered} == {f"{tmp_path.name}/note-1.en.mjml"}
    (tmp_path / "note-1.en.mjml").write_text(LETTER_MJML)
    assert isinstance(templates.render("note-1", sample_facts(ONE)), Rendered)


def test_a_missing_text_part_is_a_problem(tmp_path: Path) -> None:
    letter(tmp_path)
    (tmp_path / "note-1.en.txt").unlink()
    (problem,) = refused(tmp_path)
    assert problem.path == f"{tmp_path.name}/note-1.en.txt"


def test_a_letter_saved_by_windows_is_read_like_any_other(tmp_path: Path) -> None:
    letter(tmp_path)
    for name, text in (("note-1.en.mjml", LETTER_MJML), ("note-1.en.txt", LETTER_TXT)):
        (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    rendered = written(tmp_path)
    assert rendered.subject == "Your invoices"
    assert "\r" not in rendered.text + rendered.html


def test_a_file_in_another_encoding_is_a_problem_with_its_line(tmp_path: Path) -> None:
    letter(tmp_path)
    (tmp_path / "note-1.en.txt").write_bytes(LETTER_TXT.replace("A sentence", "Grüße").encode("cp1252"))
    (problem,) = refused(tmp_path)
    assert (problem.line, problem.sentence) == (5, "is not saved as UTF-8; save it so")


def test_text_after_a_tag_at_the_end_of_a_line_keeps_its_space(tmp_path: Path) -> None:
    rendered = written(saying("{% if contact %}Good{% endif %}\nmorning", tmp_path))
    assert "Good morning" in rendered.text
    assert "Good morning" in words_of(rendered.html)


def test_a_line_that_holds_a_tag_only_leaves_no_gap(tmp_path: Path) -> None:
    rendered = written(saying("One\n  {% if contact %}\ntwo\n  {% endif %}\nthree", tmp_path))
    assert "One two three" in rendered.text


def test_amounts_and_days_are_written_for_the_reader_even_without_a_filter(tmp_path: Path) -> None:
    rendered = written(saying("{{ oldest.balance }} since {{ oldest.due }}", tmp_path))
    assert "£1,200.00 since 20 March 2026" in rendered.text


def test_the_subject_is_one_line_that_hides_nothing(tmp_path: Path) -> None:
    letter(tmp_path, txt=LETTER_TXT.replace("Your invoices", "For {{ client }}"))
    facts = replace(sample_facts(ONE), client="A\r\nBcc: x@elsewhere.example =?utf-8?q?=0A?=")
    assert written(tmp_path, facts=facts).subject == "For A Bcc: x@elsewhere.example = ?utf-8?q?=0A?="


def test_names_are_escaped_in_the_html_and_plain_in_the_text(tmp_path: Path) -> None:
    facts = replace(sample_facts(ONE), client='<b>Smith & "Sons"</b>')
    rendered = written(saying("At {{ client }}.", tmp_path), facts=facts)
    assert 'At <b>Smith & "Sons"</b>.' in rendered.text
    assert "&lt;b&gt;Smith &amp;" in rendered.html


def test_a_note_in_a_template_is_not_mailed(tmp_path: Path) -> None:
    rendered = written(saying("Hello<!-- they always pay late -->{# so be patient #}", tmp_path))
    assert "pay late" not in rendered.html
    assert "patient" not in rendered.html + rendered.text


def test_styles_marked_inline_are_put_into_the_elements(tmp_path: Path) -> None:
    mjml = (
        '<mjml><mj-head><mj-style inline="inline">.x { color: #123456; }</mj-style></mj-head><mj-body><mj-section>'
        '<mj-column><mj-text><p class="x">Hi</p></mj-text></mj-column></mj-section></mj-body></mjml>'
    )
    html = written(letter(tmp_path, mjml=mjml)).html
    assert '<p class="x" style="color: #123456' in html
    assert "data-css-inline" not in html


def test_a_font_is_loaded_only_where_the_template_says_so(tmp_path: Path) -> None:
    mjml = (
        "<mjml><mj-body><mj-section><mj-column>"
        '<mj-text font-family="Roboto, Ubuntu, Arial">Hi</mj-text></mj-column></mj-section></mj-body></mjml>'
    )
    assert "googleapis" not in written(letter(tmp_path, mjml=mjml)).html


def test_a_letter_too_long_for_gmail_is_written_with_a_note(tmp_path: Path) -> None:
    rendered = written(letter(tmp_path, mjml=LETTER_MJML.replace("A sentence.", "long " * 22_000)))
    assert rendered.notes == ("Its HTML is longer than 102 KB: Gmail shows only the beginning.",)


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("{{ balanse }}", "there is no balanse"),
        ("{{ oldest.balanse }}", "there is no invoice.balanse"),
        ("{{ broken_promise.day }}", "asks for .day of what is not known for this letter: put it in {% if … %}"),
        ("{{ last_letter }}", "is not known for this letter: put it in {% if … %}"),
        ("{{ invoices }}", "this is a list and cannot be printed as it is"),
        ("{{ oldest }}", "this is a invoice and cannot be printed as it is"),
        ("{{ attached }}", "yes or no is not a word for a letter: use it in {% if … %}"),
        ("{{ oldest.number | money }}", 'money is for amounts, and this is "INV-1042"'),
        ("{{ oldest.number | date }}", 'date is for days, and this is "INV-1042"'),
        ('{{ today | date("sunny") }}', 'a day is written long, short, weekday, not "sunny"'),
        ("{{ oldest.balance.amount }}", "this is a decimal and cannot be printed as it is"),
    ],
)
def test_what_the_facts_do_not_hold_is_a_problem_with_its_line(sentence: str, says: str, tmp_path: Path) -> None:
    (problem,) = refused(saying(sentence, tmp_path))
    assert problem.path == f"{tmp_path.name}/note-1.en.txt"
    assert problem.line == 5
    assert problem.sentence == says


def test_other_letters_are_written_while_one_is_broken(tmp_path: Path) -> None:
    templates = Templates(saying("{{ nonsense }}", tmp_path))
    letter(tmp_path, name="note-2.en")
    assert not isinstance(templates.render("note-1", sample_facts(SEVERAL)), Rendered)
    assert isinstance(templates.render("note-2", sample_facts(SEVERAL)), Rendered)
