"""The way of a letter: rendered, approved, claimed, then accepted, deferred, refused or unknown (law 3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from outreach.domain.account import Account
from outreach.domain.case import Case, Hold, HoldReason
from outreach.domain.clients import Client
from outreach.domain.letter import COUNTS_AS_SENT, Letter, LetterState, Line, Outcome, Verdict
from outreach.domain.policy import Mode, Policy
from outreach.domain.propose import Conditions, LetterDue, Proposal, propose
from outreach.domain.react import with_hold
from outreach.domain.sequence import Approval, Sequence, Stage
from outreach.domain.silence import PASSING, Silence, Why
from outreach.domain.task import TaskKind, Wanted

_WAITS = frozenset({LetterState.APPROVED, LetterState.DEFERRED})

FIRST_RETRY = timedelta(minutes=15)


def needs_approval(stage: Stage, account: Account, policy: Policy, conditions: Conditions) -> str:
    """Why a person must approve the letter, "" when the agent may send it by itself.

    Clients pay to the bank details of a letter, and whoever changes a file can change them: so a person looks at the
    first letter that has others than the letters before.
    """
    if conditions.bank_changed:
        return "the bank details are not those of the last letter"
    if policy.mode is not Mode.AUTO:
        return f'the mode is "{policy.mode}"'
    if stage.approve is Approval.ALWAYS:
        return f'every letter of stage "{stage.name}" is approved by a person'
    sent_before = any(letter.stage == stage.name and letter.state in COUNTS_AS_SENT for letter in account.letters)
    if stage.approve is Approval.FIRST and not sent_before:
        return f'the first letter of stage "{stage.name}" in a case is approved by a person'
    return ""


@dataclass(frozen=True, slots=True)
class Withdraw:
    why: str


def recheck(
    letter: Letter, account: Account, sequence: Sequence | None, policy: Policy, conditions: Conditions, now: datetime
) -> LetterDue | Silence | Withdraw:
    """Whether a letter that is ready still may go, decided anew on the facts of this moment.

    It is proposed again as if it did not exist. The same proposal: go. A reason that passes by itself: wait. Anything
    else, another balance, another stage, an answer, means that its words are no longer true: it is withdrawn.
    """
    others = tuple(other for other in account.letters if other.id != letter.id)
    again = propose(replace(account, letters=others), sequence, policy, conditions, now)
    if isinstance(again, Silence):
        return again if again.why in PASSING else Withdraw(again.sentence)
    if account.case.answered_at and account.case.answered_at > letter.rendered_at:
        return Withdraw("the client has written since")
    if now - letter.rendered_at > timedelta(days=policy.stale_after):
        return Withdraw(f"it waited for more than {policy.stale_after} days and is written anew")
    if not isinstance(again, LetterDue) or not _same(letter, again):
        return Withdraw(f"the facts it stood on have changed: {_changed(letter, again)}")
    return _unseen(letter, account, again.stage, policy, conditions, now) or again


def outlook(
    account: Account, sequence: Sequence | None, policy: Policy, conditions: Conditions, now: datetime
) -> Proposal | Silence:
    """As propose(), but for a letter that is ready and has to wait it says what it waits for."""
    due, letter = propose(account, sequence, policy, conditions, now), account.waiting_letter
    if letter is None or not isinstance(due, Silence) or due.why is not Why.ON_ITS_WAY or letter.state not in _WAITS:
        return due
    found = recheck(letter, account, sequence, policy, conditions, now)
    if isinstance(found, LetterDue):
        return due
    reason = f"will be withdrawn: {found.why}" if isinstance(found, Withdraw) else f"is ready, but {found}"
    return replace(due, sentence=f"letter {letter.id} {reason}")


def _unseen(
    letter: Letter, account: Account, stage: Stage, policy: Policy, conditions: Conditions, now: datetime
) -> Withdraw | None:
    """What no person has approved must be right to the day, and must still need nobody's approval."""
    if letter.approved_by or letter.state is LetterState.RENDERED:
        return None
    why = needs_approval(stage, account, policy, conditions)
    if why:
        return Withdraw(f"a person must see it now: {why}")
    if not letter.attempts and account.calendar.day(letter.rendered_at) != account.calendar.day(now):
        return Withdraw("its days are those of another day, it is written anew")
    return None


def _same(letter: Letter, due: LetterDue) -> bool:
    step = (letter.stage, letter.step, letter.template)
    return step == _step(due) and (letter.to, letter.lines) == (due.to.email, due.lines)


