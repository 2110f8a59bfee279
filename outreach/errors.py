"""What cannot go on: shown in one place as a sentence with a hint, each with an exit code of its own.

Anything that the business expects (a refusal by a mail server, a full mailbox, a silence) is a value, not an error, and
what is wrong in a file that people wrote is a `Problem`. What is left stands here.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong in a file that people wrote. `line` and `column` count from 1; 0 = the file as a whole."""

    path: str
    line: int
    column: int
    sentence: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return f"{place}  {self.sentence}"


class OutreachError(Exception):
    """The reason for stopping, in a sentence, with what to do about it."""

    exit_code = 1

    def __init__(self, sentence: str, hint: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint


class NoSuchThing(OutreachError):
    """The user named a client, invoice, letter or task that does not exist."""

    exit_code = 2


class NotAWorkspace(OutreachError):
    exit_code = 3


class BrokenDefinitions(OutreachError):
    """Files people wrote that leave nothing to work with; `problems` says where."""

    exit_code = 4

    def __init__(self, problems: tuple[Problem, ...], hint: str = "") -> None:
        super().__init__("\n".join(str(problem) for problem in problems), hint)
        self.problems = problems


class Refused(OutreachError):
    """A safety rule says no: too much of the book has vanished, or somebody else decided meanwhile."""

    exit_code = 5


class LoginRefused(OutreachError):
    """A mail server does not take the user name and password."""

    exit_code = 10


class Unreachable(OutreachError):
    """A mail server does not answer; it may heal, so the agent waits and tries again."""

    exit_code = 11


class CertificateInvalid(OutreachError):
    """A mail server cannot prove that it is the one we mean; nothing, above all no password, is sent to it."""

    exit_code = 12


class DiskFull(OutreachError):
    exit_code = 13


class ReadOnly(OutreachError):
    """The workspace cannot be written to."""

    exit_code = 14


class AlreadyRunning(OutreachError):
    """Another agent works in this workspace."""

    exit_code = 15


class LedgerDamaged(OutreachError):
    """The hash chain of the ledger is broken: bytes that were written are not the bytes that are there."""

    exit_code = 16


class MailServerError(OutreachError):
    """A mail server answered something that it must not, or refused what every server offers; it may heal."""

    exit_code = 17
