"""What comes from an IMAP server, read the same however the network cut it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.transport.foldernames import decoded, encoded
from outreach.transport.imapdates import internal_date, search_date
from outreach.transport.responses import LARGEST_LITERAL, Reader, TooMuch, fetched, found_uids, listed_folder

CONVERSATION = (
    b'* 1 FETCH (UID 7 BODY[HEADER] {13}\r\n* 2 FETCH (\r\n FLAGS (\\Seen) NOTE "a ) \\" b")\r\n'
    b"* 2 FETCH (BODY[] {0}\r\n UID 8)\r\n"
    b"A1 OK done {not a literal}\r\n"
)
RESPONSES = [
    (b"* 1 FETCH (UID 7 BODY[HEADER] {13}", b"* 2 FETCH (\r\n", b' FLAGS (\\Seen) NOTE "a ) \\" b")'),
    (b"* 2 FETCH (BODY[] {0}", b"", b" UID 8)"),
    (b"A1 OK done {not a literal}",),
]


@given(st.lists(st.integers(0, len(CONVERSATION)), max_size=12).map(sorted))
def test_a_conversation_reads_the_same_however_it_is_cut(cuts: list[int]) -> None:
    reader = Reader()
    edges = [0, *cuts, len(CONVERSATION)]
    pieces = [CONVERSATION[start:end] for start, end in pairwise(edges)]
    assert [response for piece in pieces for response in reader.feed(piece)] == RESPONSES
    assert not reader.in_between


def test_the_items_of_a_mail_are_read_by_name_and_lists_are_left_out() -> None:
    assert fetched(RESPONSES[0]) == {b"UID": b"7", b"BODY[HEADER]": b"* 2 FETCH (\r\n", b"NOTE": b'a ) " b'}
    assert fetched(RESPONSES[1]) == {b"BODY[]": b"", b"UID": b"8"}
    assert fetched(RESPONSES[2]) == {}


def test_a_keyword_that_looks_like_an_item_is_not_taken_for_one() -> None:
    assert fetched((b"* 1 FETCH (FLAGS (UID 99) UID 7)",)) == {b"UID": b"7"}


def test_a_literal_is_refused_by_its_announcement() -> None:
    with pytest.raises(TooMuch):
        list(Reader().feed(b"* 1 FETCH (BODY[] {%d}\r\n" % (LARGEST_LITERAL + 1)))


def test_all_that_answers_one_command_has_a_limit() -> None:
    reader = Reader()
    literal = b"* 1 FETCH (BODY[] {%d}\r\n%b)\r\n" % (LARGEST_LITERAL, b"x" * LARGEST_LITERAL)
    for _ in range(2):
        assert len(list(reader.feed(literal))) == 1
    with pytest.raises(TooMuch):
        list(reader.feed(literal))
    reader.new_command()
    assert list(reader.feed(b"* OK\r\n")) == [(b"* OK",)]


def test_a_search_may_answer_in_no_line_in_one_or_in_several() -> None:
    assert found_uids([]) == set()
    assert found_uids([(b"* SEARCH",)]) == set()
    assert found_uids([(b"* SEARCH 2 3",), (b"* 5 EXISTS",), (b"* search 9 (MODSEQ 917)",)]) == {2, 3, 9}


@pytest.mark.parametrize(
    ("line", "folder"),
    [
        (
            rb'* LIST (\HasNoChildren \Sent) "/" "Sent Items"',
            (frozenset({rb"\hasnochildren", rb"\sent"}), b"Sent Items"),
        ),
        (b"* LIST () NIL [Gmail]/Sent", (frozenset(), b"[Gmail]/Sent")),
        (b'* LIST () "/" "say \\"hi\\" ("', (frozenset(), b'say "hi" (')),
        (b'* LIST () "/"', None),
        (b"* 3 EXISTS", None),
    ],
)
def test_a_folder_is_read_with_its_attributes(line: bytes, folder: tuple[frozenset[bytes], bytes] | None) -> None:
    assert listed_folder((line,)) == folder


@pytest.mark.parametrize(
    ("name", "wire"),
    [
        ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"),  # the example of RFC 3501 section 5.1.3
        ("Sent & Received", "Sent &- Received"),
        ("INBOX", "INBOX"),
    ],
)
def test_folder_names_are_in_modified_utf_7(name: str, wire: str) -> None:
    assert encoded(name) == wire
    assert decoded(wire) == name


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_any_folder_name_survives_the_wire(name: str) -> None:
    wire = encoded(name)
    assert decoded(wire) == name
    assert wire.isascii()


@pytest.mark.parametrize("wire", ["&!!-", "&2Ak-", "Tom & Jerry"])
def test_a_name_that_is_no_modified_utf_7_stays_as_it_is(wire: str) -> None:
    assert decoded(wire) == wire


def test_dates_are_written_in_english_on_every_machine() -> None:
    assert search_date(date(2026, 3, 1)) == "1-Mar-2026"
    assert internal_date("17-Jul-2026 02:44:25 -0700") == datetime(2026, 7, 17, 9, 44, 25, tzinfo=UTC)
    assert internal_date(" 1-Mar-2026 00:30:00 +0200") == datetime(2026, 2, 28, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "31-Feb-2026 00:00:00 +0000", "17-Xyz-2026 02:44:25 -0700", "yesterday"])
def test_a_date_that_is_none_is_none(text: str) -> None:
    assert internal_date(text) is None
