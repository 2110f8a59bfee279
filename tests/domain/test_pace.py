"""How much goes out and to whom: a slow beginning, caps, one letter a day for an address, and a list of nobody's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest

from outreach.domain.do_not_write import DoNotWrite
from outreach.domain.letter import Letter, LetterState
from outreach.domain.outbox import Withdraw, outlook, recheck
from outreach.domain.pace import A_DAY, claimed_within, daily_cap, days_before, lately
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
    from outreach.domain.facts import Fact

    store = MemoryStore()
    store.record(lambda _: [Fact(NOW, "letters", "miller", "", (), tuple(letters))])
    return store


def test_what_counts_is_what_went_out_or_perhaps_did_in_the_last_day() -> None:
    store = book_with(
        [
            letter("2026-03-04 10:01", id="L1"),
            letter("2026-03-04 09:59", id="L2"),
            letter("2026-03-05 09:30", id="L3", state=LetterState.UNKNOWN),
            letter("2026-03-05 09:40", id="L4", state=LetterState.REFUSED),
            letter("2026-03-05 09:50", id="L5", state=LetterState.DEFERRED),
            letter("2026-03-06 09:00", id="L6"),  # claimed before the clock was set back
            letter("2026-02-02 09:00", id="L7"),
        ]
    )
    sent = lately(store.book(), NOW)
    assert {x.id for x in sent} == {"L1", "L2", "L3", "L6"}
    assert claimed_within(sent, NOW, A_DAY) == 3
    assert days_before(store.book(), NOW) == 2, "2 February and 4 March"


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
