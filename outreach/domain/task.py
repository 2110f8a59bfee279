"""Tasks: work for a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TaskKind(StrEnum):
    REVIEW = "review"  # a reply to read
    APPROVE = "approve"  # a letter to approve
    CALL = "call"
    HAND_OFF = "hand-off"
    ADDRESS = "address"  # nobody can be reached
    UNKNOWN = "unknown"  # a letter that was perhaps sent
    CHECK = "check"  # something said that the book does not show


class TaskState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A task that is wanted, before it has a number."""

    kind: TaskKind
    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    id: str
    kind: TaskKind
    client: str
    title: str
    opened: datetime
    detail: str = ""
    mail: str = ""  # id of the received mail it is about
    letter: str = ""  # id of the letter it is about
    stage: str = ""  # for a step of a sequence: the case goes on when the task is closed
    state: TaskState = TaskState.OPEN
    closed_at: datetime | None = None
    closed_by: str = ""
    note: str = ""


def numbered(
    wanted: Iterable[Wanted], client: str, at: datetime, so_far: int, mail: str = "", letter: str = "", stage: str = ""
) -> tuple[Task, ...]:
    """The wanted tasks with the short names a person types, T1, T2 ...; `so_far` tasks exist already."""
    return tuple(
        Task(f"T{so_far + n}", w.kind, client, w.title, at, w.detail, mail, letter, stage)
        for n, w in enumerate(wanted, 1)
    )
