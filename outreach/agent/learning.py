"""Learning: what people corrected in review becomes examples to learn from, and rules to be looked at. Nothing is
changed by it: the caller writes down what it wants to keep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from outreach.agent.again import account_then, all_read, compare
from outreach.agent.desk import Desk
from outreach.agent.reading import context_of, written_on
from outreach.domain.finding import Finding, Intent
from outreach.domain.received import Received
from outreach.mail.parse import parse
from outreach.reading.clauses import Clause
from outreach.reading.drafting import draft
from outreach.reading.judgement import MEANINGS, Judge
from outreach.reading.languages import LANGUAGES
from outreach.reading.mentions import Mentions, mentions_in
from outreach.reading.passages import cut
from outreach.reading.rules import NOT_BY_RULE, Example, Rule
from outreach.reading.understand import as_read
from outreach.reading.weighing import sentences_of

PLACE = "inbox_rules/own/learned"
_CODES = tuple(language.code for language in LANGUAGES)
_COUNTER_EXAMPLES = 3
_NO_NEWS = frozenset({Intent.OTHER, Intent.ACKNOWLEDGEMENT})  # whichever of these was read, nothing was claimed


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one mail says, as a person read it: its news in one line, and the labels of the statistical reader."""

    mail: str  # its id
    text: str
    labels: frozenset[str]
    language: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rule that would read what was not read, or why none could be made."""

    mail: Received
    intent: Intent
    rule: Rule | None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Misread:
    """Words that are read as something which, a person says, the mail does not say; `by` which rule or reader."""

    mail: Received
    intent: Intent
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class Learned:
    lessons: tuple[Lesson, ...]
    proposals: tuple[Proposal, ...]
    misread: tuple[Misread, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """A person's mail of the book, cut into its clauses. `settled`: what it says is known, not only guessed."""

    mail: Received
    text: str
    mentions: Mentions
    news: tuple[Clause, ...]
    language: str

    @property
    def says(self) -> frozenset[Intent]:
        return frozenset(self.mail.corrected_to or self.mail.finding.intents)

    @property
    def settled(self) -> bool:
        return self.mail.judged or self.mail.finding.sure

    @property
    def sentences(self) -> list[str]:
        return [line for _, line in sentences_of(self.text, self.news)]

    @property
    def line(self) -> str:
        """What it says, without greetings and names, on one line."""
        return " ".join(self.sentences or self.text.split())


def learn(desk: Desk) -> Learned:
    mails = known(desk)
    corrected = [one for one in mails if one.mail.corrected_to]
    proposals: list[Proposal] = []
    misread: list[Misread] = []
    for one in corrected:
        now = compare(desk, one.mail).now
        misread += _misread(one, now)
        missing = [i for i in one.mail.corrected_to if i not in now.intents and i not in NOT_BY_RULE]
        proposals += (_proposal(one, intent, mails, desk.rules().judge) for intent in missing)
    taken = {(rule.path.rpartition("/")[0], rule.name) for rule in desk.rules().rules}
    return Learned(
        tuple(lesson for one in corrected if (lesson := _lesson(one))), tuple(_named(proposals, taken)), tuple(misread)
    )


def known(desk: Desk) -> tuple[Known, ...]:
    """Every mail of the book that a person wrote, and that says something."""
    return tuple(_known(desk, mail) for mail in all_read(desk) if mail.finding.by_person and mail.finding.text.strip())


def _known(desk: Desk, mail: Received) -> Known:
    account, parsed = account_then(desk, mail), parse(desk.archive.get(mail.digest))
    text = as_read(mail.finding.text)
    mentions = mentions_in(text, context_of(account, parsed, written_on(parsed, mail.received_at)))
    news = cut(text, mentions, desk.rules().rules).news
    return Known(mail, text, mentions, news, _language(news, account.client.language))


def _language(news: Sequence[Clause], client: str) -> str:
    """The one of the words; where they may be of several, the client's."""
    likely = news[0].languages if news else _CODES
    return client if client in likely else likely[0]


