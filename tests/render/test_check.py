"""`outreach check` finds what is wrong with a template, at its very place, before a letter needs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from outreach.render.check import check_templates
from tests.render.workshop import LETTER_MJML, LETTER_TXT, letter, saying

MJML_LINES = '{% extends "layout.mjml" %}\n{% block before %}\n'


def found(folder: Path) -> list[str]:
    """Problems as they are shown, without the folder."""
    return [str(problem).removeprefix(f"{folder.name}/") for problem in check_templates(folder)]


def in_mjml(body: str, folder: Path) -> list[str]:
    """Problems of a letter whose block, from line 3 on, is `body`."""
    return found(letter(folder, mjml=f"{MJML_LINES}{body}\n{{% endblock %}}\n"))


def test_a_sound_folder_has_no_problems(tmp_path: Path) -> None:
    assert found(letter(tmp_path)) == []


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("<p>{{ contcat }}</p>", "3:7  there is no contcat; did you mean contact?"),
        ("<p>\n Hi {{ oldest.balanse }}</p>", "4:8  there is no oldest.balanse; did you mean oldest.balance?"),
        (
            "{% for invoice in invoices %}\n<p>{{ invoice.number }} {{ invoice.balanse }}</p>{% endfor %}",
            "4:28  there is no invoice.balanse; did you mean invoice.balance?",
        ),
        (
            "{% for i in overdue if i.totl %}{{ i.due }}{% endfor %}",
            "3:24  there is no i.totl; did you mean i.total?",
        ),
        ("{% for w in client %}{% endfor %}", "3:4  this is not a list: there is nothing to loop over"),
        ("<p>{{ invoices.number }}</p>", "3:7  invoices is a list: go through it with a loop to reach .number"),
        ("<p>{{ client.name }}</p>", "3:7  client is a plain value and has no .name"),
        ("<p>{{ (invoices|first).numbr }}</p>", "3:23  there is no .numbr; did you mean .number?"),
        ("<p>{{ oldest.due.yeer }}</p>", "3:7  there is no oldest.due.yeer; did you mean oldest.due.year?"),
        ("<p>{{ oldest.balance|mony }}</p>", "3:22  there is no filter mony; did you mean money?"),
        ("<p>{{ oldest.due | money }}</p>", "3:18  money is for amounts, and this is none"),
        ("<p>{{ client | date }}</p>", "3:14  date is for days, and this is none"),
        ('<p>{{ today|date("shrt") }}</p>', '3:12  there is no date("shrt"): a day is written long, short, weekday'),
        (
            '<p>{{ invoices|map(attribute="numbr")|join }}</p>',
            "3:31  these have no numbr; did you mean number?",
        ),
        (
            '{% if invoices|selectattr("overdue")|list %}{% endif %}',
            "3:28  these have no overdue; did you mean is_overdue?",
        ),
        ("<p>{{ broken_promise.dya }}</p>", "3:7  there is no broken_promise.dya; did you mean broken_promise.day?"),
        ("<p>{{ contact </p>", "3:4  {{ is never closed by }}"),
        ("<p>{% edif %}</p>", "3:7  there is no tag edif; did you mean endif?"),
        ('{% include "footer.mjml" %}', "3:13  there is no file footer.mjml"),
        ("<mj-txt>x</mj-txt>", "3:1  <mj-txt> is no element of MJML; did you mean mj-text?"),
        (
            "<p>\n <mj-text\n  colour='red'>x</mj-text></p>",
            "5:3  <mj-text> has no attribute colour; did you mean color?",
        ),
        ("<p>ä <spn>x</spn></p>", "3:6  <spn> is no HTML that mail programs show; did you mean span?"),
        ("<script>x</script>", "3:1  <script> is no HTML that mail programs show"),
        ("<p>ä <b>bold</p>", "3:13  </p> stands where </b> must close the <b> of line 3"),
        ("<p>x</p></p>", "3:9  </p> closes nothing"),
        ("<p>\n<b>x</b>", "3:1  <p> is never closed"),
        ("<p>a < b</p>", "3:7  is not sound MJML: not well-formed (invalid token)"),
        (
            "<p>Our lawyer will write.</p>",
            '3:8  "lawyer" threatens: it has no place in a letter whose name begins neither with firm nor final',
        ),
    ],
)
def test_each_mistake_is_shown_at_its_place(body: str, problem: str, tmp_path: Path) -> None:
    assert f"note-1.en.mjml:{problem}" in in_mjml(body, tmp_path)


def test_all_mistakes_are_shown_at_once(tmp_path: Path) -> None:
    body = "<p>{{ a1 }} {{ a2 }} {{ client.x }}</p>\n<mj-txt colour='x'>{{ oldest.due|mony }}</mj-txt>"
    places = [line.split("  ")[0] for line in in_mjml(body, tmp_path)]
    assert places == [f"note-1.en.mjml:{place}" for place in ("3:7", "3:16", "3:25", "4:1", "4:34")]


def test_the_same_mistake_twice_on_a_line_is_shown_twice(tmp_path: Path) -> None:
    places = [line.split("  ")[0] for line in in_mjml("<p>{{ nam }} and {{ nam }}</p>", tmp_path)]
    assert places == ["note-1.en.mjml:3:7", "note-1.en.mjml:3:21"]


def test_words_of_the_letter_are_not_taken_for_names(tmp_path: Path) -> None:
    assert in_mjml("<p>oldest.balanse {# {{ nonsense }} #} and contcat</p>", tmp_path) == []


def test_an_open_tag_is_shown_where_it_opens(tmp_path: Path) -> None:
    letter(tmp_path, mjml=MJML_LINES + "<p>x</p>\n{% if contact %}\n<p>y</p>\n")
    assert "note-1.en.mjml:4:1  {% if %} is never closed by {% endif %}" in found(tmp_path)


def test_tags_that_cross_are_told_which_must_close_first(tmp_path: Path) -> None:
    problem = "note-1.en.mjml:5:4  {% endblock %} stands where {% endif %} must close the if of line 3"
    assert problem in in_mjml("{% if contact %}\n<p>x</p>", tmp_path)


def test_the_first_line_of_a_letter_with_a_byte_order_mark_keeps_its_columns(tmp_path: Path) -> None:
    letter(tmp_path)
    (tmp_path / "note-1.en.txt").write_bytes(b"\xef\xbb\xbf" + LETTER_TXT.replace("Your", "{{ yuor }}").encode())
    assert found(tmp_path) == ["note-1.en.txt:1:13  there is no yuor"]


def test_a_block_that_the_layout_does_not_have_would_lose_its_text(tmp_path: Path) -> None:
    letter(tmp_path, mjml=LETTER_MJML.replace("before", "befor"))
    assert found(tmp_path) == ["note-1.en.mjml:2:10  the layout has no block befor; did you mean before?"]


def test_text_outside_of_all_blocks_would_be_lost(tmp_path: Path) -> None:
    letter(tmp_path, mjml=LETTER_MJML + "\n<p>Regards</p>\n")
    assert found(tmp_path) == ["note-1.en.mjml:6:1  this stands outside of any block and is never printed"]


def test_a_layout_that_is_not_there_is_named(tmp_path: Path) -> None:
    letter(tmp_path, mjml=LETTER_MJML.replace("layout.mjml", "layot.mjml"))
    assert "note-1.en.mjml:1:13  there is no file layot.mjml; did you mean layout.mjml?" in found(tmp_path)


def test_a_letter_needs_a_subject(tmp_path: Path) -> None:
    letter(tmp_path, txt=LETTER_TXT.replace("Subject: Your invoices", "Your invoices"))
    assert found(tmp_path) == [
        'note-1.en.txt:1:1  the first line must be "Subject: …", then an empty line, then the text'
    ]


def test_a_letter_needs_both_parts(tmp_path: Path) -> None:
    letter(tmp_path)
    (tmp_path / "note-1.en.txt").unlink()
    assert found(tmp_path) == ["note-1.en.mjml  its other part is missing: note-1.en.txt"]


def test_a_letter_needs_every_language_that_the_others_have(tmp_path: Path) -> None:
    letter(tmp_path)
    letter(tmp_path, name="note-2.en")
    letter(tmp_path, name="note-2.de")
    assert found(tmp_path) == ['note-1.en.mjml  there is no note-1.de.mjml, but other letters are in "de"']


def test_a_firm_without_german_clients_needs_no_german_letters(tmp_path: Path) -> None:
    letter(tmp_path)
    letter(tmp_path, name="note-2.en")
    assert found(tmp_path) == []


def test_a_file_without_a_language_is_no_letter(tmp_path: Path) -> None:
    letter(tmp_path)
    (tmp_path / "firm.mjml").write_text(LETTER_MJML)
    assert found(tmp_path) == [
        "firm.mjml  its name says no language: a letter is called friendly-1.en.mjml, friendly-1.en.txt"
    ]


def test_an_empty_file_says_so(tmp_path: Path) -> None:
    letter(tmp_path, mjml="\n")
    assert "note-1.en.mjml  is empty" in found(tmp_path)


def test_what_only_some_clients_would_meet_is_found_too(tmp_path: Path) -> None:
    problems = in_mjml("<p>{{ broken_promise.day|date }}</p>", tmp_path)
    assert problems == ["note-1.en.mjml:3:1  asks for .day of what is not known for this letter: put it in {% if … %}"]


def test_a_letter_that_shows_a_fact_only_where_there_is_one_is_sound(tmp_path: Path) -> None:
    assert in_mjml("<p>{% if broken_promise %}{{ broken_promise.day|date }}{% endif %}</p>", tmp_path) == []


def test_an_element_may_open_in_one_branch_and_close_after_both(tmp_path: Path) -> None:
    body = "{% if contact %}<p class='a'>{% else %}<p>{% endif %}x</p>"
    assert in_mjml(body, tmp_path) == []


def test_an_element_that_closes_for_some_clients_only_is_found(tmp_path: Path) -> None:
    problems = in_mjml("<p><b>x{% if contact %}</b>{% else %}{% endif %}</p>", tmp_path)
    assert problems == ["note-1.en.mjml:3:49  </p> stands where </b> must close the <b> of line 3"]


def test_a_letter_that_gmail_would_cut_is_a_problem(tmp_path: Path) -> None:
    letter(tmp_path, mjml=LETTER_MJML.replace("A sentence.", "long " * 22_000))
    problems = found(tmp_path)
    assert problems
    assert all("Gmail shows only the first 102 KB" in problem for problem in problems)


def test_a_loop_without_end_is_a_problem(tmp_path: Path) -> None:
    loop = "{% for a in range(900) %}{% for b in range(900) %}{% endfor %}{% endfor %}"
    assert in_mjml(f"<p>{loop}</p>", tmp_path) == [
        "note-1.en.mjml:3:1  does not come to an end: stopped after 20,000 turns of its loops"
    ]


@pytest.mark.parametrize("name", ["firm-1", "final-2"])
def test_a_firm_or_final_letter_may_speak_of_consequences(name: str, tmp_path: Path) -> None:
    letter(tmp_path, mjml=LETTER_MJML.replace("A sentence", "Our lawyer writes next"), name=f"{name}.en")
    assert found(tmp_path) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "We take legal action.",
        "unsere Rechtsanwälte",
        "das Inkassobüro",
        "beim Amtsgericht",
        "a collection agency",
        "Mahnbescheid",
    ],
)
def test_threats_are_found_in_both_languages_and_both_parts(sentence: str, tmp_path: Path) -> None:
    problems = found(saying(sentence, tmp_path))
    assert [problem.partition("  ")[0].rpartition(":")[0] for problem in problems] == [
        "note-1.en.mjml:3",
        "note-1.en.txt:5",
    ]


@pytest.mark.parametrize(
    "sentence", ["With courtesy, of course.", "Die Rechnung ist an Sie gerichtet.", "Die Nachricht."]
)
def test_innocent_words_are_no_threats(sentence: str, tmp_path: Path) -> None:
    assert found(saying(sentence, tmp_path)) == []


def test_one_broken_file_does_not_hide_the_problems_of_another(tmp_path: Path) -> None:
    in_mjml("{{ oops", tmp_path)
    letter(tmp_path, mjml=LETTER_MJML.replace("A sentence", "{{ contcat }}"), name="note-2.en")
    assert {problem.partition(":")[0] for problem in found(tmp_path)} == {"note-1.en.mjml", "note-2.en.mjml"}


def test_a_folder_that_is_not_there_has_no_problems_of_its_own() -> None:
    assert check_templates(Path("no/such/folder")) == ()


def test_a_file_is_shown_by_its_folder_wherever_the_workspace_lies(tmp_path: Path) -> None:
    templates = tmp_path / "deep" / "templates"
    templates.mkdir(parents=True)
    (problem,) = check_templates(letter(templates, txt=LETTER_TXT.replace("Your", "{{ yuor }}")))
    assert str(problem) == "templates/note-1.en.txt:1:13  there is no yuor"
