"""The person of the firm: reviews, approves, holds, lifts, imports the books and says what has been paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from outreach.agent import review
from outreach.domain.compare import Defaults, compare
from outreach.domain.finding import Intent
from outreach.domain.letter import LetterState
from outreach.domain.picture import Picture
from outreach.domain.task import Task, TaskKind
from outreach.errors import Refused
from tests.fakes import Office

from .truth import Silenced
from .world import World

SAM = "Sam"


@dataclass(slots=True)
class Person:
    """Works side by side with the agent, on a store of their own."""

    world: World
    office: Office

    def acts(self) -> None:
        """One thing that a person does, drawn by lot."""
        verbs = (self.works_a_task, self.works_a_task, self.works_a_task, self.imports, self.holds, self.lifts,
                 self.says_paid, self.stops)  # fmt: skip
        self.world.chance.choice(verbs)()

    def imports(self) -> None:
        world, desk = self.world, self.office.desk
        clients, shown = world.picture()
        now = world.now()
        picture = Picture(now, "invoices.csv", f"{now:%Y%m%d%H%M%S%f}", tuple(clients), tuple(shown))
        difference = compare(desk.store.book(), picture, Defaults(), now.date())
        if difference.refusal:
            world.say(f"the import is refused: {difference.refusal}")
            return
        desk.record(lambda _: [difference.fact()])
        world.imported(shown)
        world.say("the books are imported")

    def works_a_task(self) -> None:
        tasks = self.office.open_tasks()
        if not tasks:
            return
        task = self.world.chance.choice(tasks)
        self.world.say(f"a person works on {task.id}: {task.title[:60]}")
        try:
            self._works(task)
        except Refused as no:
            self.world.say(f"refused: {no.sentence[:80]}")

    def _works(self, task: Task) -> None:
        desk, chance = self.office.desk, self.world.chance
        match task.kind:
            case TaskKind.UNKNOWN:
                self._says_whether_it_was_sent(task)
            case TaskKind.APPROVE:
                self._approves_or_not(task)
            case TaskKind.REVIEW if task.mail and chance.random() < 0.3:
                day = self.world.now().date() + timedelta(days=7)
                intent = chance.choice((Intent.PROMISE, Intent.DISPUTE, Intent.ACKNOWLEDGEMENT))
                review.correct(desk, task.id, SAM, (intent,), day=day if intent is Intent.PROMISE else None)
                self._understood(task)
            case _ if chance.random() < 0.5:
                review.confirm(desk, task.id, SAM)
                self._understood(task)
            case _:
                review.dismiss(desk, task.id, SAM)
                self._understood(task)

    def _says_whether_it_was_sent(self, task: Task) -> None:
        """They look in Sent, or ask the client; now and then they are wrong, and then it is their word that counts."""
        desk, world = self.office.desk, self.world
        letter = desk.store.book().letter(task.letter)
        assert letter is not None
        truly = any(t.message_id == letter.message_id for t in world.truth.taken)
        if truly != (world.chance.random() < 0.1):
            review.confirm(desk, task.id, SAM)
        else:
            review.dismiss(desk, task.id, SAM)
            if letter.state is LetterState.UNKNOWN:
                world.truth.said_unsent.add(letter.message_id)
                world.say(f"{letter.id} was not sent, says a person")

    def _approves_or_not(self, task: Task) -> None:
        desk, world = self.office.desk, self.world
        letter = desk.store.book().letter(task.letter)
        assert letter is not None
        if world.chance.random() < 0.85:
            review.approve(desk, letter.id, SAM, letter.digest)
            world.truth.approved[letter.id] = letter.digest
        else:
            review.dismiss(desk, task.id, SAM)
            world.truth.silenced.append(Silenced(task.client, None, None, "a person did not approve its letter"))

    def _understood(self, task: Task) -> None:
        """What this mail silenced is now as the person says."""
        received = self.office.desk.store.book().received(task.mail) if task.mail else None
        if received:
            truth = self.world.truth
            number = truth.number_of(received.digest)
            truth.silenced = [s for s in truth.silenced if s.mail != number or number == 0]

    def holds(self) -> None:
        desk, world = self.office.desk, self.world
        clients = list(desk.store.book().clients())
        if not clients or world.chance.random() < 0.5:
            return
        client = world.chance.choice(clients)
        until = world.now().date() + timedelta(days=world.chance.randint(1, 6)) if world.chance.random() < 0.7 else None
        own = [i.number for i in desk.store.book().invoices_of(client.id)]
        numbers = (world.chance.choice(own),) if own and world.chance.random() < 0.4 else ()
        review.hold(desk, client, numbers, until, "a person holds it", SAM)
        world.truth.silenced.append(Silenced(client.id, frozenset(numbers) or None, until, "held by a person"))
        world.say(f"a person holds {client.id} {numbers} until {until}")

    def lifts(self) -> None:
        """Everything that is held by now; what a mail in the inbox will hold, once it is read, is held all the same."""
        desk, world = self.office.desk, self.world
        book = desk.store.book()
        clients = list(book.clients())
        if not clients:
            return
        client = world.chance.choice(clients)
        try:
            review.lift(desk, client, (), SAM)
        except Refused:
            return
        read = {world.truth.number_of(r.digest) for r in book.received_of(client.id)} | {0}
        world.truth.silenced = [s for s in world.truth.silenced if s.client != client.id or s.mail not in read]
        world.say(f"a person lifts the holds of {client.id}")

    def says_paid(self) -> None:
        """A person has seen money come in, which the next import may show, too, or not."""
        desk, world = self.office.desk, self.world
        still = [i for i in desk.store.book().invoices() if i.is_open]
        if not still or world.chance.random() < 0.6:
            return
        invoice = world.chance.choice(still)
        review.paid(desk, invoice, None, SAM)
        world.truth.now_open(invoice.number, Decimal(0))
        world.say(f"{invoice.number} is paid, says a person")

    def stops(self) -> None:
        """Whatever was not claimed by now stays here."""
        if self.world.chance.random() < 0.2:
            review.stop(self.office.desk, "something is wrong", SAM)
            self.world.truth.halted = True
            self.world.say("a person stops all letters")

    def lets_go(self) -> None:
        if self.office.desk.store.book().halts.active:
            review.go(self.office.desk, SAM)
            self.world.truth.halted = False
            self.world.say("a person says go")
