"""Deliver letters that are ready: checked again under the lock, claimed on disk, sent, settled. Never twice (law 3)."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from zoneinfo import ZoneInfo

from outreach.agent.conditions import conditions_for
from outreach.agent.desk import Desk
from outreach.agent.wording import changed
from outreach.domain.account import Account
from outreach.domain.book import Book
from outreach.domain.decisions import halt, was_sent, withdraw
from outreach.domain.facts import Document, Fact
from outreach.domain.halt import HaltKind
from outreach.domain.letter import Letter, LetterState, Outcome, Phase, Verdict
from outreach.domain.outbox import Settled, Withdraw, claim, recheck, recover, release, settle, unknown
from outreach.domain.pace import A_DAY, newest_first
from outreach.domain.policy import Mode
from outreach.domain.propose import LetterDue
from outreach.domain.refusals import too_many_refusals
from outreach.domain.silence import Silence
from outreach.domain.task import Task, TaskState, numbered
from outreach.errors import MailServerError, OutreachError
from outreach.mail.compose import dated
from outreach.ports import Mailbox, Postman

log = logging.getLogger("outreach")

LOOK_BACK = 2000  # letters, the largest daily cap there is
READY = frozenset({LetterState.RENDERED, LetterState.APPROVED, LetterState.DEFERRED})  # not claimed, and not over
IN_DOUBT = frozenset({LetterState.UNKNOWN, LetterState.DEFERRED})  # what a copy in Sent settles


class Stop:
    """Set by the first Ctrl-C: the letter on the wire is finished, no other is begun."""

    def __init__(self) -> None:
        self._asked = False

    def ask(self) -> None:
        self._asked = True

    def __bool__(self) -> bool:
        return self._asked


async def deliver(desk: Desk, postman: Postman, inbox_read_at: datetime | None, stop: Stop) -> tuple[Letter, ...]:
    """Send what is ready, one letter after the other over one connection; what cannot go now stays as it is."""
    sent: list[Letter] = []
    for letter in desk.store.book().letters_on_their_way():
        if stop:
            break
        claimed = _claim(desk, letter.id, inbox_read_at)
        if claimed is None:
            continue
        sent.append(await _send(desk, postman, claimed))
    return tuple(sent)


def _claim(desk: Desk, letter_id: str, inbox_read_at: datetime | None) -> Letter | None:
    """Claim one letter if every guard agrees at this moment; the claim is on disk before the wire is used."""
    decided = desk.record(lambda book: _decide(desk, book, letter_id, inbox_read_at))
    claimed = (d for fact in decided for d in fact.puts if isinstance(d, Letter) and d.state is LetterState.CLAIMED)
    return next(claimed, None)


def _decide(desk: Desk, book: Book, letter_id: str, inbox_read_at: datetime | None) -> tuple[Fact, ...]:
    letter, now = book.letter(letter_id), desk.now()
    client = book.client(letter.client) if letter else None
    if letter is None or client is None or letter.state not in READY or desk.rules().policy.mode is Mode.REHEARSE:
        return ()
    if letter.try_again_at and now < letter.try_again_at:
        return ()
    account = desk.account(book, client)
    at = conditions_for(desk, book, inbox_read_at, letter)
    verdict = recheck(letter, account, desk.sequence(client), desk.rules().policy, at, now)
    if isinstance(verdict, LetterDue) and (what := changed(desk, letter, account, verdict)):
        verdict = Withdraw(f"it was written with something else: {what}")
    if isinstance(verdict, Withdraw):
        return (withdraw(letter, _approval(account, letter), verdict.why, now),)
    if isinstance(verdict, Silence) or letter.state is LetterState.RENDERED:
        return ()
    says = f"letter {letter.id} to {letter.to} is being sent"
    return (Fact(now, "letter claimed", letter.client, says, verdict.reasons, (claim(letter, now),)),)


def _approval(account: Account, letter: Letter) -> Task | None:
    return next((t for t in account.tasks if t.letter == letter.id and t.state is TaskState.OPEN), None)


async def _send(desk: Desk, postman: Postman, letter: Letter) -> Letter:
    raw = wire_bytes(desk, letter)
    try:
        outcome = await postman.send(desk.rules().mail.sender, letter.to, raw)
    except OutreachError as error:
        desk.record(partial(_released, letter, error.sentence, desk.now()))
        raise
    if outcome.verdict is Verdict.REFUSED and outcome.phase is Phase.MAIL:
        # It is about us, not about this client: every other letter would be refused too.
        desk.record(partial(_released, letter, str(outcome), desk.now()))
        hint = "See email under [company] and username under [smtp] in config.toml: may that user send as this address?"
        raise MailServerError(f"The mail server refuses {desk.rules().mail.sender} as a sender: {outcome.text}.", hint)
    return _settle(desk, letter, outcome)


def _released(letter: Letter, why: str, now: datetime, book: Book) -> tuple[Fact, ...]:
    current = book.letter(letter.id) or letter
    says = f"letter {letter.id} to {letter.to} is not sent yet: {why}"
    return (Fact(now, "letter not sent", letter.client, says, (), (release(current, why),)),)


def wire_bytes(desk: Desk, letter: Letter) -> bytes:
    """The frozen bytes under the one Date line, which says when the letter was claimed, on the firm's clock."""
    when = letter.claimed_at or desk.now()
    return dated(desk.archive.get(letter.digest), when.astimezone(ZoneInfo(desk.rules().mail.zone)))


