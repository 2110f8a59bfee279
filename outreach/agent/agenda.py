"""The agenda: which clients a turn has to look at. Most of a large book has nothing to say until another day begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from outreach.domain.account import Account
from outreach.domain.book import Book
from outreach.domain.silence import Why
from outreach.ports import Rulebook

# Silences that follow from the client's own documents, the rulebook and the client's day alone (see `propose`). All
# others may end at any moment: the window opens, the inbox has been read, the cap leaves room.
ALL_DAY = frozenset(
    {Why.NOTHING_OWED, Why.HELD, Why.NOT_YET, Why.ENDED, Why.ON_ITS_WAY, Why.WAITS_FOR_TASK, Why.TOO_SOON}
)


@dataclass(slots=True)
class Agenda:
    """Remembers who rests till the end of its day. A change of anything that the rest was decided on ends it.

    It is memory only: without it, after each start, every client is looked at once.
    """

    _rests: dict[datetime, set[str]] = field(default_factory=dict)  # by the instant at which their day ends
    _until: dict[str, datetime] = field(default_factory=dict)
    _book: Book | None = None
    _rules: Rulebook | None = None
    _number: int = 0
    _looked: datetime | None = None

    def to_look_at(self, book: Book, rules: Rulebook, now: datetime) -> Iterator[str]:
        """Ids of the clients that do not rest, in the order of the book as far as all are asked for."""
        same = book is self._book and rules is self._rules
        before = self._looked or now
        other = now < before or now.year != before.year  # a clock set back, or a year with other holidays
        if not same or other:
            self._begin(book, rules)
        self._looked = now
        self._number, changed = book.changed_since(self._number)
        for client in changed:
            self._wake(client)
        for end in [end for end in self._rests if end <= now]:
            for client in tuple(self._rests[end]):
                self._wake(client)
            del self._rests[end]
        return (id_ for id_ in book.client_ids() if id_ not in self._until) if self._any_awake(book) else iter(())

    def rest(self, account: Account, why: Why, now: datetime) -> None:
        if why in ALL_DAY:
            end = _end_of_day(account, now)
            self._rests.setdefault(end, set()).add(account.client.id)
            self._until[account.client.id] = end

    def _any_awake(self, book: Book) -> bool:
        return len(self._until) < len(book.client_ids())

    def _begin(self, book: Book, rules: Rulebook) -> None:
        self._rests.clear()
        self._until.clear()
        self._book, self._rules, self._number = book, rules, 0

    def _wake(self, client: str) -> None:
        if end := self._until.pop(client, None):
            self._rests[end].discard(client)


def _end_of_day(account: Account, now: datetime) -> datetime:
    tomorrow = account.calendar.day(now) + timedelta(days=1)
    return datetime.combine(tomorrow, time(), account.calendar.zone).astimezone(UTC)
