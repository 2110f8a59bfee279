"""A text cut into passages: each a clause that some rule read, with the days, amounts and invoices that belong to it.

What is neither read nor a courtesy is kept as *unread*: a reply with an unread clause is never sure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from outreach.domain.finding import Intent
from outreach.reading.clauses import Clause, clauses_of
from outreach.reading.language import Flag
from outreach.reading.mentions import Mentions, left_over, not_to_be_cut
from outreach.reading.patterns import Span, TooSlow
from outreach.reading.rules import Match, Rule, disjoint, kept_silent, match_rule

# A promise with a word in it that nobody knows may be none ("we will pay when hell freezes"): no word may be left over.
# A complaint explains itself at length and is held in any case.
_WORDS_LEFT = {Intent.PROMISE: 0, Intent.PAID: 0, Intent.ACKNOWLEDGEMENT: 0}
_WORDS_LEFT_ELSE = 8
_MOST_CLAUSES = 200  # no answer to a letter has more
_OF_THE_CLAUSE = frozenset({Flag.NEGATED, Flag.HYPOTHETICAL, Flag.REPORTED})


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause that was read, or (no matches) a fragment: nothing but facts and plain words."""

    clause: Clause
    matches: tuple[Match, ...]
    areas: tuple[Span, ...]  # of the clause and of the fragments that belong to it
    mentions: Mentions
    topic: tuple[str, ...] = ()  # invoices named elsewhere that it speaks of
    left: tuple[str, ...] = ()
    silent: bool = False  # a rule knows words of the clause, but a question or a condition in it keeps it silent

    @property
    def intents(self) -> frozenset[Intent]:
        return frozenset(match.rule.intent for match in self.matches)

    @property
    def numbers(self) -> tuple[str, ...]:
        """Invoices that the passage is about; empty when it does not say."""
        return self.mentions.numbers or self.topic

    def match(self, intent: Intent) -> Match | None:
        return next((match for match in self.matches if match.rule.intent is intent), None)

    @property
    def too_much_left(self) -> bool:
        return len(self.left) > min((_WORDS_LEFT.get(i, _WORDS_LEFT_ELSE) for i in self.intents), default=0)


@dataclass(frozen=True, slots=True)
class Cut:
    """What became of a text."""

    passages: tuple[Passage, ...]
    unread: tuple[Clause, ...]
    too_slow: tuple[str, ...]  # the rules that ran into their time limit
    out_of_time: bool = False  # not every rule was tried on every clause
    news: tuple[Clause, ...] = ()  # every clause that is more than a courtesy or a name


def cut(text: str, mentions: Mentions, rules: Sequence[Rule], out_of_time: Callable[[], bool] = lambda: False) -> Cut:
    """The passages of `text`. No rule is tried again on a text on which it was too slow, and none `out_of_time`."""
    clauses = clauses_of(text, not_to_be_cut(text, mentions), (*mentions.courtesies, *mentions.facts))
    trial = _Trial(rules, out_of_time)
    passages = [_read(text, clause, mentions, trial) for clause in clauses[:_MOST_CLAUSES]]
    news = [p for p in passages if not _carries_nothing(p)]
    unread = [p.clause for p in news if not p.matches and (p.left or p.clause.flags or not p.mentions.facts)]
    kept = [p for p in news if p.clause not in unread]
    joined, alone = _join(kept, mentions)
    return Cut(
        tuple(_with_topics(joined)),
        (*unread, *alone, *clauses[_MOST_CLAUSES:]),
        tuple(trial.slow),
        trial.broken_off,
        tuple(passage.clause for passage in news),
    )


class _Trial:
    """The rules on one mail. Each is left out from the first clause on which it takes too long, and when the time for
    the whole mail is used up, all of them are: users write patterns that never end (`(a+)+$`), and clients may find
    out which text they never end on."""

    def __init__(self, rules: Sequence[Rule], out_of_time: Callable[[], bool]) -> None:
        self._rules, self._out_of_time = rules, out_of_time
        self._by_languages: dict[tuple[str, ...], list[Rule]] = {}
        self.slow: dict[str, None] = {}
        self.broken_off = False

    def matches(self, clause: Clause, mentions: Mentions) -> Iterator[Match]:
        for rule in self._of(clause.languages):
            self.broken_off = self.broken_off or self._out_of_time()
            if self.broken_off:
                return
            if self.slow and rule.by in self.slow:
                continue
            try:
                if match := match_rule(rule, clause, mentions):
                    yield match
            except TooSlow:
                self.slow[rule.by] = None

    def _of(self, languages: tuple[str, ...]) -> list[Rule]:
        """The rules for a clause that may be written in the languages."""
        if languages not in self._by_languages:
            self._by_languages[languages] = [r for r in self._rules if not r.language or r.language in languages]
        return self._by_languages[languages]


def _read(text: str, clause: Clause, mentions: Mentions, trial: _Trial) -> Passage:
    here = mentions.within([(clause.start, clause.end)])
    found = tuple(trial.matches(clause, here))
    matches = disjoint(found)
    left = left_over(text, clause, [span for match in matches for span in match.spans], here)
    return Passage(clause, matches, ((clause.start, clause.end),), here, left=left, silent=kept_silent(found, matches))


def _carries_nothing(passage: Passage) -> bool:
    """Courtesies and plain words, not asked and not denied."""
    asked = "?" in passage.clause.text
    return not (
        passage.matches
        or passage.left
        or passage.mentions.says_something
        or asked
        or passage.clause.flags & _OF_THE_CLAUSE
    )


def _join(passages: list[Passage], mentions: Mentions) -> tuple[list[Passage], list[Clause]]:
    """Each fragment joined to what was read in its sentence; those that stay alone, unless they open the text."""
    joined: list[Passage] = []
    waiting: list[Passage] = []
    alone: list[Clause] = []
    for passage in passages:
        same_sentence = joined and joined[-1].clause.sentence == passage.clause.sentence
        if passage.matches:
            mine = [w for w in waiting if w.clause.sentence == passage.clause.sentence]
            alone += [w.clause for w in waiting if w not in mine and not _is_topic(w)]
            joined += [w for w in waiting if w not in mine and _is_topic(w)]
            joined.append(_together(passage, mine, mentions))
            waiting = []
        elif same_sentence and joined[-1].matches:
            joined[-1] = _together(joined[-1], [passage], mentions)
        else:
            waiting.append(passage)
    return joined, [*alone, *(w.clause for w in waiting)]


def _together(passage: Passage, fragments: list[Passage], mentions: Mentions) -> Passage:
    areas = (*passage.areas, *(area for fragment in fragments for area in fragment.areas))
    return replace(passage, areas=areas, mentions=mentions.within(areas)) if fragments else passage


def _is_topic(fragment: Passage) -> bool:
    """ "Invoice INV-1042." on a line of its own; a day on its own could belong to anything."""
    return bool(fragment.mentions.numbers) and not fragment.mentions.dates


def _with_topics(passages: list[Passage]) -> Iterator[Passage]:
    """Passages that name no invoice speak of those named in their sentence, else of those above as a topic."""
    topic: tuple[str, ...] = ()
    for passage in passages:
        if not passage.matches:
            topic = passage.mentions.numbers
            continue
        same = [
            p.mentions.numbers for p in passages if p.clause.sentence == passage.clause.sentence and p is not passage
        ]
        yield replace(passage, topic=next((numbers for numbers in same if numbers), topic))
