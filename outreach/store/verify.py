"""Verify: whether the ledger, the mails that it names and the checkpoint are what was written, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson

from outreach.errors import LedgerDamaged, Problem
from outreach.store.archive import FileArchive
from outreach.store.book import TinyBook
from outreach.store.checkpoint import Checkpoint, load
from outreach.store.codec import TABLES, Raw, decode
from outreach.store.ledger import Ledger

_MAILS = ("letters", "received")


@dataclass(frozen=True, slots=True)
class Checked:
    """What is there, and what is wrong with it. Nothing wrong: every fact and every mail is as it was recorded."""

    facts: int  # lines of the ledger
    letters: int
    received: int
    mails: int  # in the archive, each named by a letter or a received mail
    problems: tuple[Problem, ...]


def verify(folder: Path) -> Checked:
    """Look at everything in the state folder, past every damage, so that all of it is told at once. Changes nothing."""
    ledger = Ledger(folder / "ledger.jsonl")
    point = load(folder / "checkpoint.json")  # before the ledger, which may grow meanwhile
    chain = ledger.verify()
    named = _named(ledger.path)
    problems = [*chain.problems, *_archive(folder, ledger.path, named)]
    if not chain.problems:
        problems += _documents(ledger)
        problems += _checkpoint(folder / "checkpoint.json", point, ledger)
    if named and not (folder / "key").exists():
        says = "is missing: answers to the letters that went out can no longer be told by their reference"
        problems.append(Problem(str(folder / "key"), 0, 0, says))
    letters = {name for table, name, *_ in named if table == "letters"}
    received = {name for table, name, *_ in named if table == "received"}
    return Checked(chain.lines, len(letters), len(received), len({digest for *_, digest in named}), tuple(problems))


Named = tuple[str, str, int, str]  # table, id, the line that names it first, digest


def _named(path: Path) -> list[Named]:
    """Every mail that any line names, also one that a later line no longer speaks of: it is evidence."""
    found: dict[tuple[str, str, str], Named] = {}
    for number, line in enumerate(_lines(path), 1):
        for table in _MAILS:
            for name, raw in line.get("put", {}).get(table, {}).items():
                digest = str(raw.get("digest", ""))
                found.setdefault((table, name, digest), (table, name, number, digest))
    return list(found.values())


def _lines(path: Path) -> Iterator[Raw]:
    if not path.exists():
        return
    with path.open("rb") as file:
        for line in file:
            try:
                said = orjson.loads(line)
            except orjson.JSONDecodeError:
                said = {}  # the chain has told of this line, or it is the torn end of the file
            yield said if isinstance(said, dict) else {}


def _archive(folder: Path, ledger: Path, named: list[Named]) -> Iterator[Problem]:
    archive = FileArchive(folder)
    wrong: dict[str, str] = {}
    for digest in dict.fromkeys(digest for *_, digest in named):
        try:
            archive.get(digest)
        except LedgerDamaged as damage:
            wrong[digest] = damage.sentence
    for table, name, line, digest in named:
        if digest in wrong:
            what = "letter" if table == "letters" else "received mail"
            yield Problem(str(ledger), line, 1, f"{what} {name}: {wrong[digest]}")


def _documents(ledger: Ledger) -> Iterator[Problem]:
    """Whether each document can be understood as it is now. The chain says nothing about what the lines mean."""
    places: dict[tuple[str, str], tuple[int, Raw]] = {}
    for mark, line in ledger.walk():
        for table, documents in line["put"].items():
            places.update({(table, name): (mark.line, raw) for name, raw in documents.items()})
    kinds = {name: kind for kind, name in TABLES.items()}
    for (table, _), (number, raw) in places.items():
        try:
            decode(kinds[table], orjson.dumps(raw))  # type: ignore[type-var]  # every key of TABLES is a document
        except KeyError:
            yield Problem(str(ledger.path), number, 1, f'names a table "{table}" that this version does not know')
        except LedgerDamaged as damage:
            yield Problem(str(ledger.path), number, 1, damage.sentence)


def _checkpoint(path: Path, point: Checkpoint | None, ledger: Ledger) -> Iterator[Problem]:
    """It may be behind the ledger, but what it says of the lines up to its own must be what they say."""
    if point is None:
        if path.exists():
            yield Problem(str(path), 0, 0, "is not as it was written; delete it, and it is made again from the ledger")
    elif not ledger.holds(point.mark):
        yield Problem(str(path), 0, 0, f"knows {point.mark.line} lines of a ledger, and they are not in this one")
    elif list(point.documents()) != list(_replayed(ledger, point.mark.line).tables.documents()):
        yield Problem(str(path), 0, 0, "says something else than the ledger; delete it, and it is made again")


def _replayed(ledger: Ledger, lines: int) -> TinyBook:
    """The book as it was after that many lines."""
    book = TinyBook()
    for mark, line in ledger.walk():
        if mark.line > lines:
            break
        book.take(line)
    return book
