"""What every command shares: finding the workspace, printing tables or JSON, and saying what went wrong."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outreach.cli.plain import aligned, harmless
from outreach.errors import NotAWorkspace, OutreachError, Problem

if TYPE_CHECKING:
    from rich.console import Console

    from outreach.bootstrap import Office
    from outreach.definitions.workspace import Workspace

_LONG = 100  # rows
NOT_ALIVE = 20  # the exit code of `status --check` for an agent that is silent or in trouble

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides (default: your login name).")]


@dataclass(frozen=True, slots=True)
class Home:
    """Where the user said that the workspace is; None = here or above."""

    given: Path | None


@contextmanager
def office(context: typer.Context) -> Iterator[Office]:
    """The open workspace. What the program is made of is imported only now, so that `--help` answers at once."""
    from outreach.bootstrap import environment, open_office
    from outreach.clock import SystemClock

    with open_office(workspace(context), environment(), SystemClock()) as opened:
        yield opened


def workspace(context: typer.Context) -> Workspace:
    """The workspace that --home names, else $OUTREACH_HOME, else the one around the current folder."""
    from outreach.bootstrap import environment
    from outreach.definitions.workspace import Workspace, find

    given = context.find_root().obj.given
    if given is None:
        return find(Path.cwd(), environment())
    if not (given / "config.toml").is_file():
        raise NotAWorkspace(f"There is no config.toml in {given}.", f"Make a workspace: outreach init {given}")
    return Workspace(given)


def decider(by: str) -> str:
    return by or getpass.getuser()


def console(*, stderr: bool = False) -> Console:
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, soft_wrap=not sys.stdout.isatty())


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], right: Sequence[str] = ()) -> None:
    """Print rows as a table, if there are any; numbers under the columns in `right` are set to the right.

    On a terminal it is fitted to its width. A long one is not, because to fold a thousand rows takes half a second.
    """
    cells = [[harmless(str(cell)) for cell in row] for row in rows]
    if not cells:
        say(f"{title}: nothing.")
    elif len(cells) <= _LONG and sys.stdout.isatty():
        _fitted(title, columns, cells, right)
    else:
        say(title, "bold")
        print(*aligned(columns, cells, right), "", sep="\n")


def _fitted(title: str, columns: Sequence[str], cells: Iterable[Sequence[str]], right: Sequence[str]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    grid = Table(title=title or None, title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        grid.add_column(column, justify="right" if column in right else "left", overflow="fold")
    for row in cells:
        grid.add_row(*map(Text, row))
    console().print(grid)


def say(line: str = "", style: str = "") -> None:
    """A line on standard output. What comes from a mail or a file is never taken for markup."""
    _print(line, style, stderr=False)


def _print(line: str, style: str, *, stderr: bool) -> None:
    """Only for a terminal is Rich loaded, which folds lines between words and knows colours."""
    stream = sys.stderr if stderr else sys.stdout
    if not stream.isatty():
        print(harmless(line), file=stream)
        return
    from rich.text import Text

    console(stderr=stderr).print(Text(harmless(line), style=style))


def print_json(value: object) -> None:
    print(json.dumps(_plain(value), indent=2, ensure_ascii=False))


def _plain(value: object) -> object:
    match value:
        case Enum():
            return value.value
        case Decimal() | Path():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case dict():
            return {str(k): _plain(v) for k, v in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_plain(v) for v in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            return _plain(asdict(value))
        case _:
            return value


def print_problems(problems: Sequence[Problem]) -> None:
    width = max((len(_place(p)) for p in problems), default=0)
    for problem in problems:
        say(f"{_place(problem):{width}}  {problem.sentence}")


def _place(problem: Problem) -> str:
    return f"{problem.path}:{problem.line}:{problem.column}" if problem.line else problem.path


def complain(error: OutreachError) -> None:
    """The error and what to do about it, on standard error."""
    _print(error.sentence, "bold red", stderr=True)
    if error.hint:
        _print(error.hint, "", stderr=True)
