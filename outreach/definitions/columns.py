"""What the columns of an invoice file mean, by the names in its header. docs/import.md tells the same to the user."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from outreach.definitions.tables import Cell, Row, Table
from outreach.errors import Problem

PLAIN = {
    "client_id": ("clientid", "customerid"),
    "client": ("client", "clientname", "customer", "customername"),
    "email": ("email", "emails", "emailaddress"),
    "contact": ("contact", "contactperson"),
    "language": ("language",),
    "country": ("country",),
    "timezone": ("timezone",),
    "sequence": ("sequence",),
    "invoice": ("invoice", "invoicenumber", "invoiceno"),
    "issued": ("issued", "issuedate", "invoicedate"),
    "due": ("due", "duedate"),  # never a plain "date": that is the day of issue
    "currency": ("currency", "currencycode"),
    "total": ("total", "amount"),
    "balance": ("balance", "openbalance", "openamount", "amountdue"),
    "reference": ("reference", "ponumber", "ordernumber"),
}
# Xero, Invoices, Export: one row per line item, these columns the same in each row of an invoice.
_XERO = {
    "client": ("contactname",),
    "email": ("emailaddress",),
    "country": ("pocountry",),
    "invoice": ("invoicenumber",),
    "issued": ("invoicedate",),
    "due": ("duedate",),
    "currency": ("currency",),
    "total": ("total",),
    "balance": ("invoiceamountdue",),
    "reference": ("reference",),
    "type": ("type",),
    "status": ("status",),
}
_MARKS_OF_XERO = frozenset({"contactname", "invoicenumber", "invoiceamountdue"})
_NEEDED = ("client", "invoice", "due", "balance")


@dataclass(frozen=True, slots=True)
class Record:
    """One row, by the fields it has."""

    cells: dict[str, Cell]
    first: Cell

    def text(self, field: str) -> str:
        return self.cells[field].text if field in self.cells else ""

    def cell(self, field: str) -> Cell:
        """Where the field stands, or the beginning of the row when the file has no column for it."""
        return self.cells.get(field, self.first)


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column holds which field."""

    positions: dict[str, int]
    is_xero: bool

    def record(self, row: Row) -> Record:
        return Record({field: row[at] for field, at in self.positions.items()}, row[0])


def is_known(name: str) -> bool:
    """Whether a cell is the name of a column that some layout has."""
    return any(_folded(name) in names for layout in (PLAIN, _XERO) for names in layout.values())


def layout_of(table: Table, currency: str) -> tuple[Layout, tuple[Problem, ...], tuple[Problem, ...]]:
    """The layout of a table, with errors and warnings. `currency` stands in for a column that is missing."""
    folded = [_folded(cell.text) for cell in table.header]
    is_xero = set(folded) >= _MARKS_OF_XERO
    positions: dict[str, int] = {}
    errors: list[Problem] = []
    for field, names in (_XERO if is_xero else PLAIN).items():
        found = [at for at, name in enumerate(folded) if name in names]
        if found:
            positions[field] = found[0]
        if len(found) > 1:
            first, second = (table.header[at] for at in found[:2])
            errors.append(table.problem(second, f'"{second.text}" and "{first.text}" both mean {field}; remove one'))
    needed = _NEEDED if currency else (*_NEEDED, "currency")
    missing = [field for field in needed if field not in positions]
    errors += [table.problem(table.header[0], f'the column "{field}" is missing') for field in missing]
    warnings = () if is_xero else tuple(_misspelt(table, positions))
    return Layout(positions, is_xero), tuple(errors), warnings


def _misspelt(table: Table, positions: dict[str, int]) -> Iterator[Problem]:
    """Columns that are not used, but look as if they should be."""
    absent = [field for field in PLAIN if field not in positions]
    for at, cell in enumerate(table.header):
        close = difflib.get_close_matches(cell.text.lower(), absent, n=1, cutoff=0.75)
        if close and at not in positions.values():
            yield table.problem(cell, f'the column "{cell.text}" is not used; did you mean "{close[0]}"?')


def _folded(name: str) -> str:
    """Without case, spaces, underscores, and the asterisks that Xero puts before what it requires."""
    return re.sub(r"[\W_]", "", name.lower())
