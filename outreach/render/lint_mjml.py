"""Look at the MJML of a template before anything is rendered: elements, attributes, and what closes what."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from xml.parsers import expat

from outreach.errors import Problem
from outreach.render.constructs import one_way, without_jinja
from outreach.render.markup import NotMjml, strict_xml, xml_parser
from outreach.render.mjml4 import ATTRIBUTES, HTML

_ROOT = "letter-root"  # a letter that fills blocks of a layout is no document: it gets a root of our own


def did_you_mean(word: str, known: Iterable[str], prefix: str = "", at_least: float = 0.6) -> str:
    """A suggestion to put at the end of a sentence, when some known name is like the word (0 to 1)."""
    close = get_close_matches(word, list(known), n=1, cutoff=at_least)
    return f"; did you mean {prefix}{close[0]}?" if close else ""


@dataclass(slots=True)
class _Reader:
    """One pass over one way through the template."""

    path: str
    text: str
    problems: list[Problem] = field(default_factory=list)
    open: list[tuple[str, int]] = field(default_factory=list)
    parser: expat.XMLParserType = field(default_factory=xml_parser)

    def read(self) -> tuple[list[Problem], Problem | None]:
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._opened, self._closed
        try:
            self.parser.Parse(f"<{_ROOT}>", False)
            self.parser.Parse(self.text, False)
            self.parser.Parse(f"</{_ROOT}>", True)
        except NotMjml as refused:
            return self.problems, self._at(self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber, str(refused))
        except expat.ExpatError as error:
            return self.problems, self._broken(error)
        return self.problems, None

    def _opened(self, tag: str, attributes: dict[str, str]) -> None:
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber
        self.open.append((tag, line))
        if tag == _ROOT:
            return
        known = ATTRIBUTES if tag.startswith("mj") else HTML
        if tag not in known:
            what = "element of MJML" if tag.startswith("mj") else "HTML that mail programs show"
            self.problems.append(
                self._at(line, column, f"<{tag}> is no {what}{did_you_mean(tag, known, at_least=0.75)}")
            )
        elif tag in ATTRIBUTES:
            for name in attributes.keys() - ATTRIBUTES[tag]:
                self._unknown_attribute(tag, name, line, column)

    def _unknown_attribute(self, tag: str, name: str, line: int, column: int) -> None:
        start = self._offset(line, column)
        match = re.compile(rf"\s({re.escape(name)})\s*=").search(self.text, start)
        before = self.text[start : match.start(1)] if match else ""
        line, column = (
            (line + before.count("\n"), len(before) - before.rfind("\n") - 1)
            if "\n" in before
            else (line, column + len(before))
        )
        hint = did_you_mean(name, ATTRIBUTES[tag])
        self.problems.append(self._at(line, column, f"<{tag}> has no attribute {name}{hint}"))

    def _closed(self, _tag: str) -> None:
        self.open.pop()

    def _broken(self, error: expat.ExpatError) -> Problem:
        line, column = error.lineno, error.offset
        sentence = f"is not sound MJML: {expat.errors.messages[error.code]}"
        if error.code == expat.errors.codes[expat.errors.XML_ERROR_TAG_MISMATCH]:
            start = self._offset(line, column)
            slash = self.text.rfind("</", 0, start + 2)
            found = re.match(r"</\s*([\w-]+)", self.text[slash:]) if slash >= 0 else None
            tag, opened = self.open[-1]
            if found is None or start >= len(self.text):
                line, column, sentence = opened, self._column_of(tag, opened), f"<{tag}> is never closed"
            elif tag == _ROOT:
                sentence = f"</{found[1]}> closes nothing"
            else:
                sentence = f"</{found[1]}> stands where </{tag}> must close the <{tag}> of line {opened}"
            if found and start < len(self.text):
                column -= start - slash
        return self._at(line, column, sentence)

    def _column_of(self, tag: str, line: int) -> int:
        column = self.text.split("\n")[line - 1].rfind(f"<{tag}")
        return max(column, 0) + (len(_ROOT) + 2 if line == 1 else 0)

    def _offset(self, line: int, column: int) -> int:
        """Where in the text a place of the parser is; the parser's first line has our root before it."""
        start = 0
        for _ in range(line - 1):
            start = self.text.find("\n", start) + 1
        return start + column - (len(_ROOT) + 2 if line == 1 else 0)

    def _at(self, line: int, column: int, sentence: str) -> Problem:
        return Problem(self.path, line, column + 1 - (len(_ROOT) + 2 if line == 1 else 0), sentence)


def lint_mjml(path: str, source: str) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Problems with elements and attributes; and apart from them what does not close, which counts only where a
    rendered letter is not sound either (a template may open and close in ways that only its conditions understand)."""
    found: set[Problem] = set()
    broken: set[Problem] = set()
    for first in (True, False):
        problems, structure = _Reader(path, strict_xml(without_jinja(one_way(source, first=first)))).read()
        found.update(problems)
        broken.update([structure] if structure else [])
    return tuple(sorted(found)), tuple(sorted(broken))
