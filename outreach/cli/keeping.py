"""verify, backup, restore: whether everything is still there, and a copy of it that stays silent."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from outreach.cli.shared import AsJson, By, decider, print_json, print_problems, say, workspace


def add_to(app: typer.Typer) -> None:
    app.command("verify")(verify)
    app.command("backup")(backup)
    app.command("restore")(restore)


def verify(context: typer.Context, as_json: AsJson = False) -> None:
    """Check every fact and every mail, byte for byte, against what was recorded. Exit 1 if anything is wrong."""
    from outreach.store.verify import verify as look

    found = look(workspace(context).state)
    if as_json:
        print_json(found)
    else:
        print_problems(found.problems)
        say(f"{found.facts} facts, {found.letters} letters, {found.received} received, {found.mails} mails kept.")
        count = f"{len(found.problems)} problem{'' if len(found.problems) == 1 else 's'}."
        say(count if found.problems else "Everything is as it was recorded.", "bold")
    if found.problems:
        raise typer.Exit(1)


def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file outside of the workspace.")],
) -> None:
    """Copy the whole workspace into one file (tar.gz), also while the agent runs."""
    from outreach.store.backup import backup as pack

    done = pack(workspace(context).root, file)
    say(f"{done.files} files with {done.facts} facts are in {file} ({done.octets / 1e6:.1f} MB).", "bold")
    for name in done.left_out:
        say(f"Left out, because it is a link or no file: {name}", "yellow")
    say("It holds your clients' mail and config.toml with any password in it. Only you can read it; keep it so.")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `outreach backup` has made.")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
    by: By = "",
) -> None:
    """Put a backup into a new folder and check it. It sends nothing until `outreach go` says that it is live."""
    from outreach.clock import SystemClock
    from outreach.store.backup import restore as unpack

    done = unpack(file, folder, SystemClock().now(), decider(by))
    say(f"{done.files} files with {done.checked.facts} facts are in {folder}, and everything is as it was recorded.")
    say("Nothing goes out from there. If no other copy runs and this is the live one:", "bold")
    say(f"  outreach --home {folder} go")
