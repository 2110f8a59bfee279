"""inbox: how replies are read, tried on mails in files, without touching any case."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outreach.cli import learning, showing
from outreach.cli.page import Commands
from outreach.cli.shared import AsJson, office, say, workspace
from outreach.errors import NotAWorkspace, OutreachError

if TYPE_CHECKING:
    from outreach.agent.again import Compared
    from outreach.agent.desk import Desk
    from outreach.agent.trying import Tried
    from outreach.definitions.workspace import Workspace
    from outreach.domain.finding import Finding, StatedPromise
    from outreach.domain.received import Received

inbox = typer.Typer(cls=Commands, help="Try how replies are read, and teach it.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    inbox.command("learn")(learning.learn)
    app.add_typer(inbox, name="inbox")


@inbox.command("try")
def try_(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH…", help="Mails (.eml), or folders of them.")
    ] = None,
    contexts: Annotated[
        Path | None,
        typer.Option(metavar="FILE.jsonl", help="Whose each mail is and what is open (default: the book)."),
    ] = None,
    against: Annotated[
        bool, typer.Option("--against", help="Show only what is read differently than it was; without PATH, all mail.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Read mails as the agent would, and show what it makes of them. No case is touched."""
    if not (paths or against):
        raise OutreachError("Name mails (.eml), or folders of them.", "With --against, all mail of the book is read.")
    files = list(_files(paths or []))
    if against:
        _against(context, files, as_json=as_json)
        return
    for file, tried in _tried(context, _workspace(context), files, contexts):
        if as_json:
            print(json.dumps(_json(file, tried), ensure_ascii=False), flush=True)
        else:
            say(f"\n{file}", "bold")
            showing.tried(tried)


def _against(context: typer.Context, files: list[Path], *, as_json: bool) -> None:
    from outreach.agent.again import all_read, compare

    with office(context) as opened:
        stored = _stored(opened.desk, files) if files else all_read(opened.desk)
        compared = [compare(opened.desk, mail) for mail in stored]
        names = {client.id: client.name for client in opened.desk.store.book().clients()}
    if not as_json:
        showing.compared(compared, names)
        return
    for one in compared:
        if one.differs:
            print(json.dumps(_difference(one), ensure_ascii=False))


def _stored(desk: Desk, files: list[Path]) -> Iterator[Received]:
    """What the book knows of the mails in `files`; of the others it is said that there is nothing to compare with."""
    from outreach.agent.again import stored_reading

    for file in files:
        if mail := stored_reading(desk, file.read_bytes()):
            yield mail
        else:
            print(f"{file}: the book knows no reading of it", file=sys.stderr)


def _difference(one: Compared) -> dict[str, object]:
    mail = one.mail
    return {
        "mail": mail.id,
        "client": mail.client,
        "sender": mail.sender,
        "subject": mail.subject,
        "received_at": mail.received_at.isoformat(),
        "judged": mail.judged,
        "differs": list(one.differs),
        "stored": _said(one.stored),
        "now": _said(one.now),
    }


def _said(finding: Finding) -> dict[str, object]:
    return {
        "intents": [intent.value for intent in finding.intents],
        "promises": [_promise(promise) for promise in finding.promises],
        "dispute_reason": finding.dispute_reason,
        "sure": finding.sure,
    }


def _workspace(context: typer.Context) -> Workspace | None:
    """Outside of a workspace the rules that come with the program are tried."""
    try:
        return workspace(context)
    except NotAWorkspace:
        if context.find_root().obj.given is not None:
            raise
        return None


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(path.rglob("*.eml"))
        elif path.is_file():
            yield path
        else:
            raise OutreachError(f"There is no file {path}.", "Name mails (.eml), or folders of them.")


def _tried(
    context: typer.Context, home: Workspace | None, files: list[Path], contexts: Path | None
) -> Iterator[tuple[Path, Tried]]:
    """By the lines of `contexts` if they are given, else by the book of the workspace."""
    from outreach.agent.trying import try_mail, try_on_book
    from outreach.bootstrap import environment, rulebook_of
    from outreach.clock import SystemClock
    from outreach.definitions.contexts import load_contexts

    if contexts is None:
        with office(context) as opened:
            yield from ((file, try_on_book(opened.desk, file.read_bytes())) for file in files)
        return
    now, rulebook = SystemClock().now(), rulebook_of(home, environment())
    accounts = load_contexts(contexts, now.date())
    for file in files:
        if account := accounts.get(file.name):
            yield file, try_mail(file.read_bytes(), account, rulebook, now)
        else:
            print(f"{file}: {contexts} has no line for it", file=sys.stderr)


def _json(file: Path, tried: Tried) -> dict[str, object]:
    """One flat line, made for measuring: what was read, whether to believe it, and what would follow."""
    finding, bounce = tried.reading.finding, tried.reading.finding.bounce
    return {
        "file": str(file),
        "automated": not finding.by_person,
        "intents": [intent.value for intent in finding.intents],
        "promises": [_promise(promise) for promise in finding.promises],
        "dispute_reason": finding.dispute_reason,
        "plan_kind": finding.plan_kind,
        "back_on": finding.back_on.isoformat() if finding.back_on else None,
        "redirect_to": list(finding.redirect_to),
        "bounce": {"kind": bounce.kind, "recipient": bounce.recipient, "status": bounce.status} if bounce else None,
        "trusted": tried.received.trusted,
        "reply_text": finding.text,
        "hold": tried.holds,
        "person": tried.asks,
        "confidence": round(finding.confidence, 3),
        "evidence": [{"intent": e.intent, "words": e.words, "by": e.by} for e in finding.evidence],
        "warnings": list(finding.warnings),
    }


def _promise(promise: StatedPromise) -> dict[str, object]:
    return {
        "date": promise.day.isoformat() if promise.day else None,
        "amount": str(promise.amount.amount) if promise.amount else None,
        "currency": promise.amount.currency if promise.amount else None,
        "invoices": list(promise.invoices) or None,
    }
