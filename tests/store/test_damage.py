"""Whatever happens to the bytes of a ledger: a crash takes back nothing that was acknowledged, damage is noticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from outreach.errors import LedgerDamaged
from outreach.store.store import LedgerStore

from .paperwork import case, client, fact, invoice, task

pytestmark = pytest.mark.slow  # every byte of a ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Two decisions: one of one fact, one of three."""
    store = LedgerStore(tmp_path)
    store.record(lambda _: [fact(client())])
    store.record(lambda _: [fact(case()), fact(invoice()), fact(task())])
    return tmp_path / "ledger.jsonl"


def test_a_decision_torn_at_any_byte_never_happened_and_the_next_one_is_recorded(ledger: Path) -> None:
    whole = ledger.read_bytes()
    first = whole.index(b"\n") + 1
    for cut in range(first, len(whole)):
        ledger.write_bytes(whole[:cut])
        store = LedgerStore(ledger.parent)
        book = store.book()
        assert (book.client("miller"), book.case("miller"), book.invoice("INV-1")) == (client(), None, None), cut
        assert ledger.stat().st_size == cut  # looking changes nothing
        store.record(lambda _: [fact(task("T-2"))])
        assert ledger.read_bytes().startswith(whole[:first])
        again = LedgerStore(ledger.parent)
        assert [known.id for known in again.book().open_tasks()] == ["T-2"]
        assert again.verify() == store.verify()
        assert (again.verify().lines, again.verify().problems) == (2, ())


@pytest.mark.parametrize("flip", [0x01, 0x20, 0x80])
def test_a_flipped_bit_in_any_byte_is_noticed(ledger: Path, flip: int) -> None:
    whole = ledger.read_bytes()
    for at in range(len(whole)):
        ledger.write_bytes(whole[:at] + bytes([whole[at] ^ flip]) + whole[at + 1 :])
        with pytest.raises(LedgerDamaged):
            LedgerStore(ledger.parent).book()
        with pytest.raises(LedgerDamaged):
            list(LedgerStore(ledger.parent).history())
        assert LedgerStore(ledger.parent).verify().problems, at


def test_a_flipped_bit_in_what_a_crash_left_is_never_believed(ledger: Path) -> None:
    whole = ledger.read_bytes()
    first = whole.index(b"\n") + 1
    tail = whole[first : whole.index(b"\n", first)]
    for at in range(len(tail)):
        ledger.write_bytes(whole[:first] + tail[:at] + bytes([tail[at] ^ 1]) + tail[at + 1 :])
        try:
            assert LedgerStore(ledger.parent).book().case("miller") is None
        except LedgerDamaged:
            assert bytes([tail[at] ^ 1]) == b"\n"  # it has become the end of a line that nobody wrote


def test_a_missing_a_doubled_and_a_moved_line_are_noticed(ledger: Path) -> None:
    a, b, c, d = ledger.read_bytes().splitlines(keepends=True)
    for lines in ((b, c, d), (a, c, d), (a, b, b, c, d), (a, c, b, d), (a, b, c, d, a)):
        ledger.write_bytes(b"".join(lines))
        with pytest.raises(LedgerDamaged):
            LedgerStore(ledger.parent).book()


def test_the_error_names_the_line_and_the_file_and_says_what_to_do(ledger: Path) -> None:
    ledger.write_bytes(ledger.read_bytes().replace(b"1200.50", b"9200.50", 1))
    store = LedgerStore(ledger.parent)
    with pytest.raises(LedgerDamaged) as told:
        store.book()
    assert f"{ledger}: line 3 " in told.value.sentence
    assert "backup" in told.value.hint
    assert [(problem.path, problem.line) for problem in store.verify().problems] == [(str(ledger), 3)]


def test_nothing_is_appended_to_a_damaged_ledger(ledger: Path) -> None:
    damaged = ledger.read_bytes().replace(b"1200.50", b"9200.50", 1)
    ledger.write_bytes(damaged)
    store = LedgerStore(ledger.parent)
    with pytest.raises(LedgerDamaged):
        store.record(lambda _: [fact(client())])
    store.close()
    assert ledger.read_bytes() == damaged


def test_damage_done_while_the_agent_runs_is_noticed_at_the_next_decision(ledger: Path) -> None:
    store = LedgerStore(ledger.parent)
    store.book()
    ledger.write_bytes(ledger.read_bytes() + b"something else\n")
    for attempt in (store.book, lambda: store.record(lambda _: [fact(client())])):
        with pytest.raises(LedgerDamaged, match="line 5 "):
            attempt()
