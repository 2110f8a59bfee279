"""The clients of an invoice file: what all rows of a client say together, and where they contradict each other."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from outreach.definitions import codes
from outreach.definitions.columns import Record
from outreach.definitions.tables import Cell, Table
from outreach.domain.picture import PicturedClient
from outreach.errors import Problem

_AGREED: dict[str, Callable[[str], str]] = {
    "language": codes.language,
    "country": codes.country,
    "timezone": codes.zone,
    "sequence": codes.one_line,
}


def id_from(name: str) -> str:
    """The id of a client without one: `Müller & Söhne GmbH` is muller-sohne-gmbh. It changes when the name does."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return words or f"client-{hashlib.sha256(name.casefold().encode()).hexdigest()[:8]}"


@dataclass(slots=True)
class _Rows:
    """What the rows of one client have said so far, with the place where each thing was said first."""

    name: str
    first: Record
    emails: dict[str, Cell] = field(default_factory=dict)
    contact: str = ""
    said: dict[str, tuple[str, Cell]] = field(default_factory=dict)
    owes: bool = False


@dataclass(slots=True)
class ClientsInFile:
    """Rows go in one by one; the clients come out in the order of the file.

    With `lenient` a country that nobody knows is a warning: it stands in a postal address, written for the postman.
    """

    table: Table
    lenient: bool = False
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    rows: dict[str, _Rows] = field(default_factory=dict)

    def add(self, record: Record, *, owes: bool) -> str:
        """Take a row in and return the id of its client, "" when it names none."""
        name = self._checked(record.cell("client"), codes.one_line) if record.text("client") else None
        if not name:
            if not record.text("client"):
                self._error(record.cell("client"), "the name of the client is missing")
            return ""
        client = self._id(record, name)
        if not client:
            return ""
        rows = self.rows.setdefault(client, _Rows(name, record))
        rows.owes = rows.owes or owes
        self._same_name(rows, record, name)
        self._addresses(rows, record)
        if record.text("contact") and not rows.contact:
            rows.contact = self._checked(record.cell("contact"), codes.one_line) or ""
        for column, agreed in _AGREED.items():
            if record.text(column):
                self._agree(rows, column, record.cell(column), agreed)
        return client

    def name_of(self, client: str) -> str:
        return self.rows[client].name

    def pictured(self) -> tuple[PicturedClient, ...]:
        """All clients; what is odd about them together becomes a warning."""
        self.warnings += self._unreachable()
        self.warnings += self._sharing()
        return tuple(
            PicturedClient(
                id=client,
                name=rows.name,
                emails=tuple(rows.emails),
                contact_name=rows.contact or None,
                language=self._said(rows, "language"),
                country=self._said(rows, "country"),
                zone=self._zone(rows),
                sequence=self._said(rows, "sequence"),
            )
            for client, rows in self.rows.items()
        )

    def _zone(self, rows: _Rows) -> str | None:
        """The zone that the file names, else that of the country it names: office hours are the client's own."""
        country = self._said(rows, "country")
        return self._said(rows, "timezone") or (codes.usual_zone(country) if country else None)

    def _id(self, record: Record, name: str) -> str:
        given = record.text("client_id")
        if "client_id" in record.cells and not given:
            self._error(
                record.cell("client_id"), f"{name} has no client_id here; give every row one, or leave out the column"
            )
            return ""
        if given and not re.fullmatch(r"\w[\w.-]{0,99}", given):
            self._error(
                record.cell("client_id"), f'the client_id "{given}" may have letters, digits, "-", "_" and "." only'
            )
            return ""
        return given or id_from(name)

    def _same_name(self, rows: _Rows, record: Record, name: str) -> None:
        """Two businesses must never become one client: one would get the other's invoices."""
        if name.casefold() == rows.name.casefold():
            return
        line = self.table.place(rows.first.first)[0]
        given = record.text("client_id")
        self._error(
            record.cell("client"),
            f'client_id {given} is "{name}" here and "{rows.name}" in line {line}'
            if given
            else f'"{name}" is hard to tell from "{rows.name}" in line {line}; write them the same, or add a client_id',
        )

    def _addresses(self, rows: _Rows, record: Record) -> None:
        cell = record.cell("email")
        for part in re.split(r"[;,]", record.text("email")):
            if part.strip():
                at = Cell(part.strip(), self.table.source.find(part.strip(), cell.offset))
                if address := self._checked(at, codes.address):
                    rows.emails.setdefault(address, at)

    def _agree(self, rows: _Rows, column: str, cell: Cell, agreed: Callable[[str], str]) -> None:
        try:
            value = agreed(cell.text)
        except ValueError as error:
            found = self.warnings if self.lenient else self.errors
            found.append(self.table.problem(cell, str(error)))
            return
        before, where = rows.said.setdefault(column, (value, cell))
        if before != value:
            line = self.table.place(where)[0]
            self._error(cell, f"{rows.name} has the {column} {value} here and {before} in line {line}")

    def _unreachable(self) -> Iterator[Problem]:
        for rows in self.rows.values():
            if rows.owes and not rows.emails:
                yield self.table.problem(
                    rows.first.cell("email"), f"{rows.name} has no address; no letter can reach it"
                )

    def _sharing(self) -> Iterator[Problem]:
        owner: dict[str, str] = {}
        for rows in self.rows.values():
            for address, cell in rows.emails.items():
                other = owner.setdefault(address.lower(), rows.name)
                if other != rows.name:
                    yield self.table.problem(cell, f"{address} is the address of {other} and of {rows.name}")

    def _said(self, rows: _Rows, column: str) -> str | None:
        return rows.said[column][0] if column in rows.said else None

    def _checked(self, cell: Cell, agreed: Callable[[str], str]) -> str | None:
        try:
            return agreed(cell.text)
        except ValueError as error:
            self._error(cell, str(error))
            return None

    def _error(self, cell: Cell, sentence: str) -> None:
        self.errors.append(self.table.problem(cell, sentence))
