"""Sending: the letters that are ready, one after the other. Each is decided again and claimed on disk before it leaves.

What became of one letter and the claim of the next are one record with one sync: a crash finds at most one letter
claimed on each connection, and of that one nobody can know.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from itertools import islice, zip_longest
from typing import NamedTuple
from zoneinfo import ZoneInfo

from outreach.agent.conditions import conditions_for
from outreach.agent.desk import Desk
from outreach.agent.wording import changed
from outreach.domain.account import Account
from outreach.domain.book import Book
from outreach.domain.decisions import halt, withdraw
from outreach.domain.facts import Document, Fact
from outreach.domain.halt import HaltKind
from outreach.domain.letter import Letter, LetterState, Outcome, Phase, Verdict
from outreach.domain.outbox import Settled, Withdraw, claim, recheck, release, settle
from outreach.domain.pace import newest_first
from outreach.domain.policy import Mode
from outreach.domain.propose import LetterDue
from outreach.domain.refusals import too_many_refusals
from outreach.domain.silence import Silence
from outreach.domain.task import Task, TaskState, numbered
from outreach.errors import MailServerError, OutreachError
from outreach.mail.compose import dated
from outreach.ports import Postman

LOOK_BACK = 2000  # letters, the largest daily cap there is
READY = frozenset({LetterState.RENDERED, LetterState.APPROVED, LetterState.DEFERRED})  # not claimed, and not over
AT_A_TIME = 8  # letters looked at under one lock, for one that may go


class Stop:
    """Set by the first Ctrl-C: the letter on the wire is finished, no other is begun."""

    def __init__(self) -> None:
        self._asked = False

    def ask(self) -> None:
        self._asked = True

    def __bool__(self) -> bool:
        return self._asked


class Answer(NamedTuple):
    """What the mail server said of a letter."""

    letter: Letter
    outcome: Outcome


class Sending:
    """One delivery. `sent` has every letter that got an answer."""

    def __init__(self, desk: Desk, postman: Postman, inbox_read_at: datetime | None, stop: Stop) -> None:
        self._desk, self._postman, self._read_at, self._stop = desk, postman, inbox_read_at, stop
        self._waiting = deque(letter.id for letter in desk.store.book().letters_on_their_way())
        self._claimed: list[Letter] = []  # in the record that is being decided
        self._wanted = 0  # so many may be claimed in it
        self._asking: list[tuple[Answer | None, asyncio.Future[Letter | None]]] = []
        self._fetched: dict[str, bytes] = {}  # by digest, of letters that may be the next
        self.sent: list[Letter] = []

    async def run(self) -> None:
        """Over as many connections as the postman has; when one of them cannot go on, the others end with the letter
        that they are at."""
        if self._postman.connections == 1:
            await self._connection()
            return
        connections = (self._connection() for _ in range(self._postman.connections))
        for end in await asyncio.gather(*connections, return_exceptions=True):
            if end is not None:
                raise end

    async def _connection(self) -> None:
        try:
            letter = await self._next()
            while letter:
                letter = await self._next(Answer(letter, await self._answer(letter)))
        except BaseException:
            self._waiting.clear()
            raise

    async def _next(self, answer: Answer | None = None) -> Letter | None:
        """The letter that this connection sends next, when it is told what became of the one before."""
        letter = await self._asked(answer)
        while letter is None and self._waiting and not self._stop:
            letter = await self._asked(None)
        return letter

    async def _asked(self, answer: Answer | None) -> Letter | None:
        if self._postman.connections == 1:
            return next(iter(self._record([answer] if answer else [], 1)), None)
        loop = asyncio.get_running_loop()
        if not self._asking:
            loop.call_soon(self._serve)
        asked: asyncio.Future[Letter | None] = loop.create_future()
        self._asking.append((answer, asked))
        return await asked

    def _serve(self) -> None:
        """Those who ask at the same time share one sync."""
        asking, self._asking = self._asking, []
        try:
            claimed = self._record([answer for answer, _ in asking if answer], len(asking))
        except Exception as error:  # noqa: BLE001  # those who asked raise it
            for _, asked in asking:
                asked.set_exception(error)
        else:
            for (_, asked), letter in zip_longest(asking, claimed):
                asked.set_result(letter)

    def _record(self, answers: Sequence[Answer], wanted: int) -> Sequence[Letter]:
        """Record what became of these letters, and claim at most `wanted` others that every guard lets go at this
        moment; in one record, in which each claim sees what was decided before it."""
        self._claimed, self._wanted = [], wanted
        settled = [partial(_settle, self._desk, *answer) for answer in answers]
        try:
            facts = self._desk.record(*settled, *[self._claim] * (AT_A_TIME * wanted))
        except Exception:
            # What the server said of one letter is not lost because something is wrong with another.
            if settled:
                self._desk.record(*settled)
            raise
        answered = {answer.letter.id for answer in answers}
        self.sent += [letter for letter in _letters(facts) if letter.id in answered]
        return self._claimed

    def _claim(self, book: Book) -> tuple[Fact, ...]:
        """Look at one letter, unless there are enough to send already."""
        if not self._waiting or self._stop or len(self._claimed) == self._wanted:
            return ()
        facts = _decide(self._desk, book, self._waiting.popleft(), self._read_at)
        self._claimed += [letter for letter in _letters(facts) if letter.state is LetterState.CLAIMED]
        return facts

    async def _answer(self, letter: Letter) -> Outcome:
        desk, sender, raw = self._desk, self._desk.rules().mail.sender, self._bytes(letter)
        asyncio.get_running_loop().call_soon(self._look_ahead)
        try:
            outcome = await self._postman.send(sender, letter.to, raw)
        except OutreachError as error:
            desk.record(partial(_released, letter, error.sentence, desk.now()))
            raise
        if outcome.verdict is Verdict.REFUSED and outcome.phase is Phase.MAIL:
            # It is about us, not about this client: every other letter would be refused too.
            desk.record(partial(_released, letter, str(outcome), desk.now()))
            hint = "See email under [company] and username under [smtp] in config.toml: may it send as this address?"
            raise MailServerError(f"The mail server refuses {sender} as a sender: {outcome.text}.", hint)
        return outcome

    def _bytes(self, letter: Letter) -> bytes:
        raw = self._fetched.pop(letter.digest, None)
        return _under_date(self._desk, letter, raw if raw is not None else self._desk.archive.get(letter.digest))

    def _look_ahead(self) -> None:
        """While the server works on one letter: read what the decision about the next one will need, and its bytes,
        which never change. Decided is nothing here."""
        with suppress(OutreachError):  # it is met again, and told, when it is this letter's turn
            book = self._desk.store.book()
            letter = book.letter(self._waiting[0]) if self._waiting and not self._stop else None
            client = book.client(letter.client) if letter else None
            if letter and client and letter.digest not in self._fetched and letter.state in READY:
                self._desk.account(book, client)
                self._fetched = {letter.digest: self._desk.archive.get(letter.digest)}


def _letters(facts: Iterable[Fact]) -> Iterator[Letter]:
    return (d for fact in facts for d in fact.puts if isinstance(d, Letter))


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
        return (withdraw(letter, approval_of(account, letter), verdict.why, now),)
    if isinstance(verdict, Silence) or letter.state is LetterState.RENDERED:
        return ()
    says = f"letter {letter.id} to {letter.to} is being sent"
    return (Fact(now, "letter claimed", letter.client, says, verdict.reasons, (claim(letter, now),)),)


def approval_of(account: Account, letter: Letter) -> Task | None:
    return next((t for t in account.tasks if t.letter == letter.id and t.state is TaskState.OPEN), None)


def _released(letter: Letter, why: str, now: datetime, book: Book) -> tuple[Fact, ...]:
    current = book.letter(letter.id) or letter
    says = f"letter {letter.id} to {letter.to} is not sent yet: {why}"
    return (Fact(now, "letter not sent", letter.client, says, (), (release(current, why),)),)


def wire_bytes(desk: Desk, letter: Letter) -> bytes:
    """The frozen bytes under the one Date line, which says when the letter was claimed, on the firm's clock."""
    return _under_date(desk, letter, desk.archive.get(letter.digest))


