"""What is printed where no terminal is, into a file or another program: a line a row, never cut or folded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_APART = "  "
# What a mail or a file brings along could otherwise drive the terminal: clear it, colour it, answer in its stead.
_CONTROLS = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)))


def harmless(text: str) -> str:
    """The text without control characters, but for tabs and line ends."""
    return text if text.isprintable() else text.translate(_CONTROLS)


def aligned(columns: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[str] = ()) -> Iterator[str]:
    """The lines of a table: names, a rule below them, and the rows. A cell of several lines makes its row as high."""
    lines = [line for row in rows for line in _lines(row)]
    widths = [max(map(_width, cells)) for cells in zip(columns, *lines, strict=True)]
    to_the_right = [column in right for column in columns]
    for line in (columns, *lines):
        yield _APART.join(map(_padded, line, widths, to_the_right)).rstrip()
        if line is columns:
            yield _APART.join("─" * width for width in widths)


def _lines(row: Sequence[str]) -> Iterator[Sequence[str]]:
    if not any("\n" in cell for cell in row):
        yield row
        return
    parts = [cell.split("\n") for cell in row]
    for number in range(max(map(len, parts))):
        yield [part[number] if number < len(part) else "" for part in parts]


def _padded(cell: str, width: int, to_the_right: bool) -> str:
    blanks = " " * (width - _width(cell))
    return blanks + cell if to_the_right else cell + blanks


def _width(cell: str) -> int:
    """Columns on a screen: Chinese signs take two, accents that stand alone none."""
    if cell.isascii():
        return len(cell)
    from rich.cells import cell_len

    return cell_len(cell)
