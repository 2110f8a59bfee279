"""Who is looked at in a turn: nobody who rests, and everybody for whom something may be otherwise now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from outreach.domain.case import Case
from outreach.domain.clients import BookPicture, Client, Contact, Invoice
from outreach.domain.facts import Fact
from outreach.domain.money import Money
from tests.fakes import Office, office

TUESDAY = datetime(2026, 3, 17, 10, 30, tzinfo=UTC)
IDS = ["miller-sons", "oak-tables"]


def a_firm_whose_clients_owe_from_june() -> Office:
    found = office(TUESDAY)
    for id_ in IDS:
        client = Client(id_, id_, (Contact(f"accounts@{id_}.example"),))
        total = Money(Decimal(100), "GBP")
        invoice = Invoice(f"INV-{id_}", id_, date(2026, 6, 1), total, total)
        puts = (client, invoice, BookPicture(TUESDAY, "invoices.csv", "0" * 64))
        found.desk.record(lambda _, puts=puts: [Fact(TUESDAY, "book imported", "", "imported", (), puts)])
    return found


def looked_at(found: Office) -> list[str]:
    desk = found.desk
    return list(desk.agenda.to_look_at(desk.store.book(), desk.rules(), desk.now()))


async def a_quiet_minute(found: Office) -> None:
    await found.turn()  # records why each is silent
    await found.turn()  # finds nothing new


async def test_a_client_whose_silence_is_recorded_and_lasts_all_day_is_not_looked_at_again() -> None:
    found = a_firm_whose_clients_owe_from_june()
    assert looked_at(found) == IDS
    await a_quiet_minute(found)
    found.clock.forward(timedelta(hours=3))
    assert looked_at(found) == []


async def test_a_client_about_whom_something_was_recorded_is_looked_at_and_no_other() -> None:
    found = a_firm_whose_clients_owe_from_june()
    await a_quiet_minute(found)
    case = replace(found.desk.store.book().case("oak-tables") or Case("oak-tables"), subject="another")
    found.desk.record(lambda _: [Fact(TUESDAY, "noted", "oak-tables", "noted", (), (case,))])
    assert looked_at(found) == ["oak-tables"]


async def test_everybody_is_looked_at_when_the_day_has_ended_for_them() -> None:
    found = a_firm_whose_clients_owe_from_june()
    await a_quiet_minute(found)
    found.clock.set(datetime(2026, 3, 17, 23, 59, tzinfo=UTC))
    assert looked_at(found) == []
    found.clock.set(datetime(2026, 3, 18, 0, 0, tzinfo=UTC))  # midnight in London, before summer time
    assert looked_at(found) == IDS


async def test_everybody_is_looked_at_when_the_rules_change_or_the_clock_is_set_back() -> None:
    found = a_firm_whose_clients_owe_from_june()
    await a_quiet_minute(found)
    found.definitions.change(min_gap=5)
    assert looked_at(found) == IDS
    await a_quiet_minute(found)
    assert looked_at(found) == []
    found.clock.forward(-timedelta(minutes=1))
    assert looked_at(found) == IDS


async def test_a_letter_that_waits_for_the_window_is_looked_at_in_every_turn() -> None:
    found = a_firm_whose_clients_owe_from_june()
    found.clock.set(datetime(2026, 5, 28, 20, 0, tzinfo=UTC))  # due since the day before, and the office is closed
    await a_quiet_minute(found)
    assert looked_at(found) == IDS
