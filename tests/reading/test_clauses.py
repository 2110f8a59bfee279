"""Clauses, and what turns their meaning round."""

from __future__ import annotations

import pytest

from outreach.reading.clauses import clauses_of
from outreach.reading.language import Flag

FLAGS = {
    "We will pay on Friday.": set(),
    "Will you pay?": {"question"},
    "We never agreed.": {"negated"},
    "Nobody promised anything.": {"negated"},
    "If it is mended we pay.": {"conditional"},
    "We pay once it is mended.": {"conditional"},
    "It was our mistake.": {"past"},
    "We would pay.": {"hypothetical"},
    "We hope to pay.": {"hypothetical"},
    "You said it is paid.": {"reported"},
    "Wir zahlen am Freitag.": set(),
    "Zahlen Sie das?": {"question"},
    "Wir haben das nie bestellt.": {"negated"},
    "Wenn Sie liefern zahlen wir.": {"conditional"},
    "Das war unser Fehler.": {"past"},
    "Wir würden zahlen.": {"hypothetical"},
    "Angeblich ist alles bezahlt.": {"reported"},
}


def texts(text: str) -> list[str]:
    return [clause.text.strip() for clause in clauses_of(text)]


@pytest.mark.parametrize(("text", "flags"), FLAGS.items())
def test_a_clause_is_flagged_by_what_turns_it_round(text: str, flags: set[str]) -> None:
    assert {str(flag) for clause in clauses_of(text) for flag in clause.flags} == flags


def test_a_condition_counts_for_its_whole_sentence_and_no_further() -> None:
    condition, promise, other = clauses_of("If you mend it, we will pay on Friday. INV-1041 is paid.")

    assert Flag.CONDITIONAL in condition.flags
    assert Flag.CONDITIONAL in promise.flags
    assert other.flags == set()


def test_a_negation_counts_for_its_own_clause() -> None:
    denied, promised = clauses_of("We do not dispute INV-1041, we will pay it on Friday.")

    assert Flag.NEGATED in denied.flags
    assert promised.flags == set()


def test_what_hangs_on_a_denial_is_denied() -> None:
    _, hanging = clauses_of("Es stimmt nicht, dass wir am Freitag zahlen.")

    assert Flag.NEGATED in hanging.flags


def test_a_text_is_cut_at_signs_and_at_words_that_turn() -> None:
    assert texts("INV-1 is paid; INV-2 is not, but we will pay it and we are sorry.") == [
        "INV-1 is paid;",
        "INV-2 is not,",
        "but we will pay it",
        "and we are sorry.",
    ]


def test_abbreviations_and_wrapped_lines_end_no_sentence() -> None:
    long_line = "We will pay the invoice no. 1042 that you have sent us in January"

    assert len({clause.sentence for clause in clauses_of(f"{long_line}\nand not a day earlier.")}) == 1
    assert len({clause.sentence for clause in clauses_of("We will pay\nTom")}) == 2


def test_letters_with_dots_end_a_sentence_only_before_a_capital() -> None:
    assert len({c.sentence for c in clauses_of("I am transferred w.e.f. 30th June.")}) == 1
    assert len({c.sentence for c in clauses_of("It goes out by 5 p.m. Then we close.")}) == 2


def test_what_is_to_stay_whole_is_not_cut() -> None:
    text = "INV-1, INV-2 are paid"

    assert len(clauses_of(text)) == 2
    assert len(clauses_of(text, whole=[(0, 12)])) == 1


def test_each_clause_knows_its_place() -> None:
    text = "Hello, we will pay. Thanks"

    assert all(text[clause.start : clause.end] == clause.text for clause in clauses_of(text))


def test_words_in_quotation_marks_are_somebody_elses() -> None:
    [clause] = clauses_of('My tenant writes "I will pay you the full sum by Friday" every month.')
    assert Flag.REPORTED in clause.flags


def test_a_whole_answer_in_quotation_marks_is_the_writers_own() -> None:
    [clause] = clauses_of('"We will pay the full sum on Friday"')
    assert Flag.REPORTED not in clause.flags
