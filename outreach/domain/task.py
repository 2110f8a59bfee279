"""Tasks: work for a person."""

from __future__ import annotations

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
