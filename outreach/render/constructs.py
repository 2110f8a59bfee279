"""Where the `{{ … }}`, `{% … %}` and `{# … #}` of a template stand, so that problems can be shown in their place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

CONSTRUCT = re.compile(r"\{#.*?#\}|\{%[-+]?\s*(?P<tag>\w*).*?%\}|\{\{.*?\}\}", re.DOTALL)
CLOSED_BY = {
    "if": "endif",
    "for": "endfor",
    "block": "endblock",
    "macro": "endmacro",
    "filter": "endfilter",
    "call": "endcall",
    "with": "endwith",
    "autoescape": "endautoescape",
}
BRANCHES = frozenset({"else", "elif"})


@dataclass(frozen=True, slots=True)
class Tag:
    """One `{% … %}`."""

    name: str
    start: int
    end: int


def tags(source: str) -> Iterator[Tag]:
    for match in CONSTRUCT.finditer(source):
        if match["tag"]:
            yield Tag(match["tag"], match.start(), match.end())


def open_tags(source: str, before: int) -> list[Tag]:
    """The tags that are open at a place, outermost first."""
    stack: list[Tag] = []
    for tag in tags(source[:before]):
        if tag.name in CLOSED_BY:
            stack.append(tag)
        elif stack and tag.name == CLOSED_BY[stack[-1].name]:
            stack.pop()
    return stack


def unfinished(source: str) -> int | None:
    """Where a `{{`, `{%` or `{#` begins that does not end before the next one does; None when all end."""
    for match in re.finditer(r"\{[{%#]", source):
        end = source.find({"{{": "}}", "{%": "%}", "{#": "#}"}[match[0]], match.end())
        following = re.compile(r"\{[{%]").search(source, match.end())
        if end < 0 or (following and following.start() < end and match[0] != "{#"):
            return match.start()
    return None


def blank(text: str, filler: str = " ") -> str:
    """As many characters and lines, saying nothing."""
    return re.sub(r"[^\n]", filler, text)


def without_jinja(source: str) -> str:
    """What stands outside Jinja, in its place. A value becomes letters, since it may be all that a tag holds."""
    return CONSTRUCT.sub(lambda m: blank(m[0], "x" if m[0].startswith("{{") else " "), source)


def only_jinja(source: str) -> str:
    """What stands inside `{{ }}` and `{% %}`, in its place."""
    kept, end = [], 0
    for match in CONSTRUCT.finditer(source):
        kept += [blank(source[end : match.start()]), blank(match[0]) if match[0].startswith("{#") else match[0]]
        end = match.end()
    return "".join(kept) + blank(source[end:])


def one_way(source: str, *, first: bool) -> str:
    """The source as if every `{% if %}` took its first branch, or its last: an element may open in one of two branches
    and close after both, which is sound either way and not sound when read straight through."""
    hidden: list[tuple[int, int]] = []
    stack: list[list[Tag]] = []
    for tag in tags(source):
        if tag.name in ("if", "for"):
            stack.append([tag])
        elif tag.name in BRANCHES and stack:
            stack[-1].append(tag)
        elif tag.name in ("endif", "endfor") and stack:
            branches = stack.pop()
            if len(branches) > 1:
                hidden.append((branches[1].start, tag.start) if first else (branches[0].end, branches[-1].start))
    for start, end in hidden:
        source = source[:start] + blank(source[start:end]) + source[end:]
    return source


def place(source: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of a character."""
    return source.count("\n", 0, offset) + 1, offset - source.rfind("\n", 0, offset)


@dataclass(slots=True)
class Finder:
    """Finds the column of words of which the parser tells the line only. The same words twice on a line are found in
    turn: ask in the order of the text."""

    source: str
    lines: list[str] = field(init=False)
    asked: Counter[tuple[int, str]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.lines = only_jinja(self.source).split("\n")

    def column(self, line: int, pattern: str) -> int:
        """1 when they are not on that line: a construct that spans lines is known by its first."""
        found = [m.start() + 1 for m in re.finditer(pattern, self.lines[line - 1])] if line <= len(self.lines) else []
        turn = self.asked[line, pattern]
        self.asked[line, pattern] += 1
        return found[min(turn, len(found) - 1)] if found else 1
