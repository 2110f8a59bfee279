"""One history: some weeks of a firm, its clients and its agent, all drawn from one seed."""

from __future__ import annotations

import tempfile
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random

from outreach.agent.conditions import conditions, for_new_letters
from outreach.agent.deliver import Stop
from outreach.agent.desk import Desk
from outreach.agent.turn import Turn, turn
from outreach.domain.letter import LetterState
from outreach.domain.letter_facts import LetterFacts
from outreach.domain.policy import Mode
from outreach.domain.propose import propose
from outreach.domain.silence import PASSING, Silence
from outreach.domain.task import TaskKind
from outreach.errors import OutreachError
from outreach.ports import Archive, Mailbox, Postman, Rendered, Renderer, Store
from outreach.store.memory import MemoryArchive, MemoryStore
from outreach.store.store import LedgerStore
from tests.fakes import Definitions, Office, office, shipped, templates

from .faults import EVERY, PLACES, WHERE
from .life import Killed, Life, MortalArchive, MortalStore
from .mailserver import WorldMailbox, WorldPostman
from .person import Person
from .truth import Violated
from .world import COPIES, World, begins

Agent = Callable[[Desk, Mailbox, Postman, Stop], Awaitable[Turn]]
DAYS, QUIET_DAYS = 28, 2  # nothing goes wrong on the last days, so that all that is left open can be seen
TMPFS = Path("/dev/shm")
FAULT_RATES, DEATH_RATES = (0.0, 0.01, 0.03, 0.08), (0.0, 0.001, 0.004, 0.015)


