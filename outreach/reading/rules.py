"""A rule: patterns that read one intent in one clause, and what makes it keep silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from outreach.domain.finding import DisputeReason, Intent, PlanKind
from outreach.reading.language import Flag
from outreach.reading.patterns import Pattern, Span

if TYPE_CHECKING:  # they know the words of eight languages; a rule alone is made without
    from outreach.reading.clauses import Clause
    from outreach.reading.mentions import Mentions


class Need(StrEnum):
    """What the clause must contain besides the pattern."""

    DATE = "date"
    AMOUNT = "amount"
    INVOICE = "invoice"
    ADDRESS = "address"


NOT_BY_RULE = frozenset({Intent.OUT_OF_OFFICE, Intent.BOUNCE, Intent.OTHER})  # known before, or when nothing else is
_CLAIMS = frozenset({Flag.QUESTION, Flag.NEGATED, Flag.CONDITIONAL, Flag.HYPOTHETICAL})
_ASKS = frozenset({Flag.NEGATED})  # what is asked for is often a question or a condition
REFUSED_BY_DEFAULT = dict.fromkeys(Intent, _CLAIMS) | {
    Intent.PROMISE: _CLAIMS | {Flag.PAST},
    Intent.PLAN: _ASKS,
    Intent.DOCUMENT: _ASKS,
    Intent.REDIRECT: _ASKS,
    Intent.STOP: _ASKS,
    Intent.LEGAL: _ASKS,
}


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that the rule must read, or must not."""

    text: str
    matches: bool
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a pack. Where rules read the same words, the earlier one in the sequence of rules has them."""

    name: str
    intent: Intent
    patterns: tuple[Pattern, ...]
    excludes: tuple[Pattern, ...] = ()
    needs: frozenset[Need] = frozenset()
    reason: DisputeReason | None = None
    plan_kind: PlanKind | None = None
    refuses: frozenset[Flag] = frozenset()
    sure: bool = True
    language: str = ""  # ISO 639-1; "" = any
    path: str = ""
    line: int = 0
    examples: tuple[Example, ...] = field(default=(), compare=False)

    @property
    def by(self) -> str:
        """How evidence names it."""
        file = self.path.partition("/")[2] or self.path
        return f"{file}: {self.name}" if file else self.name

    @property
    def own(self) -> bool:
        """Whether it is the user's: then it decides, whatever others read."""
        return "/own/" in self.path


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that read `spans` (positions in the whole text) of a clause."""

    rule: Rule
    clause: Clause
    spans: tuple[Span, ...]
    refused: bool = False  # a flag outside the words read makes the rule keep silent

    @property
    def reported(self) -> bool:
        return Flag.REPORTED in _flags_outside(self.clause, self.spans)


def match_rule(rule: Rule, clause: Clause, mentions: Mentions) -> Match | None:
    """The first place in the clause that the rule reads, or else one that it would read but for a flag. Raises TooSlow.

    A flag counts only outside the words read: "did not receive" denies a receipt, and does not deny the dispute.
    """
    if rule.language and rule.language not in clause.languages:
        return None
    if not _has_needs(rule, mentions):
        return None
    match = _first_match(rule, clause)
    return None if match and any(pattern.found(clause.text) for pattern in rule.excludes) else match


def _first_match(rule: Rule, clause: Clause) -> Match | None:
    silent: Match | None = None
    for pattern in rule.patterns:
        for found in pattern.spans(clause.text):
            spans = tuple((start + clause.start, end + clause.start) for start, end in found)
            if not _flags_outside(clause, spans) & rule.refuses:
                return Match(rule, clause, spans)
            silent = silent or Match(rule, clause, spans, refused=True)
    return silent


def disjoint(matches: Sequence[Match]) -> tuple[Match, ...]:
    """Of matches in the order of their rules: the first of each intent, and none that reads words already taken."""
    kept: list[Match] = []
    for match in matches:
        if not match.refused and all(
            match.rule.intent is not k.rule.intent and not _overlap(match.spans, k.spans) for k in kept
        ):
            kept.append(match)
    return tuple(kept)


def kept_silent(matches: Sequence[Match], kept: Sequence[Match]) -> bool:
    """Whether a rule keeps silent about words that none of the kept matches read: they mean something, but what?"""
    return any(m.refused and not any(_overlap(m.spans, k.spans) for k in kept) for m in matches)


def _has_needs(rule: Rule, mentions: Mentions) -> bool:
    if not rule.needs:
        return True
    has = {
        Need.DATE: mentions.dates,
        Need.AMOUNT: mentions.amounts,
        Need.INVOICE: mentions.invoices,
        Need.ADDRESS: mentions.addresses,
    }
    return all(has[need] for need in rule.needs)


def _flags_outside(clause: Clause, spans: tuple[Span, ...]) -> frozenset[Flag]:
    return frozenset(mark.flag for mark in clause.marks if not any(s <= mark.start and mark.end <= e for s, e in spans))


def _overlap(one: tuple[Span, ...], other: tuple[Span, ...]) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)