def _under_date(desk: Desk, letter: Letter, raw: bytes) -> bytes:
    when = letter.claimed_at or desk.now()
    return dated(raw, when.astimezone(ZoneInfo(desk.rules().mail.zone)))


def _settle(desk: Desk, letter: Letter, outcome: Outcome, book: Book) -> tuple[Fact, ...]:
    client = book.client(letter.client)
    if client is None:
        raise LookupError(f"the client of letter {letter.id} is not in the book")
    settled = settle(letter, outcome, desk.account(book, client), desk.rules().policy, desk.now())
    fact = settled_fact(book, settled, f"letter {letter.id} to {letter.to}: {outcome}", desk.now())
    return (fact, *_brake(book, settled.letter, desk.now()))


def _brake(book: Book, refused: Letter, now: datetime) -> tuple[Fact, ...]:
    """The stop that the agent pulls itself, when one refusal too many says that the trouble is on our side."""
    if refused.state is not LetterState.REFUSED:
        return ()
    before = (letter for letter in islice(newest_first(book), LOOK_BACK) if letter.id != refused.id)
    why = too_many_refusals((refused, *before), now)
    return (halt(book.halts, HaltKind.STOP, why, "the agent", now),) if why else ()


def settled_fact(book: Book, settled: Settled, says: str, now: datetime) -> Fact:
    tasks = numbered(settled.wanted, settled.client.id, now, book.count(Task), letter=settled.letter.id)
    puts: tuple[Document, ...] = (settled.letter, settled.case, *tasks)
    if settled.client != book.client(settled.client.id):
        puts = (*puts, settled.client)
    return Fact(now, f"letter {settled.letter.state}", settled.client.id, says, settled.letter.reasons, puts)
