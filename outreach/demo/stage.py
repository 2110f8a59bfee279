"""The demo's workspace: made like any other, in a folder of its own, and pointed at the demo's mail server."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from outreach.definitions.workspace import Workspace, create
from outreach.demo.book import OWN_ADDRESS
from outreach.demo.mailserver import HOST, MailServer
from outreach.errors import OutreachError, ReadOnly

PASSWORD = "only-on-this-machine"
_MARK = ".outreach-demo"


class DemoClock:
    """The one thing that differs from real use: time stands still until the demo moves it."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        return self._now

    def move(self, to: datetime) -> None:
        if to < self._now:
            raise ValueError(f"time does not run back from {self._now} to {to}")
        self._now = to


def make_workspace(out: Path, seed: int) -> Workspace:
    """A fresh workspace in `out`; what an earlier demo left there is replaced, and nothing that anybody else wrote.

    Its secret key comes from the seed, so that the same run has the same Message-IDs.
    """
    try:
        if out.exists() and any(out.iterdir()) and not (out / _MARK).exists():
            raise OutreachError(f"{out} is not empty, and no demo has made it.", "Name another folder with --out.")
        out.mkdir(parents=True, exist_ok=True)
        (out / _MARK).write_text("Made by `outreach demo`; the next demo replaces what lies here.\n", "utf-8")
        shutil.rmtree(out / "workspace", ignore_errors=True)
    except OSError as error:
        raise ReadOnly(f"{out} cannot be used: {error.strerror or error}.", "Name another with --out.") from error
    workspace = create(out / "workspace", {}).workspace
    (workspace.state / "key").write_bytes(hashlib.sha256(f"demo {seed}".encode()).digest())
    return workspace


def settings(server: MailServer) -> Mapping[str, str]:
    """The settings of the demo, laid over its config.toml as environment variables, so that the file itself stays one
    that sends nothing."""
    account = {"HOST": HOST, "SECURITY": "none", "USERNAME": OWN_ADDRESS, "PASSWORD": PASSWORD}
    return {
        "OUTREACH_MODE": "auto",
        # A firm that has used it for a while: all twelve stories begin on their day, not five on the first.
        "OUTREACH_LIMITS__RAMP": "false",
        "OUTREACH_COMPANY__PHONE": "+44 20 7946 0123",
        "OUTREACH_COMPANY__ADDRESS": "14 Sawmill Lane\nLondon SE16 0XX",
        "OUTREACH_COMPANY__BANK": "Northwind Joinery Ltd;IBAN GB00 NWJO 0000 0012 3456 78;BIC NWJOGB00",
        **{f"OUTREACH_SMTP__{name}": value for name, value in account.items()},
        **{f"OUTREACH_IMAP__{name}": value for name, value in account.items()},
        "OUTREACH_SMTP__PORT": str(server.smtp_port),
        "OUTREACH_IMAP__PORT": str(server.imap_port),
    }