def _changed(letter: Letter, due: Proposal) -> str:
    """Which fact is another one now, in words."""
    if not isinstance(due, LetterDue) or (letter.stage, letter.step, letter.template) != _step(due):
        return f'it is now at stage "{due.stage.name}", step {due.index + 1}'
    if letter.to != due.to.email:
        return f"letters go to {due.to.email} now"
    before = {line.number: line for line in letter.lines}
    now = {line.number: line for line in due.lines}
    different = sorted(number for number in before.keys() | now.keys() if before.get(number) != now.get(number))
    return ", ".join(f"{number} {_difference(before.get(number), now.get(number))}" for number in different)


def _step(due: LetterDue) -> tuple[str, int, str]:
    return due.stage.name, due.index, due.template


def _difference(before: Line | None, now: Line | None) -> str:
    if before is None:
        return "is new in it"
    if now is None:
        return "is no longer in it"
    return f"has {now.balance} open, not {before.balance}" if now.balance != before.balance else f"is due on {now.due}"


def claim(letter: Letter, now: datetime) -> Letter:
    return replace(letter, state=LetterState.CLAIMED, claimed_at=now, attempts=letter.attempts + 1, try_again_at=None)


def release(letter: Letter, why: str) -> Letter:
    """The claim given back: there was no server to talk to, so nothing left, and that is not the client's doing."""
    return replace(letter, state=LetterState.APPROVED, claimed_at=None, attempts=letter.attempts - 1, answer=why)


def recover(letter: Letter, now: datetime) -> Letter:
    """A letter found claimed while nobody sends it: the program ended in between, and whether it left is not known."""
    return replace(letter, state=LetterState.UNKNOWN, settled_at=now, answer="the agent ended while it was being sent")


@dataclass(frozen=True, slots=True)
class Settled:
    letter: Letter
    case: Case
    client: Client
    wanted: tuple[Wanted, ...] = ()


def settle(letter: Letter, outcome: Outcome, account: Account, policy: Policy, now: datetime) -> Settled:
    """What the server's answer means for the letter, the case and the contact."""
    day = account.calendar.day(now)
    letter = replace(letter, settled_at=now, answer=str(outcome))
    if outcome.verdict is Verdict.DEFERRED and letter.attempts < policy.retry_limit:
        again = now + FIRST_RETRY * 2 ** (letter.attempts - 1)
        return Settled(replace(letter, state=LetterState.DEFERRED, try_again_at=again), account.case, account.client)
    if outcome.verdict is Verdict.ACCEPTED:
        return Settled(replace(letter, state=LetterState.ACCEPTED), moved(account.case, letter, day), account.client)
    if outcome.verdict is Verdict.UNKNOWN:
        return unknown(replace(letter, state=LetterState.UNKNOWN), account, day)
    about_us = outcome.verdict is Verdict.REFUSED and not outcome.recipient_refused
    return _refused(replace(letter, state=LetterState.REFUSED, about_us=about_us), outcome, account, day)


def moved(case: Case, letter: Letter, day: date) -> Case:
    """The case after a step is done: the letter counts, and joins the thread."""
    return replace(
        case, carrying=letter.carrying, sequence=letter.sequence, stage=letter.stage, step=letter.step + 1, moved=day,
        subject=case.subject or letter.subject, thread=(*case.thread, letter.message_id),
    )  # fmt: skip


def unknown(letter: Letter, account: Account, day: date) -> Settled:
    """Perhaps sent counts as sent for every gap, and a person is asked; the agent never sends it again."""
    title = f"Was letter {letter.id} to {letter.to} sent? Look in the Sent folder, or ask"
    wanted = Wanted(TaskKind.UNKNOWN, title, letter.answer)
    return Settled(letter, moved(account.case, letter, day), account.client, (wanted,))


def _refused(letter: Letter, outcome: Outcome, account: Account, day: date) -> Settled:
    note = f"the mail server refused letter {letter.id}: {outcome.text or outcome}"
    hold = Hold(f"H{len(account.case.holds) + 1}", HoldReason.BOUNCE, day, None, (), note, letter.id)
    client, kind, title = account.client, TaskKind.CHECK, f"Letter {letter.id} was refused by the mail server"
    if outcome.recipient_refused:
        contacts = tuple(
            replace(c, undeliverable=outcome.text) if c.email.lower() == letter.to.lower() else c
            for c in client.contacts
        )
        client, kind = replace(client, contacts=contacts), TaskKind.ADDRESS
        title = f"Find a new address for {client.name}"
    return Settled(letter, with_hold(account.case, hold), client, (Wanted(kind, title, note),))
