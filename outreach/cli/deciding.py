"""What a person sees and decides, also while the agent runs: status, explain, review, approve, hold and so on."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outreach.cli import showing
from outreach.cli.page import Commands
from outreach.cli.shared import NOT_ALIVE, AsJson, By, decider, office, print_json, say
from outreach.errors import NoSuchThing, Refused

if TYPE_CHECKING:
    from outreach.agent.desk import Desk
    from outreach.domain.clients import Client
    from outreach.domain.facts import Fact

Target = Annotated[str, typer.Argument(metavar="CLIENT|INVOICE", help="A client (name, id, address) or an invoice.")]
Day = Annotated[datetime | None, typer.Option("--until", "--on", formats=["%Y-%m-%d"], help="A day: 2026-03-20.")]

reviewing = typer.Typer(
    cls=Commands, help="Replies and other work that waits for a person.", invoke_without_command=True
)


def add_to(app: typer.Typer) -> None:
    app.command("status")(status)
    app.command("explain")(explain)
    app.add_typer(reviewing, name="review")
    app.command("approve")(approve)
    app.command("hold")(hold)
    app.command("lift")(lift)
    app.command("paid")(paid)
    app.command("note")(note)
    app.command("stop")(stop)
    app.command("go")(go)


def status(
    context: typer.Context,
    check: Annotated[
        bool, typer.Option("--check", help=f"Exit with {NOT_ALIVE} if the agent is silent or in trouble for 5 minutes.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """What is owed, what is held and why, what waits for you, and whether the agent lives."""
    from outreach.agent.alive import Sign, life
    from outreach.agent.status import status as look

    with office(context) as opened:
        beat = opened.heartbeat.last()
        found = look(opened.desk, beat.inbox_read_at if beat else None)
        now = opened.desk.now()
    sign = Sign(beat.at, beat.inbox_read_at, beat.doing, beat.trouble, beat.trouble_since) if beat else None
    alive = life(sign, now)
    if as_json:
        print_json({"agent": beat, "alive": alive, **_fields(found)})
    else:
        showing.status(found, alive)
    if check and not alive.well:
        raise typer.Exit(NOT_ALIVE)


def _fields(value: object) -> dict[str, object]:
    from dataclasses import fields

    return {f.name: getattr(value, f.name) for f in fields(value)}  # type: ignore[arg-type]  # always a dataclass


def explain(
    context: typer.Context,
    target: Annotated[str, typer.Argument(metavar="CLIENT|INVOICE|FILE.eml")],
    as_json: AsJson = False,
) -> None:
    """Why a letter went out, why none does, and what a mail in a file would do."""
    from outreach.agent import explain as explaining

    with office(context) as opened:
        if target.endswith(".eml") or Path(target).is_file():
            told = explaining.explain_mail(opened.desk, _read(Path(target)))
            print_json(_mail_json(told)) if as_json else showing.mail(told)
            return
        beat = opened.heartbeat.last()
        client = explaining.find_client(opened.desk, target)
        found = explaining.explain(opened.desk, client, beat.inbox_read_at if beat else None)
    print_json(found) if as_json else showing.explanation(found)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise NoSuchThing(f"{file} cannot be read: {error.strerror}") from error


def _mail_json(told: object) -> dict[str, object]:
    from outreach.agent.explain import MailExplained

    assert isinstance(told, MailExplained)
    reading, reaction = told.reading, told.reaction
    return {
        "client": told.client.id or None, "received": told.read.received if told.read else None,
        "kind": told.finding.kind, "kind_by": reading.why, "cuts": reading.new.cuts, "clauses": told.clauses,
        "finding": told.finding, "does": reaction.sentence, "reasons": reaction.reasons, "tasks": reaction.wanted,
        "holds": reaction.case.holds,
    }  # fmt: skip


@reviewing.callback()
def review(context: typer.Context, as_json: AsJson = False) -> None:
    """List what waits for a person; `outreach review show T3` shows one."""
    if context.invoked_subcommand:
        return
    with office(context) as opened:
        tasks = opened.store.book().open_tasks()
        names = {client.id: client.name for client in opened.store.book().clients()}
    print_json(tasks) if as_json else showing.tasks(tasks, names)


@reviewing.command("show")
def show(context: typer.Context, task: str, as_json: AsJson = False) -> None:
    """One task: the mail, what it was understood to say, and in which words."""
    from outreach.agent.review import review as look

    with office(context) as opened:
        found = look(opened.desk, task)
    print_json(found) if as_json else showing.reviewed(found)


@reviewing.command("confirm")
def confirm(context: typer.Context, task: str, by: By = "") -> None:
    """The proposed reading is right (or the work is done): act on it."""
    from outreach.agent import review as verbs

    with office(context) as opened:
        _decided(opened.desk, verbs.confirm(opened.desk, task, decider(by)))


@reviewing.command("correct")
def correct(
    context: typer.Context,
    task: str,
    intent: Annotated[list[str], typer.Option(help="What it means: promise, paid, dispute, … (may be repeated).")],
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The promised day.")] = None,
    amount: Annotated[str, typer.Option(help="The promised amount, if only a part.")] = "",
    invoice: Annotated[list[str] | None, typer.Option(help="Only these invoices (may be repeated).")] = None,
    reason: Annotated[str, typer.Option(help="Of a dispute: quality, amount, not_received, …")] = "",
    by: By = "",
) -> None:
    """The reply means something else: say what, and act on that."""
    from outreach.agent import review as verbs
    from outreach.domain.finding import DisputeReason, Intent

    intents = tuple(Intent(_one_of("intent", i, [m.value for m in Intent])) for i in intent)
    why = DisputeReason(_one_of("reason", reason, [m.value for m in DisputeReason])) if reason else None
    with office(context) as opened:
        fact = verbs.correct(
            opened.desk,
            task,
            decider(by),
            intents,
            on.date() if on else None,
            _money(amount),
            tuple(invoice or ()),
            why,
        )
        _decided(opened.desk, fact)


@reviewing.command("dismiss")
def dismiss(context: typer.Context, task: str, by: By = "") -> None:
    """It needs nothing: what it held is lifted; a letter that waited is not sent."""
    from outreach.agent import review as verbs

    with office(context) as opened:
        _decided(opened.desk, verbs.dismiss(opened.desk, task, decider(by)))


def _decided(desk: Desk, fact: Fact) -> None:
    """What was decided, and what of that client stays silent until somebody lifts it."""
    say(fact.sentence)
    book = desk.store.book()
    client, case = book.client(fact.about), book.case(fact.about)
    if client and case:
        day = desk.account(book, client).calendar.day(desk.now())
        for one in case.holds_on(day):
            if one.until is None:
                say(f"Still {one}. `outreach lift` ends it.", "yellow")


def _one_of(what: str, word: str, known: list[str]) -> str:
    if word not in known:
        raise NoSuchThing(f'there is no {what} "{word}"', f"known: {', '.join(known)}")
    return word


def _money(text: str) -> Decimal | None:
    if not text:
        return None
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise NoSuchThing(f'"{text}" is no amount', "write it like 1200.50") from error


def approve(
    context: typer.Context,
    letter: Annotated[
        str, typer.Argument(metavar="[LETTER|all]", help="L3, or all, one by one; without it, a list.")
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Approve without asking.")] = False,
    html: Annotated[Path | None, typer.Option(help="Write the letter as a page for the browser.")] = None,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """Show letters that wait, and approve the very bytes shown."""
    from outreach.agent import review as verbs
    from outreach.domain.letter import LetterState

    with office(context) as opened:
        waiting = [w for w in opened.store.book().letters_on_their_way() if w.state is LetterState.RENDERED]
        if not letter:
            print_json(waiting) if as_json else showing.letters(waiting)
            return
        chosen = [w for w in waiting if letter == "all" or w.id == f"L{letter.upper().removeprefix('L')}"]
        if not chosen and letter != "all":
            raise NoSuchThing(f"no letter {letter} waits for approval", "`outreach approve` lists those that wait")
        for one in chosen:
            showing.letter(one, opened.desk.archive.get(one.digest), html)
            if yes or typer.confirm("Send it?", default=False):
                say(verbs.approve(opened.desk, one.id, decider(by), one.digest).sentence)
            else:
                say("It still waits. `outreach review` lists its task; dismissing that withdraws the letter.")
        say(f"{len(chosen)} letters shown. What is approved goes out in the agent's next turn.", "bold")


def hold(
    context: typer.Context,
    target: Target,
    until: Day = None,
    why: Annotated[str, typer.Option(help="The reason, for whoever asks later.")] = "",
    by: By = "",
) -> None:
    """Keep a client or one invoice silent, until a day or until lifted."""
    from outreach.agent import review as verbs

    with office(context) as opened:
        client, invoices = _scope(opened.desk, target)
        last = _not_past(until.date() if until else None, opened.today())
        say(verbs.hold(opened.desk, client, invoices, last, why, decider(by)).sentence)


def _not_past(until: date | None, today: date) -> date | None:
    if until and until < today:
        raise Refused(f"{until} is in the past", "name a day from today on, or none")
    return until


def lift(context: typer.Context, target: Target, by: By = "") -> None:
    """End the holds on a client or on one invoice."""
    from outreach.agent import review as verbs

    with office(context) as opened:
        client, invoices = _scope(opened.desk, target)
        say(verbs.lift(opened.desk, client, invoices, decider(by)).sentence)


def paid(
    context: typer.Context,
    invoice: str,
    amount: Annotated[str, typer.Option(help="What came, if only a part.")] = "",
    by: By = "",
) -> None:
    """Money has come that the last import does not show yet."""
    from outreach.agent import review as verbs
    from outreach.agent.explain import find_invoice

    with office(context) as opened:
        found = find_invoice(opened.desk, invoice)
        if found is None:
            raise NoSuchThing(f"there is no invoice {invoice}", "`outreach explain CLIENT` lists a client's invoices")
        say(verbs.paid(opened.desk, found, _money(amount), decider(by)).sentence)


def note(context: typer.Context, target: Target, text: str, by: By = "") -> None:
    """Write something down about a client."""
    from outreach.agent import review as verbs

    with office(context) as opened:
        client, _ = _scope(opened.desk, target)
        say(f"Noted for {client.name}: {verbs.note(opened.desk, client, text, decider(by)).sentence}")


def stop(
    context: typer.Context,
    why: Annotated[str, typer.Option(help="The reason, for whoever asks later.")] = "a person stopped all letters",
    by: By = "",
) -> None:
    """Stop every letter at once, also those of a running agent. A file named STOP in the workspace does the same."""
    from outreach.agent import review as verbs

    with office(context) as opened:
        say(verbs.stop(opened.desk, why, decider(by)).sentence, "bold")


def go(context: typer.Context, by: By = "") -> None:
    """Let letters go out again, whatever stopped them: a person, a clock that jumped, a doubt which copy is live."""
    from outreach.agent import review as verbs

    with office(context) as opened:
        file = opened.workspace.stop_file
        if file.exists():
            raise Refused(f"there is a file {file}", "Remove it first: while it is there, nothing goes out.")
        say(verbs.go(opened.desk, decider(by)).sentence, "bold")


def _scope(desk: Desk, target: str) -> tuple[Client, tuple[str, ...]]:
    """The client, and the one invoice when an invoice was named."""
    from outreach.agent.explain import find_client, find_invoice

    invoice = find_invoice(desk, target)
    return find_client(desk, target), (invoice.number,) if invoice else ()
