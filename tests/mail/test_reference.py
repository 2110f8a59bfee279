from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.mail.reference import mark_of, message_id, reference_of, references_in

KEY = b"a secret of the workspace"
REFERENCE = reference_of(KEY, "miller-sons")
MARK = mark_of(KEY)


def test_a_reference_is_the_mark_and_eighty_bits_without_signs_that_look_alike() -> None:
    assert re.fullmatch(r"OR[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{16}", REFERENCE)
    assert REFERENCE.startswith(MARK + "-")
    assert len(MARK) == 6


def test_another_client_or_another_key_gives_another_reference() -> None:
    assert reference_of(KEY, "miller-sons") == REFERENCE
    assert len({REFERENCE, reference_of(KEY, "mueller-bau"), reference_of(b"other", "miller-sons")}) == 3
    with pytest.raises(ValueError):
        reference_of(b"", "miller-sons")


@pytest.mark.parametrize(
    "mangle",
    [
        lambda ref: ref,
        str.lower,
        lambda ref: ref[:12] + "\n> " + ref[12:],
        lambda ref: ref[:9] + "\u00ad" + ref[9:15] + " " + ref[15:],
        lambda ref: ref.replace("-", "\u2011"),
        lambda ref: f"(ref. {ref}).",
        lambda ref: ref[:20] + "=\n" + ref[20:],
        lambda ref: f"<{ref.lower()}.abc@x.example>",
        lambda ref: f"{ref} and again {ref}",
    ],
)
def test_a_reference_is_found_however_a_mail_program_mangled_it(mangle) -> None:  # type: ignore[no-untyped-def]
    assert references_in(f"Your letter {mangle(REFERENCE)}", MARK) == (REFERENCE,)


def test_what_is_too_short_or_of_another_workspace_is_no_reference() -> None:
    assert references_in(REFERENCE[:-1], MARK) == ()
    assert references_in(REFERENCE, mark_of(b"other")) == ()
    assert references_in(f"X{REFERENCE}", MARK) == ()
    assert references_in(REFERENCE, "") == ()


def test_several_references_come_in_their_order() -> None:
    other = reference_of(KEY, "mueller-bau")
    assert references_in(f"{other}, {REFERENCE}; {other}", MARK) == (other, REFERENCE)


def test_a_message_id_shows_its_reference_and_is_short_enough_for_every_program() -> None:
    made = message_id(REFERENCE, "letter 7", "northwind-joinery.example")
    assert re.fullmatch(rf"<{REFERENCE}\.[a-z0-9]{{12,24}}@northwind-joinery\.example>", made)
    assert len(made) <= 70
    assert made == message_id(REFERENCE, "letter 7", "northwind-joinery.example")
    assert made != message_id(REFERENCE, "letter 8", "northwind-joinery.example")
    assert references_in(made, MARK) == (REFERENCE,)
    assert references_in(made[5:], MARK) == ()


@given(st.text(max_size=60), st.integers(4, 31))
def test_no_message_id_is_longer_than_seventy_where_the_domain_allows(unique: str, length: int) -> None:
    assert len(message_id(REFERENCE, unique, "d" * (length - 3) + ".ex")) <= 70
