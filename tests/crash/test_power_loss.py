"""The power fails: only what was synced is sure to be there, and of the rest any piece may be.

A day is played once while every change of the disk is noted. Then the power fails after each single change, in each way
that a disk may lose what it was not told to keep, and what is left is opened again.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pytest

from outreach.domain.letter import COUNTS_AS_SENT
from outreach.errors import LedgerDamaged
from outreach.store.archive import FileArchive
from outreach.store.store import LedgerStore
from tests.crash.conftest import Pool, sample
from tests.crash.day import WENT_WELL
from tests.crash.disk import WAYS, Bytes, Disk, Event, Names
from tests.crash.faults import Plan
from tests.crash.world import PARTS, Firm, Sink, Starter, Verdict, World, calls_of_the_day, play
from tests.servers.mail import MailServers

pytestmark = [pytest.mark.servers, pytest.mark.slow]

AT_MOST = 20  # days in CI that are played to their end after the power failed; all of them: OUTREACH_CRASH=all


@dataclass
class Known:
    """What the program was told is recorded, and what it has done about it; none of this may be forgotten."""

    ledger: tuple[int, str] = (0, "")  # length and SHA-256
    sent: set[str] = field(default_factory=set)  # Message-IDs of letters whose bytes went to the mail server
    key: bytes = b""

    def learn(self, event: Event, disk: Disk) -> None:
        match event:
            case ("acknowledged", size, digest):
                self.ledger, self.key = (size, digest), disk.shown()["state/key"]
            case ("sent", message_id):
                self.sent.add(message_id)

    def lost(self, home: Path) -> list[str]:
        """What is missing, or damaged, in the workspace that the power left."""
        size, digest = self.ledger
        if not size:
            return []
        ledger, key = home / "state" / "ledger.jsonl", home / "state" / "key"
        wrong = []
        if not ledger.exists() or sha256(ledger.read_bytes()[:size]).hexdigest() != digest:
            wrong.append("facts that were acknowledged are gone")
        if not key.exists() or key.read_bytes() != self.key:
            wrong.append("the key of the workspace is gone")
        try:
            return wrong + list(self._forgotten(LedgerStore(home / "state"), FileArchive(home / "state")))
        except LedgerDamaged as error:
            return [*wrong, error.sentence]

    def _forgotten(self, store: LedgerStore, archive: FileArchive) -> Iterator[str]:
        book = store.book()
        yield from (str(problem) for problem in store.verify().problems)
        for message_id in self.sent:
            letter = book.letter_of_message(message_id)
            if letter is None or letter.state not in COUNTS_AS_SENT:
                yield f"the letter {message_id} went out, and the books would send it again"
        for letter in book.letters():
            archive.get(letter.digest)
            yield from (
                f"{mail.id} has no bytes" for mail in book.received_of(letter.client) if not archive.get(mail.digest)
            )


def whole_day(world: World, starter: Starter, plan: Plan) -> Firm:
    firm = world.firm()
    for part, now in PARTS:
        assert firm.run(starter, part, now, plan).code == WENT_WELL
        firm.answer(now)
    return firm


def power_fails(world: World, firm: Firm, folder: Path) -> tuple[int, list[str]]:
    """After each change of the day, in each way: how often, and everything that was lost."""
    disk, known, chance = Disk(world.template), Known(), random.Random(7)
    times, lost = 0, []
    for number, event in enumerate(firm.events(), 1):
        known.learn(event, disk)
        disk.happens(event)
        for names, what in WAYS:
            disk.leave(folder, names, what, chance)
            times += 1
            lost += [f"after {number} ({event[:2]}), {names.value}, {what.value}: {x}" for x in known.lost(folder)]
    return times, lost


def test_everything_acknowledged_is_there_whatever_the_power_takes(
    world: World, pool: Pool, tmp_path: Path, figure: Callable[[str], None]
) -> None:
    (firm,) = pool.map(lambda starter, plan: whole_day(world, starter, plan), [Plan()])
    times, lost = power_fails(world, firm, tmp_path)
    figure(f"power loss: {times} states of the disk after a cut, {len(lost)} of them with an acknowledged fact lost")
    assert times > 500
    assert not lost, "\n".join(lost[:20])


def test_the_model_of_the_disk_is_the_disk_while_there_is_power(world: World, pool: Pool) -> None:
    (firm,) = pool.map(lambda starter, plan: whole_day(world, starter, plan), [Plan()])
    disk = Disk(world.template)
    for event in firm.events():
        disk.happens(event)
    real = {str(p.relative_to(firm.home)): p.read_bytes() for p in firm.home.rglob("*") if p.is_file()}
    assert disk.shown() == real


@pytest.mark.parametrize(
    "sync",
    [
        pytest.param(r"^state/ledger\.jsonl$", id="of the ledger"),
        pytest.param(r"\.eml\.", id="of a mail before it is renamed"),
        pytest.param(r"^state/mail/..$", id="of the folder of a mail"),
        pytest.param(r"^state/mail$", id="of the folder of these folders"),
        pytest.param(r"\.key\.", id="of the key before it is renamed"),
        pytest.param(r"^state$", id="of the folder of the ledger"),
    ],
)
def test_without_one_single_sync_these_tests_find_the_loss(
    world: World, pool: Pool, tmp_path: Path, sync: str, figure: Callable[[str], None]
) -> None:
    (firm,) = pool.map(lambda starter, plan: whole_day(world, starter, plan), [Plan(deaf=sync)])
    _, lost = power_fails(world, firm, tmp_path)
    figure(f"power loss with the sync of {sync} left out: {len(lost)} losses found")
    assert lost


def test_after_a_power_loss_the_day_ends_with_one_letter_for_each_client(
    world: World, pool: Pool, figure: Callable[[str], None]
) -> None:
    """The process is killed, and of the disk only what was synced is left, or that and a torn piece of the rest."""

    def live_through(starter: Starter, cut: tuple[int, int]) -> Verdict:
        return cut_and_go_on(world.firm(), starter, cut[0], Plan(kill=cut[1]), None)

    chosen = sample(cuts(world, pool), AT_MOST)
    verdicts = pool.map(live_through, chosen)
    wrong = [f"{cut}: {sentence}" for cut, verdict in zip(chosen, verdicts, strict=True) for sentence in verdict.wrong]
    figure(f"power loss, and the day played to its end: {len(chosen)} times, {len(wrong)} letters doubled or lost")
    assert not wrong, "\n".join(wrong)


def test_without_the_sync_of_a_claim_a_power_loss_doubles_a_letter(
    mail_servers: MailServers, world: World, pool: Pool, tmp_path: Path, figure: Callable[[str], None]
) -> None:
    """The control: a machine whose syncs do nothing, and no copies in Sent, which show that a ledger is too old."""

    def live_through(starter: Starter, number: int) -> Verdict:
        firm, plan = careless.firm(**no_copies), Plan(kill=number, deaf="ledger")
        return cut_and_go_on(firm, starter, 0, plan, (Names.SYNCED, Bytes.SYNCED))

    no_copies = {"OUTREACH_IMAP__SENT_COPY": "never"}
    with Sink(mail_servers, copies_for="") as sink:
        careless = World(tmp_path, mail_servers, sink)
        (calls,) = pool.map(lambda starter, _: calls_of_the_day(careless, starter, **no_copies), [None])
        verdicts = pool.map(live_through, range(len(calls[0]) // 2, len(calls[0]), 6))
    doubled = [sentence for verdict in verdicts for sentence in verdict.wrong if sentence.startswith("DOUBLED")]
    figure(f"power loss, syncs of the ledger left out: {len(doubled)} doubled letters found")
    assert doubled


def cuts(world: World, pool: Pool) -> list[tuple[int, int]]:
    """Before each call of each part of the day."""
    (calls,) = pool.map(lambda starter, _: calls_of_the_day(world, starter), [None])
    return [(part, number) for part, made in enumerate(calls) for number in range(1, len(made) + 1)]


def cut_and_go_on(firm: Firm, starter: Starter, part: int, plan: Plan, way: tuple[Names, Bytes] | None) -> Verdict:
    """Kill the process, take from the disk what was not synced (in this way, or in any), and play on."""
    disk, chance = Disk(firm.home), random.Random(plan.kill)
    names, what = way or chance.choice([(names, what) for names, what in WAYS if what is not Bytes.ALL])

    def power_fails_too(firm: Firm) -> None:
        for event in firm.events():
            disk.happens(event)
        disk.leave(firm.home, names, what, chance)

    met, verdict = play(firm, starter, (part, plan), power_fails_too)
    assert met is not None
    assert met.killed
    return verdict
