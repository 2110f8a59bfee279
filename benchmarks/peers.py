"""The same letters to the same smtp-sink by others that send dunning mail, each in an environment of its own.

django-post_office queues what its templates make, and sends it; Tryton's account_dunning_email does all in one step.
Pip makes the environments under the cache directory of whoever runs this.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import subprocess
import sys
import venv
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from shutil import rmtree

from benchmarks.delivering import Sink
from benchmarks.figure import Figure, seconds, shown
from benchmarks.made import NOW, case_facts, client, invoice, picture
from outreach.agent.conditions import conditions
from outreach.agent.deliver import Stop, deliver
from outreach.agent.desk import Desk
from outreach.agent.draft import draft
from outreach.domain.decisions import approve
from outreach.domain.letter import LetterState
from outreach.domain.policy import Mode
from outreach.store.archive import FileArchive
from outreach.store.store import LedgerStore
from outreach.transport.settings import Secret, Security, ServerSettings
from outreach.transport.smtp import SmtpPostman
from tests.fakes import NORTHWIND, office

LETTERS, GOAL = 2000, 5
DUE = date(2026, 2, 20)
Took = dict[str, float]  # seconds for "writing" and "sending"
POST_OFFICE = ("asgiref==3.13.0", "Django==5.2.19", "django-post_office==3.12.0", "nh3==0.3.8", "sqlparse==0.6.1")
TRYTON = (
    "argon2-cffi==25.1.0", "argon2-cffi-bindings==26.2.0", "cffi==2.1.1", "defusedxml==0.7.1", "Genshi==0.7.12",
    "lxml==6.1.3", "MarkupSafe==3.0.4", "polib==1.2.0", "puremagic==1.30", "pwdlib==0.3.1", "pycparser==3.12",
    "python-dateutil==4.0.0", "python-sql==1.8.1", "python-stdnum==2.2", "relatorio==1.0.0", "simpleeval==1.0.8",
    "trytond==8.2.1", "trytond_account==8.2.1", "trytond_account_dunning==8.2.0",
    "trytond_account_dunning_email==8.2.0", "trytond_account_dunning_letter==8.2.0", "trytond_company==8.2.0",
    "trytond_country==8.2.0", "trytond_currency==8.2.0", "trytond_party==8.2.0", "tzdata==2026.6", "Werkzeug==3.1.9",
)  # fmt: skip


def figures(scratch: Path) -> Sequence[Figure]:
    letters = scratch / "letters.json"
    letters.write_text(json.dumps([_facts(number) for number in range(LETTERS)]))
    sink = Sink(scratch / "sink")
    port = sink.start()
    try:
        ours = _ours(scratch / "ours", port)
        queue = _peer("post_office", POST_OFFICE, scratch / "queue", port, letters)
        tryton = _peer("tryton", TRYTON, scratch / "tryton", port, letters)
    finally:
        sink.stop()
    sent, whole = f"{LETTERS:,} letters from approved to accepted", f"{LETTERS:,} written, approved and accepted"
    return [
        _row(f"{sent} (django-post_office, queue in SQLite: send_queued_mail)", ours, queue, ("sending",)),
        _row(f"{whole} (the same: send_many with its template, then that)", ours, queue, ("writing", "sending")),
        _row(f"{whole} (Tryton's account_dunning_email: one button)", ours, tryton, ("writing", "sending")),
    ]


def _row(what: str, ours: Took, theirs: Took | None, parts: Sequence[str]) -> Figure:
    if theirs is None:
        return Figure(what, "", "not installed", None, "", holds=False)
    we, they = (sum(took[part] for part in parts) for took in (ours, theirs))
    ours_told, theirs_told = (f"{shown(each / LETTERS)} a letter" for each in (we, they))
    return Figure(what, ours_told, theirs_told, they / we, f"≥ {GOAL} ×", they / we >= GOAL)


def _ours(folder: Path, port: int) -> Took:
    store = LedgerStore(folder)
    found = office(NOW, store, FileArchive(folder))
    found.definitions.change(mode=Mode.APPROVE, daily_cap=2 * LETTERS, hourly_cap=2 * LETTERS, ramp=False)
    desk = found.desk
    desk.record(lambda _: (*case_facts(LETTERS, 1, DUE), picture()))
    writing = seconds(lambda: draft(desk, conditions(desk, desk.store.book(), NOW)))
    waiting = desk.store.book().letters_on_their_way()
    desk.record(lambda _: [approve(letter, None, "Sam Baker", NOW) for letter in waiting])
    sending = seconds(lambda: asyncio.run(_delivered(desk, port)))
    store.close()
    return {"writing": writing, "sending": sending}


async def _delivered(desk: Desk, port: int) -> None:
    postman = SmtpPostman(ServerSettings("127.0.0.1", port, Security.NONE, "", Secret("")))
    try:
        sent = await deliver(desk, postman, desk.now(), Stop())
    finally:
        await postman.close()
    assert sum(letter.state is LetterState.ACCEPTED for letter in sent) == LETTERS


def _peer(name: str, packages: Sequence[str], folder: Path, port: int, letters: Path) -> Took | None:
    python = _environment(name, packages)
    if python is None:
        return None
    folder.mkdir()
    script = Path(__file__).with_name(f"peer_{name}.py")
    command = [str(python), "-I", str(script), str(folder), str(port), str(letters)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "fail to send" not in done.stderr, "Tryton only logs that a mail did not leave"
    took: Took = json.loads(done.stdout.splitlines()[-1])
    return took


def _environment(name: str, packages: Sequence[str]) -> Path | None:
    """Its Python, made at the first call and kept; None where pip cannot get the packages."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    mark = hashlib.sha256("\n".join((*packages, sys.version)).encode()).hexdigest()[:12]
    home = cache / "outreach-bench" / f"{name}-{mark}"
    python = home / "bin" / "python"
    if (home / "complete").exists():
        return python
    print(f"installing {name} into {home} ...", file=sys.stderr, flush=True)
    venv.create(home, clear=True, with_pip=True)
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        rmtree(home)
        return None
    (home / "complete").touch()
    return python


def _facts(number: int) -> dict[str, object]:
    """What one letter is made of: its client, its one invoice and ours, as the templates of the peers want it."""
    owing, bill = client(number), invoice(number, 0, DUE)
    owed = {"number": bill.number, "due": bill.due.isoformat(), "amount": str(bill.balance.amount), "currency": "GBP"}
    return {
        "from": NORTHWIND.email, "company": NORTHWIND.name, "sender": NORTHWIND.sender,
        "to": owing.contacts[0].email, "name": owing.contacts[0].name, "client": owing.name,
        "subject": f"Your invoices from {NORTHWIND.name}", "invoices": [owed],
    }  # fmt: skip
