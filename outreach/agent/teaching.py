"""Teaching: the statistical reader learns from corrections, as far as everything that was read right stays right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from outreach.agent.again import Compared, compare
from outreach.agent.desk import Desk
from outreach.agent.learning import Known, known
from outreach.domain.finding import Finding
from outreach.reading.judgement import Pupil

WEIGHTS = (5.0, 2.0, 1.0)  # how much a correction counts, tried in this order
KEPT_EXAMPLES = 500  # of the rules: what the reader says of them is to stay, so that no general habit is unlearnt


@dataclass(frozen=True, slots=True)
class Taught:
    """`reader` is None when whatever it learnt made it misread a mail that was read right: then it stays as it is."""

    reader: Pupil | None
    mails: int  # that were read again
    changed: tuple[str, ...] = ()  # ids of those read differently, or more or less sure
    mended: int = 0  # of these, now as a person read them
    spoilt: tuple[str, ...] = ()  # ids of those that it would misread


def teach(desk: Desk, pupil: Pupil, examples: Sequence[tuple[str, frozenset[str]]]) -> Taught:
    """Teach it with weight, or with less of it where the mails of the book would be read worse."""
    mails = known(desk)
    before = [compare(desk, one.mail) for one in mails]
    keep = _to_keep(desk, mails)
    spoilt: tuple[str, ...] = ()
    for weight in WEIGHTS:
        reader = pupil.taught(examples, keep, weight)
        rulebook = replace(desk.rules(), judge=reader)
        after = [compare(desk, one.mail, rulebook) for one in mails]
        pairs = list(zip(mails, before, after, strict=True))
        spoilt = tuple(one.mail.id for one, was, now in pairs if one.settled and _right(was) and not _right(now))
        if not spoilt:
            changed = tuple(one.mail.id for one, was, now in pairs if _acts(was.now) != _acts(now.now))
            mended = sum(one.mail.judged and _right(now) and not _right(was) for one, was, now in pairs)
            return Taught(reader, len(mails), changed, mended)
    return Taught(None, len(mails), spoilt=spoilt)


def _to_keep(desk: Desk, mails: Sequence[Known]) -> list[str]:
    settled = [one.line for one in mails if one.settled and not one.mail.corrected_to]
    shown = list(dict.fromkeys(e.text for rule in desk.rules().rules if not rule.own for e in rule.examples))
    return [*settled, *shown[:: len(shown) // KEPT_EXAMPLES + 1]]


def _right(one: Compared) -> bool:
    """That a person has to look costs little; that something else is read may cost much."""
    return not set(one.differs) - {"sure"}


def _acts(finding: Finding) -> tuple[object, ...]:
    """Everything that decides what a case does."""
    return frozenset(finding.intents), finding.promises, finding.dispute_reason, finding.sure
