"""The demo as the end-to-end test: the agent with its store, and its transport on real sockets, for ninety days."""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from rich.console import Console

from outreach.demo.ninety_days import play
from outreach.demo.result import Result, Standing
from outreach.domain.book import Book
from outreach.domain.case import PromiseState
from outreach.domain.letter import Letter, LetterState
from outreach.domain.task import TaskKind
from outreach.errors import OutreachError
from outreach.mail.parse import parse
from outreach.store.archive import FileArchive
from outreach.store.store import LedgerStore

DAYS = 90


@dataclass(frozen=True, slots=True)
class Played:
    """What a run leaves behind: its result, what it printed, its folder, and the book as another program opens it."""

    result: Result
    printed: str
    out: Path
    store: LedgerStore

    @property
    def book(self) -> Book:
        return self.store.book()

    @property
    def archive(self) -> FileArchive:
        return FileArchive(self.out / "workspace" / "state")

    def standing(self, client: str) -> Standing:
        return next(one for one in self.result.standings if one.client == client)

    def sent(self, client: str) -> list[Letter]:
        return [letter for letter in self.book.letters_of(client) if letter.state is LetterState.ACCEPTED]

    def count(self, what: str) -> int:
        return dict(self.result.counts)[what]


def run(out: Path, days: int = DAYS) -> tuple[Result, str]:
    printed = io.StringIO()
    result = asyncio.run(play(days, 1, out, Console(file=printed, width=110)))
    return result, printed.getvalue()


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    out = tmp_path_factory.mktemp("demo") / "out"
    result, printed = run(out)
    store = LedgerStore(out / "workspace" / "state")
    yield Played(result, printed, out, store)
    store.close()


def test_no_letter_went_out_twice_or_while_held_or_paid_by_the_clients_own_mailboxes(played: Played) -> None:
    assert played.result.audit.clean
    assert played.result.audit.delivered == played.count("letters sent") > 25
    assert "0 letters twice, 0 while held or paid." in played.printed


def test_the_same_seed_gives_the_same_run_to_the_last_letter_of_the_report(played: Played, tmp_path: Path) -> None:
    result, printed = run(tmp_path / "again")
    assert result == played.result
    assert rows(printed) == rows(played.printed)
    assert (tmp_path / "again" / "report.html").read_bytes() == (played.out / "report.html").read_bytes()


def rows(printed: str) -> list[str]:
    """The rows of the days, without the ports above them and the time and path below."""
    return [line for line in printed.splitlines() if re.match(r"\d\d [A-Z][a-z]{2} \d\d:\d\d  ", line)]


def test_whoever_pays_in_time_is_never_written_to(played: Played) -> None:
    standing = played.standing("fairweather")
    assert (standing.letters, standing.answers, standing.state) == (0, 0, "all paid")


def test_whoever_pays_on_the_first_letter_gets_one_for_each_invoice(played: Played) -> None:
    asked = [line.number for letter in played.sent("hartfield") for line in letter.lines]
    assert sorted(asked) == sorted(i.number for i in played.book.invoices_of("hartfield"))
    assert played.standing("hartfield").state == "all paid"


def test_nobody_writes_to_a_client_who_is_away(played: Played) -> None:
    first, second, *_ = played.sent("dunmore")
    (note,) = [m for m in played.book.received_of("dunmore") if m.finding.back_on]
    assert first.claimed_at
    assert second.claimed_at
    assert note.finding.back_on
    assert second.claimed_at.date() >= note.finding.back_on > first.claimed_at.date()


def test_promises_are_measured_against_the_money(played: Played) -> None:
    def states(client: str) -> list[PromiseState]:
        case = played.book.case(client)
        return [promise.state for promise in case.promises] if case else []

    assert states("riverside") == [PromiseState.KEPT, PromiseState.KEPT]
    assert states("beacon") == [PromiseState.BROKEN, PromiseState.KEPT, PromiseState.BROKEN]
    assert states("werner") == [PromiseState.KEPT, PromiseState.OPEN]


def test_a_second_broken_promise_makes_a_person_call(played: Played) -> None:
    calls = [task.title for task in played.book.tasks_of("beacon") if task.kind is TaskKind.CALL]
    assert len(calls) == 1
    assert "a second promise was not kept" in calls[0]


