"""The last layer that a workspace has taught its statistical reader: made, stored, and put in place of the shipped one.

Needs outreach[reading]. Everything below that layer stays as it was shipped.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from outreach.definitions.weights import Loaded
from outreach.errors import OutreachError
from outreach.reading.judgement import LABELS
from outreach.reading.last_layer import fitted
from outreach.reading.network import Array, Last, Network


def taught(
    loaded: Loaded, examples: Sequence[tuple[str, frozenset[str]]], keep: Sequence[str], weight: float
) -> Loaded:  # fmt: skip
    """Each network with a last layer fitted to the examples, and to what it says itself of the texts to keep."""
    vectors = [loaded.pieces.vectors(text) for text in (*(text for text, _ in examples), *keep)]
    counts = np.array([weight] * len(examples) + [1.0] * len(keep), np.float32)
    said = np.array([[float(label in labels) for label in LABELS] for _, labels in examples], np.float32)

    def fit(network: Network) -> Network:
        hidden = np.array([network.hidden(pieces) for pieces in vectors])
        wanted = np.vstack([said, network.last.probabilities(hidden[len(examples) :])])
        return network.ending_in(fitted(hidden, wanted, counts, network.last))

    return replace(loaded, networks=tuple(map(fit, loaded.networks)))


def as_bytes(loaded: Loaded) -> bytes:
    """The last layers, for a file."""
    arrays: dict[str, Array] = {}
    for number, network in enumerate(loaded.networks):
        arrays |= {f"{number}/out": network.last.out, f"{number}/bias": network.last.bias}
    stream = io.BytesIO()
    np.savez_compressed(stream, allow_pickle=False, **arrays)
    return stream.getvalue()


def with_layer(loaded: Loaded, file: Path) -> Loaded:
    """`loaded` with the layers of the file; as it is when the file was removed a moment ago."""
    if not file.exists():
        return loaded
    try:
        with np.load(file, allow_pickle=False) as stored:
            layers = [Last(stored[f"{n}/out"], stored[f"{n}/bias"]) for n, _ in enumerate(loaded.networks)]
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        hint = "`outreach inbox learn --forget` removes it; with --retrain it is learnt again."
        raise OutreachError(f"{file}, what the reader has learnt here, cannot be read.", hint) from error
    networks = zip(loaded.networks, layers, strict=True)
    return replace(loaded, networks=tuple(network.ending_in(last) for network, last in networks))
