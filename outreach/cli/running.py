"""run, turn, rehearse: the agent at work, and what it would do."""

from __future__ import annotations

import json
import logging
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outreach.cli.shared import AsJson, console, office, print_json, say, table
from outreach.errors import OutreachError

if TYPE_CHECKING:
    from outreach.agent.deliver import Stop
    from outreach.agent.run import Runner
    from outreach.agent.turn import Turn
    from outreach.bootstrap import Office

log = logging.getLogger("outreach")


def add_to(app: typer.Typer) -> None:
    app.command("run")(run)
    app.command("turn")(turn)
    app.command("rehearse")(rehearse)


class _OneLine(logging.Formatter):
    """`09:30:05 miller-sons: letter L3 …`, one line for each decision; the reasons are in `outreach explain`."""

    def format(self, record: logging.LogRecord) -> str:
        client = getattr(record, "client", "")
        text = " ".join(record.getMessage().split())
        return f"{self.formatTime(record, '%H:%M:%S')} {client + ': ' if client else ''}{text}"


class _JsonLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {"at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"), "level": record.levelname.lower()}
        line |= {
            "says": record.getMessage(),
            "fact": getattr(record, "fact", ""),
            "client": getattr(record, "client", ""),
        }
        return json.dumps(line | {"reasons": list(getattr(record, "reasons", ()))}, ensure_ascii=False)


def _log_to_stdout(*, as_json: bool) -> None:
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(_JsonLine() if as_json else _OneLine())
    log.handlers[:] = [handler]
    log.setLevel(logging.INFO)


def run(context: typer.Context, as_json: AsJson = False) -> None:
    """Run the agent: a turn a minute, and one at once when mail arrives. Ctrl-C ends it after the letter in hand."""
    import asyncio

    _log_to_stdout(as_json=as_json)
    with office(context) as opened, opened.lock():
        asyncio.run(_run(opened))


async def _run(opened: Office) -> None:
    from outreach.agent.run import Runner
    from outreach.clock import SystemClock

    mailbox = opened.mailbox()
    connections = mailbox, mailbox.another(), opened.postman()
    runner = Runner(opened.desk, *connections, opened.heartbeat, SystemClock())
    _on_signal(runner)
    log.info("the agent runs in mode %s; Ctrl-C ends it", opened.desk.rules().policy.mode)
    await runner.run()
    log.info("the agent has ended")


def _on_signal(runner: Runner | Stop) -> None:
    import asyncio

    end = runner.stop if hasattr(runner, "stop") else runner.ask
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, end)


def turn(context: typer.Context, as_json: AsJson = False) -> None:
    """Take one turn and exit: read the inbox, react, propose, render, send. Made for cron."""
    import asyncio

    _log_to_stdout(as_json=as_json)
    with office(context) as opened, opened.lock():
        done = asyncio.run(_turn(opened))
    log.info(
        "the inbox is read: %d new, %d of a case; %d drafted, %d sent",
        done.inbox.seen, len(done.inbox.kept), sum(f.kind != "silent" for f in done.drafted), len(done.sent),
    )  # fmt: skip


async def _turn(opened: Office) -> Turn:
    from outreach.agent.alive import ONE_TURN
    from outreach.agent.deliver import Stop
    from outreach.agent.turn import turn as take_turn

    stop, mailbox, last = Stop(), opened.mailbox(), opened.heartbeat.last()
    before = last.inbox_read_at if last else None
    _on_signal(stop)
    try:
        done = await take_turn(opened.desk, mailbox, opened.postman(), stop, log.info)
    except OutreachError as error:
        opened.heartbeat.beat(opened.desk.now(), before, ONE_TURN, error.sentence)
        raise
    finally:
        await mailbox.close()
    opened.heartbeat.beat(opened.desk.now(), done.inbox.read_at or before, ONE_TURN, "")
    return done


def rehearse(
    context: typer.Context,
    days: Annotated[int, typer.Option(min=1, max=730, help="How far to look ahead.")] = 60,
    html: Annotated[Path | None, typer.Option(help="Write a page for the browser.")] = None,
    as_json: AsJson = False,
) -> None:
    """What would go out on which day if nobody answered or paid, and what holds the others. It cannot send."""
    from rich.progress import Progress

    from outreach.agent.rehearse import rehearse as play

    with office(context) as opened, Progress(console=console(stderr=True), transient=True) as progress:
        desk, book = opened.desk, opened.store.book()
        clients = tuple(book.clients())
        bar = progress.add_task("Rehearsing", total=len(clients))
        accounts = (desk.account(book, client) for client in clients)
        rehearsal = play(
            accounts, lambda account: desk.sequence(account.client), desk.rules().policy, desk.now(), days,
            lambda: progress.advance(bar),
        )  # fmt: skip
    if html:
        from outreach.render.page import page

        html.write_text(page("rehearsal.html", rehearsal=rehearsal), "utf-8")
    if as_json:
        print_json(rehearsal)
        return
    table(
        f"The next {days} days, if nobody answers or pays",
        ("Day", "Client", "What", "Invoices", "Total"),
        (
            (f"{p.day:%a %d %b %Y}", p.name, p.what, ", ".join(p.invoices), "\n".join(map(str, p.totals)))
            for p in rehearsal.planned
        ),
        right=("Total",),
    )
    table("Nothing in these days, and why", ("Client", "Why"), ((q.name, q.sentence) for q in rehearsal.quiet))
    say(f"{len(rehearsal.planned)} letters and tasks. Nothing was sent." + (f" Page: {html}" if html else ""), "bold")
