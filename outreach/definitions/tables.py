"""A file of comma-separated values, whatever program wrote it: its header found, and the place of every cell known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from outreach.definitions.yaml_lines import Place
from outreach.errors import Problem

_DELIMITERS = (",", ";", "\t")
_HEADER_WITHIN = 30  # rows; reports put some title lines above it
_KNOWN_NAMES_IN_A_HEADER = 3


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    offset: int  # characters from the beginning of the file


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The header and the rows below it, blank ones left out. Each row has a cell for each name of the header."""

    path: str
    source: str
    header: Row
    rows: tuple[Row, ...]

    def place(self, cell: Cell) -> Place:
        """Line and column in the file as a text editor shows it."""
        return _place(self.source, cell.offset)

    def problem(self, cell: Cell, sentence: str) -> Problem:
        return Problem(self.path, *self.place(cell), sentence)


class _Unterminated(Exception):
    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


def read_table(raw: bytes, path: str, known: Callable[[str], bool]) -> tuple[Table | None, tuple[Problem, ...]]:
    """The table in the bytes of a file, or what is wrong with the file as such.

    The delimiter and the header are found together: the first row in which at least three cells are `known` names.
    """
    text = decoded(raw)
    if text is None:
        return None, (Problem(path, 0, 0, "this is no CSV file; in a spreadsheet program, save it as CSV (UTF-8)"),)
    if not text.strip():
        return None, (Problem(path, 0, 0, "the file is empty"),)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    delimiter = next((d for d in _DELIMITERS if _header(text, d, known)), None)
    if delimiter is None:
        return None, (Problem(path, 0, 0, "there is no header: one line must hold the names of the columns"),)
    header = _header(text, delimiter, known)
    try:
        rows = [row for row in _rows(text, delimiter) if any(cell.text for cell in row)]
    except _Unterminated as unterminated:
        place = _place(text, unterminated.offset)
        return None, (
            Problem(path, *place, "the quotation mark that opens here is never closed; is the file cut off?"),
        )
    below = [row for row in rows if row[0].offset > header[0].offset]
    table = Table(path, text, header, tuple(row[: len(header)] for row in below))
    problems = tuple(problem for row in below if (problem := _misfit(table, row)))
    return (None, problems) if problems else (table, ())


def decoded(raw: bytes) -> str | None:
    """The text, by its byte order mark, else as UTF-8, else as cp1252 (what older Windows programs write).

    None for what is no text, such as a spreadsheet.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif raw[1:2] == b"\0" or raw[:1] == b"\0":  # UTF-16 without its mark: every other byte of Latin text is zero
        encodings = ["utf-16-le" if raw[1:2] == b"\0" else "utf-16-be"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text or text.startswith("PK\x03\x04") else text
    return None


def _header(text: str, delimiter: str, known: Callable[[str], bool]) -> Row:
    try:
        for row in islice(_rows(text, delimiter), _HEADER_WITHIN):
            if sum(known(cell.text) for cell in row) >= _KNOWN_NAMES_IN_A_HEADER:
                return row
    except _Unterminated:
        return ()  # the title lines look so with the wrong delimiter; the right one tells it later
    return ()


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    """Cells as in RFC 4180; a quotation mark inside an unquoted cell is a plain sign (5" pipe)."""
    end = rf"({delimiter}|\n|\Z)"
    cell = re.compile(rf'"((?:[^"]++|"")*+)"([^{delimiter}\n]*){end}|([^{delimiter}\n]*){end}')
    row: list[Cell] = []
    position = 0
    while position < len(text) or row:
        match = cell.match(text, position)
        assert match, "the last alternative takes anything"
        quoted, rest, stop, plain, plain_stop = match.groups()
        if quoted is None and plain.startswith('"'):
            raise _Unterminated(position)
        words = plain if quoted is None else quoted.replace('""', '"') + rest
        row.append(Cell(words.strip(), position))
        position = match.end()
        if (stop or plain_stop) != delimiter:
            yield tuple(row)
            row = []


def _misfit(table: Table, row: Row) -> Problem | None:
    wanted = len(table.header)
    if len(row) < wanted:
        say = f"this row has {len(row)} fields and the header {wanted}; is the file cut off?"
        return table.problem(row[0], say)
    extra = next((cell for cell in row[wanted:] if cell.text), None)
    if extra:
        say = f"this row has more fields than the header ({wanted}); text with a comma in it must stand in quotes"
        return table.problem(extra, say)
    return None


def _place(text: str, offset: int) -> Place:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
