"""init, import, check, demo: what is done before the agent runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outreach.cli.shared import AsJson, office, print_json, print_problems, say, workspace

if TYPE_CHECKING:
    from outreach.definitions.workspace import Workspace


def add_to(app: typer.Typer) -> None:
    app.command("demo")(demo)
    app.command("init")(init)
    app.command("import")(import_)
    app.command("check")(check)


def demo(
    days: Annotated[int, typer.Option(min=1, max=365, help="Days to play.")] = 90,
    seed: Annotated[int, typer.Option(help="The same seed gives the same run.")] = 1,
    out: Annotated[Path, typer.Option(help="Where the report and all mails are left.")] = Path("demo-out"),
) -> None:
    """Watch 90 days pass in a minute: simulated clients, a mail server of its own, nothing leaves this machine."""
    from outreach.demo.play import run_demo

    raise typer.Exit(run_demo(days, seed, out))


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The new workspace.")],
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing; the settings are filled in later.")] = False,
) -> None:
    """Make a workspace: config.toml, sequences, templates and inbox rules. Nothing that is yours is overwritten."""
    from outreach.cli.questions import ask
    from outreach.definitions.workspace import create
    from outreach.store.identity import FileIdentity

    made = create(folder, {} if yes else ask())
    if made.workspace.config in made.written:
        FileIdentity(made.workspace.state).confirm()  # a copy made even before its first turn knows that it is one
    say(f"{len(made.written)} files written into {folder}, {len(made.left_alone)} of yours left as they are.")
    _recommend_reader()
    say(f"Next: fill in {folder / 'config.toml'}, then `outreach --home {folder} check`.", "bold")


def _recommend_reader() -> None:
    from outreach.definitions.judge import extra_is_missing

    if extra_is_missing():
        say('Replies are read by rules alone. More are understood with: pip install "outreach[reading]"')


def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="A new picture of all invoices.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the difference; change nothing.")] = False,
    accept_missing: Annotated[
        bool, typer.Option("--accept-missing", help="Invoices that are missing in the file are really gone.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Import clients and invoices. A balance that fell is a payment; one that reached zero ends the invoice."""
    from outreach.agent.import_book import import_book, preview

    with office(context) as opened:
        picture, warnings = opened.picture(file)
        defaults, today = opened.definitions.config.client_defaults(), opened.today()
        if dry_run:
            difference = preview(opened.desk, picture, defaults, today)
        else:
            difference = import_book(opened.desk, picture, defaults, today, accept_missing=accept_missing)
    if as_json:
        print_json({"difference": difference, "warnings": warnings, "recorded": not dry_run})
        return
    for sentence in difference.sentences:
        say(sentence)
    print_problems(warnings)
    say(difference.fact().sentence, "bold")
    if dry_run:
        say(f"It would be refused: {difference.refusal}." if difference.refusal else "Nothing was changed (--dry-run).")


def check(context: typer.Context, as_json: AsJson = False) -> None:
    """Show every problem in config, sequences, templates, inbox rules and book, with its place. Sends nothing."""
    from outreach.bootstrap import check_workspace, environment

    problems = check_workspace(workspace(context), environment())
    if as_json:
        print_json(problems)
    else:
        print_problems(problems)
        count = f"{len(problems)} problem{'' if len(problems) == 1 else 's'}"
        _recommend_reader()
        _say_if_untaught(workspace(context))
        _say_if_forgeries_pass(workspace(context))
        say(f"{count}. Nothing was sent." if problems else "No problems. Nothing was sent.", "bold")
    if problems:
        raise typer.Exit(1)


def _say_if_forgeries_pass(home: Workspace) -> None:
    from outreach.bootstrap import environment
    from outreach.definitions.config import load_config

    config, _ = load_config(home.config, environment())
    if config and not config.imap.authserv_id:
        say(
            "authserv_id under [imap] is empty, so a forged answer is only noticed when your mail server says so at the"
            " top. Open the source of any mail in your inbox: the name after `Authentication-Results:` belongs there."
        )


def _say_if_untaught(home: Workspace) -> None:
    from outreach.definitions.judge import layer_in, layers_in

    if layers_in(home.state) and layer_in(home.state) is None:
        say(
            "The statistical reader is a newer one; `outreach inbox learn --retrain` teaches it your corrections again."
        )
