"""YAML in which every value knows its line and column: plain data, and where each part of it was written.

Only what a person needs is read: mappings, lists, words, numbers, yes and no. Anchors, aliases, merge keys and tags are
refused, because a few hundred bytes of them can fill the memory, and nobody edits them by hand without a slip.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, StringMark, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from outreach.errors import Problem

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20

Where = tuple[str | int, ...]  # the way to a value: ("steps", 2, "wait"), list entries counted from 0
Place = tuple[int, int]  # line and column, from 1


@dataclass(frozen=True, slots=True)
class Places:
    """Where each key and each value of a file stands."""

    values: dict[Where, Place] = field(default_factory=dict)
    keys: dict[Where, Place] = field(default_factory=dict)

    def __call__(self, where: Where, *, key: bool = False) -> Place:
        """Line and column of the value at `where` (of its name, with `key`).

        What is not in the file (a missing key) stands where the thing that lacks it begins.
        """
        if key and where in self.keys:
            return self.keys[where]
        while where and where not in self.values:
            where = where[:-1]
        return self.values.get(where, (1, 1))


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read: plain data (dict, list, str, int, float, bool, None), and the places in it."""

    path: str  # as it is shown to the user
    data: object
    locate: Places


def load_yaml(file: Path, shown: str) -> tuple[Document | None, tuple[Problem, ...]]:
    """The content of `file`, or everything that keeps it from being read, under the name `shown`."""
    content = content_of(file, shown)
    return (None, (content,)) if isinstance(content, Problem) else parse_yaml(content, shown)


def content_of(file: Path, shown: str) -> bytes | Problem:
    """The bytes of `file`, or why it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        return Problem(shown, 0, 0, f"the file cannot be read: {error.strerror or error}")


def parse_yaml(raw: bytes, shown: str) -> tuple[Document | None, tuple[Problem, ...]]:
    """The content of the bytes of a YAML 1.2 file; None as data when nothing but comments stands in it."""
    if len(raw) > MAX_BYTES:
        return None, (Problem(shown, 0, 0, f"the file is larger than {MAX_BYTES // 1024} kB"),)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = _place_of_byte(raw, error.start)
        return None, (Problem(shown, line, column, "this character is not UTF-8; save the file as UTF-8 text"),)
    reading = _Reading(shown)
    try:
        data = reading.document(YAML(typ="safe", pure=True).parse(text))
    except _Unreadable as unreadable:
        reading.problems.append(Problem(shown, *unreadable.place, unreadable.sentence))
    except MarkedYAMLError as error:
        place, sentence = _in_plain_words(error)
        reading.problems.append(Problem(shown, *place, sentence))
    except ReaderError as error:
        before = text[: error.position]
        place = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        reading.problems.append(Problem(shown, *place, "an invisible control character stands here; delete it"))
    except YAMLError as error:
        reading.problems.append(Problem(shown, 0, 0, f"the file cannot be understood: {error}"))
    if reading.problems:
        return None, tuple(sorted(reading.problems))
    return Document(shown, data, reading.places), ()


class _Unreadable(Exception):
    """Reading cannot go on from here."""

    def __init__(self, place: Place, sentence: str) -> None:
        super().__init__(sentence)
        self.place = place
        self.sentence = sentence


class _Reading:
    """One pass over the events of the parser. Events, unlike loaded documents, never expand an alias."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.places = Places()
        self.problems: list[Problem] = []

    def document(self, events: Iterator[Event]) -> object:
        data: object = None
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Unreadable(_place(event), "a second document begins here (---); give it a file of its own")
            elif isinstance(event, NodeEvent):
                data = self.value(event, events, ())
        return data

    def value(self, event: Event, events: Iterator[Event], where: Where) -> object:
        self.places.values[where] = _place(event)
        if len(where) > MAX_DEPTH:
            raise _Unreadable(_place(event), f"this is nested more than {MAX_DEPTH} levels deep")
        self.refuse_tricks(event)
        if isinstance(event, MappingStartEvent):
            return self.mapping(events, where)
        if isinstance(event, SequenceStartEvent):
            return self.sequence(events, where)
        return _scalar(event) if isinstance(event, ScalarEvent) else None

    def mapping(self, events: Iterator[Event], where: Where) -> dict[str, object]:
        data: dict[str, object] = {}
        while not isinstance(event := next(events), MappingEndEvent):
            if not isinstance(event, ScalarEvent):
                raise _Unreadable(_place(event), "a name is expected here, in front of the colon")
            self.refuse_tricks(event)
            name = str(event.value)
            inner = (*where, name)
            if name in data:
                line = self.places.keys[inner][0]
                self.problem(event, f'"{name}" stands here twice; it is already in line {line}')
            elif name == "<<":
                self.problem(event, 'merging with "<<" is not supported; write the lines out')
            self.places.keys[inner] = _place(event)
            data[name] = self.value(next(events), events, inner)
            if data[name] is None:  # the parser puts an empty value on the line after
                self.places.values[inner] = self.places.keys[inner]
        return data

    def sequence(self, events: Iterator[Event], where: Where) -> list[object]:
        data: list[object] = []
        while not isinstance(event := next(events), SequenceEndEvent):
            data.append(self.value(event, events, (*where, len(data))))
        return data

    def refuse_tricks(self, event: Event) -> None:
        name = event.anchor if isinstance(event, NodeEvent) else None
        tag = event.tag if isinstance(event, ScalarEvent | MappingStartEvent | SequenceStartEvent) else None
        if isinstance(event, AliasEvent):
            self.problem(event, f'"*{name}" points to another place; write the value out, or put the text in quotes')
        elif name:
            self.problem(event, f'"&{name}" is not supported; leave it out, or put the text in quotes')
        if tag:
            self.problem(event, f'"{tag}" is not supported; leave it out, or put the text in quotes')

    def problem(self, event: Event, sentence: str) -> None:
        self.problems.append(Problem(self.shown, *_place(event), sentence))


