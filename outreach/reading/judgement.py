"""What the statistical reader says of a text: how likely each meaning is. It proposes; `understand` decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from outreach.domain.finding import DisputeReason, Intent, PlanKind

MEANINGS: tuple[Intent, ...] = tuple(intent for intent in Intent if intent is not Intent.BOUNCE)
"""What words can say; that a letter came back is told by the form of a mail, never by a text."""

LABELS: tuple[str, ...] = (
    *(intent.value for intent in MEANINGS),
    *(f"{Intent.DISPUTE}: {reason}" for reason in DisputeReason),
    *(f"{Intent.PLAN}: {kind}" for kind in PlanKind),
)
"""In this order the weights are stored."""

WEIGHT: tuple[Intent, ...] = (
    Intent.LEGAL, Intent.STOP, Intent.DISPUTE, Intent.PLAN, Intent.HARDSHIP, Intent.PAID, Intent.PROMISE,
    Intent.REDIRECT, Intent.DOCUMENT, Intent.OUT_OF_OFFICE, Intent.ACKNOWLEDGEMENT, Intent.BOUNCE, Intent.OTHER,
)  # fmt: skip
"""Of several intents the first is the main one."""

Judgement = Mapping[str, float]  # label of LABELS: probability, 0 to 1


class Judge(Protocol):
    def judge(self, texts: Sequence[str]) -> Sequence[Judgement]:
        """One judgement a text. Texts are clauses, sentences or short replies, in any of the languages."""
        ...


class Pupil(Judge, Protocol):
    """A reader that can be taught what one firm's clients mean."""

    def taught(self, examples: Sequence[tuple[str, frozenset[str]]], keep: Sequence[str], weight: float) -> Pupil:
        """A reader that has learnt texts with their labels. What it says of the texts `keep` is to stay as it is.

        An example counts `weight` times as much as a text to keep.
        """
        ...

    def layer(self) -> bytes:
        """What it was taught, to be stored."""
        ...