def test_only_the_contested_invoice_is_silent_and_is_asked_for_again_at_its_credited_sum(played: Played) -> None:
    oldest, *others = sorted(played.book.invoices_of("copperline"), key=lambda invoice: invoice.due)
    case = played.book.case("copperline")
    first, second = played.sent("copperline")
    assert case
    assert {line.number for line in first.lines} == {oldest.number, *(other.number for other in others)}
    assert [dispute.invoices for dispute in case.disputes] == [(oldest.number,)]
    credited = oldest.total.amount * Decimal("0.15")
    (line,) = second.lines
    assert line.number == oldest.number
    assert abs(line.balance.amount - (oldest.total.amount - credited)) < Decimal("0.01")
    assert played.standing("copperline").state == "all paid"


@pytest.mark.parametrize(
    ("client", "old", "new"),
    [
        ("osprey", "j.barlow@osprey-property.example", "l.fox@osprey-property.example"),
        ("werner", "s.krueger@ladenbau-werner.example", "buchhaltung@ladenbau-werner.example"),
    ],
)
def test_an_address_that_is_gone_gets_one_letter_and_its_successor_the_others(
    played: Played, client: str, old: str, new: str
) -> None:
    first, *others = played.sent(client)
    assert first.to == old
    assert {letter.to for letter in others} == {new}


def test_a_german_client_gets_german_letters_and_is_understood_in_german(played: Played) -> None:
    assert {letter.language for letter in played.sent("werner")} == {"de"}
    texts = [parse(played.archive.get(letter.digest)).text for letter in played.sent("werner")]
    assert all("Rechnung" in text and "€" in text for text in texts)


def test_irony_is_left_to_a_person(played: Played) -> None:
    (task,) = [t for t in played.book.tasks_of("thornbury") if t.kind is TaskKind.REVIEW]
    assert task.closed_by == "Alex"
    assert not played.book.received(task.mail).finding.sure  # type: ignore[union-attr] # a review is of a mail


def test_no_stage_is_skipped_and_every_final_letter_was_approved_by_a_person(played: Played) -> None:
    letters = played.sent("thornbury")
    stages = ["friendly", "friendly", "follow-up", "follow-up", "firm", "firm", "final"]
    assert [letter.stage for letter in letters] == stages
    assert letters[-1].approved_by == "Alex"
    assert [t.kind for t in played.book.tasks_of("thornbury") if t.stage == "firm"] == [TaskKind.CALL]


def test_the_key_client_is_called_by_the_owner_and_never_gets_a_firm_letter(played: Played) -> None:
    assert not {letter.stage for letter in played.sent("alder")} & {"follow-up", "firm", "final"}
    assert [t.kind for t in played.book.tasks_of("alder") if t.stage == "owner calls"] == [TaskKind.CALL]


def test_a_letter_to_a_client_of_two_currencies_has_a_total_of_each(played: Played) -> None:
    first = played.sent("alder")[0]
    text = parse(played.archive.get(first.digest)).text
    for line in first.lines:
        assert f"{line.balance.amount:,.2f}" in text
    assert {line.balance.currency for line in first.lines} == {"EUR", "GBP"}


def test_mail_that_belongs_to_no_case_is_left_alone(played: Played) -> None:
    assert played.count("other mails left alone") == 12
    senders = {mail.sender for client in played.book.clients() for mail in played.book.received_of(client.id)}
    assert not any(sender.endswith("ashford-timber.example") for sender in senders)


def test_nothing_is_written_on_a_day_on_which_the_client_rests(played: Played) -> None:
    days = {letter.claimed_at.date() for letter in played.book.letters() if letter.claimed_at}
    assert not any(day.weekday() >= 5 for day in days)
    british = {letter.claimed_at.date() for letter in played.sent("thornbury") if letter.claimed_at}
    assert not british & {date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 4), date(2026, 5, 25)}


def test_the_ledger_that_is_left_behind_is_whole(played: Played) -> None:
    verified = played.store.verify()
    assert not verified.problems
    assert verified.lines > played.count("letters sent")


def test_without_a_terminal_it_prints_plain_lines(played: Played) -> None:
    assert "\x1b" not in played.printed
    assert "\r" not in played.printed
    for kind in ("sent", "answered", "needs you", "not sent", "paid"):
        assert any(f"  {kind} " in line for line in rows(played.printed))


def test_the_report_needs_nothing_else_and_shows_every_letter(played: Played) -> None:
    page = (played.out / "report.html").read_text("utf-8")
    assert not re.search(r"""<script|(?:src|href)=["']?(?:https?:)?//|url\(""", page.replace("&#34;", '"'))
    assert page.count('<iframe sandbox=""') == played.count("letters sent")
    for standing in played.result.standings:
        assert f'id="{standing.client}"' in page


def test_a_folder_that_no_demo_has_made_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("three years of work")
    with pytest.raises(OutreachError) as refused:
        run(tmp_path, days=1)
    assert "not empty" in refused.value.sentence
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
