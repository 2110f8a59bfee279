"""The list of addresses and domains that no letter goes to, whatever the book says. A person writes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

NAME = "do-not-write.txt"


@dataclass(frozen=True, slots=True)
class DoNotWrite:
    """What the file lists, in lower case, each with its line. A domain stands for its subdomains, too.

    `broken` says what in the file cannot be read ("" = all can). Whom such a line means is not known, so then nothing
    goes out at all.
    """

    lines: Mapping[str, int] = field(default_factory=dict)
    broken: str = ""

    def place_of(self, email: str) -> str:
        """The line that forbids this address, as `do-not-write.txt:3`; "" when none does."""
        address = email.lower()
        labels = address.rpartition("@")[2].split(".")
        domains = (".".join(labels[n:]) for n in range(len(labels)))
        line = next((self.lines[name] for name in (address, *domains) if name in self.lines), 0)
        return f"{NAME}:{line}" if line else ""
