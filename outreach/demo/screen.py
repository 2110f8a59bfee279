"""The demo on the terminal: a row for each thing that happens, a progress bar, and a table at the end."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Mapping
from datetime import date
from types import TracebackType
from zoneinfo import ZoneInfo

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from outreach.demo.diary import Kind, Row
from outreach.demo.result import Result
from outreach.domain.money import Money

STYLES = {
    Kind.SENT: "green",
    Kind.ANSWERED: "cyan",
    Kind.NEEDS_YOU: "bold yellow",
    Kind.NOT_SENT: "magenta",
    Kind.PAID: "bright_green",
    Kind.NOTED: "white",
    Kind.CLERK: "bright_black",
}
ZONE = ZoneInfo("Europe/London")
PLAIN_WIDTH = 110
PAUSE = 0.08  # seconds after each row on a terminal, so that somebody can follow it
LONGEST = 150  # characters of a row; the report has the rest
ROOMY = 110  # columns from which the names of clients stand unshortened


class Screen:
    """Without a terminal it prints plain lines, with no bar and no control codes. `names` tells clients by their id."""

    def __init__(self, names: Mapping[str, str], days: int, console: Console | None = None) -> None:
        self._console = console or Console(highlight=False, width=None if sys.stdout.isatty() else PLAIN_WIDTH)
        self._names = names
        self._counts: Counter[Kind] = Counter()
        self._new = 0
        self._progress = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("days"),
            console=self._console, transient=True, disable=not self._console.is_terminal,
        )  # fmt: skip
        self._bar = self._progress.add_task("", total=days)

    def __enter__(self) -> Screen:
        self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._progress.stop()

    def begin(self, lines: tuple[str, ...]) -> None:
        for line in lines:
            self._console.print(Text(line), soft_wrap=not self._console.is_terminal)
        self._console.print()

    def day(self, day: date) -> None:
        counts = " · ".join(f"{self._counts[kind]} {kind}" for kind in (Kind.SENT, Kind.ANSWERED, Kind.NEEDS_YOU))
        self._progress.update(self._bar, description=f"{day:%a %d %b %Y} · {counts}", advance=1)

    async def pause(self) -> None:
        """Give a person at a terminal time to read what is new."""
        new, self._new = self._new, 0
        if self._console.is_terminal:
            await asyncio.sleep(PAUSE * new)

    def tell(self, row: Row) -> None:
        self._counts[row.kind] += 1
        self._new += 1
        text = row.text if len(row.text) <= LONGEST else row.text[: LONGEST - 1].rstrip() + "…"
        when = f"{row.at.astimezone(ZONE):%d %b %H:%M}"
        who = self._names.get(row.client, row.client)
        if not self._console.is_terminal:
            self._console.print(Text(f"{when}  {row.kind:9}  {who}  {text}"), soft_wrap=True)
            return
        grid = Table.grid(padding=(0, 2))
        grid.add_column(width=12, no_wrap=True)
        grid.add_column(width=9, no_wrap=True)
        grid.add_column(width=24 if self._console.width >= ROOMY else 15, no_wrap=True)
        grid.add_column(overflow="fold")
        style = STYLES[row.kind]
        grid.add_row(Text(when, "bright_black"), Text(row.kind, style), Text(who), Text(text, style))
        self._console.print(grid)

    def end(self, result: Result, seconds: float, report: str) -> None:
        self._console.print()
        self._console.print(_standings(result))
        for line in last_lines(result):
            self._console.print(Text(line), soft_wrap=not self._console.is_terminal)
        clean = result.audit.clean
        self._console.print(Text(verdict(result), "bold green" if clean else "bold red"), soft_wrap=True)
        self._console.print(
            Text(f"\n{result.days} days in {seconds:.0f} seconds. The report: {report}"), soft_wrap=True
        )


def _standings(result: Result) -> Table:
    grid = Table(title="How it ended", title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False)
    for name in ("client", "owed at start", "at the end", "letters", "answers", "state"):
        right = name not in ("client", "state")
        grid.add_column(name, justify="right" if right else "left", no_wrap=name != "state", overflow="fold")
    for one in result.standings:
        grid.add_row(
            Text(one.name), rounded(one.at_start), rounded(one.at_end),
            str(one.letters), str(one.answers), Text(one.state),
        )  # fmt: skip
    return grid


def rounded(money: tuple[Money, ...]) -> str:
    """Sums as they fit into a terminal; the report has them to the penny."""
    return "\n".join(f"{one.currency} {one.amount:,.0f}" for one in money) or "-"


def sums(money: tuple[Money, ...]) -> str:
    return "\n".join(str(one) for one in money) or "-"


def last_lines(result: Result) -> tuple[str, ...]:
    counts = ", ".join(f"{what} {count}" for what, count in result.counts)
    late = ", ".join(
        f"{currency} {before:.0f} → {dict(result.late_after).get(currency, 0):.0f}"
        for currency, before in result.late_before
    )
    return (f"{counts[0].upper()}{counts[1:]}.", f"Days overdue of what is late, at the start and at the end: {late}.")


def verdict(result: Result) -> str:
    """The line that must say 0, counted in the clients' mailboxes."""
    audit = result.audit
    not_allowed = audit.while_held + audit.while_paid
    said = f"{audit.delivered} letters delivered: {audit.twice} letters twice, {not_allowed} while held or paid"
    wrong = audit.wrong_balance + audit.unaccounted
    return said + (f", {wrong} with a wrong balance or not in the ledger." if wrong else ".")
