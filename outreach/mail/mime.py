"""The structure of a mail (RFC 5322, RFC 2045, 2046, 2231): header fields and nested parts, at a bounded cost.

Why not Python's `email` parser: measured on 3.11.7, one Content-Type of 256 kB of semicolons costs it a second and four
times that when doubled, a multipart nested 300 deep above 400 kB of lines 4 s, and reading a parameter can raise. Here
each level is searched once, and depth, parts and fields are capped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from outreach.mail.decode import HEADER_CHARS, decoded, raw_octets, words

MAIL_OCTETS = 10 * 1024 * 1024
HEADER_OCTETS = 128 * 1024
FIELDS = 500
DEPTH = 10
PARTS = 200
PARAMETER_CHARS = 2048

_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:(.*)", re.DOTALL)
_PARAMETER = re.compile(r';\s*([!#-:<>-~]{1,80})\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))')
_MIME = re.compile(r"[a-z0-9!#$&^_.+-]{1,80}/[a-z0-9!#$&^_.+-]{1,80}")


@dataclass(frozen=True, slots=True)
class Part:
    """One entity: its fields in order (lower-case names, unfolded raw values), and its body, still encoded."""

    fields: tuple[tuple[str, str], ...]
    mime: str
    params: Mapping[str, str]
    body: bytes
    parts: tuple[Part, ...] = ()
    warnings: tuple[str, ...] = ()

    def first(self, name: str) -> str:
        return next((value for key, value in self.fields if key == name), "")

    @property
    def disposition(self) -> str:
        return words(self.first("content-disposition").partition(";")[0]).lower()

    @property
    def name(self) -> str:
        """The file name as it was given; a person's program decides, so it may be anything."""
        return parameters(self.first("content-disposition")).get("filename") or self.params.get("name", "")

    @property
    def is_multipart(self) -> bool:
        return self.mime.startswith("multipart/")

    def walk(self) -> Iterator[Part]:
        yield self
        for part in self.parts:
            yield from part.walk()


class _Budget:
    def __init__(self) -> None:
        self.parts = PARTS


def structure(raw: bytes) -> Part:
    """The whole mail as a tree of parts. Never raises; what was cut or guessed is told in `warnings`."""
    cut = ("longer than 10 MiB: only the beginning was read",) if len(raw) > MAIL_OCTETS else ()
    octets = raw[:MAIL_OCTETS].replace(b"\r\n", b"\n").replace(b"\r", b"\n").lstrip(b"\n")
    if octets.startswith(b"From "):  # an mbox separator
        octets = octets.partition(b"\n")[2]
    return _entity(octets, 0, _Budget(), "text/plain", cut)


def header_fields(octets: bytes) -> tuple[tuple[tuple[str, str], ...], bytes, tuple[str, ...]]:
    """The fields at the head of `octets` (line ends are \\n), what follows them, and warnings.

    Text that begins with no field at all has no header. A line in the middle of a header that is no field is passed
    over; without an empty line anywhere it begins the text, so that nothing a person wrote is lost.
    """
    head, gap, body = (b"", b"\n", octets[1:]) if octets.startswith(b"\n") else octets.partition(b"\n\n")
    warnings = ["the header is too long: only its beginning was read"] if len(head) > HEADER_OCTETS else []
    found: list[tuple[str, str]] = []
    strange = False
    for place, line in _unfolded(head[:HEADER_OCTETS]):
        match = _FIELD.match(line)
        if match and len(found) == FIELDS:
            warnings.append(f"more than {FIELDS} header fields: the others were not read")
            break
        if match:
            found.append((match[1].decode("ascii").lower(), _value(match[2])))
        elif line and (not found or not gap):
            return tuple(found), octets[place:], (*warnings, "a header without an end")
        else:
            strange = strange or bool(line)
    if strange:
        warnings.append("a header line that is no field")
    return tuple(found), body, tuple(warnings)


