"""Reads a story: a client, its invoices, and what happens on which day, written so that a clerk can read it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from outreach.domain.money import Money
from outreach.domain.picture import PicturedClient, PicturedInvoice

SIGNS = {
    ">": "a letter goes out, and no other on any day",
    '"': "the letter of that day says",
    "<": "the client writes",
    "+": "the book of that morning shows",
    "*": "a person decides",
    "!": "a task is opened, and no other on any day",
    ".": "why nothing goes out at the end of the day",
}
ZONES = {"GB": ("Europe/London", "en"), "DE": ("Europe/Berlin", "de")}

_CLIENT = re.compile(r"(?P<name>.+) \((?P<country>[A-Z]{2})\), (?P<email>\S+@\S+)")
_INVOICE = re.compile(r"(?P<number>\S+) due (?P<due>\d{4}-\d\d-\d\d), (?P<currency>[A-Z]{3}) (?P<amount>\d+\.\d\d)")
_EVENT = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)  (?P<sign>[>\"<+*!.]) (?P<text>.+)")


@dataclass(frozen=True)
class Event:
    line: int
    day: date
    sign: str
    text: str


@dataclass(frozen=True)
class Story:
    title: str
    sequence: str
    opens: date  # the morning on which the book is imported for the first time
    client: PicturedClient
    invoices: tuple[PicturedInvoice, ...]
    events: tuple[Event, ...]

    def on(self, day: date, sign: str) -> list[str]:
        return [event.text for event in self.events if event.day == day and event.sign == sign]

    def days(self) -> list[date]:
        last = max(event.day for event in self.events)
        return [self.opens + timedelta(days=n) for n in range((last - self.opens).days + 1)]


def client_of(text: str, sequence: str) -> PicturedClient:
    found = _CLIENT.fullmatch(text)
    assert found, f"no client: {text}"
    zone, language = ZONES[found["country"]]
    return PicturedClient(
        "client", found["name"], (found["email"],), None, language, found["country"], zone, sequence
    )  # fmt: skip


def invoice_of(text: str) -> PicturedInvoice:
    found = _INVOICE.fullmatch(text)
    assert found, f"no invoice: {text}"
    owed = Money(Decimal(found["amount"]), found["currency"])
    return PicturedInvoice(found["number"], "client", date.fromisoformat(found["due"]), owed, owed)


def read_story(path: Path) -> Story:
    title, heads, invoices = "", dict[str, str](), list[PicturedInvoice]()
    events: list[Event] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.startswith("#"):
            title = title or line.lstrip("# ")
        elif found := _EVENT.fullmatch(line):
            events.append(Event(number, date.fromisoformat(found["day"]), found["sign"], found["text"]))
        elif line.startswith("            ") and events:  # a mail may go on in the next line
            events[-1] = replace(events[-1], text=f"{events[-1].text}\n{line.strip()}")
        elif line.strip():
            key, colon, value = line.partition(": ")
            assert colon, f"{path.name}:{number}: not understood: {line}"
            if key == "invoice":
                invoices.append(invoice_of(value))
            else:
                heads[key] = value
    return Story(
        title, heads["sequence"], date.fromisoformat(heads["book from"]),
        client_of(heads["client"], heads["sequence"]), tuple(invoices), tuple(events),
    )  # fmt: skip
