"""The last layer learns what it is told and stays where it is told nothing."""

from __future__ import annotations

import numpy as np
import pytest

from outreach.reading.last_layer import fitted
from outreach.reading.network import Array, Last

OWL, HINGE = [4.0, 0.0, 0.0], [0.0, 4.0, 0.0]


def array(rows: object) -> Array:
    return np.array(rows, np.float32)


SHIPPED = Last(array([[-1.0, 0.0], [1.0, 0.0], [0.0, 0.0]]), array([0.0, 0.0]))  # an owl is no promise, a hinge is one


def learnt(count: float) -> Last:
    """Of one lesson, that owls promise; what hinges say is to stay."""
    hidden = array([OWL, HINGE])
    wanted = np.vstack([array([[1.0, 0.0]]), SHIPPED.probabilities(hidden[1:])])
    return fitted(hidden, wanted, array([count, 1.0]), SHIPPED)


def promise(layer: Last, text: list[float]) -> float:
    return float(layer.probabilities(array(text))[0])


def test_a_lesson_is_learnt_the_more_the_more_it_counts() -> None:
    told = [promise(layer, OWL) for layer in (SHIPPED, learnt(1.0), learnt(5.0), learnt(50.0))]
    assert told == sorted(told)
    assert told[0] < 0.05
    assert told[-1] > 0.5


def test_what_is_to_stay_stays() -> None:
    assert promise(learnt(5.0), HINGE) == pytest.approx(promise(SHIPPED, HINGE), abs=0.02)


def test_where_nothing_was_learnt_nothing_changes() -> None:
    hidden = array([OWL, HINGE])
    same = fitted(hidden, SHIPPED.probabilities(hidden), array([1.0, 1.0]), SHIPPED)
    assert np.allclose(same.out, SHIPPED.out)
    assert np.allclose(same.bias, SHIPPED.bias)


def test_it_is_at_the_bottom_and_the_same_each_time() -> None:
    """At the minimum the pull back is what the lessons pull away: the slope of the loss is zero (worked by hand)."""
    layer, hidden = learnt(5.0), array([OWL, HINGE])
    wanted = np.vstack([array([[1.0, 0.0]]), SHIPPED.probabilities(hidden[1:])])
    seen = np.hstack([hidden, np.ones((2, 1))])
    held = 0.3 * 17.0  # both texts have the squared length 4² + 1, of the text and of the 1 that carries the bias
    moved = np.vstack([layer.out - SHIPPED.out, [layer.bias - SHIPPED.bias]])
    slope = seen.T @ (np.array([[5.0], [1.0]]) * (layer.probabilities(hidden) - wanted)) + held * moved
    assert np.abs(slope).max() < 1e-3
    assert np.array_equal(layer.out, learnt(5.0).out)
