"""What became of each clause of a text, for the person who asks why a mail was read as it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from outreach.domain.finding import Intent
from outreach.reading.clauses import Clause, clauses_of
from outreach.reading.context import Context
from outreach.reading.language import Flag
from outreach.reading.mentions import Mentions, mentions_in, not_to_be_cut
from outreach.reading.passages import Cut, cut
from outreach.reading.patterns import TooSlow
from outreach.reading.rules import Rule, match_rule
from outreach.reading.understand import as_read

COURTESY, UNREAD, BELONGS = "says nothing new", "read by no rule", "belongs to what is read beside it"


@dataclass(frozen=True, slots=True)
class ToldClause:
    """`flags` are what turns its meaning round. `rules` says which rules read it as what; if none does, `why`.

    `silent` names rules that know its words, but which a question, a denial or a condition keeps from reading them.
    """

    words: str
    flags: tuple[Flag, ...]
    rules: tuple[tuple[Intent, str], ...]
    why: str
    silent: tuple[str, ...]


def clauses_told(text: str, context: Context, rules: Sequence[Rule]) -> tuple[ToldClause, ...]:
    """The clauses of the new text of a mail as the rules alone read them."""
    read = as_read(text)
    mentions = mentions_in(read, context)
    made = cut(read, mentions, rules)
    clauses = clauses_of(read, not_to_be_cut(read, mentions), (*mentions.courtesies, *mentions.facts))
    return tuple(_told(clause, made, tuple(_silent(clause, mentions, rules))) for clause in clauses)


def _silent(clause: Clause, mentions: Mentions, rules: Sequence[Rule]) -> Iterator[str]:
    here = mentions.within([(clause.start, clause.end)])
    for rule in rules:
        try:
            found = match_rule(rule, clause, here)
        except TooSlow:  # the finding warns of it, and the rule has read nothing
            continue
        if found and found.refused:
            yield rule.by


def _told(clause: Clause, made: Cut, silent: tuple[str, ...]) -> ToldClause:
    words, flags = " ".join(clause.text.split()), tuple(sorted(clause.flags))
    passage = next((p for p in made.passages if p.clause.start == clause.start and p.matches), None)
    if passage:
        return ToldClause(words, flags, tuple((m.rule.intent, m.rule.by) for m in passage.matches), "", silent)
    if all(news.start != clause.start for news in made.news):
        return ToldClause(words, flags, (), COURTESY, silent)
    unread = any(other.start == clause.start for other in made.unread)
    return ToldClause(words, flags, (), UNREAD if unread else BELONGS, silent)