def _unfolded(head: bytes) -> Iterator[tuple[int, bytes]]:
    """Where each field begins, and the field on one line (RFC 5322 section 2.2.3)."""
    gathered: list[bytes] = []
    begin = place = 0
    for line in head.split(b"\n"):
        if line[:1] in (b" ", b"\t") and gathered:
            gathered.append(line)
        else:
            if gathered:
                yield begin, b"".join(gathered)
            gathered, begin = [line], place
        place += len(line) + 1
    yield begin, b"".join(gathered)


def _value(octets: bytes) -> str:
    return octets[:HEADER_CHARS].decode("utf-8", "surrogateescape").strip()


def _entity(octets: bytes, depth: int, budget: _Budget, default: str, warnings: tuple[str, ...] = ()) -> Part:
    budget.parts -= 1
    fields, body, more = header_fields(octets)
    declared = next((value for name, value in fields if name == "content-type"), "")
    mime, params = content_type(declared, default)
    whole = (*warnings, *more)
    if mime.startswith("multipart/") and depth < DEPTH and budget.parts > 0:
        inner = "message/rfc822" if mime == "multipart/digest" else "text/plain"
        parts = tuple(_entity(piece, depth + 1, budget, inner) for piece in _pieces(body, params, budget))
        if not body.strip():  # only the header was fetched
            return Part(fields, mime, params, body, (), whole)
        if parts:
            return Part(fields, mime, params, body, parts, (*whole, *(w for part in parts for w in part.warnings)))
        return Part(fields, "text/plain", params, body, (), (*whole, "a multipart without its parts, read as text"))
    if mime.startswith("multipart/"):
        return Part(fields, mime, params, body, (), (*whole, "too many nested parts: the others were not read"))
    return Part(fields, mime, params, body, (), whole)


def _pieces(body: bytes, params: Mapping[str, str], budget: _Budget) -> Iterator[bytes]:
    boundary = params.get("boundary", "").encode("utf-8", "replace")
    if not boundary or len(boundary) > 200:
        return
    marks = re.compile(rb"^--" + re.escape(boundary) + rb"(--)?[ \t]*$", re.MULTILINE)
    start = -1
    for mark in marks.finditer(body):
        if start >= 0:
            yield body[start : max(start, mark.start() - 1)]
        if mark[1]:
            return
        start = mark.end() + 1
        if budget.parts <= 0:
            return
    if start >= 0:
        yield body[start:]


def content_type(value: str, default: str = "text/plain") -> tuple[str, dict[str, str]]:
    """The media type in lower case and its parameters; `default` when there is none that can be read."""
    mime = value.partition(";")[0].strip().lower()
    return (mime if _MIME.fullmatch(mime) else default), parameters(value)


def parameters(value: str) -> dict[str, str]:
    """The parameters of a structured field, with RFC 2231 continuations and charsets, or RFC 2047 words, undone."""
    plain: dict[str, str] = {}
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    for match in _PARAMETER.finditer(value[:PARAMETER_CHARS]):
        text = re.sub(r"\\(.)", r"\1", match[2]) if match[2] is not None else match[3]
        name, star, rest = match[1].lower().partition("*")
        if not star:
            plain.setdefault(name, words(text))
        else:
            number = rest.rstrip("*")
            place = int(number) if number.isdecimal() and len(number) < 4 else 0
            pieces.setdefault(name, []).append((place, not rest or rest.endswith("*"), text))
    return plain | {name: _extended(found) for name, found in pieces.items()}


def _extended(pieces: list[tuple[int, bool, str]]) -> str:
    pieces.sort(key=lambda piece: piece[0])
    charset, octets = "", b""
    for place, (_, is_encoded, text) in enumerate(pieces):
        if is_encoded and place == 0 and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)  # noqa: PLW2901 - the value without its charset and language
        octets += unquote_to_bytes(raw_octets(text)) if is_encoded else raw_octets(text)
    return decoded(octets, charset)
