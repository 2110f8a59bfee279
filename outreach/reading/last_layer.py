"""The last layer of the statistical reader, fitted to what one firm's clients write. numpy alone."""

from __future__ import annotations

import numpy as np

from outreach.reading.network import Array, Last

ROUNDS = 400
PULL = 0.3  # to the shipped layer, in units of the mean squared length of a text


def fitted(hidden: Array, wanted: Array, counts: Array, shipped: Last) -> Last:
    """The layer that reads `hidden` (texts x width) as `wanted` (texts x labels, 0 to 1), and stays near `shipped`.

    It minimises the logistic loss of the texts, each as often as `counts` says, plus PULL times the squared distance
    from the shipped layer. Nesterov's descent, with the step that the curvature allows: it converges whatever the texts
    are, and gives the same layer each time.
    """
    seen = np.hstack([hidden, np.ones((len(hidden), 1))]).astype(np.float64)
    start = np.vstack([shipped.out, shipped.bias[None]]).astype(np.float64)
    held = PULL * float((seen * seen).sum(1).mean())
    steepest = float(np.linalg.norm(seen * np.sqrt(counts)[:, None], 2)) ** 2 / 4 + held
    ahead = (1 - np.sqrt(held / steepest)) / (1 + np.sqrt(held / steepest))
    now, before = start, start
    for _ in range(ROUNDS):
        tried = now + ahead * (now - before)
        missed = counts[:, None] * (1 / (1 + np.exp(-(seen @ tried))) - wanted)
        slope = seen.T @ missed + held * (tried - start)
        now, before = tried - slope / steepest, now
    return Last(now[:-1].astype(np.float32), now[-1].astype(np.float32))