def _settle(desk: Desk, letter: Letter, outcome: Outcome) -> Letter:
    def decide(book: Book) -> tuple[Fact, ...]:
        client = book.client(letter.client)
        if client is None:
            raise LookupError(f"the client of letter {letter.id} is not in the book")
        settled = settle(letter, outcome, desk.account(book, client), desk.rules().policy, desk.now())
        fact = _settled(book, settled, f"letter {letter.id} to {letter.to}: {outcome}", desk.now())
        return (fact, *_brake(book, settled.letter, desk.now()))

    fact, *_ = desk.record(decide)
    return next(d for d in fact.puts if isinstance(d, Letter))


def _brake(book: Book, refused: Letter, now: datetime) -> tuple[Fact, ...]:
    """The stop that the agent pulls itself, when one refusal too many says that the trouble is on our side."""
    if refused.state is not LetterState.REFUSED:
        return ()
    before = (letter for letter in islice(newest_first(book), LOOK_BACK) if letter.id != refused.id)
    why = too_many_refusals((refused, *before), now)
    return (halt(book.halts, HaltKind.STOP, why, "the agent", now),) if why else ()


def _settled(book: Book, settled: Settled, says: str, now: datetime) -> Fact:
    tasks = numbered(settled.wanted, settled.client.id, now, book.count(Task), letter=settled.letter.id)
    puts: tuple[Document, ...] = (settled.letter, settled.case, *tasks)
    if settled.client != book.client(settled.client.id):
        puts = (*puts, settled.client)
    return Fact(now, f"letter {settled.letter.state}", settled.client.id, says, settled.letter.reasons, puts)


def recover_claims(desk: Desk) -> None:
    """After a start: a letter found claimed may have left, so it is unknown; it counts as sent and a person is asked.

    Only the one agent of a workspace may call this, before it sends anything itself.
    """
    for letter in desk.store.book().letters_on_their_way():
        if letter.state is LetterState.CLAIMED:
            desk.record(partial(_recovered, desk, letter.id))


def _recovered(desk: Desk, letter_id: str, book: Book) -> tuple[Fact, ...]:
    letter, now = book.letter(letter_id), desk.now()
    client = book.client(letter.client) if letter else None
    if letter is None or client is None:
        return ()
    account = desk.account(book, client)
    settled = unknown(recover(letter, now), account, account.calendar.day(letter.claimed_at or now))
    return (_settled(book, settled, f"letter {letter.id} to {letter.to} was perhaps sent", now),)


async def settle_unknown(desk: Desk, mailbox: Mailbox) -> None:
    """A copy in the Sent folder, or in one that we read, proves that a letter left. Its absence proves nothing.

    That is so even when the server put it off after the final dot: some do and have queued it, and a second copy would
    follow with the retry (RFC 1047).
    """
    doubtful = [letter for letter in desk.store.book().letters_on_their_way() if letter.state in IN_DOUBT]
    sent = await mailbox.sent_folder() if doubtful else None
    folders = dict.fromkeys((*((sent,) if sent else ()), *desk.rules().mail.folders))
    for letter in doubtful:
        for folder in folders:
            if await mailbox.has(folder, letter.message_id):
                where = "the Sent folder" if folder == sent else f"the folder {folder}"
                desk.record(partial(_proven, desk, letter.id, where))
                break


def _proven(desk: Desk, letter_id: str, where: str, book: Book) -> tuple[Fact, ...]:
    letter = book.letter(letter_id)
    client = book.client(letter.client) if letter else None
    if letter is None or client is None or letter.state not in IN_DOUBT:
        return ()
    account = desk.account(book, client)
    if letter.state is LetterState.DEFERRED:
        found = Outcome(Verdict.ACCEPTED, Phase.DOT, None, f"its copy lies in {where}")
        settled = settle(letter, found, account, desk.rules().policy, desk.now())
        return (_settled(book, settled, f"letter {letter.id} to {letter.to}: {found}", desk.now()),)
    return (was_sent(account, letter, _approval(account, letter), f"the copy in {where}", desk.now()),)


async def file_copies(desk: Desk, mailbox: Mailbox) -> None:
    """A copy in Sent of each letter of the last day, where the server does not keep one itself.

    Failing at it harms no letter, and the next turn tries again.
    """
    without = _without_copy(desk.store.book(), desk.now()) if desk.rules().mail.keep_sent_copy else ()
    try:
        folder = await mailbox.sent_folder() if without else None
        if not folder:
            return
        for letter in without:
            if not await mailbox.has(folder, letter.message_id):
                await mailbox.file(folder, wire_bytes(desk, letter))
            desk.record(partial(_filed, letter, desk.now()))
    except OutreachError as error:
        log.warning("the copy for the Sent folder could not be filed: %s", error.sentence)


def _without_copy(book: Book, now: datetime) -> tuple[Letter, ...]:
    today = now.astimezone(UTC).date()
    days = (today - timedelta(days=1), today, today + timedelta(days=1))  # our clock may have been ahead
    waits = (letter for day in days for letter in book.letters_without_copy(day))
    return tuple(letter for letter in waits if letter.settled_at and now - letter.settled_at < A_DAY)


def _filed(letter: Letter, now: datetime, book: Book) -> tuple[Fact, ...]:
    current = book.letter(letter.id) or letter
    says = f"a copy of letter {letter.id} lies in the Sent folder"
    return (Fact(now, "copy filed", letter.client, says, (), (replace(current, in_sent=True),)),)
