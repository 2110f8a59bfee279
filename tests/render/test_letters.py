"""The letters that come with Outreach: what a client reads."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import pytest

from outreach.domain.money import Money
from outreach.ports import Rendered
from outreach.render.check import check_templates
from outreach.render.facts import LetterFacts, PromiseFacts
from outreach.render.samples import ONE, SEVERAL, TODAY, TWELVE, sample_facts, sample_invoice, sample_letters
from outreach.render.templates import Templates
from tests.render.workshop import SHIPPED, words_of

LETTERS = (
    "courtesy-1", "courtesy-2", "friendly-1", "friendly-2", "follow-up-1", "follow-up-2",
    "firm-1", "firm-2", "final-1", "final-2", "key-note-1", "key-note-2",
)  # fmt: skip
LANGUAGES = ("en", "de")
EVERY_LETTER = pytest.mark.parametrize("name", LETTERS)
IN_EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
SPEAKS_OF_PROMISES = ("friendly-1", "friendly-2", "follow-up-1", "follow-up-2", "firm-1", "firm-2")
TEMPLATES = Templates(SHIPPED)


@cache
def write(name: str, facts: LetterFacts) -> Rendered:
    rendered = TEMPLATES.render(name, facts)
    assert isinstance(rendered, Rendered), [str(problem) for problem in rendered]
    return rendered


def one_line(text: str) -> str:
    return " ".join(text.split())


def seen(letter: Rendered) -> str:
    return words_of(letter.html).replace("\u00a0", " ")


def sentences(name: str, facts: LetterFacts) -> str:
    """The text without greeting, table, bank details and signature."""
    text = write(name, facts).text
    end = re.search(r"^(Our bank details|Unsere Bankverbindung)$", text, re.MULTILINE)
    assert end
    before, rule, rest = text[: end.start()].partition("\n---")
    assert rule
    paragraphs = [*before.split("\n\n")[1:-1], *rest.split("\n\n")[1:]]
    return one_line(" ".join(paragraphs))


def test_every_shipped_template_passes_its_own_check() -> None:
    assert check_templates(SHIPPED) == ()


def test_all_letters_are_there_in_both_languages() -> None:
    assert TEMPLATES.letters() == dict.fromkeys(LETTERS, frozenset(LANGUAGES))


@EVERY_LETTER
@IN_EACH_LANGUAGE
def test_a_part_paid_invoice_is_asked_for_with_what_is_left_of_it(name: str, language: str) -> None:
    facts = sample_facts((sample_invoice("INV-9", "400.00", 20, total="1000.00"),), language)
    letter = write(name, facts)
    left, whole = ("£400.00", "£1,000.00") if language == "en" else ("400,00 £", "1.000,00 £")
    for part in (letter.text, seen(letter)):
        assert left in part
        assert part.count(whole) == 1


@EVERY_LETTER
@IN_EACH_LANGUAGE
def test_all_invoices_stand_in_both_parts_with_one_total_per_currency(name: str, language: str) -> None:
    letter = write(name, sample_facts(TWELVE, language))
    # EUR 300.00 + 651.03 + 1002.06 + 1353.09, GBP 417.01 + 768.04 + 1119.07 + 1470.10,
    # USD 534.02 + 885.05 + 1236.08 + 1587.11
    totals = {"en": ("€3,306.18", "£3,774.22", "US$4,242.26"), "de": ("3.306,18 €", "3.774,22 £", "4.242,26 $")}[
        language
    ]
    for part in (letter.text, seen(letter)):
        assert all(invoice.number in part for invoice in TWELVE)
        assert all(total in part for total in totals)


@EVERY_LETTER
@IN_EACH_LANGUAGE
@pytest.mark.parametrize(
    "about", [name for name in sample_letters() if name not in ("hostile names", "a company with a name only")]
)
def test_the_two_parts_say_the_same(name: str, language: str, about: str) -> None:
    facts = sample_letters(language)[about]
    html = seen(write(name, facts))
    said = re.split(r"(?<=[.?;:]) ", sentences(name, facts))
    assert said
    assert [sentence for sentence in said if sentence not in html] == []


@EVERY_LETTER
@IN_EACH_LANGUAGE
def test_nothing_of_the_template_languages_is_left(name: str, language: str) -> None:
    for about, facts in sample_letters(language).items():
        letter = write(name, facts)
        for part in (letter.subject, letter.text, letter.html):
            assert "None" not in part
            assert "mj-" not in part.replace(".mj-column", "").replace("mj-column", "").replace("mj-outlook", "")
            if about != "hostile names":
                assert "{{" not in part
                assert "{%" not in part


@EVERY_LETTER
@IN_EACH_LANGUAGE
def test_hostile_names_stay_text(name: str, language: str) -> None:
    letter = write(name, sample_letters(language)["hostile names"])
    assert "<script>x" not in letter.html
    assert "<b>1" not in letter.html
    assert "{{ 7 * 7 }}" in words_of(letter.html)  # printed, not run
    assert "49" not in words_of(letter.html).replace("INV-1049", "")
    assert "\n" not in letter.subject
    assert "=?" not in letter.subject
    assert not re.search(r"[\x00-\x09\x0b-\x1f]", letter.text)
    assert not re.search(r"^Bcc:", letter.text, re.MULTILINE)


@EVERY_LETTER
@IN_EACH_LANGUAGE
def test_a_letter_is_short(name: str, language: str) -> None:
    for about in ("one invoice", "several invoices", "a broken promise"):
        count = len(sentences(name, sample_letters(language)[about]).split())
        assert 45 <= count <= 130, (about, count)


@EVERY_LETTER
@IN_EACH_LANGUAGE
def test_a_letter_names_a_person_and_asks_to_leave_the_reference(name: str, language: str) -> None:
    letter = write(name, sample_facts(ONE, language))
    assert letter.text.rstrip().split("\n")[-1].split()[1] == "OR7F3K-8Q2MZ5KX9RTW4BHC"
    for part in (letter.text, seen(letter)):
        assert "Anna Weber" in part
        assert "+44 20 7946 0018" in part
        assert "Jane Miller" in part


@EVERY_LETTER
@IN_EACH_LANGUAGE
def test_every_letter_of_a_conversation_has_the_same_subject(name: str, language: str) -> None:
    subject = write(name, sample_facts(ONE, language)).subject
    assert (
        subject
        == {"en": "Your invoices from Northwind Joinery", "de": "Ihre Rechnungen von Northwind Joinery"}[language]
    )


@EVERY_LETTER
@IN_EACH_LANGUAGE
def test_a_letter_loads_nothing_and_links_nowhere(name: str, language: str) -> None:
    html = write(name, sample_facts(SEVERAL, language)).html
    assert "<img" not in html
    assert "<a " not in html
    assert "url(" not in html
    assert {*re.findall(r"https?://[^\"'<> ]+", html)} <= {"http://www.w3.org/1999/xhtml"}


@EVERY_LETTER
@IN_EACH_LANGUAGE
def test_one_invoice_is_spoken_of_as_one(name: str, language: str) -> None:
    one = sentences(name, sample_facts(ONE, language))
    plural = {
        "en": r"\binvoices below|these invoices|which one|\bthey\b",
        "de": r"\bRechnungen unten|welche[r]?\b(?! Betrag)",
    }
    assert not re.search(plural[language], one)
    assert "INV-1042" in one


@EVERY_LETTER
@IN_EACH_LANGUAGE
def test_an_unknown_contact_is_greeted_without_a_name(name: str, language: str) -> None:
    letter = write(name, replace(sample_facts(ONE, language), contact=""))
    assert letter.text.startswith({"en": "Hello,\n", "de": "Guten Tag,\n"}[language])


@pytest.mark.parametrize("name", SPEAKS_OF_PROMISES)
@IN_EACH_LANGUAGE
def test_a_promise_that_was_not_kept_is_mentioned_with_its_day(name: str, language: str) -> None:
    promise = PromiseFacts(date(2026, 3, 27), None)
    facts = sample_facts(ONE, language)
    day = {"en": "Friday 27 March", "de": "27. März 2026"}[language]
    assert day in sentences(name, replace(facts, broken_promise=promise))
    assert day not in sentences(name, facts)
    amount = {"en": "£500.00", "de": "500,00 £"}[language]
    promise = replace(promise, amount=Money(Decimal(500), "GBP"))
    assert amount in sentences(name, replace(facts, broken_promise=promise))


@pytest.mark.parametrize("name", ["follow-up-1", "follow-up-2", "firm-1", "firm-2", "final-1", "final-2"])
@IN_EACH_LANGUAGE
def test_from_the_follow_up_on_a_letter_names_the_day_for_an_answer(name: str, language: str) -> None:
    day = {"en": "Friday 10 April", "de": "Freitag, 10. April"}[language]
    assert day in sentences(name, sample_facts(SEVERAL, language))


@EVERY_LETTER
@IN_EACH_LANGUAGE
def test_copies_are_mentioned_only_when_they_are_attached(name: str, language: str) -> None:
    facts = sample_facts(ONE, language)
    word = {"en": "attached", "de": "bei."}[language]
    assert word not in sentences(name, facts)
    assert word in sentences(name, replace(facts, attached=True))


def test_overdue_and_upcoming_invoices_are_told_apart_and_summed_apart() -> None:
    letter = write("friendly-1", sample_facts(SEVERAL))
    # overdue are 1200.00 and 345.50; 2480.00 is not due yet
    assert re.search(r"^Total overdue +£1,545.50$", letter.text, re.MULTILINE)
    assert re.search(r"^Total open +£4,025.50$", letter.text, re.MULTILINE)
    html = words_of(letter.html)
    assert html.index("INV-1049") < html.index("Not overdue yet") < html.index("INV-1061")
    assert "Total overdue £1,545.50" in html


def test_only_overdue_invoices_are_not_headed_as_such() -> None:
    text = write("friendly-1", sample_facts(SEVERAL[:2])).text
    assert "Not overdue yet" not in text
    assert re.search(r"^Total open +£1,545.50$", text, re.MULTILINE)


def test_a_german_letter_writes_amounts_and_days_as_germans_do() -> None:
    invoice = sample_invoice("R-7", "1234.56", 12, "EUR")
    text = write("firm-1", sample_facts((invoice,), "de")).text
    assert "1.234,56 €" in text
    assert "20. März 2026" in text
    assert "20.03.2026" in text


def test_an_austrian_client_gets_the_euro_in_front() -> None:
    invoice = sample_invoice("R-7", "1234.56", 12, "EUR")
    assert "€ 1.234,56" in write("firm-1", replace(sample_facts((invoice,), "de"), country="AT")).text


def test_the_order_number_of_the_client_is_shown_where_there_is_one() -> None:
    with_order = write("friendly-1", sample_facts(ONE))
    without = write("friendly-1", sample_facts((sample_invoice("INV-2", "10.00", 3),)))
    assert "PO 4711" in with_order.text
    assert "PO 4711" in with_order.html
    assert "Your order" not in without.text + without.html


@pytest.mark.parametrize(
    ("days", "says"), [(0, "is due today"), (1, "was due on Tuesday 31 March"), (-2, "falls due on Friday 3 April")]
)
def test_the_letter_of_the_due_day_knows_which_day_it_is(days: int, says: str) -> None:
    assert date(2026, 4, 1) == TODAY  # a Wednesday
    invoice = sample_invoice("INV-3", "10.00", days)
    assert invoice.due == TODAY - timedelta(days=days)
    assert says in sentences("courtesy-2", sample_facts((invoice,)))


def test_a_letter_fits_what_gmail_shows_also_with_a_hundred_invoices() -> None:
    many = tuple(sample_invoice(f"INV-{i:04}", "100.00", 100 - i, reference=f"PO {i:05}") for i in range(100))
    letter = write("firm-1", sample_facts(many))
    assert len(letter.html.encode()) < 102 * 1024
    assert letter.notes == ()


def test_early_letters_do_not_threaten() -> None:
    words = re.compile(r"further steps|weitere Schritte|last letter|letztes Schreiben|legal|rechtlich", re.IGNORECASE)
    early = [name for name in LETTERS if not name.startswith("final")]
    said = [sentences(name, sample_facts(SEVERAL, language)) for name in early for language in LANGUAGES]
    assert not [text for text in said if words.search(text)]


def test_the_letter_holds_a_dark_page_for_those_who_want_one() -> None:
    html = write("friendly-1", sample_facts(ONE)).html
    assert '<meta name="color-scheme" content="light dark">' in html
    assert "@media (prefers-color-scheme: dark)" in html
