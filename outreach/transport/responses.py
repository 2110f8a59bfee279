"""What an IMAP server sends, octet by octet: cut into whole responses within fixed limits, and read into values.

Without input or output of its own. It replaces aioimaplib's parser, which recurses once a line (and dies at about a
thousand), is quadratic in the mails of one FETCH, and removes every `* ` inside a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

# A response: its first line, and then for each literal the literal itself and the line that goes on after it.
Response = tuple[bytes, ...]

LARGEST_LITERAL = 25 * 1024 * 1024  # octets of one mail
LONGEST_LINE = 4 * 1024 * 1024  # the answer to a SEARCH that finds half a million mails
MOST_OCTETS = 64 * 1024 * 1024  # all that may come in answer to one command
MOST_RESPONSES = 100_000  # the same, in lines: many small ones cost far more memory than their octets
LONGEST_TO_READ = 64 * 1024  # a line of FETCH or LIST; the pattern below could take minutes over a hostile longer one

_LITERAL = re.compile(rb"\{(\d{1,19})\}$")
_TOKEN = re.compile(
    rb"""(?P<bracket>[()]) | "(?P<quoted>(?:\\.|[^"\\]){0,2000})" | (?P<literal>\{\d+\}$)
       | [^\s()"\[]*\[[^\]]{0,200}\][^\s()"]* | [^\s()"]+""",
    re.VERBOSE,
)


class TooMuch(Exception):
    """The server sends more than any answer may hold."""


class Reader:
    """Octets in, whole responses out, however the network cut them."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._parts: list[bytes] = []
        self._literal: int | None = None  # octets of the literal that is being received
        self._octets = self._responses = 0

    def new_command(self) -> None:
        self._octets = self._responses = 0

    @property
    def in_between(self) -> bool:
        """Octets are waiting that are not yet a response."""
        return bool(self._buffer or self._parts)

    def feed(self, data: bytes) -> Iterator[Response]:
        """Raises TooMuch before it keeps what is over the limits; an announced literal counts with its first line."""
        self._octets += len(data)
        if self._octets > MOST_OCTETS:
            raise TooMuch(f"more than {MOST_OCTETS} octets in answer to one command")
        self._buffer += data
        start = 0
        while (end := self._end_of_part(start)) is not None:
            self._parts.append(bytes(memoryview(self._buffer)[start:end]))
            start = end
            if self._literal is not None:
                self._literal = None
                continue
            start += 2  # CR LF
            self._literal = _announced(self._parts[-1])
            if self._literal is None:
                response, self._parts = tuple(self._parts), []
                self._responses += 1
                if self._responses > MOST_RESPONSES:
                    raise TooMuch(f"more than {MOST_RESPONSES} lines in answer to one command")
                yield response
        del self._buffer[:start]

    def _end_of_part(self, start: int) -> int | None:
        waiting = len(self._buffer) - start
        if self._literal is not None:
            return start + self._literal if waiting >= self._literal else None
        end = self._buffer.find(b"\r\n", start)
        if (end if end >= 0 else len(self._buffer)) - start > LONGEST_LINE:
            raise TooMuch(f"a line of more than {LONGEST_LINE} octets")
        return end if end >= 0 else None


def _announced(line: bytes) -> int | None:
    found = _LITERAL.search(line) if line.endswith(b"}") else None
    if found is None:
        return None
    if (size := int(found[1])) > LARGEST_LITERAL:
        raise TooMuch(f"a literal of {size} octets, over the limit of {LARGEST_LITERAL}")
    return size


def tokens(response: Response) -> Iterator[bytes | Literal["(", ")"]]:
    """Atoms and strings (without their quotes) as bytes, brackets as text, so that no string passes for a bracket."""
    for number, line in enumerate(response[::2]):
        if len(line) > LONGEST_TO_READ:
            raise TooMuch(f"a line of {len(line)} octets where none is so long")
        for found in _TOKEN.finditer(line):
            if found["bracket"]:
                yield "(" if found["bracket"] == b"(" else ")"
            elif found["literal"] and len(response) > 2 * number + 1:
                yield response[2 * number + 1]
            elif found["quoted"] is not None:
                yield re.sub(rb"\\(.)", rb"\1", found["quoted"])
            else:
                yield found[0]


def fetched(response: Response) -> dict[bytes, bytes]:
    """`* 5 FETCH (UID 7 BODY[HEADER] {9} ...)` as items by name, lists (FLAGS) left out; empty if it is no FETCH."""
    if not re.match(rb"\* \d+ FETCH \(", response[0], re.IGNORECASE):
        return {}
    items: dict[bytes, bytes] = {}
    depth, name = 0, b""
    for item in tokens(response):
        if isinstance(item, str):
            depth += 1 if item == "(" else -1
            name = b"" if depth > 1 else name
        elif depth == 1 and name:
            items[name], name = item, b""
        elif depth == 1:
            name = item.upper()
    return items


def found_uids(responses: Iterable[Response]) -> set[int]:
    """The numbers of all `* SEARCH` lines; a server may give none at all, or several lines."""
    uids: set[int] = set()
    for line, *_ in responses:
        if line[:8].upper() == b"* SEARCH":
            uids.update(int(word) for word in line.partition(b"(")[0].split()[2:] if word.isdigit())
    return uids


def listed_folder(response: Response) -> tuple[frozenset[bytes], bytes] | None:
    """`* LIST (\\Sent) "/" "Sent Items"` as attributes in lower case, and the name in modified UTF-7."""
    if response[0][:6].upper() != b"* LIST":
        return None
    depth, attributes, rest = 0, set(), []
    for item in tokens(response):
        if isinstance(item, str):
            depth += 1 if item == "(" else -1
        elif depth:
            attributes.add(item.lower())
        else:
            rest.append(item)
    return (frozenset(attributes), rest[3]) if len(rest) > 3 else None  # *, LIST, delimiter, name


def response_code(responses: Iterable[Response], name: bytes) -> bytes | None:
    """What stands after `name` in an untagged `* OK [NAME ...]` (RFC 3501 section 7.1)."""
    pattern = re.compile(rb"\* OK \[" + name + rb" ([^\]]{0,4000})\]", re.IGNORECASE)
    return next((found[1] for line, *_ in responses if (found := pattern.match(line))), None)
