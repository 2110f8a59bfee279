"""Books to measure on: invented clients of Northwind Joinery, as many as wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path
from typing import BinaryIO, TypeVar

import orjson

from outreach.domain.case import Case
from outreach.domain.clients import BookPicture, Client, Contact, Invoice
from outreach.domain.facts import Fact
from outreach.domain.money import Money
from outreach.store.codec import Raw, entry
from outreach.store.ledger import START, seal

T = TypeVar("T")

NOW = datetime(2026, 3, 17, 10, 30, tzinfo=UTC)  # a Tuesday, within the hours of sending
NOT_YET = "courtesy, step 1 (courtesy-1), is due on 2026-05-27"


def client(number: int) -> Client:
    name = f"Client {number:06}"
    contact = Contact(f"accounts@client-{number:06}.example", f"Ann Payable {number}")
    return Client(f"client-{number:06}", name, (contact,))


def invoice(owner: int, number: int, due: date) -> Invoice:
    total = Money(Decimal(f"{100 + (owner * 37 + number * 11) % 9000}.50"), "GBP")
    return Invoice(
        f"INV-{owner:06}-{number}", client(owner).id, due, total, total, issued=due - timedelta(days=30),
        reference=f"PO {owner}/{number}",
    )  # fmt: skip


def case_facts(clients: int, invoices: int, due: date) -> Iterator[Fact]:
    """One fact a client, as an import would give them: the client, its invoices and its case."""
    for owner in range(clients):
        bills = (invoice(owner, number, due) for number in range(invoices))
        yield Fact(NOW, "book imported", f"client-{owner:06}", "imported", (), (client(owner), *bills))


def picture(taken_at: datetime = NOW) -> Fact:
    return Fact(taken_at, "book imported", "", "imported", (), (BookPicture(taken_at, "invoices.csv", "0" * 64),))


def silences(clients: int) -> Iterator[Fact]:
    """The reason why each case is silent, recorded as the agent does on its first turn."""
    for owner in range(clients):
        case = Case(f"client-{owner:06}", silence=NOT_YET)
        yield Fact(NOW, "silent", case.client, f"no letter: {NOT_YET}", (), (case,))


def write_ledger(path: Path, facts: Iterator[Fact], again: int = 0) -> int:
    """A ledger of these facts, and of their last ones once more until it has `again` lines; synced once, at its end.

    How many lines it has. The chain is whole: it is what the store would have written, but a fact a line.
    """
    mark, lines = START.hash, 0
    last: list[Raw] = []
    with path.open("wb") as file:
        for said in (entry(fact).said for fact in facts):
            mark = _line(file, mark, lines, said)
            lines += 1
            last = [*last[-999:], said] if again else []
        while lines < again:
            mark = _line(file, mark, lines, last[lines % len(last)])
            lines += 1
    return lines


def _line(file: BinaryIO, mark: str, lines: int, said: Raw) -> str:
    line = seal(mark, orjson.dumps({"n": lines + 1} | said)[1:])
    file.write(line)
    return line[9:73].decode()


def apart(make: Callable[[Path], T], folder: Path) -> T:
    """`make(folder)` in a process of its own, so that what it needed is not counted to the one that is measured."""
    with ProcessPoolExecutor(1, get_context("spawn")) as other:
        return other.submit(make, folder).result()
