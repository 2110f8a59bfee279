"""do-not-write.txt: the addresses and domains that a person has put out of reach, one a line."""

from __future__ import annotations

from pathlib import Path

from outreach.definitions import codes
from outreach.domain.do_not_write import NAME, DoNotWrite
from outreach.errors import Problem

SHIPPED = """\
# Whom Outreach must never write to, one a line:
#
#   jo@miller-sons.example       this address
#   miller-sons.example          every address at this domain, and at its subdomains
#
# It holds over everything: the invoices, the sequences, an approval. A client whose address stands here stays silent,
# and "outreach explain" names the line. What follows a "#" is a comment.
# While a line cannot be read nothing goes out at all, because nobody knows whom it means ("outreach check" names it).
"""


def load_do_not_write(file: Path) -> tuple[DoNotWrite, tuple[Problem, ...]]:
    """What the file lists; a missing file lists nobody."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return DoNotWrite(), ()
    except (OSError, UnicodeDecodeError) as error:
        problem = Problem(NAME, 0, 0, f"cannot be read: {getattr(error, 'strerror', '') or 'it is not UTF-8 text'}")
        return DoNotWrite(broken=str(problem)), (problem,)
    lines: dict[str, int] = {}
    problems = []
    for number, line in enumerate(text.splitlines(), 1):
        entry = line.partition("#")[0].strip()
        try:
            if entry:
                lines.setdefault(_entry(entry), number)
        except ValueError as error:
            problems.append(Problem(NAME, number, 1, str(error)))
    return DoNotWrite(lines, str(problems[0]) if problems else ""), tuple(problems)


def _entry(text: str) -> str:
    """The address or domain in lower case; a domain may be written with an "@" before it."""
    local, _, domain = text.rpartition("@")
    if local:
        return codes.address(text).lower()
    try:
        return codes.address(f"somebody@{domain}").lower().removeprefix("somebody@")
    except ValueError as error:
        raise ValueError(f'"{text}" is neither an address nor a domain; write one of them alone on its line') from error
