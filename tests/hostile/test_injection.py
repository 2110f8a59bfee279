"""Whatever a client, a contact, an invoice or the firm itself is called: our letters have our headers and no others."""

# ruff: noqa: E501 - a table of what has begun headers elsewhere

from __future__ import annotations

import asyncio
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from decimal import Decimal
from email import message_from_bytes, policy
from email.utils import getaddresses

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach.domain.case import Case
from outreach.domain.clients import BookPicture, Client, Contact, Invoice
from outreach.domain.facts import Fact
from outreach.domain.money import Money
from tests.agent.made import JO, at
from tests.fakes import NORTHWIND, OURS, Office, office

HEADERS = [
    "Date", "From", "Reply-To", "To", "Subject", "Message-ID", "In-Reply-To", "References", "Auto-Submitted",
    "X-Outreach-Reference", "MIME-Version", "Content-Type",
]  # fmt: skip
THEIR_ID = "<answer@miller-sons.example>"


@dataclass(frozen=True)
class Names:
    """One text for each place that reaches a letter from outside."""

    client: str = "Miller & Sons"
    contact: str = "Jo Miller"
    number: str = "INV-1042"
    reference: str = "PO-7"
    company: str = NORTHWIND.name
    signs: str = NORTHWIND.sender
    phone: str = NORTHWIND.phone
    address: str = NORTHWIND.address
    bank: str = NORTHWIND.bank[0]
    subject: str = ""  # of the conversation, as an older version may have kept it
    thread: str = THEIR_ID  # what the client's mail program gave as its Message-ID


PLACES = [field.name for field in fields(Names)]
EVIL = [
    "A\r\nBcc: x@attacker.example", "A\nBcc: x@attacker.example", "A\rBcc: x@attacker.example", "A\n\nbody", "\r\n.\r\nMAIL FROM:<x>",
    "A =?UTF-8?Q?=0A?=Bcc: x@attacker.example", "=?utf-8?b?DQpCY2M6IHhAYXR0YWNrZXIuZXhhbXBsZQ==?=", "=?utf-8?q?=0D=0ABcc=3A_x?=",
    "A\u2028Bcc: x@attacker.example", "A\u2029Bcc: x", "A\x85Bcc: x", "A\x0bBcc: x", "A\x0cBcc: x", "A\x1cBcc: x", "A\x1eBcc: x", "A\x00B",
    'A" <x@attacker.example>, "B', "A <x@attacker.example>", "A, x@attacker.example", "x@attacker.example", "a(b", "A:B;", "A\\", '"', "<", ">",
    "--=_", "Content-Type: text/html", "Bcc: x@attacker.example", " Bcc: x", "\tBcc: x", "A" * 2000, "ü" * 500, "a " * 1000, "\ufeff",
    "\u202eelpmaxe", "{{ 7*7 }}", "{% for x in y %}", "<script>alert(1)</script>", "</mj-text><mj-raw>", "&#10;Bcc: x", "%0ABcc: x", "\\r\\nBcc: x",
    "\ud800".encode("utf-8", "replace").decode(), "🏴" * 60, "a\u0301" * 300, "", " ",
]  # fmt: skip


def firm_with(names: Names) -> Office:
    """The book holds these names, whatever an import would have said to them."""
    firm = office(at("2026-02-25 10:00"))
    company = replace(
        NORTHWIND, name=names.company, sender=names.signs, phone=names.phone, address=names.address, bank=(names.bank,)
    )
    firm.definitions.rulebook = replace(firm.definitions.rulebook, company=company)
    owed = Money(Decimal("1200.00"), "GBP")
    client = Client("miller", names.client, (Contact(JO, names.contact),))
    invoice = Invoice(names.number, "miller", date(2026, 3, 2), owed, owed, None, names.reference)
    firm.desk.record(
        lambda _: [Fact(firm.clock.now(), "book imported", "", "imported", (), (
            client, invoice, BookPicture(firm.clock.now(), "x.csv", "1"), _case(names),
        ))]
    )  # fmt: skip
    return firm


def _case(names: Names) -> Case:
    return Case("miller", subject=names.subject, thread=(names.thread,) if names.thread else ())


def written(names: Names) -> list[tuple[str, str, bytes]]:
    """(envelope sender, envelope recipient, bytes) of all that a month sends, with everything approved."""
    firm = firm_with(names)
    asyncio.run(firm.turn())
    return [(posted.sender, posted.recipient, posted.data) for posted in firm.postman.posted]


def ours_alone(names: Names) -> int:
    """How many letters went out, after looking at the headers of each as any program does."""
    letters = written(names)
    for sender, recipient, raw in letters:
        assert (sender, recipient) == (OURS, JO)
        read = message_from_bytes(raw, policy=policy.compat32)
        assert [name for name in HEADERS if name in read] == read.keys(), read.keys()
        assert [address for _, address in getaddresses([read["To"]])] == [JO]
        assert [address for _, address in getaddresses([read["From"]])] == [OURS]
        assert read.get_content_type() == "multipart/alternative"
        assert [part.get_content_type() for part in read.walk()][1:] == ["text/plain", "text/html"]
        head = raw.partition(b"\r\n\r\n")[0]
        assert b"\n" not in head.replace(b"\r\n", b"")
        assert b"\r" not in head.replace(b"\r\n", b"")
        assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    return len(letters)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("evil", EVIL)
def test_no_name_whatever_adds_a_header_or_a_recipient(place: str, evil: str) -> None:
    ours_alone(replace(Names(), **{place: evil}))


CHARS = st.text(
    st.characters(codec="utf-8") | st.sampled_from('\r\n\t\x00\x0b\x0c\x85\u2028\u2029:;,<>"\\()@=?_ '), max_size=60
)
VALUES = (
    CHARS
    | st.sampled_from(EVIL)
    | st.tuples(CHARS, st.sampled_from(["\r\nBcc: x@a.example", "\n\n"]), CHARS).map("".join)
)
TRIED: list[tuple[int, int]] = []  # values in one book, and letters that went out


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(PLACES, VALUES)).filter(bool))
@settings(max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_no_mixture_of_names_adds_a_header_or_a_recipient(some: dict[str, str]) -> None:
    TRIED.append((len(some), ours_alone(replace(Names(), **some))))


def test_that_was_proved_on_2000_values_and_on_letters_that_went_out() -> None:
    if not TRIED:
        pytest.skip("needs the test above in the same process")
    values, letters = sum(count for count, _ in TRIED), sum(sent for _, sent in TRIED)
    print(
        f"\nheader injection: {len(EVIL) * len(PLACES)} fixed and {values} generated values in {len(PLACES)} places; "
        f"{letters} letters of {len(TRIED)} went out and had our headers only, the others could not be written"
    )
    assert values >= 2000
    assert letters >= 200


async def test_a_client_whose_name_cannot_be_written_stops_no_letter_to_others() -> None:
    firm = firm_with(Names(contact="Jo\r\nBcc: x@attacker.example"))
    other = Client("harbour", "Harbour Hotels", (Contact("ap@harbour-hotels.example"),))
    owed = Money(Decimal(800), "GBP")
    due = Invoice("INV-5001", "harbour", date(2026, 3, 2), owed, owed)
    firm.desk.record(lambda _: [Fact(firm.clock.now(), "book imported", "", "imported", (), (other, due))])
    await firm.turn()
    firm.clock.forward(timedelta(minutes=5))
    await firm.turn()
    assert "ap@harbour-hotels.example" in {posted.recipient for posted in firm.postman.posted}
