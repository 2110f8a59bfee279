"""Whatever a client and a clerk do: the laws hold on every day of the case, with the sequences that we ship."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.definitions.sequences import load_sequences
from outreach.domain import decisions
from outreach.domain.account import Account
from outreach.domain.clients import Invoice
from outreach.domain.finding import Finding, Intent, MailKind, StatedPromise
from outreach.domain.letter import Letter, LetterState, Outcome, Phase, Verdict
from outreach.domain.outbox import claim, settle
from outreach.domain.passing import pass_time
from outreach.domain.policy import Mode, Policy
from outreach.domain.propose import Conditions, LetterDue, TaskDue, propose
from outreach.domain.react import react
from outreach.domain.sequence import Sequence
from outreach.domain.silence import Silence
from outreach.domain.task import Task, TaskKind, TaskState
from tests.domain.made import LONDON, MILLER, account, gbp, invoice, mail, paid

SEQUENCES, _ = load_sequences(Path(__file__).parents[2] / "sequences")
FIRST = date(2026, 1, 5)
DAYS = 150
AUTO = Policy(mode=Mode.AUTO)
NUMBERS = ("INV-1", "INV-2", "INV-3")

DUE = st.lists(st.integers(-70, 60), min_size=1, max_size=3)  # days from the first one
ANSWER = st.builds(
    Finding,
    kind=st.sampled_from([MailKind.PERSON, MailKind.PERSON, MailKind.OUT_OF_OFFICE, MailKind.AUTOMATIC]),
    intents=st.lists(
        st.sampled_from([Intent.PROMISE, Intent.PAID, Intent.DISPUTE, Intent.ACKNOWLEDGEMENT, Intent.OTHER]),
        min_size=1, max_size=2, unique=True,
    ).map(tuple),
    sure=st.booleans(),
    promises=st.lists(
        st.builds(StatedPromise, day=st.dates(FIRST, FIRST + timedelta(days=DAYS)),
                  amount=st.sampled_from([None, gbp("100.00")]), invoices=st.sampled_from([(), ("INV-1",)])),
        max_size=1,
    ).map(tuple),
    disputed=st.sampled_from([(), ("INV-1",), ("INV-2",)]),
)  # fmt: skip
EVENT = st.one_of(
    ANSWER,
    st.tuples(st.just("pays"), st.sampled_from(NUMBERS), st.sampled_from(["100.00", "1200.00"])),
    st.tuples(st.just("lifts"), st.sampled_from([(), ("INV-1",), ("INV-2",)])),
    st.tuples(st.just("closes a task")),
    st.tuples(st.just("loses the letter"), st.sampled_from([Verdict.REFUSED, Verdict.UNKNOWN, Verdict.DEFERRED])),
)
EVENTS = st.dictionaries(st.integers(0, DAYS - 1), EVENT, max_size=14)


@dataclass
class Life:
    """One client's case, played in the domain alone: three turns a day, each event before the second of them."""

    account: Account
    sequence: Sequence
    lose: Verdict | None = None
    sent: list[tuple[date, Letter, LetterDue, Account]] = field(default_factory=list)

    def day(self, today: date, event: object) -> None:
        for hour in (8, 12, 15):
            now = datetime.combine(today, time(hour, 30), UTC)
            if hour == 12:
                self.happens(event, now)
            self.turn(now)

    def turn(self, now: datetime) -> None:
        passed = pass_time(self.account, AUTO, LONDON.day(now))
        if passed:
            idle = {t.id for t in passed.idle}
            self.tasks(replace(t, state=TaskState.DISMISSED) if t.id in idle else t for t in self.account.tasks)
            self.account = replace(self.account, case=passed.case)
        for waiting in self.account.letters:
            if waiting.state is LetterState.DEFERRED:
                self.put(replace(waiting, state=LetterState.WITHDRAWN))
        due = propose(self.account, self.sequence, AUTO, Conditions.ideal(now), now)
        match due:
            case Silence():
                assert due.sentence  # every silence has its reason
            case TaskDue():
                task = Task(
                    f"T{len(self.account.tasks)}", TaskKind.CALL, "miller", due.step.task, now, stage=due.stage.name
                )
                case = replace(
                    self.account.case, carrying=due.carrying.number, sequence=self.sequence.name, stage=due.stage.name,
                    step=due.index + 1, moved=LONDON.day(now),
                )  # fmt: skip
                self.account = replace(self.account, case=case, tasks=(*self.account.tasks, task))
            case LetterDue():
                self.send(due, now)

    def send(self, due: LetterDue, now: datetime) -> None:
        before = self.account
        ready = Letter(
            id=f"L{len(before.letters)}", client="miller", to=due.to.email, sequence=self.sequence.name,
            stage=due.stage.name, step=due.index, template=due.template, language="en", subject="Invoices",
            carrying=due.carrying.number, lines=due.lines, message_id=f"<L{len(before.letters)}@x.example>",
            digest="", rendered_at=now, state=LetterState.APPROVED,
        )  # fmt: skip
        claimed = claim(ready, now)
        verdict, self.lose = self.lose or Verdict.ACCEPTED, None
        settled = settle(claimed, Outcome(verdict, Phase.DOT), before, AUTO, now)
        if settled.letter.state is not LetterState.DEFERRED:
            self.sent.append((LONDON.day(now), claimed, due, before))
        self.account = replace(before, case=settled.case, client=settled.client)
        self.put(settled.letter)

    def put(self, changed: Letter) -> None:
        others = tuple(x for x in self.account.letters if x.id != changed.id)
        self.account = replace(self.account, letters=(*others, changed))

    def tasks(self, tasks: object) -> None:
        self.account = replace(self.account, tasks=tuple(tasks))  # type: ignore[arg-type]  # an iterable of tasks

    def happens(self, event: object, now: datetime) -> None:
        match event:
            case Finding():
                read = replace(mail(id_=f"mail-{now:%j}"), finding=event, received_at=now)
                self.account = replace(self.account, case=react(self.account, read, AUTO).case)
            case ("pays", number, amount):
                self.account = replace(
                    self.account, invoices=tuple(pay(i, number, now, amount) for i in self.account.invoices)
                )
            case ("lifts", which):
                fact = decisions.lift(self.account, which, "sam", now)
                self.account = replace(self.account, case=fact.puts[0]) if fact else self.account
            case ("closes a task",):
                self.close_one(now)
            case ("loses the letter", verdict):
                self.lose = verdict

    def close_one(self, now: datetime) -> None:
        for waiting in self.account.letters:
            if waiting.state is LetterState.UNKNOWN:
                self.put(replace(waiting, state=LetterState.ACCEPTED))
        task = self.account.step_task
        if task:
            fact = decisions.close_task(self.account, task, TaskState.DONE, "sam", now)
            closed, *case = fact.puts
            self.tasks(closed if t.id == task.id else t for t in self.account.tasks)
            self.account = replace(self.account, case=case[0] if case else self.account.case)


