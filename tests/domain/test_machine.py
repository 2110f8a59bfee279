"""Hypothesis plays everybody at once: imports, answers, decisions, crashes, stops and clocks, in any order. At each
claim the guards are checked against what is true at that moment, and no letter ever leaves a state it must not leave.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from outreach.domain import decisions
from outreach.domain.account import Account, account_of
from outreach.domain.clients import BookPicture, Client, Contact
from outreach.domain.facts import Document, Fact
from outreach.domain.finding import Intent
from outreach.domain.halt import HaltKind
from outreach.domain.letter import COUNTS_AS_SENT, Letter, LetterState, Outcome, Phase, Verdict
from outreach.domain.outbox import Settled, Withdraw, claim, needs_approval, recheck, recover, release, settle, unknown
from outreach.domain.pace import A_DAY, AN_HOUR, days_before, newest_first, sent_within, written_to
from outreach.domain.passing import pass_time
from outreach.domain.policy import Mode, Policy
from outreach.domain.propose import Conditions, LetterDue, TaskDue, propose
from outreach.domain.react import react
from outreach.domain.received import InboxState
from outreach.domain.refusals import too_many_refusals
from outreach.domain.silence import Silence
from outreach.domain.task import Task, TaskKind, TaskState, Wanted, numbered
from outreach.store.memory import MemoryStore
from tests.domain.made import JO, LONDON, STANDARD, at, invoice, mail, paid, promised

PLAYED: Counter[str] = Counter()
POLICY = Policy(mode=Mode.AUTO, min_gap=9, daily_cap=2, hourly_cap=1, ramp=False)
CLIENTS = (
    Client("miller", "Miller & Sons", (Contact(JO),)),
    Client("mill-shop", "The Mill Shop", (Contact(JO.upper()),)),  # the same person reads its mail
    Client("harbour", "Harbour Hotels", (Contact("ap@harbour-hotels.example"),)),
    Client("quay", "Quay Street Dental", (Contact("desk@quay-dental.example"),)),
)
ANYBODY = st.sampled_from([client.id for client in CLIENTS])
OUTCOMES = st.sampled_from(
    [Outcome(Verdict.ACCEPTED, Phase.DOT, 250, "2.0.0 queued")] * 6
    + [
        Outcome(Verdict.DEFERRED, Phase.RCPT, 450, "4.2.0 greylisted"),
        Outcome(Verdict.REFUSED, Phase.RCPT, 550, "5.1.1 no such user"),
        Outcome(Verdict.REFUSED, Phase.DOT, 554, "5.7.1 blocked"),
        Outcome(Verdict.UNKNOWN, Phase.DOT),
    ]
)
OVER = frozenset({LetterState.ACCEPTED, LetterState.REFUSED, LetterState.WITHDRAWN})
MAY_BECOME = {
    LetterState.RENDERED: {LetterState.APPROVED, LetterState.WITHDRAWN},
    LetterState.APPROVED: {LetterState.CLAIMED, LetterState.WITHDRAWN},
    LetterState.DEFERRED: {LetterState.CLAIMED, LetterState.WITHDRAWN},
    LetterState.CLAIMED: {
        LetterState.ACCEPTED, LetterState.DEFERRED, LetterState.REFUSED, LetterState.UNKNOWN, LetterState.APPROVED,
    },
    LetterState.UNKNOWN: {LetterState.ACCEPTED, LetterState.WITHDRAWN},
}  # fmt: skip


def nothing_is_claimed(firm: Firm) -> bool:
    """Else the agent has crashed, and there is no turn before it is started again."""
    return not firm.letters(LetterState.CLAIMED)


class Firm(RuleBasedStateMachine):
    """The book lies in a store of its own; each rule is one thing that somebody does."""

    def __init__(self) -> None:
        super().__init__()
        self.store = MemoryStore()
        self.now = at("2026-03-03 09:30")
        self.answered: dict[str, datetime] = {}
        self.states: dict[str, LetterState] = {}
        self.left: set[str] = set()  # letters that went out or perhaps did

    # What everybody uses

    def put(self, *documents: Document) -> None:
        self.store.record(lambda _: [Fact(self.now, "something", "", "", (), documents)])

    def account(self, client: str) -> Account:
        book = self.store.book()
        known = book.client(client)
        assert known
        return account_of(book, known, lambda _: LONDON)

    def conditions(self) -> Conditions:
        book = self.store.book()
        return Conditions(
            book.inbox.read_at, book.picture.taken_at if book.picture else None,
            sent_within(book, self.now, A_DAY), book.halts.active, sent_within(book, self.now, AN_HOUR), 0,
            days_before(book, self.now), written_to(book, self.now),
        )  # fmt: skip

    def letters(self, *states: LetterState) -> list[Letter]:
        return [letter for letter in self.store.book().letters() if letter.state in states]

    def tasks(self, wanted: Iterable[Wanted], client: str, letter: str = "", stage: str = "") -> tuple[Task, ...]:
        return numbered(wanted, client, self.now, self.store.book().count(Task), letter=letter, stage=stage)

    # The world

    @initialize(mode=st.sampled_from([Mode.AUTO, Mode.APPROVE]))
    def opens(self, mode: Mode) -> None:
        self.policy = replace(POLICY, mode=mode)
        owed = [replace(invoice(f"INV-{client.id}", "2026-02-27"), client=client.id) for client in CLIENTS]
        self.put(*CLIENTS, *owed, BookPicture(self.now, "", ""), InboxState(self.now))

    @rule(minutes=st.sampled_from([10, 16, 61, 180, 24 * 60, 9 * 24 * 60]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(days=st.sampled_from([1, 1, 2, 4, 5]))
    def a_morning_with_a_new_list(self, days: int) -> None:
        self.now = (self.now + timedelta(days=days)).replace(hour=9, minute=30)
        self.put(BookPicture(self.now, "invoices.csv", f"{self.now}"))

    @rule(client=ANYBODY, days=st.integers(-20, 20))
    def a_new_invoice(self, client: str, days: int) -> None:
        number = f"INV-{len(tuple(self.store.book().invoices()))}"
        due = (self.now + timedelta(days=days)).date()
        self.put(replace(invoice(number, f"{due}"), client=client), BookPicture(self.now, "", ""))

    @rule(client=ANYBODY, amount=st.sampled_from(["100.00", "1200.00"]))
    def a_payment(self, client: str, amount: str) -> None:
        still = [i for i in self.account(client).open_invoices() if f"{i.balance.amount}" >= amount]
        if still:
            self.put(paid(still[0], f"{self.now:%Y-%m-%d}", amount), BookPicture(self.now, "", ""))

    @rule(
        client=ANYBODY, sure=st.booleans(), trusted=st.booleans(),
        intent=st.sampled_from([Intent.PROMISE, Intent.PAID, Intent.DISPUTE, Intent.ACKNOWLEDGEMENT, Intent.OTHER]),
    )  # fmt: skip
    def an_answer(self, client: str, intent: Intent, *, sure: bool, trusted: bool) -> None:
        account, day = self.account(client), f"{(self.now + timedelta(days=6)):%Y-%m-%d}"
        promises = [promised(day)] if intent is Intent.PROMISE else []
        read = mail(intent, id_=f"mail-{self.now:%m%d%H}", sure=sure, trusted=trusted, promises=promises)
        read = replace(read, client=client, received_at=self.now)
        reaction = react(account, read, POLICY)
        self.put(read, *reaction.changes(account), *self.tasks(reaction.wanted, client))
        self.answered[client] = self.now

    # People of the firm

    @rule(client=ANYBODY, what=st.sampled_from(["hold", "stop"]))
    def no_letters(self, client: str, what: str) -> None:
        halt = decisions.halt(self.store.book().halts, HaltKind.STOP, "stop!", "sam", self.now)
        held = decisions.hold(self.account(client), (), None, "", "sam", self.now)
        self.put(*(halt if what == "stop" else held).puts)

    @rule()
    def letters_are_approved(self) -> None:
        for letter in self.letters(LetterState.RENDERED):
            self.put(*decisions.approve(letter, None, "sam", self.now).puts)

    @rule(sent=st.booleans())
    def a_person_clears_up(self, *, sent: bool) -> None:
        for task in self.store.book().open_tasks():
            fact = decisions.close_task(self.account(task.client), task, TaskState.DONE, "sam", self.now)
            self.put(*fact.puts)
        for letter in self.letters(LetterState.UNKNOWN):
            verb = decisions.was_sent if sent else decisions.was_not_sent
            self.put(*verb(self.account(letter.client), letter, None, "sam", self.now).puts)
        lifted = (decisions.lift(self.account(client.id), (), "sam", self.now) for client in CLIENTS)
        for fact_ in (*lifted, decisions.go(self.store.book().halts, "sam", self.now)):
            self.put(*(fact_.puts if fact_ else ()))

    # The agent

    @precondition(nothing_is_claimed)
    @rule(
        read=st.sampled_from([True] * 5 + [False]), outcomes=st.lists(OUTCOMES, min_size=1, max_size=3),
        ends=st.sampled_from(["answered"] * 8 + ["crash", "unreachable"]),
    )  # fmt: skip
    def a_turn(self, outcomes: list[Outcome], ends: str, *, read: bool) -> None:
        """`read` is false when the mailbox cannot be reached; what was read before may still be fresh enough."""
        if read:
            self.put(InboxState(self.now))
        self.letters_are_drafted()
        for outcome in outcomes:
            if not self.letters(LetterState.CLAIMED):
                self.a_letter_is_delivered(outcome, ends)

    def letters_are_drafted(self) -> None:
        for client in CLIENTS:
            account = self.account(client.id)
            passed = pass_time(account, POLICY, LONDON.day(self.now))
            if passed:
                self.put(passed.case, *self.tasks(passed.wanted, client.id))
                account = self.account(client.id)
            due = propose(account, STANDARD, POLICY, self.conditions(), self.now)
            if isinstance(due, TaskDue):
                self.a_task(account, due)
            elif isinstance(due, LetterDue):
                self.a_letter(account, due)

    def a_task(self, account: Account, due: TaskDue) -> None:
        case = replace(
            account.case, carrying=due.carrying.number, sequence="standard", stage=due.stage.name, step=due.index + 1,
            moved=LONDON.day(self.now),
        )  # fmt: skip
        self.put(case, *self.tasks([Wanted(TaskKind.CALL, "Call")], account.client.id, stage=due.stage.name))

    def a_letter(self, account: Account, due: LetterDue) -> None:
        id_ = f"L{self.store.book().count(Letter) + 1}"
        why = needs_approval(due.stage, account, self.policy, self.conditions())
        self.put(
            Letter(
                id=id_, client=account.client.id, to=due.to.email, sequence="standard", stage=due.stage.name,
                step=due.index, template=due.template, language="en", subject="", carrying=due.carrying.number,
                lines=due.lines, message_id=f"<{id_}@northwind-joinery.example>", digest="", rendered_at=self.now,
                state=LetterState.RENDERED if why else LetterState.APPROVED,
            )
        )  # fmt: skip

    def a_letter_is_delivered(self, outcome: Outcome, ends: str) -> None:
        for letter in self.letters(LetterState.RENDERED, LetterState.APPROVED, LetterState.DEFERRED):
            if letter.try_again_at and self.now < letter.try_again_at:
                continue
            account = self.account(letter.client)
            verdict = recheck(letter, account, STANDARD, self.policy, self.conditions(), self.now)
            if isinstance(verdict, Withdraw):
                self.put(*decisions.withdraw(letter, None, verdict.why, self.now).puts)
            elif not isinstance(verdict, Silence) and letter.state is not LetterState.RENDERED:
                self.guards_hold(letter, account)
                claimed = claim(letter, self.now)
                PLAYED["letters claimed"] += 1
                self.put(claimed)
                self.ended(claimed, outcome, ends)
                return

    def ended(self, claimed: Letter, outcome: Outcome, ends: str) -> None:
        PLAYED[f"letters {outcome.verdict if ends == 'answered' else ends}"] += 1
        if ends == "answered":
            self.settled(settle(claimed, outcome, self.account(claimed.client), POLICY, self.now))
            why = too_many_refusals(newest_first(self.store.book()), self.now)
            if why and outcome.verdict is Verdict.REFUSED:
                halt = decisions.halt(self.store.book().halts, HaltKind.STOP, why, "the agent", self.now)
                self.put(*halt.puts)
            self.three_refusals_in_a_row_stop_the_agent(outcome)
        elif ends == "unreachable":
            self.put(release(claimed, "no server"))

    @rule()
    def the_agent_starts_again(self) -> None:
        for letter in self.letters(LetterState.CLAIMED):
            account = self.account(letter.client)
            self.left.add(letter.id)  # for all that anybody knows
            self.settled(unknown(recover(letter, self.now), account, LONDON.day(letter.claimed_at or self.now)))
            assert letter.id in {x.id for x in self.letters(LetterState.UNKNOWN)}

    def settled(self, settled: Settled) -> None:
        tasks = self.tasks(settled.wanted, settled.client.id, settled.letter.id)
        self.put(settled.letter, settled.case, settled.client, *tasks)

    # What must hold

    def guards_hold(self, letter: Letter, account: Account) -> None:
        """At the moment of the claim, against the book itself and not through propose()."""
        book, day = self.store.book(), LONDON.day(self.now)
        assert letter.id not in self.left, "never a second time"
        assert not book.halts.active
        assert LONDON.is_working(day)
        assert POLICY.window.is_open(self.now, LONDON)
        assert book.inbox.read_at
        assert self.now - book.inbox.read_at <= POLICY.max_inbox_age
        assert book.picture
        assert self.now - book.picture.taken_at <= POLICY.max_book_age
        assert account.case.case_hold(day) is None
        assert letter.client not in self.answered or self.answered[letter.client] <= letter.rendered_at
        for line in letter.lines:
            owed = book.invoice(line.number)
            assert owed
            assert owed.is_open
            assert (owed.balance, owed.due) == (line.balance, line.due)
            assert account.case.invoice_hold(line.number, day) is None
        sent = [x for x in book.letters() if x.state in COUNTS_AS_SENT and x.claimed_at]
        of_client = [LONDON.day(x.claimed_at) for x in sent if x.client == letter.client and x.claimed_at]
        assert all((day - before).days >= POLICY.min_gap for before in of_client)
        when = [(x.to.lower(), x.claimed_at) for x in sent if x.claimed_at]
        assert not any(to == letter.to.lower() and LONDON.day(moment) == day for to, moment in when)
        assert sum(self.now - moment < A_DAY for _, moment in when) < POLICY.daily_cap
        assert sum(self.now - moment < AN_HOUR for _, moment in when) < POLICY.hourly_cap

    def three_refusals_in_a_row_stop_the_agent(self, outcome: Outcome) -> None:
        over = [x for x in newest_first(self.store.book()) if x.state in {LetterState.ACCEPTED, LetterState.REFUSED}]
        if outcome.verdict is Verdict.REFUSED and [x.about_us for x in over[:3]] == [True] * 3:
            PLAYED["stops after refusals"] += 1
            assert self.store.book().halts.active

    @invariant()
    def letters_only_go_where_they_may(self) -> None:
        for letter in self.store.book().letters():
            before = self.states.get(letter.id, letter.state)
            assert before is letter.state or self.reachable(before, letter.state), (letter.id, before, letter.state)
            self.states[letter.id] = letter.state
            if letter.state in {LetterState.ACCEPTED, LetterState.UNKNOWN}:
                self.left.add(letter.id)
            assert letter.attempts <= POLICY.retry_limit

    def reachable(self, before: LetterState, after: LetterState) -> bool:
        """One rule may take a letter over several states, but never out of one that is over, and unknown only by a
        person's word."""
        if before in OVER:
            return False
        if before is LetterState.UNKNOWN:
            return after in MAY_BECOME[before]
        reached, new = {before}, {before}
        while new:
            new = {n for s in new if s is not LetterState.UNKNOWN for n in MAY_BECOME.get(s, ())} - reached
            reached |= new
        return after in reached

    @invariant()
    def no_step_is_sent_twice_in_a_row(self) -> None:
        for client in CLIENTS:
            sent = [x for x in self.store.book().letters_of(client.id) if x.state in COUNTS_AS_SENT]
            steps = [(x.carrying, x.stage, x.step) for x in sorted(sent, key=lambda x: f"{x.claimed_at}")]
            assert all(one != other for one, other in pairwise(steps)), steps

    @invariant()
    def one_letter_at_a_time(self) -> None:
        for client in CLIENTS:
            assert sum(x.state not in OVER for x in self.store.book().letters_of(client.id)) <= 1


def test_whatever_happens_in_whatever_order_the_guards_hold() -> None:
    PLAYED.clear()
    run_state_machine_as_test(Firm, settings=settings(max_examples=300, stateful_step_count=60, deadline=None))
    print(", ".join(f"{count} {what}" for what, count in sorted(PLAYED.items())))
    assert PLAYED["letters claimed"] > 30, "a machine that sends nothing proves nothing"
