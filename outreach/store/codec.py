"""Documents of the domain as JSON and back, exactly: what cannot be read back as it was is never recorded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Final, NamedTuple, TypeVar

import orjson
from pydantic import TypeAdapter, ValidationError

from outreach.domain.case import Case
from outreach.domain.clients import BookPicture, Client, Invoice
from outreach.domain.facts import Document, Fact, key
from outreach.domain.halt import Halts
from outreach.domain.letter import Letter
from outreach.domain.received import InboxState, Received
from outreach.domain.task import Task
from outreach.errors import LedgerDamaged
from outreach.ports import Recorded

Raw = dict[str, Any]  # a JSON object: a document, or a whole ledger line

TABLES: Final[dict[type[object], str]] = {
    Client: "clients",
    Invoice: "invoices",
    Case: "cases",
    Letter: "letters",
    Task: "tasks",
    Received: "received",
    InboxState: "inbox",
    BookPicture: "picture",
    Halts: "halts",
}

D = TypeVar("D", bound=Document)


class Put(NamedTuple):
    """A document as a fact puts it: where it lies, its JSON text, and what that text says when it is read again."""

    table: str
    name: str
    text: bytes
    document: Document


class Entry(NamedTuple):
    """A fact, ready for the ledger. `said` is the line but for its number and its hash; the texts of documents stand
    in it as they are, so that nothing is written twice."""

    said: Raw
    puts: tuple[Put, ...]


def encode(document: Document) -> bytes:
    """The document as JSON: sums as strings, days in ISO 8601, instants too and in UTC, choices by their value.

    Raises ValueError for a value that its field must not have, such as an instant without a zone, a float for money or
    half of a surrogate pair in a text: an entry that nobody can read again must not get into the ledger.
    """
    return _put(document).text


def decode(kind: type[D], text: bytes) -> D:
    """The document that `text` holds. Every field must have its own type, and no field may be unknown."""
    try:
        return _read(kind, text)
    except ValidationError as error:
        raise LedgerDamaged(
            f"An entry in the table {TABLES[kind]} cannot be understood: {_why(error)}",
            "The ledger may have been written by a newer version of Outreach; use that version.",
        ) from error


def _put(document: Document) -> Put:
    """Its text is read back and written once more: the proof that it holds this document, and will do so again."""
    kind, name = type(document), key(document)
    text = _dump(document)
    try:
        back = _read(kind, text)
    except ValidationError as error:
        raise ValueError(f"{TABLES[kind]}: {name!r} cannot be recorded: {_why(error)}") from error
    again = _dump(back)
    if again != text and orjson.loads(again) != orjson.loads(text):  # 1 may become 1.0
        raise ValueError(f"{TABLES[kind]}: {name!r} would not be read back as it is: {text!r} became {again!r}")
    return Put(TABLES[kind], name, again, back)


def entry(fact: Fact) -> Entry:
    puts = tuple(map(_put, fact.puts))
    tables: dict[str, dict[str, orjson.Fragment]] = {}
    for put in puts:
        tables.setdefault(put.table, {})[put.name] = orjson.Fragment(put.text)
    said = {
        "at": _plain(fact.at),
        "fact": fact.kind,
        "about": fact.about,
        "says": fact.sentence,
        "why": fact.reasons,
        "put": tables,
    }
    return Entry(said, puts)


def recorded(number: int, line: Raw) -> Recorded:
    return Recorded(
        number, datetime.fromisoformat(line["at"]), line["fact"], line["about"], line["says"], tuple(line["why"])
    )


@cache
def _reader(table: str) -> Callable[..., Any]:
    # Making one takes milliseconds, so it is made only for a table that is really read.
    return TypeAdapter(next(kind for kind, name in TABLES.items() if name == table)).validator.validate_json


def _read(kind: type[D], text: bytes) -> D:
    # Strict mode takes lists for tuples and text for dates only when it reads JSON text itself.
    document: D = _reader(TABLES[kind])(text, strict=True, extra="forbid")
    return document


def _dump(document: Document) -> bytes:
    try:
        return orjson.dumps(document, default=_plain, option=orjson.OPT_PASSTHROUGH_DATETIME)
    except TypeError as error:
        raise ValueError(f"{TABLES[type(document)]}: {key(document)!r}: {error.__cause__ or error}") from error


def _why(error: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())


def _plain(value: object) -> str:
    match value:
        case datetime():
            if value.tzinfo is None:
                raise ValueError(f"{value} is no instant: it has no zone")
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case _:
            raise TypeError(f"{value!r} has no place in a document")
