"""The one entry: `outreach VERB`. Here, and nowhere else, errors become sentences and exit codes."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from outreach.cli import deciding, inbox, keeping, running, setting_up
from outreach.cli.page import Commands
from outreach.cli.shared import Home, complain
from outreach.errors import OutreachError

INTERRUPTED = 130

app = typer.Typer(
    name="outreach",
    cls=Commands,
    help="Gets invoices paid from your own mailbox, without hurting your client relationships.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def options(
    context: typer.Context,
    home: Annotated[
        Path | None,
        typer.Option("--home", metavar="DIR", help="The workspace (default: here or above, or $OUTREACH_HOME)."),
    ] = None,
) -> None:
    context.obj = Home(home)


setting_up.add_to(app)
running.add_to(app)
deciding.add_to(app)
inbox.add_to(app)
keeping.add_to(app)


def main() -> None:
    """Run the command line and exit with its code; a traceback is shown only for a bug of ours.

    A command makes many objects, keeps most of them and ends. To look through them for garbage every few hundred, and
    again and again while Python ends, takes a tenth of the time of `outreach status`.
    """
    gc.set_threshold(100_000)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # none is of use here, and every package is searched for one
    try:
        sys.exit(_code())
    finally:
        gc.freeze()


def _code() -> int:
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
    except OutreachError as error:
        complain(error)
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except typer.Exit as end:
        return end.exit_code
    except BrokenPipeError:  # `outreach status | head` is no mistake
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes once more at its end
        return 0
    except Exception as error:  # noqa: BLE001 - click raises its own kinds; anything else goes on as it is
        return _usage(error)
    return code if isinstance(code, int) else 0


def _usage(error: Exception) -> int:
    """Click's own complaints know how to show themselves; every other exception is a bug and shows its traceback."""
    show = getattr(error, "show", None)
    if show is None:
        raise error
    show()
    return int(getattr(error, "exit_code", 2))


if __name__ == "__main__":
    main()
