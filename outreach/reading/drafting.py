"""A rule drafted from the words that a person had to read: days, amounts and numbers are left open in it.

It asks a person wherever it matches (`sure: false`), until somebody who has looked at it writes otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from outreach.domain.finding import DisputeReason, Intent, PlanKind
from outreach.reading.clauses import Clause
from outreach.reading.languages import LANGUAGES
from outreach.reading.mentions import Mentions
from outreach.reading.patterns import Pattern, Span
from outreach.reading.rules import REFUSED_BY_DEFAULT, Need, Rule

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_TELLING_WORDS, _WORDS = 2, 3  # a rule of fewer would read half of all mail
_FACT, _NUMBER, _BETWEEN = r"(?P<gap>.{1,40}?)", r"\d[\d.,/-]*", r"\W+"


def draft(
    intent: Intent, clause: Clause, text: str, mentions: Mentions, *,
    reason: DisputeReason | None = None, plan_kind: PlanKind | None = None,
) -> Rule | None:  # fmt: skip
    """A rule that reads `intent` in the words of the clause; None when they are too few to tell it by.

    The words reach from the first that is not in every mail to the last, and over all that turns the meaning round.
    """
    here = mentions.within([(clause.start, clause.end)])
    telling = list(_telling(text, clause, here))
    if len(telling) < _TELLING_WORDS:
        return None
    turning = [(m.start, m.end) for m in clause.marks if clause.start <= m.start < clause.end and text[m.start] != "?"]
    start, end = min(s for s, _ in (*telling, *turning)), max(e for _, e in (*telling, *turning))
    parts = list(_parts(text, start, end, here.facts))
    if sum(part is not _FACT for part in parts) < _WORDS:
        return None
    needs = frozenset({Need.DATE}) if intent is Intent.PROMISE and here.dates else frozenset[Need]()
    return Rule(
        name="-".join(text[s:e].lower() for s, e in telling)[:50],
        intent=intent,
        patterns=(Pattern(rf"\b{_BETWEEN.join(parts)}\b"),),
        needs=needs,
        reason=reason if intent is Intent.DISPUTE else None,
        plan_kind=plan_kind if intent is Intent.PLAN else None,
        refuses=REFUSED_BY_DEFAULT[intent],
        sure=False,
    )


def _telling(text: str, clause: Clause, here: Mentions) -> Iterator[Span]:
    """The words of the clause that are neither in every mail, nor a fact, nor of a courtesy."""
    common = frozenset().union(*(language.common for language in LANGUAGES if language.code in clause.languages))
    known = (*here.facts, *here.courtesies)
    for word in _WORD.finditer(text, clause.start, clause.end):
        if word[0].lower() not in common and not any(s <= word.start() and word.end() <= e for s, e in known):
            yield word.span()


def _parts(text: str, start: int, end: int, facts: tuple[Span, ...]) -> Iterator[str]:
    """The words as pieces of a pattern, each fact in its place as something that is passed over."""
    inside = sorted(span for span in facts if start <= span[0] and span[1] <= end)
    position = start
    for fact_start, fact_end in inside:
        if fact_start >= position:
            yield from map(_piece, _WORD.findall(text, position, fact_start))
            yield _FACT
            position = fact_end
    yield from map(_piece, _WORD.findall(text, position, end))


def _piece(word: str) -> str:
    return _NUMBER if any(char.isdigit() for char in word) else re.escape(word.lower())
