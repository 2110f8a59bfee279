"""Where rules are not sure: what the statistical reader makes of a reply, sentence by sentence and as a whole.

Its readings become passages like those of the rules, so that days, amounts, invoices and contradictions are weighed
in one way. A rule that read the same strengthens it; a rule of the user's own decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import exp, log

from outreach.domain.finding import DisputeReason, Intent, PlanKind
from outreach.reading.clauses import Clause
from outreach.reading.judgement import MEANINGS, Judge, Judgement
from outreach.reading.mentions import Mentions
from outreach.reading.passages import Cut, Passage
from outreach.reading.rules import Match, Rule

READ_AT = 0.55  # an intent is read from this probability on; chosen on tests/corpus/build
_SAID_HERE = 0.5  # of the highest probability in the mail: so much more of the same is said in another sentence
_HARDLY = 0.2  # below, a sentence does not say it
_CHANGE_A_CASE = frozenset({Intent.PROMISE, Intent.PAID, Intent.DISPUTE, Intent.STOP, Intent.LEGAL, Intent.REDIRECT})
_TOSSED_UP, _EDGE = 0.5, 1e-4
SLOPE, SHIFT = 0.47, -0.15  # `python -m tests.corpus.calibrate` fits them
_NO_MATTER = frozenset({Intent.ACKNOWLEDGEMENT, Intent.OTHER})  # whichever of these it is, the case rests a few days


@dataclass(frozen=True, slots=True)
class Weighed:
    """The passages as the statistical reader sees them, and the share of such readings that are right, 0 to 1."""

    made: Cut
    confidence: float


@dataclass(frozen=True, slots=True)
class _Part:
    """A sentence, or one clause of it."""

    clauses: tuple[Clause, ...]
    text: str  # on one line
    says: Judgement

    @property
    def area(self) -> tuple[int, int]:
        return self.clauses[0].start, self.clauses[-1].end

    @property
    def clause(self) -> Clause:
        """All of it as one, with everything in it that may turn its meaning round."""
        marks = tuple(dict.fromkeys(mark for clause in self.clauses for mark in clause.marks))
        return replace(self.clauses[0], text=self.text, end=self.clauses[-1].end, marks=marks)


def weigh(text: str, made: Cut, mentions: Mentions, judge: Judge) -> Weighed:
    """`made` again, with passages for everything that is likely to be said. Raises nothing; no news leave it alone."""
    if not made.news:
        return Weighed(made, 0.0)
    sentences = _sentences(text, made.news, judge)
    whole = judge.judge([" ".join(part.text for part in sentences)])[0]
    likely = _with_rules(_likely(whole, sentences), made.passages)
    intents = _read(likely)
    parts = [part for sentence in sentences for part in _apart(sentence, intents, judge)]
    passages = tuple(_passages(parts, intents, whole, made.passages, mentions))
    return Weighed(replace(made, passages=passages, unread=()), _confidence(likely, intents))


def _confidence(likely: Mapping[Intent, float], read: Sequence[Intent]) -> float:
    """How often a reading of this kind is right in everything: what is least likely of what was read decides, and
    nothing that would change the case may be tossed up.

    A network is surer than it should be, so its probability goes through a line fitted in the log-odds (Platt's
    scaling) to how often the replies of tests/corpus/build were read exactly.
    """
    if any(likely[i] >= _TOSSED_UP for i in _CHANGE_A_CASE - set(read)):
        return _TOSSED_UP
    lowest = min(max(min(likely[i] for i in read), _EDGE), 1 - _EDGE)
    return 1 / (1 + exp(-(SLOPE * log(lowest / (1 - lowest)) + SHIFT)))


def sentences_of(text: str, news: Sequence[Clause]) -> list[tuple[tuple[Clause, ...], str]]:
    """The sentences that are more than courtesies, each as its clauses and as one line, in the way they are judged."""
    groups = [tuple(group) for _, group in groupby(news, key=lambda clause: clause.sentence)]
    return [(group, " ".join(text[group[0].start : group[-1].end].split())) for group in groups]


def _sentences(text: str, news: Sequence[Clause], judge: Judge) -> list[_Part]:
    found = sentences_of(text, news)
    judged = judge.judge([line for _, line in found])
    return [_Part(clauses, line, says) for (clauses, line), says in zip(found, judged, strict=True)]


def _likely(whole: Judgement, sentences: Sequence[_Part]) -> dict[Intent, float]:
    """The mean of what the whole says and what its clearest sentence does: a long story drowns its one sentence of
    news, and a sentence alone lacks what it answers to."""
    return {i: (whole[i] + max(part.says[i] for part in sentences)) / 2 for i in MEANINGS}


def _with_rules(likely: dict[Intent, float], passages: Sequence[Passage]) -> dict[Intent, float]:
    for passage in passages:
        for match in passage.matches:
            intent = match.rule.intent
            if match.rule.own:
                likely[intent] = 1.0
            elif intent in likely and match.rule.sure and not (passage.silent or match.reported):
                likely[intent] = (1 + likely[intent]) / 2
    return likely


def _read(likely: Mapping[Intent, float]) -> tuple[Intent, ...]:
    """What is said; where nothing reaches the mark, what comes nearest to it. "Will look" beside news is no news."""
    read = [intent for intent in MEANINGS if likely[intent] >= READ_AT]
    news = [intent for intent in read if intent not in _NO_MATTER]
    return tuple(news or read[:1] or [max(likely, key=lambda intent: likely[intent])])


def _apart(sentence: _Part, intents: Sequence[Intent], judge: Judge) -> list[_Part]:
    """The clauses of a sentence that says two things, each with what it says; any other sentence as it is."""
    said = [i for i in intents if sentence.says[i] >= READ_AT]
    if len(said) < 2 or len(sentence.clauses) < 2:
        return [sentence]
    texts = [" ".join(clause.text.split()) for clause in sentence.clauses]
    judged = zip(sentence.clauses, texts, judge.judge(texts), strict=True)
    parts = [_Part((clause,), words, says) for clause, words, says in judged]
    return parts if all(any(part.says[i] >= READ_AT for part in parts) for i in said) else [sentence]


def _passages(
    parts: Sequence[_Part], intents: Sequence[Intent], whole: Judgement, ruled: Sequence[Passage], mentions: Mentions
) -> Iterator[Passage]:
    """A passage for each part that says something; what says nothing belongs to the part before it, or after."""
    decided = {match.rule.intent for passage in ruled for match in passage.matches if match.rule.own}
    highest = {i: max(READ_AT if i in decided else 0.0, *(part.says[i] for part in parts)) for i in intents}
    matches = [tuple(_matches(part, intents, highest, whole, ruled)) for part in parts]
    topic: tuple[str, ...] = ()
    for number, part in enumerate(parts):
        own = mentions.within([part.area])
        if not matches[number]:
            topic = own.numbers or topic
            continue
        areas = (part.area, *_alone(parts, matches, number))
        yield Passage(part.clause, matches[number], areas, mentions.within(areas), () if own.numbers else topic)


def _alone(parts: Sequence[_Part], matches: Sequence[tuple[Match, ...]], number: int) -> Iterator[tuple[int, int]]:
    """The parts that say nothing by themselves, up to the next one that does; before the first one, too."""
    first = not any(matches[:number])
    before = range(number) if first else range(0)
    for other in (*before, *range(number + 1, len(parts))):
        if other > number and matches[other]:
            return
        yield parts[other].area


def _matches(
    part: _Part, intents: Sequence[Intent], highest: Mapping[Intent, float], whole: Judgement, ruled: Sequence[Passage]
) -> Iterator[Match]:
    for intent in intents:
        rule = next(_rules_for(part, intent, ruled), None)
        enough = max(_SAID_HERE * highest[intent], min(_HARDLY, highest[intent]))
        if part.says[intent] >= enough or (rule and rule.own):
            yield Match(rule or _as_rule(intent, part.says, whole), part.clause, (part.area,))


def _rules_for(part: _Part, intent: Intent, ruled: Sequence[Passage]) -> Iterator[Rule]:
    """Rules that read the same here: they say more exactly why. A user's own counts even if it wants a person asked."""
    for passage in ruled:
        match = passage.match(intent)
        if match and passage.clause in part.clauses and (match.rule.sure or match.rule.own):
            yield match.rule


def _as_rule(intent: Intent, says: Judgement, whole: Judgement) -> Rule:
    reasons = {reason: whole[f"{Intent.DISPUTE}: {reason}"] for reason in DisputeReason}
    kinds = {kind: whole[f"{Intent.PLAN}: {kind}"] for kind in PlanKind}
    return Rule(
        f"the statistical reader ({says[intent]:.0%})",
        intent,
        (),
        reason=max(reasons, key=lambda reason: reasons[reason]) if intent is Intent.DISPUTE else None,
        plan_kind=max(kinds, key=lambda kind: kinds[kind]) if intent is Intent.PLAN else None,
        sure=True,
    )
