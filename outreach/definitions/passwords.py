"""Where a password stands, and how to get it from there: only when a server is about to be logged in to."""

from __future__ import annotations

import os
import shlex
import stat
import subprocess
from collections.abc import Mapping
from pathlib import Path

from outreach.definitions.config_lines import Server
from outreach.errors import OutreachError

_PATIENCE = 30  # seconds; a key ring may ask the user to unlock it


class NoPassword(OutreachError):
    """The place that config.toml names for a password does not give one."""

    exit_code = 18


def password_of(server: Server, root: Path, env: Mapping[str, str]) -> str:
    """The password of the server, "" when the file names none; a relative `password_file` lies under `root`.

    Raises NoPassword when the place it should come from has none, or lets others read it.
    """
    if server.password_env:
        return _from_environment(server.password_env, env)
    if server.password_file:
        return _from_file(root / Path(server.password_file).expanduser())
    if server.password_command:
        return _from_command(server.password_command)
    return server.password.get_secret_value()


def _from_environment(name: str, env: Mapping[str, str]) -> str:
    if not env.get(name):
        raise NoPassword(
            f"The environment variable {name} is empty or not set.",
            "config.toml names it in password_env; set it before starting Outreach.",
        )
    return env[name]


def _from_file(file: Path) -> str:
    try:
        mode = file.stat().st_mode
        text = file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise NoPassword(
            f"The password cannot be read from {file}: {error}.", "See password_file in config.toml."
        ) from error
    if os.name == "posix" and mode & (stat.S_IRGRP | stat.S_IROTH):
        raise NoPassword(f"Others on this computer can read {file}.", f"Run: chmod 600 {file}")
    if not text:
        raise NoPassword(f"There is no password in {file}.", "See password_file in config.toml.")
    return text


def _from_command(command: str) -> str:
    """The first line that the command prints. No shell stands between, so the line means what it says."""
    hint = "See password_command in config.toml; try the command in a terminal."
    try:
        done = subprocess.run(  # noqa: S603 - the user's own command, from the user's own file
            shlex.split(command),
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
            text=True,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise NoPassword(f"The command for the password cannot be run: {error}.", hint) from error
    lines = done.stdout.splitlines()
    if done.returncode or not lines or not lines[0]:
        said = done.stderr.strip().splitlines()
        raise NoPassword(f"The command for the password gave none{': ' + said[-1] if said else ''}.", hint)
    return lines[0]
