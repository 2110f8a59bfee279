"""Fits how sure the statistical reader may say that it is: slope and shift of `_confidence` in reading/weighing.py.

usage: python -m tests.corpus.calibrate

Of the replies of `build` that nothing but the confidence makes doubtful, how many were read exactly right (intents,
days and reason) at which log-odds. Prints the line that fits best (maximum likelihood), and what share of the replies
would be settled, and acted on wrongly, from which confidence on.
"""

from __future__ import annotations

from math import exp, log

from outreach.reading.weighing import SHIFT, SLOPE
from tests.corpus.measure import Judged, acted_wrongly, judged

Point = tuple[float, bool, bool]  # log-odds of the network, read exactly right, would be acted on wrongly
ROUNDS, PACE = 20_000, 0.05
LEVELS = (0.8, 0.85, 0.88, 0.9, 0.92, 0.95)


def point(mail: Judged) -> Point | None:
    """None where something else than the confidence decides."""
    confidence, warnings = float(mail.read["confidence"]), mail.read["warnings"]
    if not mail.human or any("confidence" not in warning for warning in warnings) or confidence in (0.5, 0.95, 1.0):
        return None
    odds = (log(confidence / (1 - confidence)) - SHIFT) / SLOPE
    wrong, _ = acted_wrongly(Judged(mail.id, mail.group, mail.right, {**mail.read, "person": False}, mail.tolerated))
    return odds, not mail.wrong, bool(wrong)


def line(points: list[Point]) -> tuple[float, float]:
    slope, shift = 1.0, 0.0
    for _ in range(ROUNDS):
        errors = [(right - likely(odds, slope, shift), odds) for odds, right, _ in points]
        slope += PACE * sum(error * odds for error, odds in errors) / len(points)
        shift += PACE * sum(error for error, _ in errors) / len(points)
    return slope, shift


def likely(odds: float, slope: float, shift: float) -> float:
    return 1 / (1 + exp(-(slope * odds + shift)))


def main() -> None:
    mails = judged("build")
    points = [found for mail in mails if (found := point(mail))]
    human = sum(mail.human for mail in mails)
    slope, shift = line(points)
    print(f"slope {slope:.2f}, shift {shift:.2f}, from {len(points)} of {human} replies")
    for level in LEVELS:
        at = [(right, wrong) for odds, right, wrong in points if likely(odds, slope, shift) >= level]
        settled, exact = len(at) / human, sum(right for right, _ in at) / max(1, len(at))
        print(f"from {level}: settled {settled:.3f}, exactly right {exact:.3f}, acted wrongly "
              f"{sum(wrong for _, wrong in at) / human:.3f}")  # fmt: skip


if __name__ == "__main__":
    main()
