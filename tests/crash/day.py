"""A scripted day of the agent, each part of it a process of its own: real files, real mail servers, a clock of ours.

`python -m tests.crash.day` is where they come from: it has loaded the program once, and forks a process for each
job that it reads, so that thousands of starts fit into a minute. A job is one line of JSON, and so is its end.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from outreach.agent import review
from outreach.agent.deliver import Stop
from outreach.agent.draft import draft
from outreach.agent.import_book import import_book
from outreach.agent.turn import turn
from outreach.bootstrap import Office, open_office
from outreach.definitions.workspace import Workspace
from outreach.domain.letter import LetterState
from outreach.domain.propose import Conditions
from outreach.errors import OutreachError
from tests.crash.faults import Faults, Plan

PEOPLE = "Sam Baker"
WENT_WELL, CANNOT_GO_ON, BUG = 0, 1, 2


@dataclass(frozen=True)
class Job:
    """`part` names what is done at `now`; `end` is the file that will tell how many calls it took and how it ended."""

    part: str
    home: str
    env: dict[str, str]
    now: str  # ISO 8601
    end: str
    log: str = ""
    plan: Plan = field(default_factory=Plan)


class StandingClock:
    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now


def take_a_turn(office: Office) -> None:
    async def take() -> None:
        mailbox = office.mailbox()
        try:
            done = await turn(office.desk, mailbox, office.postman(), Stop())
        finally:
            await mailbox.close()
        office.heartbeat.beat(office.desk.now(), done.inbox.read_at, "one turn was taken", "")

    with office.lock():
        asyncio.run(take())


def import_invoices(office: Office) -> None:
    picture, _ = office.picture(office.workspace.root / "invoices.csv")
    import_book(office.desk, picture, office.definitions.config.client_defaults(), office.today())


def approve_what_waits(office: Office) -> None:
    for letter in office.store.book().letters_on_their_way():
        if letter.state is LetterState.RENDERED:
            review.approve(office.desk, letter.id, PEOPLE, letter.digest)


# The parts of the day: in between, clients answer. A part that was cut off is done again from its beginning.
PARTS: dict[str, tuple[Callable[[Office], None], ...]] = {
    "morning": (import_invoices, take_a_turn),
    "noon": (take_a_turn, approve_what_waits, take_a_turn),
    "turn": (take_a_turn,),
}


def do(job: Job) -> None:
    """In the child: the part of the day, under its faults. The process ends with what it met."""
    faults = Faults(Path(job.home), job.plan, Path(job.log) if job.log else None)
    code, sentence = WENT_WELL, ""
    try:
        faults.install()
        _play(job, faults)
    except OutreachError as error:
        code, sentence = CANNOT_GO_ON, f"{type(error).__name__}: {error.sentence}"
    except BaseException:  # noqa: BLE001  # whatever it is, the test that waits for this process must hear of it
        code, sentence = BUG, traceback.format_exc()
    Path(job.end).write_text(json.dumps({"calls": faults.calls, "said": sentence}), "utf-8")
    os._exit(code)


def _play(job: Job, faults: Faults) -> None:
    workspace = Workspace(Path(job.home))
    with open_office(workspace, job.env, StandingClock(datetime.fromisoformat(job.now))) as office:
        _acknowledge(office, faults)
        for step in PARTS[job.part]:
            step(office)


def _acknowledge(office: Office, faults: Faults) -> None:
    """From here on each fact is noted when `record` has returned: what the program was told, it must find again."""
    record, ledger = office.store.record, office.workspace.state / "ledger.jsonl"

    def noted(*decisions: object) -> object:
        facts = record(*decisions)  # type: ignore[arg-type]  # passed on as they came
        if facts:
            faults.acknowledged(ledger)
        return facts

    office.store.record = noted  # type: ignore[method-assign,assignment]


def line_of(job: Job) -> str:
    return json.dumps(asdict(job))


def _warm_up(template: Path) -> None:
    """Draft its letters once, so that no child has to compile what all of them need."""
    with tempfile.TemporaryDirectory() as folder:
        home = shutil.copytree(template, Path(folder) / "home")
        settings = {"OUTREACH_MODE": "auto", "OUTREACH_SMTP__PASSWORD": "secret", "OUTREACH_IMAP__PASSWORD": "secret"}
        now = datetime(2026, 3, 2, 10, tzinfo=UTC)
        with open_office(Workspace(home), settings, StandingClock(now)) as office:
            import_invoices(office)
            assert draft(office.desk, Conditions(now, now, 0))


def _serve() -> None:
    _warm_up(Path(sys.argv[1]))
    for line in sys.stdin:
        said = json.loads(line)
        job = Job(**{**said, "plan": Plan(**said["plan"])})
        child = os.fork()
        if child == 0:
            do(job)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    _serve()