_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,18}")


def _scalar(event: ScalarEvent) -> object:
    """A plain scalar as in the core schema (YAML 1.2.2, section 10.3.2), but a leading zero keeps a number text.

    So NO stays Norway, 2026-03-04 stays as it was written, and 0441 stays a telephone number.
    """
    text = str(event.value)
    if not event.implicit[0]:  # it stood in quotes, or was a block of text
        return text
    if text in _NOTHING:
        return None
    if text in _TRUTH:
        return _TRUTH[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


_QUOTE = "the quotation mark that opens here is never closed"
_INDENT = "this does not fit what stands before it; check the spaces at the beginning of the line, quotes and brackets"
_COLON = "a colon cannot stand here; check the spaces at the beginning of the line, and put text with a colon in quotes"
_UNCLOSED = "the bracket that opens here is never closed, or a comma is missing in it"

# What the parser says, where to point (the thing begun, or where it went wrong), and what that means to a person.
_MEANINGS: tuple[tuple[str, bool, str], ...] = (
    (r"unexpected end of stream|document separator", True, _QUOTE),
    (r"mapping values are not allowed", False, _COLON),
    (r"'\\t'", False, "a tab stands here; use spaces"),
    (r"cannot start any token", False, "text cannot begin with this character; put it in quotes"),
    (
        r"could not find expected ':'",
        True,
        'a name and a value need ": " between them, a list entry needs "- " before it',
    ),
    (r"expected ',' or '[\]}]'", True, _UNCLOSED),
    (r"expected the node content", False, "a value is expected here; perhaps a bracket before it is never closed"),
    (r"unknown escape|escape sequence", False, r"a backslash has a meaning in double quotes; write \\ or use '…'"),
    (r"sequence entries are not allowed", False, "a list cannot begin here; put it on a line of its own"),
    (r"block end", False, _INDENT),
)


def _in_plain_words(error: MarkedYAMLError) -> tuple[Place, str]:
    for pattern, at_beginning, meaning in _MEANINGS:
        if re.search(pattern, error.problem or ""):
            mark = error.context_mark if at_beginning and error.context_mark else error.problem_mark
            return _place_of(mark), meaning
    return _place_of(error.problem_mark or error.context_mark), (
        "this cannot be understood; check the spaces, colons and quotes in this line and the one above"
    )


def _place(event: Event) -> Place:
    return _place_of(event.start_mark)


def _place_of(mark: StringMark | None) -> Place:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _place_of_byte(raw: bytes, position: int) -> Place:
    """Line and column of a byte, the column counted in characters of the readable text before it."""
    start = raw.rfind(b"\n", 0, position) + 1
    return raw.count(b"\n", 0, position) + 1, len(raw[start:position].decode("utf-8", "ignore")) + 1
