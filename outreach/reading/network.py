"""The arithmetic of the statistical reader: word vectors in, a probability for each label out. numpy alone.

The lower part is the architecture of Google's Universal Sentence Encoder, multilingual v3 (word pieces, then windows of
2, 3 and 5 of them, then a residual network), trained further on our own texts; the upper part is ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float32]]

WINDOWS = ((2, 0), (3, 1), (5, 2))  # how many word pieces, and how many of them to the left
WIDTH = 256  # of what one kind of window makes of a word piece
EPSILON = np.float32(1e-12)


@dataclass(frozen=True, slots=True)
class Last:
    """The last layer: weights (hidden x labels), and what is added for each label."""

    out: Array
    bias: Array

    def probabilities(self, hidden: Array) -> Array:
        scores: Array = 1 / (1 + np.exp(-(hidden @ self.out + self.bias)))
        return scores


class Network:
    """Weights by the names that `outreach.training.fit` gives them; `labels` in the order of the output."""

    def __init__(self, weights: Mapping[str, Array]) -> None:
        self._w = {name: np.asarray(array, np.float32) for name, array in weights.items()}

    @property
    def last(self) -> Last:
        return Last(self._w["out"], self._w["out_bias"])

    def ending_in(self, last: Last) -> Network:
        """The same up to its last layer."""
        return Network({**self._w, "out": last.out, "out_bias": last.bias})

    def probabilities(self, pieces: Array) -> Array:
        """For one text: `pieces` holds the vector of each of its word pieces (n x 512)."""
        return self.last.probabilities(self.hidden(pieces))

    def hidden(self, pieces: Array) -> Array:
        """What the last layer sees of a text."""
        w, sqrt_n = self._w, np.sqrt(np.float32(len(pieces)))
        features = self._features(pieces)
        mean = features.sum(0) @ w["cnn"] / sqrt_n + w["cnn_bias"] * sqrt_n
        meaning = self._meaning(mean)
        looked_at = features @ w["attend"] + w["attend_bias"]
        values = features @ w["value"] + w["value_bias"]
        attended = _softmax(looked_at).T @ values
        joined = np.concatenate([meaning * 10, attended.ravel(), values.max(0)])
        hidden: Array = np.maximum(joined @ w["hidden"] + w["hidden_bias"], 0)
        return hidden

    def _features(self, pieces: Array) -> Array:
        """What each word piece means beside its neighbours (n x 1280)."""
        w = self._w
        projected = _levelled(pieces @ w["project"] + w["project_bias"], w["level"], w["level_bias"])
        found = [pieces]
        for number, (size, left) in enumerate(WINDOWS):
            own = projected[:, number * WIDTH : (number + 1) * WIDTH]
            first = np.maximum(_windows(own, size, left) @ w[f"first{size}"] + w[f"first_bias{size}"], 0) + own
            second = _windows(first, size, left) @ w[f"second{size}"] + w[f"second_bias{size}"]
            found.append(np.maximum(second, 0) + first)
        return _levelled(np.concatenate(found, axis=1), w["joined"], w["joined_bias"])

    def _meaning(self, mean: Array) -> Array:
        """The vector of length 1 for the whole text."""
        w = self._w
        first = np.maximum(mean @ w["deep0"], 0)
        second = np.maximum(mean @ w["pass1"] + first @ w["deep1"], 0)
        third = np.maximum(second @ w["deep2"], 0)
        bent = np.tanh(second @ w["pass3"] + third @ w["deep3"])
        length = np.sqrt(max(float(bent @ bent), float(EPSILON)))
        return np.asarray(bent / np.float32(length), np.float32)


def _windows(rows: Array, size: int, left: int) -> Array:
    """Each row beside its neighbours; beyond the ends there is nothing (zeros)."""
    padded = np.pad(rows, ((left, size - 1 - left), (0, 0)))
    return np.concatenate([padded[start : start + len(rows)] for start in range(size)], axis=1)


def _levelled(rows: Array, scale: Array, shift: Array) -> Array:
    centred = rows - rows.mean(1, keepdims=True)
    spread = np.sqrt((centred * centred).mean(1, keepdims=True) + EPSILON)
    return np.asarray(centred / spread * scale + shift, np.float32)


def _softmax(rows: Array) -> Array:
    """Down the columns, so that each of them is shared out over the word pieces."""
    raised = np.exp(rows - rows.max(0))
    return np.asarray(raised / raised.sum(0), np.float32)
