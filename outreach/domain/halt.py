"""Halts: what keeps every letter in, for all clients, until a person says go. They survive restarts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class HaltKind(StrEnum):
    STOP = "stop"  # a person said so
    CLOCK = "clock"  # the clock jumped: what is due, and when, can no longer be told
    COPY = "copy"  # this may be a copy of a workspace that sends letters elsewhere


@dataclass(frozen=True, slots=True)
class Halt:
    kind: HaltKind
    reason: str
    since: datetime
    by: str  # a person's name, or "the agent"

    def __str__(self) -> str:
        return f"{self.reason} (since {self.since:%Y-%m-%d %H:%M} UTC, by {self.by})"


@dataclass(frozen=True, slots=True)
class Halts:
    """The halts that are in force, at most one of each kind; the newest reason of a kind replaces the one before."""

    active: tuple[Halt, ...] = ()

    def with_(self, halt: Halt) -> Halts:
        return Halts((*(h for h in self.active if h.kind is not halt.kind), halt))

    def has(self, kind: HaltKind) -> bool:
        return any(halt.kind is kind for halt in self.active)