def _lesson(one: Known) -> Lesson | None:
    finding, said = one.mail.finding, one.mail.corrected_to
    if not set(said) <= set(MEANINGS):
        return None  # what the form of a mail tells, its words need not
    labels = {intent.value for intent in said}
    if Intent.DISPUTE in said and finding.dispute_reason:
        labels.add(f"{Intent.DISPUTE}: {finding.dispute_reason}")
    if Intent.PLAN in said and finding.plan_kind:
        labels.add(f"{Intent.PLAN}: {finding.plan_kind}")
    return Lesson(one.mail.id, one.line, frozenset(labels), one.language)


def _misread(one: Known, now: Finding) -> Iterator[Misread]:
    for evidence in now.evidence:
        if evidence.intent not in {*one.says, *_NO_NEWS}:
            yield Misread(one.mail, evidence.intent, evidence.words, evidence.by)


def _proposal(one: Known, intent: Intent, mails: Sequence[Known], judge: Judge | None) -> Proposal:
    clause = _clause(one, intent, judge)
    if clause is None:
        return Proposal(one.mail, intent, None, "it is not clear in which of its sentences it says so")
    finding = one.mail.finding
    rule = draft(
        intent, clause, one.text, one.mentions, reason=finding.dispute_reason, plan_kind=finding.plan_kind
    )  # fmt: skip
    if rule is None:
        return Proposal(one.mail, intent, None, "it says so in words that are too few or too common")
    sentence = next(line for clauses, line in sentences_of(one.text, one.news) if clause in clauses)
    others = [other for other in mails if other.settled and intent not in other.says]
    examples = (sentence, *_nearest(sentence, others))
    rule = replace(
        rule,
        language=one.language,
        path=f"{PLACE}/{one.language}/{intent}.yaml",
        examples=tuple(Example(text, number == 0, 0, 0) for number, text in enumerate(examples)),
    )
    why_not = _wrong(rule, one, others)
    return Proposal(one.mail, intent, None if why_not else rule, why_not)


def _clause(one: Known, intent: Intent, judge: Judge | None) -> Clause | None:
    """Where it says so: the only clause, the one with the promised day, or what the statistical reader points at."""
    clauses = one.news
    if intent is Intent.PROMISE:
        days = {promise.day for promise in one.mail.finding.promises if promise.day}
        dated = [c for c in clauses if any(d.day in days and c.start <= d.start < c.end for d in one.mentions.dates)]
        clauses = tuple(dated) or clauses
    if len(clauses) == 1:
        return clauses[0]
    if judge is None or not clauses:
        return None
    likely = [judgement[intent] for judgement in judge.judge([" ".join(c.text.split()) for c in clauses])]
    return clauses[likely.index(max(likely))]


def _nearest(sentence: str, others: Sequence[Known]) -> list[str]:
    """Sentences that say something else in much the same words: what the rule must keep apart."""
    words = set(sentence.lower().split())
    found = dict.fromkeys(line for other in others for line in other.sentences)
    shared = {line: len(words & set(line.lower().split())) for line in found}
    return sorted((line for line in found if shared[line]), key=lambda line: -shared[line])[:_COUNTER_EXAMPLES]


def _wrong(rule: Rule, one: Known, others: Sequence[Known]) -> str:
    """Why the rule must not be made; "" if it may."""
    if not _reads(rule, one):
        return "a question, a denial or a condition stands beside its words"
    for other in others:
        if _reads(rule, other):
            says, mail = ", ".join(sorted(other.says)) or "nothing", other.mail
            return (
                f"its words also stand in the mail of {mail.sender} of {mail.received_at:%Y-%m-%d}, which says {says}"
            )
    return ""


def _reads(rule: Rule, one: Known) -> bool:
    return bool(cut(one.text, one.mentions, (rule,)).passages)


def _named(proposals: Sequence[Proposal], taken: set[tuple[str, str]]) -> Iterator[Proposal]:
    """Each with a name that no rule in its folder has; the same words twice need one rule only."""
    seen: set[str] = set()
    for proposal in proposals:
        rule = proposal.rule
        if rule is None:
            yield proposal
            continue
        words = f"{rule.path}: {rule.patterns[0].words}"
        if words in seen:
            continue
        seen.add(words)
        folder, name, number = rule.path.rpartition("/")[0], rule.name, 2
        while (folder, name) in taken:
            name, number = f"{rule.name}-{number}", number + 1
        taken.add((folder, name))
        yield replace(proposal, rule=replace(rule, name=name))