def pay(owing: Invoice, number: str, now: datetime, amount: str) -> Invoice:
    if owing.number != number or owing.balance.amount < gbp(amount).amount:
        return owing
    return paid(owing, f"{now:%Y-%m-%d}", amount)


@pytest.mark.parametrize("name", ["standard", "key-clients"])
@given(dues=DUE, events=EVENTS)
@settings(max_examples=60, deadline=None)
def test_on_every_day_of_every_life_the_laws_hold(name: str, dues: list[int], events: dict[int, object]) -> None:
    invoices = [invoice(NUMBERS[n], f"{FIRST + timedelta(days=d)}") for n, d in enumerate(dues)]
    life = Life(account(*invoices, client=replace(MILLER, sequence=name)), SEQUENCES[name])
    for n in range(DAYS):
        life.day(FIRST + timedelta(days=n), events.get(n))
    assert_gaps(life)
    for on, letter, due, before in life.sent:
        assert LONDON.is_working(on)
        assert before.case.case_hold(on) is None
        assert before.waiting_letter is None
        assert before.step_task is None
        assert all(before.case.invoice_hold(line.number, on) is None for line in letter.lines)
        assert {line.number: line.balance for line in letter.lines} == owed(before, letter)
        # Never louder than the invoice that carries the case allows, and that is the oldest of those it speaks of.
        assert due.stage.starts_on(due.carrying.due) <= on
        assert due.carrying.due == min(line.due for line in letter.lines)
        assert not due.stage.is_past(due.carrying.due, on)


def owed(before: Account, letter: Letter) -> dict[str, object]:
    named = {line.number for line in letter.lines}
    return {i.number: i.balance for i in before.invoices if i.number in named and i.is_open}


def assert_gaps(life: Life) -> None:
    days = [on for on, letter, _, _ in life.sent if not refused(life, letter)]
    assert all((later - earlier).days >= AUTO.min_gap for earlier, later in pairwise(days))


def refused(life: Life, letter: Letter) -> bool:
    return any(x.id == letter.id and x.state is LetterState.REFUSED for x in life.account.letters)


@pytest.mark.parametrize("name", ["standard", "key-clients"])
def test_a_client_who_never_answers_comes_to_the_end_of_the_sequence(name: str) -> None:
    """So that the test above cannot pass because nothing is ever sent: each letter goes out once, in its order."""
    life = Life(account(invoice("INV-1", "2026-01-12"), client=replace(MILLER, sequence=name)), SEQUENCES[name])
    for n in range(DAYS):
        life.day(FIRST + timedelta(days=n), ("closes a task",))
    written = [step for stage in SEQUENCES[name].stages for step in stage.steps]
    assert [due.template for _, _, due, _ in life.sent] == [s.template for s in written if hasattr(s, "template")]
    assert len(life.account.tasks) == sum(hasattr(s, "task") for s in written)