class PlainWords:
    """A renderer of few words, for speed: the real templates are in one history of eight."""

    def render(self, template: str, facts: LetterFacts) -> Rendered:
        lines = "".join(f"{i.number}: {i.balance.amount}\n" for i in facts.invoices)
        text = f"{template}\n\nDear {facts.contact},\n\n{lines}\nPlease quote {facts.reference}.\n"
        return Rendered("Your account", text, f"<p>{text}</p>", "en")


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a history. `digest` is that of the trace and of everything recorded, equal at each replay."""

    seed: int
    digest: str
    letters: int
    turns: int
    replies: int
    fired: dict[str, int]
    trace: tuple[str, ...]


@dataclass
class History:
    """`agent` takes the turns; a broken one must be caught."""

    seed: int
    agent: Agent = turn
    turns: int = 0
    quiet: bool = False  # the last days, on which nothing goes wrong
    world: World = field(init=False)
    person: Person = field(init=False)
    store: Store = field(init=False)
    ledger: Path | None = None
    archive: Archive = field(default_factory=MemoryArchive)
    renderer: Renderer = field(default_factory=PlainWords)

    def __post_init__(self) -> None:
        chance = Random(f"{self.seed} plan")
        self.definitions = Definitions(shipped())
        insist = EVERY[self.seed // 2 % len(EVERY)] if self.seed % 2 else ""
        place = WHERE.get(insist, "")
        mode = Mode.AUTO if insist or chance.random() < 0.8 else chance.choice((Mode.APPROVE, Mode.REHEARSE))
        self.definitions.change(mode=mode, daily_cap=chance.choice((50, 50, 1)))
        copies = "never" if place == "file" else chance.choice(COPIES)
        self.definitions.habits(
            folders=("INBOX", "Clients"), flag_folder="Flagged" if place == "copy" else chance.choice(("", "Flagged")),
            keep_sent_copy=place == "file" or (copies == "never" and chance.random() < 0.6),
        )  # fmt: skip
        policy = self.definitions.current().policy
        self.world = World(self.seed, begins(self.seed), policy, chance.choice(FAULT_RATES), copies)
        self.world.insist = insist
        self.deaths = chance.choice(DEATH_RATES[insist in PLACES :])
        self.fate = Random(f"{self.seed} fate")
        self.on_disk = chance.random() < 0.1 or insist == "torn in the ledger"
        if chance.random() < 0.125:
            self.renderer = templates()

    async def play(self) -> Told:
        with ExitStack() as stack:
            self._found(stack)
            try:
                await self._days()
                self._ends()
            except Violated as broken:
                broken.add_note("\n".join(self.world.trace))
                raise
            return self._told()

    def _found(self, stack: ExitStack) -> None:
        """The firm opens: a store, the person with a desk, the first import, and the agent."""
        self.store = MemoryStore()
        if self.on_disk:
            folder = tempfile.TemporaryDirectory(prefix="outreach-", dir=TMPFS if TMPFS.is_dir() else None)
            path = Path(stack.enter_context(folder))
            self.ledger = path / "ledger.jsonl"
            self.store = LedgerStore(path)
        own = LedgerStore(self.ledger.parent) if self.ledger else self.store
        self.world.book = own.book
        self.person = Person(self.world, Office(self._desk(own, self.archive), self.world.clock, self.definitions))
        self.world.others.append(self.person.acts)
        self._begin()
        self.person.imports()

    def _desk(self, store: Store, archive: Archive) -> Desk:
        made = office(self.world.now(), store, archive, self.renderer).desk
        return replace(made, definitions=self.definitions, calendars=self.world.calendar, clock=self.world.clock)

    def _begin(self) -> None:
        """A new process: nothing is left of the last one but what is on disk."""
        self.life = self.world.life = Life(
            self.fate, self.deaths, self.world.insist, self.world.fired, self.world.say
        )  # fmt: skip
        if self.ledger:
            self.store = LedgerStore(self.ledger.parent)
        store = MortalStore(self.store, self.life, self.world.meanwhile, self.ledger)
        self.desk = self._desk(store, MortalArchive(self.archive, self.life))
        self.mailbox, self.postman = WorldMailbox(self.world), WorldPostman(self.world)

    async def _days(self) -> None:
        first = self.world.now()
        for n in range(DAYS + QUIET_DAYS):
            if n == DAYS:
                self.quiet, self.world.insist = True, ""
                self.world.fault_rate = self.world.chance_of_others = self.deaths = 0.0
                self._begin()
            await self._day(first + timedelta(days=n), quiet=n >= DAYS)

    async def _day(self, morning: datetime, *, quiet: bool) -> None:
        chance = self.world.chance
        self._plan(morning, quiet=quiet)
        working = morning.weekday() < 5
        for hour in (chance.choice((9, 11)), chance.choice((14, 17))) if working or quiet else (11,):
            await self._turn_at(datetime.combine(morning.date(), time(hour, chance.randrange(60)), morning.tzinfo))

    def _plan(self, morning: datetime, *, quiet: bool) -> None:
        """What else happens on that day."""
        world, chance = self.world, self.world.chance

        def at_some_time(what: Callable[[], None], likely: float) -> None:
            if chance.random() < likely:
                world.later(morning + timedelta(minutes=chance.randrange(12 * 60)), what)

        at_some_time(world.pays, 0.15)
        at_some_time(self.person.imports, 0.4)
        at_some_time(self.person.acts, 0.6)
        at_some_time(self.person.works_a_task, 0.6)
        at_some_time(self.person.lets_go, 0.5)
        if not quiet:
            at_some_time(world.somebody_writes, 0.1)
            at_some_time(world.folder_fault, 0.3)
            at_some_time(self._change_mode, 0.03)
            world.chance_of_others = chance.choice((0.0, 0.0, 0.03))

    def _change_mode(self) -> None:
        now = self.definitions.current().policy.mode
        new = Mode.AUTO if now is Mode.REHEARSE else Mode.REHEARSE
        self.definitions.change(mode=new)
        self.world.policy = self.world.truth.policy = self.definitions.current().policy
        self.world.say(f"the mode is {new}")

    async def _turn_at(self, at: datetime) -> None:
        self.world.until(at)
        self._check()
        while not await self._turn():  # killed: somebody starts it again some minutes later
            self._check()
            self.world.until(self.world.now() + timedelta(minutes=5))
            self._begin()
        self._check()

    async def _turn(self) -> bool:
        """One turn, and whether the process has lived through it."""
        world, truth = self.world, self.world.truth
        self.turns += 1
        began = world.now()
        truth.turn_began = world.happens()
        truth.hidden.clear()
        truth.blind = False
        stop = Stop()
        truth.stopped = world.chance.random() < 0.01 and not self.quiet
        if truth.stopped:
            stop.ask()
        try:
            await self._watch()
            done = await self.agent(self.desk, self.mailbox, self.postman, stop)
        except OutreachError as error:
            world.say(f"the turn breaks off: {error.sentence}")
        except Killed:
            return False
        else:
            world.say(f"turn: {done.inbox.seen} seen, {len(done.inbox.kept)} kept, {len(done.sent)} sent")
            self._each_client_has_its_answer(done, began, stopped=bool(stop))
        return True

    async def _watch(self) -> None:
        try:
            await self.mailbox.wait("INBOX", 240.0)
        except OutreachError as error:
            self.world.say(f"the watch breaks off: {error.sentence}")

    def _each_client_has_its_answer(self, done: Turn, began: datetime, *, stopped: bool) -> None:
        """After a whole turn every client has a letter or a task, or there is a reason why not."""
        desk, policy = self.desk, self.definitions.current().policy
        book = desk.store.book()
        answered = {fact.about for fact in done.drafted if fact.kind == "time passed"}  # the rest follows in a minute
        answered |= {x.client for x in book.letters() if x.settled_at and x.settled_at >= began}
        others = self.world.chance_of_others > 0  # somebody may have changed the case behind the agent's back
        if stopped or others or policy.mode is Mode.REHEARSE:
            return
        for client in book.clients():
            account = desk.account(book, client)
            at = for_new_letters(desk, book, conditions(desk, book, done.inbox.read_at))
            due = propose(account, desk.sequence(client), policy, at, desk.now())
            passing = account.case.silence in {why.value for why in PASSING}  # true when it was this client's turn
            if not isinstance(due, Silence) and client.id not in answered and not passing:
                raise Violated(f"the turn is over, and for {client.id} {due}")
            if isinstance(due, Silence) and not due.sentence:
                raise Violated(f"{client.id} is silent without a reason")

    def _check(self) -> None:
        self.world.truth.after_step(self.person.office.desk.store.book())

    def _ends(self) -> None:
        """Nothing has gone wrong for two days: every reply is read, every doubt is with a person."""
        book = self.person.office.desk.store.book()
        asked = {task.letter for task in book.open_tasks() if task.kind is TaskKind.UNKNOWN}
        for letter in book.letters():
            if letter.state is LetterState.CLAIMED:
                raise Violated(f"{letter.id} is still claimed, although nobody sends it")
            if letter.state is LetterState.UNKNOWN and letter.id not in asked:
                raise Violated(f"nobody is asked whether {letter.id} was sent")
        for client in book.clients():
            for mail in self.world.truth.unread(client.id, book):
                raise Violated(f"mail {mail.number} of {client.id} was never read")
        if self.ledger:
            verified = LedgerStore(self.ledger.parent).verify()
            if verified.problems:
                raise Violated(f"the ledger is damaged: {verified.problems}")

    def _told(self) -> Told:
        said = sha256("\n".join(self.world.trace).encode())
        for fact in self.person.office.desk.store.history():
            said.update(repr(fact).encode())
        if self.ledger:
            said.update(self.ledger.read_bytes())
        truth = self.world.truth
        return Told(self.seed, said.hexdigest(), len(truth.taken), self.turns, len(truth.copies), self.world.fired,
                    tuple(self.world.trace))  # fmt: skip
