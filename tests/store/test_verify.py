"""What `verify` finds: each kind of damage is named with its place, and nothing is found where nothing is wrong."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from outreach.domain.letter import LetterState
from outreach.store.archive import FileArchive
from outreach.store.key import workspace_key
from outreach.store.ledger import seal
from outreach.store.store import LedgerStore
from outreach.store.verify import verify

from .paperwork import client, fact, letter, received

MAILS = (b"Subject: Invoice INV-1\r\n\r\nPlease pay.\r\n", b"Subject: Re: Invoice INV-1\r\n\r\nWe will.\r\n")


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """Four facts about one letter and its answer, with a checkpoint that knows them all."""
    workspace_key(tmp_path)
    archive, store = FileArchive(tmp_path), LedgerStore(tmp_path, lines=1)
    ours, theirs = (archive.put(raw) for raw in MAILS)
    store.record(lambda _: [fact(client())])
    store.record(lambda _: [fact(replace(letter(), digest=ours))])
    store.record(lambda _: [fact(replace(letter(state=LetterState.ACCEPTED), digest=ours))])
    store.record(lambda _: [fact(replace(received(), digest=theirs))])
    store.close()
    assert (tmp_path / "checkpoint.json").exists()
    return tmp_path


def flip(file: Path, place: int) -> None:
    data = bytearray(file.read_bytes())
    data[place] ^= 1
    file.write_bytes(data)


def mail(state: Path, number: int) -> Path:
    """The file of MAILS[number]."""
    return next(f for f in (state / "mail").rglob("*.eml") if f.read_bytes() == MAILS[number])


def test_a_sound_workspace_has_no_problem(state: Path) -> None:
    found = verify(state)
    assert (found.facts, found.letters, found.received, found.mails, found.problems) == (4, 1, 1, 2, ())


def test_a_workspace_in_which_nothing_has_happened_has_no_problem(tmp_path: Path) -> None:
    assert verify(tmp_path).problems == ()


def test_any_flipped_byte_of_any_file_but_the_key_is_found(state: Path) -> None:
    """The key is 32 octets of chance: no file says what they were. Its loss is found."""
    chance = random.Random(3)
    files = [f for f in state.rglob("*") if f.is_file() and f.stat().st_size and f.name != "key"]
    assert len(files) == 4
    for file in files:
        for place in chance.sample(range(file.stat().st_size), 15):
            flip(file, place)
            assert verify(state).problems, f"byte {place} of {file.name}"
            flip(file, place)
    assert not verify(state).problems


def test_a_mail_that_is_missing_is_named_with_its_letter_and_the_line_that_names_it(state: Path) -> None:
    mail(state, 0).unlink()
    (problem,) = verify(state).problems
    assert (problem.path, problem.line) == (str(state / "ledger.jsonl"), 2)
    assert "letter L-1" in problem.sentence
    assert "is missing" in problem.sentence


def test_a_mail_whose_bytes_have_changed_is_named(state: Path) -> None:
    flip(mail(state, 1), 20)
    (problem,) = verify(state).problems
    assert problem.line == 4
    assert "received mail m-1" in problem.sentence


def test_every_damage_is_told_at_once(state: Path) -> None:
    mail(state, 0).unlink()
    mail(state, 1).unlink()
    (state / "key").unlink()
    flip(state / "ledger.jsonl", 80)  # the first line, and with it the link of the second to it
    places = [(Path(p.path).name, p.line) for p in verify(state).problems]
    assert ("ledger.jsonl", 1) in places
    assert {("ledger.jsonl", 2), ("ledger.jsonl", 4), ("key", 0)} <= set(places)


def test_a_line_that_a_crash_has_torn_was_never_recorded_and_is_no_damage(state: Path) -> None:
    with (state / "ledger.jsonl").open("ab") as file:
        file.write(b'{"hash":"00')
    assert verify(state).problems == ()


def _older(state: Path) -> None:
    """A ledger put back that is older than the checkpoint."""
    file = state / "ledger.jsonl"
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:2]))


def _another(state: Path) -> None:
    """A checkpoint that is whole, and says what the ledger does not."""
    file = state / "checkpoint.json"
    rest = file.read_bytes().partition(b'",')[2].replace(b'"Miller & Sons"', b'"Somebody else"')
    file.write_bytes(seal("", rest.removesuffix(b"\n")))


@pytest.mark.parametrize(
    ("change", "sentence"), [(_older, "knows 4 lines of a ledger"), (_another, "something else than the ledger")]
)
def test_a_checkpoint_that_is_not_of_this_ledger_is_named(
    state: Path, change: Callable[[Path], None], sentence: str
) -> None:
    change(state)
    (problem,) = verify(state).problems
    assert Path(problem.path).name == "checkpoint.json"
    assert sentence in problem.sentence


def test_a_document_that_this_version_cannot_understand_is_named_with_its_line(tmp_path: Path) -> None:
    """Every hash is right: somebody, or another version, has recorded what nobody here can read."""
    entries = [{"clients": {"miller": {"id": "miller", "colour": "blue"}}}, {"robots": {"r2": {}}}]
    before, lines = "0" * 64, []
    for number, put in enumerate(entries, 1):
        said = {"n": number, "at": "2026-03-02T09:30:00+00:00", "fact": "noted", "about": "", "says": "", "why": [],
                "put": put}  # fmt: skip
        lines.append(seal(before, orjson.dumps(said)[1:]))
        before = orjson.loads(lines[-1])["hash"]
    (tmp_path / "ledger.jsonl").write_bytes(b"".join(lines))
    problems = verify(tmp_path).problems
    assert [p.line for p in problems] == [1, 2]
    assert "clients" in problems[0].sentence
    assert "robots" in problems[1].sentence
