"""A workspace driven by the real command line, pointed at the real servers of the suite."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from outreach.definitions.calendars import calendar_of
from tests.servers.mail import MailServers, User

# Countries whose working days cover the whole week between them, so that one of them works today.
COUNTRIES = ("GB", "DE", "US", "IL", "NP", "SA")


@dataclass(frozen=True, slots=True)
class Where:
    """A country and zone where it is noon on a working day, whenever the suite runs."""

    country: str
    zone: str
    today: date


def noon_on_a_working_day() -> Where:
    """Letters go out in the client's office hours, and these tests run on the real clock: so the client lives there."""
    now = datetime.now(UTC)
    hours = 12 - now.hour
    zone = f"Etc/GMT{-hours:+d}" if hours else "Etc/UTC"  # POSIX: the sign is the wrong way round
    day = now.astimezone(ZoneInfo(zone)).date()
    country = next(c for c in COUNTRIES if calendar_of(c, zone, day.year).is_working(day))
    return Where(country, zone, day)


@dataclass(frozen=True, slots=True)
class Office:
    """`outreach` in a subprocess, as a user runs it."""

    home: Path
    us: User
    env: dict[str, str]

    def run(self, *words: str, code: int = 0) -> str:
        """Run one command; it must end with `code` and never show a traceback. What it printed, both streams."""
        done = self._run(*words)
        printed = done.stdout + done.stderr
        assert "Traceback" not in printed, printed
        assert done.returncode == code, printed
        return printed

    def json(self, *words: str, code: int = 0) -> Any:
        """The same with --json, read back."""
        done = self._run(*words, "--json")
        assert done.returncode == code, done.stdout + done.stderr
        return json.loads(done.stdout)

    def _run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "outreach.cli.main", "--home", str(self.home), *words],
            env=self.env, capture_output=True, text=True, timeout=120, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip

    def write_book(self, name: str, *rows: str) -> Path:
        file = self.home / name
        file.write_text("\n".join((HEADER, *rows)) + "\n", "utf-8")
        return file


HEADER = "client_id,client,email,contact,language,country,timezone,invoice,issued,due,currency,total,balance"


def row(client: str, email: str, invoice: str, due: date, balance: str, where: Where, total: str = "") -> str:
    name = client.replace("-", " ").title()
    issued = due - timedelta(days=30)
    fields = (client, name, email, "Jo Miller", "en", where.country, where.zone, invoice, issued, due, "GBP")
    return ",".join(str(f) for f in (*fields, total or balance, balance))


def make_office(home: Path, servers: MailServers, us: User, **settings: str) -> Office:
    """A workspace with the servers of the suite laid over its config.toml by the environment."""
    assert servers.postfix is not None
    env = {
        "OUTREACH_COMPANY__EMAIL": us.address,
        "OUTREACH_SMTP__HOST": "localhost", "OUTREACH_SMTP__PORT": str(servers.postfix.port),
        "OUTREACH_SMTP__USERNAME": us.address, "OUTREACH_SMTP__PASSWORD": us.password,
        "OUTREACH_SMTP__CA_FILE": str(servers.authority.ca),
        "OUTREACH_IMAP__HOST": "localhost", "OUTREACH_IMAP__PORT": str(servers.dovecot.imap_port),
        "OUTREACH_IMAP__SECURITY": "starttls",
        "OUTREACH_IMAP__USERNAME": us.address, "OUTREACH_IMAP__PASSWORD": us.password,
        "OUTREACH_IMAP__CA_FILE": str(servers.authority.ca),
    }  # fmt: skip
    return plain_office(home, us, **(env | settings))


def plain_office(home: Path, us: User, **settings: str) -> Office:
    """`outreach init --yes`, and no mail server."""
    basics = {"HOME": str(home), "LANG": "C.UTF-8", "COLUMNS": "200", "NO_COLOR": "1"}
    made = Office(home, us, {"PATH": os.environ["PATH"], **basics, **settings})
    made.run("init", str(home), "--yes")
    return made
