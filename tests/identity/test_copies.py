"""A copied or restored workspace sends nothing until a person says which one is the live one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from outreach.agent import review
from outreach.agent.status import status
from outreach.domain.halt import HaltKind
from outreach.errors import Refused
from outreach.store.identity import FileIdentity
from tests.agent.made import at, go_to, told
from tests.fakes import Office
from tests.identity.made import CLOUD, Firm, copied, firm, reasons, take_book

MORNING = "2026-02-25 10:00"  # the day of the first courtesy to both clients


@pytest.fixture
def northwind() -> Iterator[Firm]:
    with firm() as made:
        yield made


async def began(northwind: Firm, home: Path, now: str = MORNING) -> Office:
    """The original: it has its book and has taken a turn."""
    agent = northwind.start(home, now)
    take_book(agent)
    await agent.turn()
    return agent


async def days_of(agent: Office, first: str, count: int) -> None:
    """A turn on each day, with the book imported anew."""
    for offset in range(count):
        go_to(agent, f"{at(first) + timedelta(days=offset):%Y-%m-%d %H:%M}")
        await agent.turn()


async def test_an_agent_that_is_started_again_in_place_goes_on(northwind: Firm, tmp_path: Path) -> None:
    await began(northwind, tmp_path / "firm")
    again = northwind.start(tmp_path / "firm", "2026-03-02 10:00")
    go_to(again, "2026-03-02 10:00")
    await again.turn()
    assert reasons(again) == []
    assert northwind.letters == 4


async def test_a_copy_beside_its_original_sends_nothing_while_the_original_goes_on(
    northwind: Firm, tmp_path: Path
) -> None:
    original = await began(northwind, tmp_path / "firm")
    assert northwind.letters == 2
    copy = northwind.start(copied(tmp_path / "firm", tmp_path / "copy"), MORNING)
    await days_of(copy, "2026-02-26 10:00", 14)
    assert northwind.letters == 2, "the copy alone"
    await days_of(original, "2026-02-26 10:00", 14)
    assert northwind.letters == 4, "the second courtesy of the original"
    await days_of(copy, "2026-03-12 10:00", 14)
    assert northwind.letters == 4
    assert reasons(original) == []
    assert copy.desk.store.book().halts.has(HaltKind.COPY)
    assert told(copy, "all letters stopped")[0].count(str(tmp_path / "copy")) == 1, "one sentence says it"


async def test_a_copy_on_another_machine_under_the_same_path_sends_nothing(northwind: Firm, tmp_path: Path) -> None:
    agent = northwind.start(tmp_path / "firm", MORNING)
    take_book(agent)
    agent.desk.identity.confirm()  # type: ignore[union-attr]  # made with one
    cloud = northwind.start(tmp_path / "firm", MORNING, CLOUD)
    await cloud.turn()
    assert northwind.letters == 0
    assert "another machine" in reasons(cloud)[0]


async def test_a_copy_is_told_by_status_before_it_has_taken_any_turn(northwind: Firm, tmp_path: Path) -> None:
    await began(northwind, tmp_path / "firm")
    copy = northwind.start(copied(tmp_path / "firm", tmp_path / "copy"), MORNING)
    (halt,) = status(copy.desk, None).halts
    assert halt.kind is HaltKind.COPY
    assert "`outreach go` says that this is the live one" in halt.reason


async def test_a_moved_folder_goes_on(northwind: Firm, tmp_path: Path) -> None:
    await began(northwind, tmp_path / "firm")
    (tmp_path / "firm").rename(tmp_path / "moved")
    moved = northwind.start(tmp_path / "moved", MORNING)
    await days_of(moved, "2026-03-02 10:00", 1)
    assert reasons(moved) == []
    assert northwind.letters == 4


async def test_go_in_the_copy_makes_it_the_live_one_after_it_has_been_told_that_it_is_a_copy(
    northwind: Firm, tmp_path: Path
) -> None:
    await began(northwind, tmp_path / "firm")
    copy = northwind.start(copied(tmp_path / "firm", tmp_path / "copy"), MORNING)
    with pytest.raises(Refused, match="may be a copy"):
        review.go(copy.desk, "sam")
    says = review.go(copy.desk, "sam").sentence
    assert f"the live workspace is the one in {tmp_path / 'copy'} on joinery-office" in says
    await days_of(copy, "2026-03-02 10:00", 1)
    assert reasons(copy) == []
    assert northwind.letters == 4
    again = northwind.start(tmp_path / "copy", "2026-03-02 11:00")
    await again.turn()
    assert reasons(again) == []


async def test_a_stop_that_was_copied_too_is_not_lifted_by_a_go_that_knows_nothing_of_the_copy(
    northwind: Firm, tmp_path: Path
) -> None:
    original = await began(northwind, tmp_path / "firm")
    review.stop(original.desk, "payment run", "sam")
    copy = northwind.start(copied(tmp_path / "firm", tmp_path / "copy"), MORNING)
    with pytest.raises(Refused, match="may be a copy"):
        review.go(copy.desk, "sam")
    assert len(reasons(copy)) == 2
    await days_of(copy, "2026-03-02 10:00", 1)
    assert northwind.letters == 2


async def test_when_the_copy_was_made_live_and_the_original_runs_all_the_same_it_notices(
    northwind: Firm, tmp_path: Path
) -> None:
    original = await began(northwind, tmp_path / "firm")
    copy = northwind.start(copied(tmp_path / "firm", tmp_path / "copy"), MORNING)
    await copy.turn()
    review.go(copy.desk, "sam")
    await days_of(copy, "2026-03-02 10:00", 1)
    assert northwind.letters == 4
    await days_of(original, "2026-03-02 10:05", 1)
    assert northwind.letters == 4
    assert "another copy runs or ran" in reasons(original)[0]


async def test_a_workspace_whose_place_was_lost_is_silent_only_if_it_has_sent_letters(
    northwind: Firm, tmp_path: Path
) -> None:
    agent = await began(northwind, tmp_path / "firm")
    (tmp_path / "firm" / "state" / "identity.json").unlink()
    await days_of(agent, "2026-03-02 10:00", 1)
    assert northwind.letters == 2
    assert "is missing" in reasons(agent)[0]


@pytest.mark.parametrize("days", [1, 7, 30])
async def test_a_snapshot_that_believes_to_be_in_its_place_is_silent_when_the_sent_folder_knows_more(
    northwind: Firm, tmp_path: Path, days: int
) -> None:
    """As a virtual machine is set back: the same machine, path and inodes, but older than what happened since."""
    original = northwind.start(tmp_path / "firm", "2026-02-24 10:00")
    take_book(original)
    await original.turn()
    assert northwind.letters == 0
    snapshot = copied(tmp_path / "firm", tmp_path / "snapshot")
    FileIdentity(snapshot / "state", original.desk.identity._machine).confirm()  # type: ignore[union-attr]  # of the suite
    await days_of(original, "2026-02-25 10:00", days)
    sent = northwind.letters
    assert sent == (2 if days < 6 else 4)

    back = northwind.start(snapshot, "2026-02-24 10:00")
    await days_of(back, f"{at('2026-02-25 10:30') + timedelta(days=days - 1):%Y-%m-%d %H:%M}", 3)
    assert northwind.letters == sent
    assert f"holds {sent} letters that this workspace has not sent" in reasons(back)[0]

    review.go(back.desk, "sam")
    await back.turn()
    assert reasons(back) == [], "what a person has seen is no news"
    assert northwind.letters == sent, "and each client that was written to stays held"
    book = back.desk.store.book()
    for client in book.clients():
        account = back.desk.account(book, client)
        assert "in the Sent folder" in str(account.case.case_hold(account.calendar.day(back.clock.now())))


async def test_two_clones_in_the_same_place_write_no_letter_twice(northwind: Firm, tmp_path: Path) -> None:
    """A cloned machine: nothing tells the two apart, and both were up before the first letter went out."""
    original = northwind.start(tmp_path / "firm", "2026-02-25 06:00")
    take_book(original)
    await original.turn()
    clone_home = copied(tmp_path / "firm", tmp_path / "clone")
    FileIdentity(clone_home / "state", original.desk.identity._machine).confirm()  # type: ignore[union-attr]  # of the suite
    clone = northwind.start(clone_home, "2026-02-25 06:00")
    await clone.turn()
    original.clock.set(at("2026-02-25 10:00"))
    await original.turn()
    assert northwind.letters == 2
    clone.clock.set(at("2026-02-25 10:01"))
    await clone.turn()
    assert northwind.letters == 2
    assert clone.desk.store.book().halts.has(HaltKind.COPY)
    await days_of(original, "2026-03-02 10:00", 1)
    assert northwind.letters == 4, "the one that was first goes on"
