"""How often we log in: a server that throws us out again and again, or refuses the password, is left in peace."""

from __future__ import annotations

import asyncio

from outreach.errors import LoginRefused, Unreachable
from outreach.transport.failures import HEALS

LOGIN_EVERY = 30.0  # seconds between two logins, on average
LOGINS_AT_ONCE = 4  # after a quiet time: the two connections of the agent, and each of them once anew
REFUSALS = 3  # in a row, after which a provider may lock the account
AFTER_REFUSALS = 900.0  # seconds between two tries from then on


class LoginPace:
    """Shared by all connections to one account, because the server counts them together."""

    def __init__(self, every: float = LOGIN_EVERY, after_refusals: float = AFTER_REFUSALS) -> None:
        self._every, self._after_refusals = every, after_refusals
        self._due = float("-inf")  # when the next login is due, if they came evenly
        self._refusals = 0
        self._rest_until = float("-inf")
        self._refused = LoginRefused("")

    def ask(self) -> None:
        """Take one login. Too early, it raises LoginRefused or Unreachable, and the server hears nothing of it."""
        now = asyncio.get_running_loop().time()
        if now < self._rest_until:
            raise self._refused
        due = max(self._due, now - self._every * (LOGINS_AT_ONCE - 1))
        if due > now:
            raise Unreachable(
                f"The mail server has ended {LOGINS_AT_ONCE} connections in a short time; "
                f"the next login waits {due - now:.0f} s.",
                HEALS,
            )
        self._due = due + self._every

    def taken(self) -> None:
        self._refusals = 0

    def refused(self, error: LoginRefused) -> LoginRefused:
        """The error to raise: after some refusals in a row it says that we have stopped trying often."""
        self._refusals += 1
        if self._refusals < REFUSALS:
            return error
        self._rest_until = asyncio.get_running_loop().time() + self._after_refusals
        minutes = self._after_refusals / 60
        self._refused = LoginRefused(
            f"{error.sentence} This is refusal {self._refusals} in a row, so the login is tried only every "
            f"{minutes:.0f} minutes now: too many lock an account.",
            f"{error.hint} After a change in config.toml start the agent anew.".strip(),
        )
        return self._refused
