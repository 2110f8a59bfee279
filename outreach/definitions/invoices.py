"""A file of open invoices becomes a picture of the book, whole, or not at all with every bad row told."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from outreach.definitions import codes
from outreach.definitions.amounts import decimal_sign_in, read_amount
from outreach.definitions.columns import Record, is_known, layout_of
from outreach.definitions.dates import DateOrder, order_in, read_date
from outreach.definitions.pictured_clients import ClientsInFile
from outreach.definitions.tables import Cell, Table, read_table
from outreach.definitions.xero import invoices_in
from outreach.domain.money import Money
from outreach.domain.picture import Picture, PicturedInvoice
from outreach.errors import Problem

T = TypeVar("T")
Problems = tuple[Problem, ...]


def read_invoices(
    raw: bytes, name: str, taken_at: datetime, order: DateOrder | None = None, currency: str = ""
) -> tuple[Picture | None, Problems, Problems]:
    """The picture in the bytes of the file `name`, its errors, and its warnings. Any error means no picture.

    `order` is how the file writes 03/04/2026, and `currency` what it is in when no column says so, as the user has set
    them; None and "" = not set. An invoice with nothing left to pay is in the picture: that is how it ends.
    """
    table, problems = read_table(raw, name, is_known)
    if table is None:
        return None, problems, ()
    layout, problems, warnings = layout_of(table, currency)
    if problems:
        return None, problems, warnings
    records = tuple(layout.record(row) for row in table.rows)
    if layout.is_xero:
        records, problems, more = invoices_in(table, records)
        warnings += more
    reading = _Reading(table, order or _order(records), _decimal_sign(records), currency, layout.is_xero)
    invoices = tuple(invoice for record in records if (invoice := reading.invoice(record)))
    clients = reading.clients.pictured()
    errors = tuple(sorted({*problems, *reading.errors, *reading.clients.errors}))
    if not records and not errors:
        errors = (table.problem(table.header[0], "there is no invoice in this file below its header"),)
    warnings = tuple(sorted((*warnings, *reading.warnings, *reading.clients.warnings)))
    if errors:
        return None, errors, warnings
    return Picture(taken_at, name, hashlib.sha256(raw).hexdigest(), clients, invoices), (), warnings


def _order(records: tuple[Record, ...]) -> DateOrder | None:
    """Both columns of dates come from the same program, so one date that can be told tells all."""
    return order_in(record.text(column) for column in ("due", "issued") for record in records)


def _decimal_sign(records: tuple[Record, ...]) -> str:
    return decimal_sign_in(record.text(column) for column in ("balance", "total") for record in records)


@dataclass(slots=True)
class _Reading:
    """The rows of one file, one after the other."""

    table: Table
    order: DateOrder | None
    decimal_sign: str
    currency: str
    is_xero: bool
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    seen: dict[str, tuple[str, Cell]] = field(default_factory=dict)
    clients: ClientsInFile = field(init=False)

    def __post_init__(self) -> None:
        self.clients = ClientsInFile(self.table, lenient=self.is_xero)

    def invoice(self, record: Record) -> PicturedInvoice | None:
        """The invoice of a row, or None with every error of that row recorded."""
        before = len(self.errors)
        number = self.needed(record, "invoice", "the invoice number", codes.one_line)
        due = self.needed(record, "due", "the due date", self.day)
        issued = self.value(record.cell("issued"), self.day) if record.text("issued") else None
        currency = self.currency_of(record)
        balance = self.needed(record, "balance", "the balance", lambda text: self.amount(text, currency))
        total = (
            self.value(record.cell("total"), lambda text: self.amount(text, currency))
            if record.text("total")
            else balance
        )
        reference = self.value(record.cell("reference"), codes.one_line) if record.text("reference") else ""
        client = self.clients.add(record, owes=bool(balance))
        if number and client:
            self.once_only(record, number, client)
        if balance is not None and total is not None and balance > total:
            self.error(record.cell("balance"), f"the balance {balance} is more than the total {total}")
        if len(self.errors) > before or not (number and client and due) or balance is None or total is None:
            return None
        if issued and issued > due:
            self.warnings.append(self.table.problem(record.cell("due"), f"{number} is due before it was issued"))
        return PicturedInvoice(
            number, client, due, Money(total, currency), Money(balance, currency), issued, reference or ""
        )

    def day(self, text: str) -> date:
        return read_date(text, self.order)

    def amount(self, text: str, currency: str) -> Decimal:
        amount = read_amount(text, currency, self.decimal_sign)
        if amount < 0:
            raise ValueError(f'"{text}" is negative; credit notes do not belong into this file')
        return amount

    def currency_of(self, record: Record) -> str:
        if not record.text("currency") and self.currency:
            return self.currency
        return self.needed(record, "currency", "the currency", codes.currency) or ""

    def once_only(self, record: Record, number: str, client: str) -> None:
        whose, cell = self.seen.setdefault(number.casefold(), (client, record.cell("invoice")))
        if cell is record.cell("invoice"):
            return
        line = self.table.place(cell)[0]
        other = f", for another client ({self.clients.name_of(whose)})" if whose != client else ""
        self.error(record.cell("invoice"), f"invoice {number} is already in line {line}{other}")

    def needed(self, record: Record, column: str, what: str, convert: Callable[[str], T]) -> T | None:
        if not record.text(column):
            self.error(record.cell(column), f"{what} is missing")
            return None
        return self.value(record.cell(column), convert)

    def value(self, cell: Cell, convert: Callable[[str], T]) -> T | None:
        try:
            return convert(cell.text)
        except ValueError as error:
            self.error(cell, str(error))
            return None

    def error(self, cell: Cell, sentence: str) -> None:
        self.errors.append(self.table.problem(cell, sentence))
