"""The statistical reader learns from corrections only as far as nothing that was read right is misread afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from outreach.agent.learning import learn
from outreach.agent.teaching import WEIGHTS, teach
from outreach.domain.finding import Intent
from outreach.reading.judgement import LABELS, Judgement, Pupil
from tests.agent.made import AP, JO
from tests.agent.test_learning import answered, correct
from tests.fakes import Office

OWLS, LAWYER = "The owls in Leeds are louder than usual.", "Your hedgehog will hear from our owls."
Examples = Sequence[tuple[str, frozenset[str]]]


@dataclass(frozen=True)
class Parrot:
    """Says "other" of all but what it was taught; who learns with `greedy` weight takes everything for a promise."""

    known: dict[str, frozenset[str]] = field(default_factory=dict)
    greedy: float = 99.0
    weights: list[float] = field(default_factory=list)
    keeps: list[str] = field(default_factory=list)
    spoilt: bool = False

    def judge(self, texts: Sequence[str]) -> list[Judgement]:
        return [self._says(text) for text in texts]

    def _says(self, text: str) -> Judgement:
        labels = frozenset({"promise"}) if self.spoilt else self.known.get(text, frozenset({"other"}))
        return {label: 0.99 if label in labels else 0.01 for label in LABELS}

    def taught(self, examples: Examples, keep: Sequence[str], weight: float) -> Pupil:
        self.weights.append(weight)
        self.keeps[:] = keep
        return replace(self, known=dict(examples), spoilt=weight >= self.greedy)

    def layer(self) -> bytes:
        return b""


async def two_answers(judge: Parrot) -> Office:
    """Miller's owls mean a promise, says Ada; and Harbour's mean nothing, says she."""
    firm = await answered((OWLS, JO), (LAWYER, AP))
    firm.definitions.rulebook = replace(firm.definitions.rulebook, judge=judge)
    correct(firm, Intent.PROMISE, on=None)
    correct(firm, Intent.OTHER, client="harbour")
    return firm


def examples(firm: Office) -> Examples:
    return [(lesson.text, lesson.labels) for lesson in learn(firm.desk).lessons]


async def test_what_it_learnt_is_read_as_the_person_read_it() -> None:
    firm = await two_answers(parrot := Parrot())
    taught = teach(firm.desk, parrot, examples(firm))
    (changed,) = taught.changed
    assert (taught.mails, taught.mended, taught.spoilt) == (2, 1, ())
    assert firm.desk.store.book().received(changed) in firm.desk.store.book().received_of("miller")
    assert taught.reader
    assert taught.reader.judge([OWLS])[0]["promise"] == 0.99


async def test_it_learns_with_less_weight_where_more_would_misread_what_was_right() -> None:
    firm = await two_answers(parrot := Parrot(greedy=WEIGHTS[1]))
    taught = teach(firm.desk, parrot, examples(firm))
    assert taught.reader
    assert tuple(parrot.weights) == WEIGHTS[:3]


async def test_it_learns_nothing_where_any_weight_would() -> None:
    firm = await two_answers(parrot := Parrot(greedy=0))
    taught = teach(firm.desk, parrot, examples(firm))
    assert taught.reader is None
    (spoilt,) = taught.spoilt
    assert firm.desk.store.book().received(spoilt) in firm.desk.store.book().received_of("harbour")


async def test_what_the_shipped_rules_show_is_to_stay_as_it_is_and_so_is_what_was_confirmed() -> None:
    firm = await answered(("We will pay INV-1042 on 20 March.", JO))
    parrot = Parrot()
    teach(firm.desk, parrot, [(OWLS, frozenset({"promise"}))])
    assert "We will pay INV-1042 on 20 March." in parrot.keeps
    shown = {e.text for rule in firm.definitions.rulebook.rules for e in rule.examples}
    assert 300 < len(shown & set(parrot.keeps)) <= 501


async def test_teaching_touches_no_case() -> None:
    firm = await two_answers(parrot := Parrot())
    before = list(firm.desk.store.history())
    teach(firm.desk, parrot, examples(firm))
    assert list(firm.desk.store.history()) == before
