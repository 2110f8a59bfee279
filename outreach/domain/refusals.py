"""When mail servers refuse one letter after the other, something is wrong with us, and more letters make it worse."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import takewhile

from outreach.domain.letter import Letter, LetterState
from outreach.domain.pace import A_DAY

IN_A_ROW = 3  # refusals of what we send or of us as a sender
ONE_IN = 5  # of the letters of a day, for any reason: so many dead addresses, too, end in a block list
AT_LEAST = 5  # before a share says anything

_OVER = frozenset({LetterState.ACCEPTED, LetterState.REFUSED})


def too_many_refusals(newest_first: Iterable[Letter], now: datetime) -> str:
    """Why all letters should stop, from the letters claimed of late with the last one first; "" when they need not."""
    over = [letter for letter in newest_first if letter.state in _OVER]
    row = list(takewhile(lambda letter: letter.about_us, over))
    if len(row) >= IN_A_ROW:
        return f"mail servers refused {len(row)} letters in a row, the last with: {row[0].answer}"
    day = [letter for letter in over if letter.claimed_at and now - letter.claimed_at < A_DAY]
    refused = [letter for letter in day if letter.state is LetterState.REFUSED]
    if len(refused) >= AT_LEAST and len(refused) * ONE_IN >= len(day):
        return f"mail servers refused {len(refused)} of {len(day)} letters in a day, the last with: {refused[0].answer}"
    return ""
