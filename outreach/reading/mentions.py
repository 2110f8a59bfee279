"""What in a text is known by itself: days, amounts, invoices, addresses, courtesies; and what is left over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from outreach.reading.amounts import FoundAmount, amounts_in, sums_on_days
from outreach.reading.clauses import Clause
from outreach.reading.context import Context
from outreach.reading.courtesies import courtesy_spans
from outreach.reading.dates import FoundDate, dates_in
from outreach.reading.folding import folded
from outreach.reading.invoices import InvoiceMention, invoice_mentions
from outreach.reading.languages import LANGUAGES
from outreach.reading.patterns import Span
from outreach.reading.schedules import FoundSchedule, schedules_in
from outreach.reading.shares import FoundShare, shares_in
from outreach.reading.telephones import telephones_in
from outreach.reading.vocabularies import vocabularies_of
from outreach.reading.words.money import MONEY_WORDS
from outreach.reading.words.vocabulary import Vocabulary

ADDRESS = re.compile(r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24}(?![\w-])")
_WORD = re.compile(r"[:;]-?[()DPp/|](?!\w)|…|\.\.\.|\w+(?:[.'’-]\w+)*|[^\w\s.,;:!()\-–—'’/&+•*#]")
_OF = re.compile(
    r"\s*(?:of|per|(?:issued|sent)(?:\s+on)?|vom|von|van|du|de|del|di|da|do|z)(?:\s+(?:the|de|het|den|der|dem|dia))?\s+"
)
_BESIDE = 16  # characters: "now, I mean today"
_SMALL_WORDS = re.compile(r"[\s,]*(?:\w{1,3}\s+){0,2}")
_HARMLESS = frozenset({":)", ":-)", "👍", "🙏", "🙂", "😊"})
_INVOICE_LIST = re.compile(r"[\s,;&+/•*-]*(?:\b(?:and|und)\b)?\s*")


@dataclass(frozen=True, slots=True)
class Mentions:
    dates: tuple[FoundDate, ...]  # on which something is to happen, or did
    references: tuple[FoundDate, ...]  # that only say which invoice or mail is meant, with the words "dated", "due"
    amounts: tuple[FoundAmount, ...]
    invoices: tuple[InvoiceMention, ...]
    addresses: tuple[Span, ...]
    courtesies: tuple[Span, ...]
    context: Context  # against which they were read
    shares: tuple[FoundShare, ...] = ()
    schedules: tuple[FoundSchedule, ...] = ()
    plain: str = ""  # the whole text, folded

    def within(self, spans: Iterable[Span]) -> Mentions:
        """What stands in one of the spans."""
        areas = tuple(spans)

        def inside(start: int, end: int) -> bool:
            return any(s <= start and end <= e for s, e in areas)

        return Mentions(
            tuple(d for d in self.dates if inside(d.start, d.end)),
            tuple(r for r in self.references if inside(r.start, r.end)),
            tuple(a for a in self.amounts if inside(a.start, a.end)),
            tuple(i for i in self.invoices if inside(i.start, i.end)),
            tuple(a for a in self.addresses if inside(*a)),
            tuple(c for c in self.courtesies if c[0] < max(e for _, e in areas) and c[1] > min(s for s, _ in areas)),
            self.context,
            tuple(s for s in self.shares if inside(s.start, s.end)),
            tuple(s for s in self.schedules if inside(s.start, s.end)),
            self.plain,
        )

    @property
    def numbers(self) -> tuple[str, ...]:
        """Invoices named, each once."""
        return tuple(dict.fromkeys(number for mention in self.invoices for number in mention.numbers))

    @property
    def says_something(self) -> bool:
        """Whether there is more than the day of a letter that is answered."""
        return bool(self.dates or self.amounts or self.invoices or self.addresses)

    @property
    def facts(self) -> tuple[Span, ...]:
        """Where days, amounts, invoices and addresses stand."""
        dates = ((d.start, d.end) for d in (*self.dates, *self.references))
        amounts = ((a.start, a.end) for a in self.amounts)
        invoices = ((i.start, i.end) for i in self.invoices)
        return (*dates, *amounts, *invoices, *self.addresses)


def mentions_in(text: str, context: Context) -> Mentions:
    plain, vocabularies = folded(text), vocabularies_of(text, context)
    codes = [words.code for words in vocabularies]
    dates = dates_in(text, context)
    amounts = tuple(a for a in amounts_in(text, context) if not any(_overlap(a, d) for d in dates))
    shares = tuple(s for s in shares_in(text, codes) if not any(_overlap(s, d) for d in dates))
    invoices = invoice_mentions(text, context, amounts)
    numbered = [i for i in invoices if not any((i.start, i.end) == (a.start, a.end) for a in amounts)]
    amounts = tuple(a for a in amounts if not any(_overlap(a, i) for i in numbered))
    if sum(d.day >= context.sent_on for d in dates) > 1:
        taken = [
            *((d.start, d.end) for d in dates), *((a.start, a.end) for a in amounts),
            *((s.start, s.end) for s in shares), *((i.start, i.end) for i in invoices), *telephones_in(text),
        ]  # fmt: skip
        amounts = tuple(sorted((*amounts, *sums_on_days(text, context, codes, taken)), key=lambda a: a.start))
    ends = (*(a.end for a in amounts), *(s.end for s in shares))
    dates = (*dates, *_now(text, plain, ends, dates, context, codes))
    lead = {d: _lead(plain, d, vocabularies) for d in dates}
    refers = {d for d in dates if lead[d].refers is not None and not (lead[d].weak and d.day > context.sent_on)}
    meant = (d for d in dates if d not in refers and not any(_overlap(d, i) for i in numbered))
    return Mentions(
        tuple(sorted((_led(d, lead[d]) for d in meant), key=lambda d: d.start)),
        tuple(replace(d, start=start) for d in dates if d in refers and (start := lead[d].refers) is not None),
        amounts,
        invoices,
        tuple(match.span() for match in ADDRESS.finditer(text)),
        courtesy_spans(text, context.names),
        context,
        tuple(s for s in shares if not s.same or _has_a_day(s, text, dates)),
        schedules_in(text, codes),
        plain,
    )


def _has_a_day(share: FoundShare, text: str, dates: Sequence[FoundDate]) -> bool:
    """ "The same on the 29th": away from a day it is anything ("the same fittings")."""
    starts, ends = {d.start for d in dates}, {d.end for d in dates}
    small = _SMALL_WORDS.match(text, share.end)
    return bool(small and any(n in starts for n in range(share.end, small.end() + 1))) or share.start - 1 in ends


def _now(
    text: str,
    plain: str,
    values: Iterable[int],
    dates: Sequence[FoundDate],
    context: Context,
    codes: Sequence[str],
) -> Iterator[FoundDate]:
    """ "Half now": only beside an amount is this a day, for "now" is in many sentences."""
    for end_of_value in values:
        for code in codes:
            match = _right_now(code).match(plain, end_of_value)
            near = [d for d in dates if match and d.start < match.end() + _BESIDE and match.start() < d.end]
            if match and all(d.day != context.sent_on for d in near):
                start, end = match.span("now")
                yield FoundDate(context.sent_on, text[start:end], start, end, True, "today")
                break


@cache
def _right_now(code: str) -> re.Pattern[str]:
    return re.compile(rf"\s+(?P<now>{folded(MONEY_WORDS[code].now)})(?!\w)")


@dataclass(frozen=True, slots=True)
class _Lead:
    """What the words around a day say of it: where "dated" begins, and whether another day may be meant.

    `weak` words say whose day it is ("of", "per"): a day that is over is that of an invoice, one to come hardly is.
    """

    refers: int | None
    weak: bool
    vague: bool


def _lead(plain: str, found: FoundDate, vocabularies: Sequence[Vocabulary]) -> _Lead:
    begin = max(0, found.start - 40)
    before = plain[begin : found.start]
    refers = [m for words in vocabularies if (m := words.date_refers.search(before))]
    vague = any(words.date_is_vague.search(before) for words in vocabularies)
    vague = vague or any(words.date_describes.match(plain, found.end) for words in vocabularies)
    weak = bool(refers) and all(_OF.fullmatch(match[0]) for match in refers)
    return _Lead(begin + refers[0].start() if refers else None, weak, vague)


def _led(found: FoundDate, lead: _Lead) -> FoundDate:
    return replace(found, sure=found.sure and not lead.vague, of=lead.vague or lead.refers is not None)


def not_to_be_cut(text: str, mentions: Mentions) -> tuple[Span, ...]:
    """Commas and stops that belong to a day, an amount, an address, or a list of invoices."""
    lists = [
        (one.start, after.end)
        for one, after in zip(mentions.invoices, mentions.invoices[1:], strict=False)
        if _INVOICE_LIST.fullmatch(text, one.end, after.start)
    ]
    return (*mentions.facts, *_joined(lists))


def left_over(text: str, clause: Clause, read: Iterable[Span], mentions: Mentions) -> tuple[str, ...]:
    """The words of the clause that neither a rule read, nor a fact or a courtesy, nor are plain in its languages."""
    known = (*read, *mentions.facts, *mentions.courtesies)
    plain = frozenset().union(*(language.plain for language in LANGUAGES if language.code in clause.languages))
    return tuple(
        word[0]
        for word in _WORD.finditer(text, clause.start, clause.end)
        if word[0].lower() not in plain
        and word[0] not in _HARMLESS
        and not any(start <= word.start() and word.end() <= end for start, end in known)
    )


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in spans:
        if joined and span[0] < joined[-1][1]:
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return joined


def _overlap(one: FoundDate | FoundAmount | FoundShare, other: FoundDate | InvoiceMention) -> bool:
    return one.start < other.end and other.start < one.end
