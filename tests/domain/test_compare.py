"""An import is a new picture of the book: what fell was paid, zero is settled, what looks wrong is refused."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from outreach.domain.book import Book
from outreach.domain.case import Case
from outreach.domain.clients import Client, Contact, Invoice, InvoiceState
from outreach.domain.compare import Defaults, Difference, compare
from outreach.domain.decisions import paid as says_paid
from outreach.domain.facts import Document, Fact
from outreach.domain.money import Money
from outreach.domain.picture import Picture, PicturedClient, PicturedInvoice
from outreach.store.memory import MemoryStore
from tests.domain.made import JO, MILLER, account, at, day, gbp, invoice

SHOWN = PicturedClient("miller", "Miller & Sons", (JO,), "Jo Miller")


def shown(number: str, balance: str, due: str = "2026-03-02", total: str = "") -> PicturedInvoice:
    return PicturedInvoice(number, "miller", day(due), gbp(total or balance), gbp(balance))


def picture(*invoices: PicturedInvoice, clients: tuple[PicturedClient, ...] = (SHOWN,)) -> Picture:
    return Picture(at("2026-03-10"), "invoices.csv", "digest", clients, invoices)


def book(*documents: Document) -> Book:
    store = MemoryStore()
    store.record(lambda _: [Fact(at("2026-03-01"), "book imported", "", "before", (), (MILLER, *documents))])
    return store.book()


def difference(before: Book, *invoices: PicturedInvoice, clients: tuple[PicturedClient, ...] = (SHOWN,)) -> Difference:
    return compare(before, picture(*invoices, clients=clients), Defaults(), day("2026-03-10"))


def numbers(count: int) -> list[str]:
    return [f"INV-{n}" for n in range(1, count + 1)]


def test_a_first_import_makes_clients_and_invoices() -> None:
    found = compare(MemoryStore().book(), picture(shown("INV-1", "1200.00")), Defaults(), day("2026-03-10"))
    assert found.clients == (Client("miller", "Miller & Sons", (Contact(JO, "Jo Miller"),)),)
    assert found.new_invoices == 1
    assert found.sentences == ("INV-1: new, GBP 1,200.00 due 2026-03-02",)
    assert not found.refusal


def test_a_balance_that_fell_is_a_payment() -> None:
    found = difference(book(invoice()), shown("INV-1", "700.00", total="1200.00"))
    (after,) = found.invoices
    assert [(p.seen, p.amount, p.source) for p in after.payments] == [(day("2026-03-10"), Decimal("500.00"), "import")]
    assert (found.payments, found.settled) == (1, 0)
    assert found.sentences == ("INV-1: paid 500.00, GBP 700.00 open",)


def test_a_balance_that_reached_zero_settles_the_invoice() -> None:
    found = difference(book(invoice()), shown("INV-1", "0.00", total="1200.00"))
    assert [i.state for i in found.invoices] == [InvoiceState.PAID]
    assert (found.payments, found.settled) == (1, 1)


def test_an_invoice_that_is_no_longer_in_the_book_is_gone_and_nobody_paid() -> None:
    before = book(*(invoice(n) for n in numbers(4)))
    found = difference(before, *(shown(n, "1200.00") for n in numbers(3)))
    assert [(i.number, i.state, i.payments) for i in found.invoices] == [("INV-4", InvoiceState.GONE, ())]
    assert found.vanished == ("INV-4",)
    assert not found.refusal


@pytest.mark.parametrize(("missing", "refused"), [(3, False), (4, True)])
def test_a_file_in_which_more_than_thirty_in_a_hundred_vanished_is_refused(missing: int, refused: bool) -> None:
    before = book(*(invoice(n) for n in numbers(10)))
    found = difference(before, *(shown(n, "1200.00") for n in numbers(10)[missing:]))
    assert bool(found.refusal) is refused
    if refused:
        assert found.refusal == "4 of 10 open invoices are missing in it, more than 30 %: it looks like half a file"


def test_settled_invoices_may_be_missing_without_a_word() -> None:
    settled = [replace(invoice(n, owed="0.00"), state=InvoiceState.PAID) for n in numbers(5)]
    found = difference(book(*settled, invoice("INV-9")), shown("INV-9", "1200.00"))
    assert (found.invoices, found.vanished, found.refusal) == ((), (), "")


def test_a_settled_invoice_that_is_open_again_is_held_until_a_person_has_looked() -> None:
    before = book(replace(invoice(owed="0.00", total="1200.00"), state=InvoiceState.PAID))
    found = difference(before, shown("INV-1", "1200.00"))
    assert found.reopened == ("INV-1",)
    (case,) = found.cases
    (held,) = case.holds
    assert str(held) == "held on INV-1 (person): it was settled and the book shows it open again"
    assert not found.refusal


def test_a_file_older_than_the_last_import_is_refused() -> None:
    """Last month's export: INV-1 is open in it again, and this month's INV-2 is not yet there."""
    before = book(replace(invoice("INV-1", owed="0.00"), state=InvoiceState.PAID), invoice("INV-2", "2026-03-20"))
    found = difference(before, shown("INV-1", "1200.00"))
    assert "it looks like an older file than the last import" in found.refusal


def test_the_same_file_again_changes_nothing() -> None:
    found = difference(book(replace(invoice(), total=gbp("1200.00"))), shown("INV-1", "1200.00"))
    assert (found.clients, found.invoices, found.cases, found.sentences) == ((), (), (), ())


def test_money_that_only_a_person_has_seen_is_not_demanded_again_behind_their_back() -> None:
    owing = invoice()
    (part,) = says_paid(account(owing), owing, Decimal("500.00"), "sam", at("2026-03-09")).puts
    found = difference(book(part), shown("INV-1", "1200.00"))
    (case,) = found.cases
    assert str(case.holds[0]) == "held on INV-1 (person): a payment that a person has seen is missing in the book"


def test_a_new_due_day_is_told() -> None:
    found = difference(book(invoice()), shown("INV-1", "1200.00", due="2026-04-01"))
    assert found.sentences == ("INV-1: due date 2026-03-02 is now 2026-04-01",)


def test_what_the_file_does_not_say_stays_as_it_is_known() -> None:
    german = replace(MILLER, language="de", country="DE", zone="Europe/Berlin", sequence="key-clients")
    before = book(german)
    assert difference(before).clients == ()
    moved = difference(before, clients=(replace(SHOWN, sequence="standard"),))
    assert moved.clients == (replace(german, sequence="standard"),)


def test_a_new_address_replaces_one_that_takes_no_mail_and_a_known_bad_one_stays_bad() -> None:
    dead = replace(MILLER, contacts=(Contact(JO, "Jo Miller", undeliverable="bounced 5.1.1"),))
    assert difference(book(dead)).clients == ()
    (after,) = difference(book(dead), clients=(replace(SHOWN, emails=("ap@miller-sons.example",)),)).clients
    assert after.contacts == (Contact("ap@miller-sons.example", "Jo Miller"),)


def test_an_import_is_one_fact_with_everything_in_it() -> None:
    before = book(replace(invoice(owed="0.00", total="1200.00"), state=InvoiceState.PAID))
    fact = difference(before, shown("INV-1", "1200.00"), shown("INV-2", "80.00")).fact()
    assert fact.sentence == "imported invoices.csv: 1 new, 0 payments, 0 settled, 0 no longer in the book"
    assert {type(d) for d in fact.puts} >= {Invoice, Case}


def test_two_currencies_are_never_taken_for_a_payment() -> None:
    euros = replace(shown("INV-1", "700.00"), balance=Money(Decimal(700), "EUR"), total=Money(Decimal(700), "EUR"))
    assert [i.payments for i in difference(book(invoice()), euros).invoices] == [()]


def test_a_client_under_a_new_name_keeps_its_case() -> None:
    held = Case("miller", stage="firm", step=1, carrying="INV-1")
    renamed = replace(SHOWN, id="miller-and-daughters", name="Miller & Daughters")
    found = difference(
        book(invoice(), held), replace(shown("INV-1", "1200.00"), client=renamed.id), clients=(renamed,)
    )  # fmt: skip
    assert [(client.id, client.name) for client in found.clients] == [("miller", "Miller & Daughters")]
    assert not found.refusal
    assert found.invoices == ()


def test_a_new_client_at_the_same_address_is_not_taken_for_a_renamed_one() -> None:
    sister = replace(SHOWN, id="miller-transport", name="Miller Transport")
    theirs = replace(shown("INV-2", "50.00"), client=sister.id)
    found = difference(book(invoice()), shown("INV-1", "1200.00"), theirs, clients=(SHOWN, sister))
    assert [client.id for client in found.clients] == ["miller-transport"]


def test_an_open_invoice_that_changes_hands_is_refused() -> None:
    other = PicturedClient("harbour", "Harbour Cafe", ("kim@harbour.example",))
    theirs = replace(shown("INV-1", "1200.00"), client="harbour")
    found = difference(book(invoice()), theirs, clients=(SHOWN, other))
    assert found.refusal == "INV-1 was an invoice of Miller & Sons and is now one of Harbour Cafe"
