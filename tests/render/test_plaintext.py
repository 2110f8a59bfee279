"""The text part: filled paragraphs and aligned tables."""

from __future__ import annotations

from outreach.render.plaintext import columns, fill, tidy


def test_paragraphs_are_filled_to_72_characters_and_stay_apart() -> None:
    filled = fill("one two\nthree\n\n" + "word " * 40)
    first, second = filled.split("\n\n")
    assert first == "one two three"
    assert max(map(len, second.split("\n"))) <= 72
    assert second.split() == ["word"] * 40


def test_an_amount_and_its_currency_are_not_parted_at_the_end_of_a_line() -> None:
    sentence = "x" * 66 + " 1.234,56\u00a0€ offen"
    assert "1.234,56\u00a0€" in fill(sentence)


def test_an_invoice_number_is_not_broken_at_its_hyphen() -> None:
    assert "INV-2026-0042" in fill("y" * 65 + " INV-2026-0042")


def test_the_items_of_a_list_keep_their_lines() -> None:
    assert fill("You can\n- pay\n- or call") == "You can\n- pay\n- or call"


def test_numbers_stand_under_each_other_and_empty_columns_are_left_out() -> None:
    table = columns("Invoice | Order | Open >\n---\nA-1 | | 5.00\nB-1000 | | 1,000.00\n")
    assert table.split("\n") == [
        "Invoice       Open",
        "------------------",
        "A-1           5.00",
        "B-1000    1,000.00",
    ]


def test_a_line_of_one_cell_stands_across_the_table() -> None:
    assert columns("A | B >\nA very long heading of a group\nx | 1").split("\n") == [
        "A   B",
        "A very long heading of a group",
        "x   1",
    ]


def test_no_two_blank_lines_and_no_spaces_that_only_look_like_spaces() -> None:
    assert tidy("\n\na \u00a0\n\n\n\nb\u202fc\n\n") == "a\n\nb c\n"
