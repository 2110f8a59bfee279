"""How much may go out, all clients together: a cap for a day and for an hour, and a slow beginning."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from operator import itemgetter

from outreach.domain.book import Book
from outreach.domain.letter import COUNTS_AS_SENT, Letter
from outreach.domain.policy import Policy

A_DAY = timedelta(hours=24)
AN_HOUR = timedelta(hours=1)
FIRST_DAY = 5  # letters on the first day of the ramp, doubled on each day after on which letters go out
RAMP_OVER = 12  # sending days after which the ramp allows more than the largest cap there is
HOW_FAR_BACK = timedelta(days=2)  # the same calendar day of somebody on earth began at most so long ago


def daily_cap(policy: Policy, days_before: int) -> int:
    """Letters that may go out in 24 hours, when they have gone out on `days_before` days before this one.

    A mistake in the files, or a mailbox that is new to its provider, shows with five letters rather than with fifty.
    """
    return min(policy.daily_cap, FIRST_DAY * 2 ** min(days_before, RAMP_OVER)) if policy.ramp else policy.daily_cap


def days_before(book: Book, now: datetime) -> int:
    """On how many days (in UTC) before this one a letter was claimed."""
    today = now.astimezone(UTC).date()
    return sum(day < today for day in book.claim_days())


def sent_within(book: Book, now: datetime, span: timedelta) -> int:
    """Letters that were claimed in that time and went out or perhaps did; what a clock set back since has put into the
    future is among them."""
    return book.sent_after(now - span)


def written_to(book: Book, now: datetime) -> dict[str, datetime]:
    """The addresses, in lower case, to which a letter went or perhaps did in the last two days, and when the last did.

    Costs as much as letters went out in two days; for one address ask `Book.last_sent_to`.
    """
    first = (now - HOW_FAR_BACK).astimezone(UTC).date()
    days = [day for day in book.claim_days() if day >= first]
    letters = (letter for day in days for letter in book.letters_claimed_on(day) if letter.state in COUNTS_AS_SENT)
    found: dict[str, datetime] = {}
    for letter in letters:
        to, at = letter.to.lower(), letter.claimed_at
        if at and (to not in found or found[to] < at):
            found[to] = at
    return found


def newest_first(book: Book) -> Iterator[Letter]:
    """Every letter that was ever claimed, the last one first; whoever needs only some of them pays only for these.

    Of two in the same instant the one that was recorded later comes first.
    """
    for day in reversed(book.claim_days()):
        claimed = [(x.claimed_at, place, x) for place, x in enumerate(book.letters_claimed_on(day)) if x.claimed_at]
        yield from (x for _, _, x in sorted(claimed, key=itemgetter(0, 1), reverse=True))
