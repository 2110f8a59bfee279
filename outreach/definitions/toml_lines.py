"""TOML with the line and column of each key, which Python's own reader does not keep."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from outreach.definitions.yaml_lines import Document, Place, Places
from outreach.errors import Problem

_NAME = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_NAMES = rf"{_NAME}(?:[ \t]*\.[ \t]*{_NAME})*"
_HEADER = re.compile(rf"[ \t]*\[[ \t]*({_NAMES})[ \t]*\]")
_KEY = re.compile(rf"[ \t]*({_NAMES})[ \t]*=[ \t]*")
_TOKEN = re.compile(
    r"""
    \#[^\n]*                                                    # a comment
    | \"{3}(?:\\.|[^\\])*?\"{3} | '{3}.*?'{3}                   # text over several lines
    | "(?:\\.|[^"\\\n])*" | '[^'\n]*'                           # text
    | (?P<open>[\[{]) | (?P<close>[\]}]) | (?P<end>\n) | .
    """,
    re.VERBOSE | re.DOTALL,
)
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")

# What Python's reader says, and what it means to a person.
_MEANINGS = (
    (
        r"Invalid value",
        'this is no value; text stands in straight quotes, like name = "text"; true and false are small',
    ),
    (r"Cannot declare", "this section stands here twice; put its lines together"),
    (r"Cannot overwrite", "this name already has a value above; keep one of the two lines"),
    (r"Expected '=' ", 'an equals sign is missing here: name = "text"'),
    (
        r"Expected newline",
        'there is something after the value; text (and a time of day) stands in quotes, like "09:00"',
    ),
    (r"Expected '\]'", "the bracket that opens the section is not closed: [smtp]"),
    (r"Illegal character '\\n'|Unterminated string|Expected \"'\"", "the quotation mark before it is never closed"),
    (r"Illegal character", "an invisible control character stands here; delete it"),
    (r"Unescaped '\\'", r"a backslash has a meaning in double quotes; write it in single ones, like 'C:\invoices'"),
    (r"Unclosed|Invalid statement", 'this line is not of the kind [section] or name = "text"'),
)


def load_toml(file: Path, shown: str) -> tuple[Document | None, tuple[Problem, ...]]:
    """The content of `file`, or what keeps it from being read, under the name `shown`."""
    try:
        text = file.read_text("utf-8-sig")
    except OSError as error:
        return None, (Problem(shown, 0, 0, f"the file cannot be read: {error.strerror or error}"),)
    except UnicodeDecodeError:
        return None, (Problem(shown, 0, 0, "the file is not UTF-8; save it as UTF-8 text"),)
    text = text.replace("\r\n", "\n")
    try:
        return Document(shown, tomllib.loads(text), places_in(text)), ()
    except tomllib.TOMLDecodeError as error:
        return None, (_in_plain_words(str(error), text, shown),)


def places_in(text: str) -> Places:
    """Where the sections, keys and values of a valid TOML text stand; entries of a list stand where the list does."""
    places = Places()
    section: tuple[str, ...] = ()
    position = 0
    while position < len(text):
        if header := _HEADER.match(text, position):
            section = _split(header[1])
            place = _place(text, header.start(1))
            places.keys[section] = places.values[section] = place
        elif key := _KEY.match(text, position):
            name = (*section, *_split(key[1]))
            places.keys[name] = _place(text, key.start(1))
            places.values[name] = _place(text, key.end())
            position = key.end()
        position = _next_statement(text, position)
    return places


def _next_statement(text: str, position: int) -> int:
    """Past the end of the line, but not of a line inside brackets or inside a text."""
    depth = 0
    while token := _TOKEN.match(text, position):
        position = token.end()
        depth += bool(token["open"]) - bool(token["close"])
        if token["end"] and depth <= 0:
            return position
    return len(text)


def _split(names: str) -> tuple[str, ...]:
    return tuple(name.strip("\"'") for name in re.findall(_NAME, names))


def _place(text: str, position: int) -> Place:
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)


def _in_plain_words(said: str, text: str, shown: str) -> Problem:
    at = _AT.search(said)
    if at and at[1]:
        line, column = int(at[1]), int(at[2])
    else:
        line, column = _place(text, len(text.rstrip()))
    meaning = next((words for pattern, words in _MEANINGS if re.match(pattern, said)), "this cannot be understood")
    return Problem(shown, line, column, meaning)
