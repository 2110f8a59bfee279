"""The page of `--help`, as plain text: to lay it out with Rich takes longer than all the rest of it."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup


class Commands(TyperGroup):
    """Says in whole sentences what each command does, where Typer's own page ends at the margin (...)."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - a name that Typer gives
        shown = [(name, command.help or "") for name, command in self.commands.items() if not command.hidden]
        with formatter.section("Commands"):
            formatter.write_dl([(name, " ".join(text.split())) for name, text in shown])
