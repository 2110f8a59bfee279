"""Draft what is due: letters as frozen bytes, tasks for a person, and the reason of each silence that is new."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial

from outreach.agent.conditions import and_ready, for_new_letters
from outreach.agent.desk import Desk, log
from outreach.agent.wording import Wording, wording
from outreach.domain.account import Account
from outreach.domain.book import Book
from outreach.domain.case import Case
from outreach.domain.decisions import close
from outreach.domain.facts import Document, Fact
from outreach.domain.letter import Letter, LetterState
from outreach.domain.outbox import needs_approval
from outreach.domain.passing import pass_time
from outreach.domain.policy import Mode
from outreach.domain.propose import Conditions, LetterDue, TaskDue, propose
from outreach.domain.silence import PASSING, Silence, Why
from outreach.domain.task import Task, TaskKind, TaskState, Wanted, numbered
from outreach.errors import Problem
from outreach.mail.address import domain_of
from outreach.mail.compose import Mailbox, OutgoingMail, compose
from outreach.mail.reference import message_id, reference_of

THREAD_KEPT = 10  # ids in References beside the first, which is what mail programs need (RFC 5322 section 3.6.4)

TASK_KINDS = {"call": TaskKind.CALL, "hand-off": TaskKind.HAND_OFF}


def draft(desk: Desk, conditions: Conditions) -> tuple[Fact, ...]:
    """Look at every client that may have news, and record what is due now or why it is silent, where that is news."""
    drafted: list[Fact] = []
    book = desk.store.book()
    at = for_new_letters(desk, book, conditions)
    for client in tuple(desk.agenda.to_look_at(book, desk.rules(), desk.now())):
        if _decide(desk, client, at, desk.store.book()):
            new = desk.record(partial(_decide, desk, client, at))
            for letter in (d for fact in new for d in fact.puts if isinstance(d, Letter)):
                at = and_ready(at, letter)
            drafted += new
    return tuple(drafted)


def _decide(desk: Desk, client_id: str, conditions: Conditions, book: Book) -> tuple[Fact, ...]:
    now, rules, client = desk.now(), desk.rules(), book.client(client_id)
    if client is None:
        return ()
    account = desk.account(book, client)
    passed = pass_time(account, rules.policy, account.calendar.day(now))
    if passed:
        tasks = numbered(passed.wanted, client.id, now, book.count(Task))
        says = "; ".join(passed.sentences) or "a day has passed"
        idle = (close(task, TaskState.DISMISSED, "", now, "everything is settled") for task in passed.idle)
        return (Fact(now, "time passed", client.id, says, (), (passed.case, *tasks, *idle)),)
    due = propose(account, desk.sequence(client), rules.policy, conditions, now)
    if isinstance(due, Silence):
        told = _silent(account, due, book, now)
        if not told:
            desk.agenda.rest(account, due.why, now)
        return told
    if rules.policy.mode is Mode.REHEARSE:
        return _silent(account, Silence(Why.CLOSED, 'the mode is "rehearse"'), book, now)
    if isinstance(due, TaskDue):
        return (_task(account, due, book, now),)
    return _letter(desk, account, due, book, conditions, now)


def _silent(account: Account, silence: Silence, book: Book, now: datetime) -> tuple[Fact, ...]:
    """Recorded when the reason is new; reasons that come and go with the clock are recorded by name only.

    That a letter is on its way is no reason of its own: the facts about that letter say it.
    """
    reason = silence.why.value if silence.why in PASSING else silence.sentence
    if reason == account.case.silence or silence.why is Why.ON_ITS_WAY:
        return ()
    puts: tuple[Document, ...] = (replace(account.case, silence=reason),)
    if silence.why is Why.NO_ADDRESS:
        puts = (*puts, *_address_task(account, book, now))
    return (Fact(now, "silent", account.client.id, f"no letter: {silence}", (), puts),)


def _address_task(account: Account, book: Book, now: datetime) -> tuple[Task, ...]:
    if any(task.kind is TaskKind.ADDRESS and task.state is TaskState.OPEN for task in account.tasks):
        return ()
    wanted = Wanted(TaskKind.ADDRESS, f"Find an address for {account.client.name}")
    return numbered((wanted,), account.client.id, now, book.count(Task))


def _task(account: Account, due: TaskDue, book: Book, now: datetime) -> Fact:
    wanted = Wanted(TASK_KINDS.get(due.step.task, TaskKind.CHECK), _title(account, due), due.step.script)
    (task,) = numbered((wanted,), account.client.id, now, book.count(Task), stage=due.stage.name)
    case = replace(
        account.case, carrying=due.carrying.number, sequence=account.client.sequence, stage=due.stage.name,
        step=due.index + 1, moved=account.calendar.day(now), silence="",
    )  # fmt: skip
    return Fact(now, "task opened", account.client.id, f"task {task.id}: {task.title}", due.reasons, (case, task))


def _title(account: Account, due: TaskDue) -> str:
    what = {"call": "Call", "hand-off": "Take over"}.get(due.step.task, due.step.task.capitalize())
    return f"{what}: {account.client.name}, {due.carrying.number} since {due.carrying.due:%Y-%m-%d}"


def _letter(
    desk: Desk, account: Account, due: LetterDue, book: Book, conditions: Conditions, now: datetime
) -> tuple[Fact, ...]:
    reference = account.case.reference or reference_of(desk.key, account.client.id)
    case = replace(account.case, reference=reference, silence="")
    written = wording(desk, replace(account, case=case), due, now)
    if not isinstance(written, Wording):
        return _silent(account, Silence(Why.NO_SEQUENCE, _unrenderable(due.template, written)), book, now)
    rendered = written.rendered
    letter_id = f"L{book.count(Letter) + 1}"
    habits = desk.rules().mail
    unique = reference_of(desk.key, f"{letter_id} {now.isoformat()}").rpartition("-")[2]
    own_id = message_id(reference, unique, domain_of(habits.sender))
    why = needs_approval(due.stage, account, desk.rules().policy, conditions)
    try:
        raw = compose(
            OutgoingMail(
                sender=Mailbox(desk.rules().company.sender, habits.sender), to=Mailbox(due.to.name, due.to.email),
                subject=case.subject or rendered.subject, text=rendered.text, html=rendered.html, message_id=own_id,
                reply_to=habits.reply_to, in_reply_to=case.thread[-1] if case.thread else "", references=_thread(case),
                attachments=written.attachments, reference=reference, auto_submitted=not why,
            )
        )  # fmt: skip
    except ValueError as error:  # a name with a line end in it, say: nothing of it may get into a header
        return _silent(account, Silence(Why.NO_SEQUENCE, f"the letter cannot be written: {error}"), book, now)
    letter = Letter(
        id=letter_id, client=account.client.id, to=due.to.email, sequence=account.client.sequence, stage=due.stage.name,
        step=due.index, template=due.template, language=rendered.language, subject=case.subject or rendered.subject,
        carrying=due.carrying.number, lines=due.lines, message_id=own_id, digest=desk.archive.put(raw), rendered_at=now,
        reasons=(*due.reasons, *rendered.notes), state=LetterState.RENDERED if why else LetterState.APPROVED,
        stands_on=written.stands_on,
    )  # fmt: skip
    return (_ready(account, case, letter, why, book, now),)


def _ready(account: Account, case: Case, letter: Letter, why: str, book: Book, now: datetime) -> Fact:
    says = f"letter {letter.id} ({letter.template}) to {letter.to} is ready"
    if not why:
        return Fact(now, "letter approved", account.client.id, says, letter.reasons, (case, letter))
    wanted = Wanted(TaskKind.APPROVE, f"Approve letter {letter.id} ({letter.template}) to {account.client.name}", why)
    tasks = numbered((wanted,), account.client.id, now, book.count(Task), letter=letter.id)
    says += f" and waits for a person: {why}"
    return Fact(now, "letter rendered", account.client.id, says, letter.reasons, (case, letter, *tasks))


def _thread(case: Case) -> tuple[str, ...]:
    return case.thread if len(case.thread) <= THREAD_KEPT else (case.thread[0], *case.thread[-THREAD_KEPT:])


def _unrenderable(template: str, problems: tuple[Problem, ...]) -> str:
    first = str(problems[0]) if problems else "it cannot be rendered"
    log.warning("letters from %s wait: %s", template, first)
    return f"the template {template} has a problem, so its letters wait: {first}"
