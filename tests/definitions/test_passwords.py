"""The password of a mail server: the four places it may come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from outreach.definitions.config_lines import Smtp
from outreach.definitions.passwords import NoPassword, password_of


def server(**where: str) -> Smtp:
    return Smtp.model_validate({"host": "localhost", **where})


def test_it_stands_in_the_config_itself(tmp_path: Path) -> None:
    assert password_of(server(password="oak"), tmp_path, {}) == "oak"


def test_it_stands_in_the_environment(tmp_path: Path) -> None:
    assert password_of(server(password_env="MAIL"), tmp_path, {"MAIL": "oak"}) == "oak"
    with pytest.raises(NoPassword, match="The environment variable MAIL is empty or not set"):
        password_of(server(password_env="MAIL"), tmp_path, {})


def test_it_stands_in_a_file_that_nobody_else_can_read(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    with pytest.raises(NoPassword, match="cannot be read"):
        password_of(server(password_file="secret"), tmp_path, {})
    file.write_text("oak\n")
    file.chmod(0o644)
    with pytest.raises(NoPassword, match="Others on this computer can read"):
        password_of(server(password_file="secret"), tmp_path, {})
    file.chmod(0o600)
    assert password_of(server(password_file="secret"), tmp_path, {}) == "oak"
    file.write_text("\n")
    with pytest.raises(NoPassword, match="There is no password in"):
        password_of(server(password_file=str(file)), Path("/nowhere"), {})


def test_a_command_prints_it(tmp_path: Path) -> None:
    assert password_of(server(password_command="printf 'oak tree\\nuser: x'"), tmp_path, {}) == "oak tree"


@pytest.mark.parametrize("command", ["false", "true", "no-such-command-here", "printf 'unclosed"])
def test_a_command_that_prints_none_is_told(tmp_path: Path, command: str) -> None:
    with pytest.raises(NoPassword, match="The command for the password") as caught:
        password_of(server(password_command=command), tmp_path, {})
    assert "password_command in config.toml" in caught.value.hint


def test_a_server_without_a_login_needs_none(tmp_path: Path) -> None:
    assert password_of(server(), tmp_path, {}) == ""
