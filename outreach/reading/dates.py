"""Days named in a text: a grammar of our own, because a general one finds Wednesday in "we" and today in "15.12.".

What a day means depends on the day the mail was written and on the client's country. A day that could be another one
is found all the same, but not `sure`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from outreach.reading.calendar_days import valid_date
from outreach.reading.context import Context
from outreach.reading.folding import folded
from outreach.reading.following_dates import with_following
from outreach.reading.found_dates import FoundDate, Taken, disjoint
from outreach.reading.joined_dates import joined
from outreach.reading.numeric_dates import numeric_dates
from outreach.reading.telephones import telephones_in
from outreach.reading.vocabularies import vocabularies_of
from outreach.reading.worded_dates import worded_dates

__all__ = ["FoundDate", "dates_in"]


def dates_in(text: str, context: Context) -> tuple[FoundDate, ...]:
    """All days named in `text`, in its order, none overlapping; the longest reading of the same words counts."""
    plain, vocabularies = folded(text), vocabularies_of(text, context)
    telephones = Taken(len(text), telephones_in(text))
    found = [
        *numeric_dates(plain, text, context, telephones),
        *(one for words in vocabularies for one in worded_dates(plain, text, context, words)),
    ]
    days = joined(plain, text, disjoint(found, len(text)), vocabularies)
    counted = with_following(plain, text, days, context, vocabularies)
    if counted != days:  # what is counted may be named beside it: "two weeks after that, Friday the 29th"
        days = joined(plain, text, counted, vocabularies)
    return tuple(_in_one_month(days))


def _in_one_month(found: list[FoundDate]) -> Iterator[FoundDate]:
    """ "500 on the 1st and the rest on the 15th", said on the 2nd: both of the next month."""
    before: FoundDate | None = None
    for this in found:
        if before and before.kind == this.kind == "day of month" and before.day.day < this.day.day:
            day = valid_date(before.day.year, before.day.month, this.day.day) if this.day < before.day else None
            before = replace(this, day=day or this.day)
        else:
            before = this
        yield before
