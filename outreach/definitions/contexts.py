"""The JSON lines that tell for a mail in a file what the book would tell: whose it is, and what is open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError

from outreach.definitions.calendars import calendar_of
from outreach.domain.account import Account
from outreach.domain.case import Case
from outreach.domain.clients import Client, Contact, Invoice
from outreach.domain.money import Money
from outreach.errors import BrokenDefinitions, OutreachError, Problem


def _locale(name: str) -> str:
    try:
        Locale.parse(name, sep="-")
    except (UnknownLocaleError, ValueError) as error:
        raise ValueError(f'"{name}" is no locale; write language and country, as in en-GB') from error
    return name


class _Lines(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _InvoiceLine(_Lines):
    number: str
    amount: Decimal
    balance: Decimal
    due: date


class _ContextLine(_Lines):
    client: str
    contact_email: str
    locale: Annotated[str, AfterValidator(_locale)]
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    invoices: tuple[_InvoiceLine, ...] = ()


class _Line(_Lines):
    eml: str
    context: _ContextLine


def load_contexts(path: Path, today: date) -> dict[str, Account]:
    """The account for each file name. BrokenDefinitions names every line that is wrong."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise OutreachError(f"{path} cannot be read: {error.strerror}.") from error
    accounts: dict[str, Account] = {}
    problems: list[Problem] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            read = _Line.model_validate_json(line)
        except ValidationError as error:
            problems += _problems(error, path.name, number)
        else:
            accounts[read.eml] = _account(read.context, today)
    if problems:
        raise BrokenDefinitions(tuple(problems), 'Each line is {"eml": "a.eml", "context": {…}}.')
    return accounts


def _problems(error: ValidationError, name: str, number: int) -> Iterator[Problem]:
    for wrong in error.errors():
        where = ".".join(map(str, wrong["loc"]))
        yield Problem(name, number, 1, f"{where}: {wrong['msg']}" if where else str(wrong["msg"]))


def _account(line: _ContextLine, today: date) -> Account:
    locale = Locale.parse(line.locale, sep="-")
    country = locale.territory or ""
    client = Client(line.client, line.client, (Contact(line.contact_email),), locale.language, country)
    invoices = tuple(
        Invoice(i.number, client.id, i.due, Money(i.amount, line.currency), Money(i.balance, line.currency))
        for i in line.invoices
    )
    year = max((i.due.year for i in invoices), default=today.year)
    return Account(client, Case(client.id), invoices, (), (), calendar_of(country, client.zone, year))
