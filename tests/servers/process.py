"""A server as a child of the tests, in a process group of its own that is ended whole."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

NOT_INSTALLED = "{} is not installed; tests/servers/install.sh installs it (or run pytest -m 'not servers')"


class ServerProcess:
    def __init__(self, directory: Path) -> None:
        self.directory = directory
        directory.mkdir(exist_ok=True)
        directory.chmod(0o755)  # the servers drop root and must still get here
        self._process: subprocess.Popen[bytes] | None = None

    def stop(self) -> None:
        """End the whole group: Dovecot's imap processes with somebody in IDLE outlive their master."""
        process, self._process = self._process, None
        if process is None:
            return
        for number, patience in ((signal.SIGTERM, 0.3), (signal.SIGKILL, 5.0)):
            try:
                os.killpg(process.pid, number)
                process.wait(patience)
            except ProcessLookupError:
                break
            except subprocess.TimeoutExpired:
                continue
        process.wait()

    def _start(
        self,
        command: Sequence[str],
        port: int,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        if not Path(command[0]).exists():
            raise RuntimeError(NOT_INSTALLED.format(command[0]))
        errors = self.directory / "errors.log"
        with errors.open("ab") as stderr:
            self._process = subprocess.Popen(
                command, stdout=stderr, stderr=stderr, start_new_session=True, env=environment
            )
        try:
            self._wait_until_open(port, errors)
        except BaseException:
            self.stop()
            raise

    def _wait_until_open(self, port: int, errors: Path) -> None:
        end = time.monotonic() + 10
        while time.monotonic() < end:
            if self._process is None or self._process.poll() is not None:
                raise RuntimeError(f"the server ended at once: {errors.read_text()}")
            try:
                socket.create_connection(("127.0.0.1", port), 0.2).close()
            except OSError:
                time.sleep(0.01)
            else:
                return
        raise RuntimeError(f"the server does not open port {port}: {errors.read_text()}")


def free_ports(count: int) -> list[int]:
    """Ports that nobody has now; all are held until the last is found, so that none comes twice."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()
