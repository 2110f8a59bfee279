"""What every store promises, whatever it is made of. Each store's own tests inherit this."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from tinydb import where

from outreach.domain.book import Book
from outreach.domain.case import Note
from outreach.domain.facts import Fact
from outreach.domain.letter import Letter, LetterState
from outreach.domain.money import Money
from outreach.domain.received import InboxState
from outreach.domain.task import Task, TaskState
from outreach.ports import Recorded, Store
from outreach.store.recording import Recording

from .paperwork import MONDAY, case, client, fact, inbox, invoice, letter, picture, received, task


class StoreContract:
    @pytest.fixture
    def store(self) -> Iterator[Recording]:
        raise NotImplementedError

    def test_an_empty_store_knows_nothing(self, store: Store) -> None:
        book = store.book()
        assert (book.inbox, book.picture, book.client("miller"), book.case("miller")) == (
            InboxState(),
            None,
            None,
            None,
        )
        assert (tuple(book.clients()), tuple(book.invoices()), tuple(book.letters()), book.open_tasks()) == ((),) * 4
        assert (book.count(Letter), book.count(Task), list(store.history())) == (0, 0, [])

    def test_every_kind_of_document_comes_back_as_it_was_put(self, store: Store) -> None:
        documents = client(), invoice(), case(), letter(), task(), received(), inbox(), picture()
        store.record(lambda _: [fact(*documents)])
        book = store.book()
        assert documents == (
            book.client("miller"),
            book.invoice("INV-1"),
            book.case("miller"),
            book.letter("L-1"),
            book.task("T-1"),
            book.received("m-1"),
            book.inbox,
            book.picture,
        )

    def test_letters_are_found_by_the_day_of_their_last_claim(self, store: Store) -> None:
        late = datetime(2026, 3, 2, 0, 30, tzinfo=timezone(timedelta(hours=1)))  # still 1 March in UTC
        first = replace(letter("L-1"), claimed_at=late)
        store.record(lambda _: [fact(letter("L-0"), first, replace(letter("L-2"), claimed_at=MONDAY))])
        store.record(lambda _: [fact(replace(letter("L-2"), claimed_at=late + timedelta(days=2)))])
        book = store.book()
        assert book.claim_days() == (late.astimezone(UTC).date(), (late + timedelta(days=2)).astimezone(UTC).date())
        assert [found.id for found in book.letters_claimed_on(late.astimezone(UTC).date())] == ["L-1"]
        assert book.letters_claimed_on(MONDAY.date()) == ()

    def test_the_book_knows_when_its_newest_fact_was_recorded(self, store: Store) -> None:
        assert store.book().recorded_at is None
        later = MONDAY + timedelta(minutes=5)
        store.record(lambda _: [fact(client())])
        store.record(lambda _: [replace(fact(case()), at=later)])
        assert store.book().recorded_at == later

    def test_recording_returns_the_facts_and_history_tells_them_oldest_first(self, store: Store) -> None:
        first = fact(client(), about="miller", kind="client imported", sentence="Miller & Sons is in the list")
        second = fact(about="", kind="inbox read", sentence="The inbox was read whole")
        assert store.record(lambda _: [first]) == (first,)
        store.record(lambda _: iter([second]))
        assert list(store.history()) == [
            Recorded(1, MONDAY, "client imported", "miller", "Miller & Sons is in the list", ("we saw it",)),
            Recorded(2, MONDAY, "inbox read", "", "The inbox was read whole", ("we saw it",)),
        ]

    def test_the_history_of_one_client_leaves_out_all_others(self, store: Store) -> None:
        store.record(lambda _: [fact(about="miller"), fact(about="berg"), fact(about=""), fact(about="miller")])
        assert [told.number for told in store.history("miller")] == [1, 4]

    def test_who_decides_sees_all_that_was_recorded_before(self, store: Store) -> None:
        for _ in range(3):
            store.record(lambda book: [fact(task(f"T-{book.count(Task) + 1}"))])
        assert [known.id for known in store.book().open_tasks()] == ["T-1", "T-2", "T-3"]

    def test_a_book_held_in_the_hand_shows_what_the_store_records_later(self, store: Store) -> None:
        book = store.book()
        store.record(lambda _: [fact(client())])
        assert book.client("miller") == client()

    def test_a_decision_that_raises_records_nothing(self, store: Store) -> None:
        def change_of_mind(_: object) -> Iterator[object]:
            yield fact(client())
            raise LookupError("no such invoice")

        with pytest.raises(LookupError):
            store.record(change_of_mind)  # type: ignore[arg-type]  # it never gets that far
        assert (list(store.history()), store.book().client("miller")) == ([], None)
        store.record(lambda _: [fact(client())])
        assert store.book().client("miller") == client()

    def test_a_decision_for_nothing_records_nothing(self, store: Store) -> None:
        assert store.record(lambda _: []) == ()
        assert list(store.history()) == []

    def test_recording_while_deciding_is_refused_and_harms_nothing(self, store: Store) -> None:
        with pytest.raises(RuntimeError, match="while deciding"):
            store.record(lambda _: store.record(lambda _: [fact(client())]))
        store.record(lambda _: [fact(task())])
        assert [told.about for told in store.history()] == ["miller"]

    def test_a_decision_sees_what_those_before_it_decided_and_all_are_recorded_together(self, store: Store) -> None:
        def next_task(book: Book) -> list[Fact]:
            return [fact(task(f"T-{book.count(Task) + 1}"))]

        assert len(store.record(next_task, next_task, lambda _: [], next_task)) == 3
        assert [known.id for known in store.book().open_tasks()] == ["T-1", "T-2", "T-3"]
        assert [told.number for told in store.history()] == [1, 2, 3]

    @pytest.mark.parametrize("wrong", [LookupError("no"), fact(replace(task("T-9"), opened=datetime(2026, 3, 2)))])
    def test_when_a_later_decision_fails_the_earlier_ones_never_happened(
        self, store: Store, wrong: LookupError | Fact
    ) -> None:
        sent = replace(letter("L-1"), state=LetterState.ACCEPTED, claimed_at=MONDAY)
        store.record(lambda _: [fact(client(), letter("L-1"), task("T-1"))])
        known = store.book()

        def fails(book: Book) -> list[Fact]:
            assert (book.count(Letter), book.sent_after(MONDAY - timedelta(days=1))) == (2, 2)
            assert book.clients_at("jo@miller.example")
            if isinstance(wrong, LookupError):
                raise wrong
            return [wrong]

        other = replace(letter("L-2", "berg"), state=LetterState.ACCEPTED, claimed_at=MONDAY)
        changed = client("miller", "jo@miller.example")
        with pytest.raises((LookupError, ValueError)):
            store.record(lambda _: [fact(sent, other, changed)], lambda _: [fact(sent)], fails)
        for book in (known, store.book()):
            assert (book.letters(), book.letters_of("berg"), book.clients()) == ((letter("L-1"),), (), (client(),))
            assert (book.sent_after(MONDAY - timedelta(days=1)), book.last_sent(), book.claim_days()) == (0, None, ())
            assert (book.clients_at("jo@miller.example"), book.letters_on_their_way()) == ((), (letter("L-1"),))
        store.record(lambda book: [fact(letter(f"L-{book.count(Letter) + 1}", "berg"))])
        assert [x.id for x in store.book().letters()] == ["L-1", "L-2"]
        assert len(list(store.history())) == 2

    def test_the_later_fact_of_one_decision_has_the_last_word(self, store: Store) -> None:
        store.record(lambda _: [fact(invoice(balance="1200.50")), fact(invoice(balance="200.50"))])
        assert store.book().invoice("INV-1") == invoice(balance="200.50")

    def test_a_document_that_is_put_again_keeps_its_place(self, store: Store) -> None:
        store.record(lambda _: [fact(client("miller")), fact(client("berg")), fact(client("oduya"))])
        store.record(lambda _: [fact(replace(client("miller"), language="de"))])
        assert [(known.id, known.language) for known in store.book().clients()] == [
            ("miller", "de"),
            ("berg", "en"),
            ("oduya", "en"),
        ]

    def test_clients_are_found_by_address_and_mail_domain_without_case(self, store: Store) -> None:
        miller = client("miller", "Accounts@Miller-Sons.example", "jo@miller-sons.example")
        berg = client("berg", "accounts@miller-sons.example", "berg@berg-bau.example")  # one bookkeeper for both
        store.record(lambda _: [fact(miller), fact(berg)])
        book = store.book()
        assert book.clients_at("ACCOUNTS@miller-sons.example") == (miller, berg)
        assert book.clients_in_domain("miller-sons.example") == (miller, berg)
        assert book.clients_in_domain("berg-bau.example") == (berg,)
        assert book.clients_at("nobody@miller-sons.example") == ()

    def test_a_contact_who_has_left_is_no_longer_found(self, store: Store) -> None:
        store.record(lambda _: [fact(client("miller", "jo@miller-sons.example", "kim@miller.example"))])
        store.record(lambda _: [fact(client("miller", "kim@miller.example"))])
        book = store.book()
        assert (book.clients_at("jo@miller-sons.example"), book.clients_in_domain("miller-sons.example")) == ((), ())
        assert [known.id for known in book.clients_at("kim@miller.example")] == ["miller"]

    def test_an_invoice_that_changes_hands_is_found_with_its_new_owner_only(self, store: Store) -> None:
        store.record(lambda _: [fact(invoice("INV-1", "miller"), invoice("INV-2", "berg"))])
        store.record(lambda _: [fact(invoice("INV-1", "berg"))])
        book = store.book()
        assert book.invoices_of("miller") == ()
        assert [owed.number for owed in book.invoices_of("berg")] == ["INV-1", "INV-2"]

    def test_a_letter_is_on_its_way_until_it_is_settled(self, store: Store) -> None:
        letters = [letter(f"L-{n}", state=state) for n, state in enumerate(LetterState)]
        store.record(lambda _: [fact(*letters)])
        waiting = [sent.state for sent in store.book().letters_on_their_way()]
        assert waiting == ["rendered", "approved", "claimed", "deferred", "unknown"]
        store.record(lambda _: [fact(replace(letters[2], state=LetterState.ACCEPTED))])
        assert [sent.state for sent in store.book().letters_on_their_way()] == [w for w in waiting if w != "claimed"]

    def test_letters_and_mails_are_found_by_their_message_id_and_by_client(self, store: Store) -> None:
        store.record(lambda _: [fact(letter("L-1"), letter("L-2", "berg"), received("m-1"), received("m-2", "berg"))])
        book = store.book()
        assert book.letter_of_message("<L-2@northwind-joinery.example>") == letter("L-2", "berg")
        assert book.received_of_message("<m-1@miller-sons.example>") == received("m-1")
        assert (book.letter_of_message("<L-3@x.example>"), book.received_of_message("")) == (None, None)
        assert (book.letters_of("miller"), book.received_of("berg")) == ((letter("L-1"),), (received("m-2", "berg"),))

    def test_a_case_is_found_by_its_reference_and_none_by_an_empty_one(self, store: Store) -> None:
        store.record(lambda _: [fact(case("miller")), fact(case("berg", reference="K7Q2"))])
        assert store.book().case_of_reference("K7Q2") == case("berg", reference="K7Q2")
        assert store.book().case_of_reference("") is None

    def test_a_task_is_open_until_it_is_closed_and_comes_back_to_its_old_place(self, store: Store) -> None:
        store.record(lambda _: [fact(task("T-1"), task("T-2", "berg"))])
        store.record(lambda _: [fact(replace(task("T-1"), state=TaskState.DONE))])
        assert [known.id for known in store.book().open_tasks()] == ["T-2"]
        assert [known.id for known in store.book().tasks_of("miller")] == ["T-1"]
        store.record(lambda _: [fact(task("T-1"))])
        assert [known.id for known in store.book().open_tasks()] == ["T-1", "T-2"]

    def test_a_letter_put_twice_counts_once(self, store: Store) -> None:
        store.record(lambda _: [fact(letter("L-1")), fact(letter("L-1", state=LetterState.ACCEPTED))])
        assert store.book().count(Letter) == 1

    def test_an_instant_is_kept_in_utc_whatever_zone_it_came_in(self, store: Store) -> None:
        in_delhi = datetime(2026, 3, 2, 15, 0, tzinfo=timezone(timedelta(hours=5, minutes=30)))
        store.record(lambda _: [replace(fact(replace(task(), opened=in_delhi)), at=in_delhi)])
        kept = store.book().task("T-1")
        assert kept is not None
        assert (kept.opened, kept.opened.utcoffset()) == (MONDAY, timedelta(0))
        assert [(told.at, told.at.tzinfo) for told in store.history()] == [(MONDAY, UTC)]

    @pytest.mark.parametrize(
        "wrong",
        [
            replace(task(), opened=datetime(2026, 3, 2, 9, 30)),
            replace(case(), notes=(Note(datetime(2026, 3, 2, 9, 30), "kim", "called"),)),
            replace(invoice(), balance=Money(1.5, "EUR")),  # type: ignore[arg-type]
            replace(invoice(), due="2026-02-01T00:00"),  # type: ignore[arg-type]
            replace(task(), state="half done"),  # type: ignore[arg-type]
            replace(client(), name=None),  # type: ignore[arg-type]
        ],
        ids=["task without zone", "note without zone", "float money", "due with an hour", "no such state", "no name"],
    )
    def test_a_document_that_could_not_be_read_back_is_never_recorded(self, store: Store, wrong: Task) -> None:
        with pytest.raises(ValueError):
            store.record(lambda _: [fact(client()), fact(wrong)])
        assert (list(store.history()), store.book().client("miller")) == ([], None)

    def test_a_fact_needs_an_instant_with_a_zone(self, store: Store) -> None:
        with pytest.raises(ValueError, match="no zone"):
            store.record(lambda _: [replace(fact(), at=datetime(2026, 3, 2))])
        assert list(store.history()) == []

    def test_the_tables_can_be_queried_with_tinydb_and_changed_by_facts_only(self, store: Recording) -> None:
        german = replace(client("berg"), language="de")
        store.record(lambda _: [fact(client()), fact(german)])
        clients = store.db.table("clients")
        assert [row.doc_id for row in clients.search(where("language") == "de")] == ["berg"]
        store.record(lambda _: [fact(replace(client("miller"), language="de"))])
        assert [row.doc_id for row in clients.search(where("language") == "de")] == ["miller", "berg"]
        assert clients.get(doc_id="berg")["name"] == "Berg & Sons"  # type: ignore[arg-type, index, call-overload]
        for change in (clients.truncate, store.db.drop_tables, lambda: store.db.drop_table("clients")):
            with pytest.raises(TypeError, match="recorded facts only"):
                change()
        assert (len(clients), store.book().client("berg")) == (2, german)
