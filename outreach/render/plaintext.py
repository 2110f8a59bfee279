"""Plain text that reads well: filled paragraphs, aligned tables, no ragged blank lines."""

from __future__ import annotations

import re
import textwrap

WIDTH = 72  # what a quoted and once more quoted line still has room for (RFC 3676 section 4.2 advises 66 to 78)
GAP = "   "
_BLANK = re.compile(r"[ \t\n]+")  # not the no-break space between an amount and its currency
_LIST_ITEM = re.compile(r"^(?=\s*[-*•] )", re.MULTILINE)


def fill(text: str) -> str:
    """Wrap each paragraph (parted by blank lines) anew, since conditions leave its lines long and short."""
    return "\n\n".join("\n".join(_filled(item) for item in _LIST_ITEM.split(p) if item.strip()) for p in _blocks(text))


def _filled(paragraph: str) -> str:
    indent = "  " if _LIST_ITEM.match(paragraph) else ""
    words = _BLANK.sub(" ", paragraph).strip()
    return textwrap.fill(words, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def _blocks(text: str) -> list[str]:
    return [block for block in re.split(r"\n\s*\n", text) if block.strip()]


def columns(text: str) -> str:
    """Align a table: a row each line, cells parted by ` | `. A column whose heading ends in `>` is right-aligned.

    A column without any content below its heading is left out, so that a table need not be written twice. A line of one
    cell stands across the table, and a line of dashes becomes a rule as wide as it.
    """
    rows = [[cell.strip() for cell in line.split("|")] for line in text.splitlines() if line.strip()]
    if not rows:
        return ""
    right = [heading.endswith(">") for heading in rows[0]]
    rows[0] = [heading.removesuffix(">").strip() for heading in rows[0]]
    body = [row for row in rows[1:] if len(row) > 1]
    shown = [i for i in range(len(right)) if any(_cell(row, i) for row in body)]
    widths = {i: max(len(_cell(row, i)) for row in (rows[0], *body)) for i in shown}
    rule = "-" * (sum(widths.values()) + len(GAP) * (len(shown) - 1))

    def line(row: list[str]) -> str:
        if len(row) == 1:
            return rule if set(row[0]) == {"-"} else row[0]
        cells = (_cell(row, i).rjust(widths[i]) if right[i] else _cell(row, i).ljust(widths[i]) for i in shown)
        return GAP.join(cells).rstrip()

    return "\n".join(map(line, rows))


def _cell(row: list[str], column: int) -> str:
    return row[column] if column < len(row) else ""


def tidy(text: str) -> str:
    """Ends of lines trimmed, never two blank lines in a row, ordinary spaces only (amounts come with no-break ones)."""
    text = text.replace("\u00a0", " ").replace("\u202f", " ")
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n"
