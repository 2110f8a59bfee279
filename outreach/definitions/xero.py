"""Xero's export of sales invoices: which of its rows are invoices that somebody owes, and one record for each.

It has a row per line item. Total and InvoiceAmountDue are those of the whole invoice and stand in each of its rows, so
they are taken once and never summed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from outreach.definitions.checking import did_you_mean
from outreach.definitions.columns import Record
from outreach.definitions.tables import Table
from outreach.errors import Problem

_SALES = frozenset({"", "invoice", "sales invoice", "accrec"})
_NO_SALES = ("bill", "purchase", "accpay", "credit", "prepayment", "overpayment")
_OWED = frozenset({"", "authorised", "authorized", "awaiting payment", "paid"})
_NOT_OWED = frozenset({"draft", "submitted", "awaiting approval", "voided", "deleted"})
_SAME_IN_EACH_ROW = ("client", "due", "currency", "total", "balance")


def invoices_in(
    table: Table, records: Iterable[Record]
) -> tuple[tuple[Record, ...], tuple[Problem, ...], tuple[Problem, ...]]:
    """One record per sales invoice that is authorised or paid, with errors and warnings.

    Bills, credit notes and drafts are not in the picture.
    """
    first: dict[str, Record] = {}
    errors: list[Problem] = []
    strange = Counter[str]()
    for record in records:
        kind, status = record.text("type").lower(), record.text("status").lower()
        if kind not in _SALES:
            strange[record.text("type")] += not any(word in kind for word in _NO_SALES)
        elif status not in _OWED:
            if status not in _NOT_OWED:
                hint = did_you_mean(status, sorted((_OWED | _NOT_OWED) - {""}))
                errors.append(
                    table.problem(record.cell("status"), f'the status "{record.text("status")}" is not known{hint}')
                )
        else:
            number = record.text("invoice").casefold()
            before = first.setdefault(number, record) if number else record
            errors += _contradictions(table, before, record)
            if not number:
                errors.append(table.problem(record.cell("invoice"), "the invoice number is missing"))
    warnings = tuple(
        table.problem(table.header[0], f'{count} rows of the type "{kind}" are no sales invoices and were left out')
        for kind, count in strange.items()
        if count
    )
    return tuple(first.values()), tuple(errors), warnings


def _contradictions(table: Table, before: Record, record: Record) -> list[Problem]:
    """What a further line item says of its invoice, if it differs from the first."""
    number, line = record.text("invoice"), table.place(before.first)[0]
    return [
        table.problem(
            record.cell(field),
            f'invoice {number} has the {field} "{record.text(field)}" here and "{before.text(field)}" in line {line}',
        )
        for field in _SAME_IN_EACH_ROW
        if record.text(field) and record.text(field) != before.text(field)
    ]
