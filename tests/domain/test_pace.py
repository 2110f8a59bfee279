"""How much goes out and to whom: a slow beginning, caps, one letter a day for an address, and a list of nobody's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.domain.do_not_write import DoNotWrite
from outreach.domain.facts import Fact
from outreach.domain.letter import COUNTS_AS_SENT, Letter, LetterState
from outreach.domain.outbox import Withdraw, outlook, recheck
from outreach.domain.pace import A_DAY, AN_HOUR, daily_cap, days_before, newest_first, sent_within, written_to
from outreach.domain.policy import Policy
from outreach.domain.propose import Conditions, LetterDue, propose
from outreach.domain.refusals import too_many_refusals
from outreach.domain.silence import Silence, Why
from outreach.store.memory import MemoryStore
from tests.domain.made import AUTO, STANDARD, account, at, fresh, letter

NOW = at("2026-03-05 10:00")
READY = letter(stage="friendly", template="friendly-1", rendered_at=NOW)


def found(conditions: Conditions, policy: Policy = AUTO) -> LetterDue | Silence:
    due = propose(account(), STANDARD, policy, conditions, NOW)
    assert isinstance(due, LetterDue | Silence)
    return due


def why(conditions: Conditions, policy: Policy = AUTO) -> Why | None:
    due = found(conditions, policy)
    return due.why if isinstance(due, Silence) else None


def test_the_first_days_allow_five_ten_twenty_forty_and_then_the_daily_cap() -> None:
    assert [daily_cap(AUTO, n) for n in range(6)] == [5, 10, 20, 40, 50, 50]
    assert [daily_cap(replace(AUTO, daily_cap=3), n) for n in range(2)] == [3, 3]
    assert daily_cap(replace(AUTO, ramp=False), 0) == 50


def test_the_largest_cap_there_is_comes_within_two_weeks_of_sending() -> None:
    assert daily_cap(replace(AUTO, daily_cap=2000), 9) == 2000


def test_on_the_first_day_the_sixth_letter_waits_and_says_why() -> None:
    first = replace(fresh(NOW), days_before=0)
    assert why(replace(first, sent_today=4)) is None
    sixth = found(replace(first, sent_today=5))
    assert str(sixth) == "5 letters went out in the last 24 hours; the cap of sending day 1 is 5"
    behind = found(replace(first, sent_today=3, ready=2))
    assert str(behind) == "3 letters went out in the last 24 hours, 2 more are ready; the cap of sending day 1 is 5"


def test_the_hourly_cap_stops_all_letters_for_an_hour() -> None:
    assert why(replace(fresh(NOW), sent_hour=19)) is None
    assert why(replace(fresh(NOW), sent_hour=20)) is Why.HOURLY_CAP


def test_an_address_gets_one_letter_a_day_whoever_it_is_about() -> None:
    earlier = {"jo@miller-sons.example": at("2026-03-05 09:05")}
    assert why(replace(fresh(NOW), written_to=earlier)) is Why.SAME_ADDRESS
    yesterday = {"jo@miller-sons.example": at("2026-03-04 16:00")}
    assert why(replace(fresh(NOW), written_to=yesterday)) is None


def test_a_letter_that_is_ready_waits_for_its_day_when_the_address_had_one() -> None:
    earlier = replace(fresh(NOW), written_to={"jo@miller-sons.example": at("2026-03-05 09:05")})
    again = recheck(READY, account(letters=[READY]), STANDARD, AUTO, earlier, NOW)
    assert isinstance(again, Silence)
    assert again.why is Why.SAME_ADDRESS


def test_a_letter_that_is_ready_says_what_it_waits_for() -> None:
    known = account(letters=[READY])
    full = outlook(known, STANDARD, AUTO, replace(fresh(NOW), sent_today=50), NOW)
    assert str(full) == "letter L1 is ready, but 50 letters went out in the last 24 hours; the daily cap is 50"
    assert str(outlook(known, STANDARD, AUTO, fresh(NOW), NOW)) == "letter L1 is being sent"
    late = NOW + timedelta(days=1)
    assert str(outlook(known, STANDARD, AUTO, fresh(late), late)) == (
        "letter L1 will be withdrawn: its days are those of another day, it is written anew"
    )


@pytest.mark.parametrize(
    ("listed", "place"),
    [
        ("jo@miller-sons.example", "do-not-write.txt:4"),
        ("miller-sons.example", "do-not-write.txt:4"),
        ("example", "do-not-write.txt:4"),
        ("sons.example", ""),
        ("ap@miller-sons.example", ""),
    ],
)
def test_the_list_names_addresses_and_domains_with_their_subdomains(listed: str, place: str) -> None:
    assert DoNotWrite({listed: 4}).place_of("Jo@Miller-Sons.example") == place


def test_whom_we_must_not_write_to_gets_nothing_and_the_line_is_named() -> None:
    policy = replace(AUTO, do_not_write=DoNotWrite({"miller-sons.example": 3}))
    due = found(fresh(NOW), policy)
    assert isinstance(due, Silence)
    assert (due.why, str(due)) == (
        Why.DO_NOT_WRITE, "jo@miller-sons.example is not to be written to, says do-not-write.txt:3",
    )  # fmt: skip
    approved = replace(READY, approved_by="sam")
    assert isinstance(recheck(approved, account(letters=[approved]), STANDARD, policy, fresh(NOW), NOW), Withdraw)


def test_while_the_list_cannot_be_read_nobody_is_written_to() -> None:
    policy = replace(AUTO, do_not_write=DoNotWrite(broken="do-not-write.txt:2:1  no address"))
    assert why(fresh(NOW), policy) is Why.HALTED


def test_what_is_said_to_be_from_the_future_is_not_fresh() -> None:
    assert why(Conditions(NOW, NOW + timedelta(minutes=59), 0)) is None, "clocks differ a little"
    assert why(Conditions(NOW, NOW + timedelta(days=300), 0)) is Why.BOOK_OLD
    assert why(Conditions(NOW + timedelta(days=300), NOW, 0)) is Why.INBOX_UNREAD


def book_with(letters: Iterable[Letter]) -> MemoryStore:
    store = MemoryStore()
    store.record(lambda _: [Fact(NOW, "letters", "miller", "", (), tuple(letters))])
    return store


def test_what_counts_is_what_went_out_or_perhaps_did_in_the_last_day() -> None:
    store = book_with(
        [
            letter("2026-03-04 10:01", id="L1", to="1@a.example"),
            letter("2026-03-04 09:59", id="L2", to="2@a.example"),
            letter("2026-03-05 09:30", id="L3", to="3@a.example", state=LetterState.UNKNOWN),
            letter("2026-03-05 09:40", id="L4", to="4@a.example", state=LetterState.REFUSED),
            letter("2026-03-05 09:50", id="L5", to="5@a.example", state=LetterState.DEFERRED),
            letter("2026-03-06 09:00", id="L6", to="6@a.example"),  # claimed before the clock was set back
            letter("2026-02-02 09:00", id="L7", to="7@a.example"),
        ]
    )
    book = store.book()
    assert sent_within(book, NOW, A_DAY) == 3, "the first, the third and the one from the future"
    assert sent_within(book, NOW, AN_HOUR) == 2
    assert set(written_to(book, NOW)) == {f"{n}@a.example" for n in (1, 2, 3, 6)}
    assert days_before(book, NOW) == 2, "2 February and 4 March"
    last = book.last_sent()
    assert last
    assert last.id == "L6"


def test_a_letter_that_was_not_taken_after_all_counts_no_longer() -> None:
    store = book_with([letter("2026-03-05 09:30", id="L1"), letter("2026-03-05 09:50", id="L2")])
    assert sent_within(store.book(), NOW, A_DAY) == 2
    refused_ = replace(letter("2026-03-05 09:50", id="L2"), state=LetterState.REFUSED)
    store.record(lambda _: [Fact(NOW, "letter refused", "miller", "", (), (refused_,))])
    book = store.book()
    assert sent_within(book, NOW, A_DAY) == 1
    assert book.last_sent_to("JO@miller-sons.example") == at("2026-03-05 09:30")
    last = book.last_sent()
    assert last
    assert last.id == "L1"


SPANS = st.timedeltas(timedelta(0), timedelta(days=5)) | st.integers(0, 120).map(lambda hours: timedelta(hours=hours))
MOMENTS = SPANS.map(lambda span: at("2026-03-02 00:00") + span)
TO = st.sampled_from(["jo@miller-sons.example", "Jo@Miller-Sons.example", "ap@harbour-hotels.example"])
CLAIMS = st.builds(
    lambda number, claimed_at, state, to: replace(letter(id=f"L{number}", state=state, to=to), claimed_at=claimed_at),
    st.integers(1, 4), st.none() | MOMENTS, st.sampled_from(LetterState), TO,
)  # fmt: skip


@given(st.lists(CLAIMS, max_size=12), MOMENTS)
def test_what_is_kept_in_order_is_what_counting_every_letter_finds(changes: list[Letter], now: datetime) -> None:
    store = MemoryStore()
    for change in changes:
        store.record(lambda _, change=change: [Fact(NOW, "letter", "miller", "", (), (change,))])
    for book in (store.book(), MemoryStore(store).book()):
        sent = [x for x in book.letters() if x.state in COUNTS_AS_SENT and x.claimed_at]
        for span in (A_DAY, AN_HOUR):
            assert sent_within(book, now, span) == sum(now - x.claimed_at < span for x in sent if x.claimed_at)
        for to in {x.to.lower() for x in sent}:
            moments = [x.claimed_at for x in sent if x.to.lower() == to and x.claimed_at]
            assert book.last_sent_to(to) == max(moments)
            lately = [moment for moment in moments if now - moment < timedelta(days=2)]
            assert not lately or written_to(book, now)[to] == max(moments)
        last = book.last_sent()
        assert last == next((x for x in newest_first(book) if x.state in COUNTS_AS_SENT), None)


def refused(n: int, *, about_us: bool = True) -> Letter:
    return letter(
        f"2026-03-05 09:{59 - n}", id=f"L{n}", state=LetterState.REFUSED, about_us=about_us,
        answer="refused at the final dot: 554 5.7.1 blocked",
    )  # fmt: skip


def taken(n: int) -> Letter:
    return letter(f"2026-03-05 09:{59 - n}", id=f"L{n}")


def test_three_refusals_of_us_in_a_row_are_enough() -> None:
    assert too_many_refusals([refused(1), refused(2), taken(3)], NOW) == ""
    assert too_many_refusals([refused(1), taken(2), refused(3), refused(4)], NOW) == ""
    assert too_many_refusals([refused(1), refused(2), refused(3), taken(4)], NOW) == (
        "mail servers refused 3 letters in a row, the last with: refused at the final dot: 554 5.7.1 blocked"
    )


def test_a_letter_that_was_put_off_or_perhaps_sent_breaks_no_row() -> None:
    perhaps = replace(taken(2), state=LetterState.UNKNOWN)
    assert too_many_refusals([refused(1), perhaps, refused(3), refused(4)], NOW)


def test_three_dead_addresses_are_no_fault_of_ours_but_one_in_five_of_a_day_is() -> None:
    dead = [refused(n, about_us=False) for n in range(1, 6)]
    assert too_many_refusals(dead[:3], NOW) == ""
    alive = [taken(n) for n in range(10, 30)]
    assert too_many_refusals([*dead, *alive], NOW).startswith("mail servers refused 5 of 25 letters in a day")
    assert too_many_refusals([*dead, *alive, taken(31)], NOW) == ""
