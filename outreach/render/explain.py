"""Jinja's errors, said so that a clerk knows where to look and what to change."""

from __future__ import annotations

import re

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError

from outreach.errors import Problem
from outreach.render.constructs import CLOSED_BY, Finder, open_tags, place, unfinished
from outreach.render.lint_mjml import did_you_mean

_TAGS = frozenset({*CLOSED_BY, *CLOSED_BY.values(), "else", "elif", "set", "extends", "include", "import", "from"})
_NO_ATTRIBUTE = re.compile(r"'(?:[\w.]*\.)?(\w+?)(?:Facts)?(?: object)?' has no attribute '(\w+)'")


def syntax_problem(path: str, source: str, error: TemplateSyntaxError) -> Problem:
    """What keeps a template from being read, at the very character where that can be told."""
    message, line = error.message or "is not sound Jinja", max(error.lineno, 1)
    words = re.findall(r"'([^']+)'", message)
    if (start := unfinished(source)) is not None:
        opener = source[start : start + 2]
        closer = {"{{": "}}", "{%": "%}", "{#": "#}"}[opener]
        return Problem(path, *place(source, start), f"{opener} is never closed by {closer}")
    if message.startswith("Unexpected end of template") and (still_open := open_tags(source, len(source))):
        tag = still_open[-1]
        sentence = f"{{% {tag.name} %}} is never closed by {{% {CLOSED_BY[tag.name]} %}}"
        return Problem(path, *place(source, tag.start), sentence)
    column = Finder(source).column(line, rf"(?<!\w){re.escape(words[0])}" if words else r"\{[{%]")
    if message.startswith("Encountered unknown tag") and words:
        message = _wrong_tag(source, words[0], line)
    return Problem(path, line, column, message)


def _wrong_tag(source: str, name: str, line: int) -> str:
    if name not in _TAGS:
        return f"there is no tag {name}{did_you_mean(name, _TAGS)}"
    start = sum(len(text) + 1 for text in source.split("\n")[: line - 1])
    before = source.find(name, start)
    if still_open := open_tags(source, before):
        tag = still_open[-1]
        opened, _ = place(source, tag.start)
        return f"{{% {name} %}} stands where {{% {CLOSED_BY[tag.name]} %}} must close the {tag.name} of line {opened}"
    return f"{{% {name} %}} closes nothing"


def sentence_of(error: BaseException) -> str:
    """The sentence for what went wrong while a letter was written."""
    match error:
        case TemplateNotFound():
            return f"there is no file {error.name}"
        case TemplateSyntaxError():
            return error.message or "is not sound Jinja"
        case RecursionError() | MemoryError() | SyntaxError():
            return "is nested too deeply, or calls itself without end"
        case UndefinedError():
            return _undefined(str(error))
    return str(error)


def _undefined(message: str) -> str:
    if match := _NO_ATTRIBUTE.search(message):
        if match[1] == "None":
            return f"asks for .{match[2]} of what is not known for this letter: put it in {{% if … %}}"
        return f"there is no {match[1].lower()}.{match[2]}"
    match = re.match(r"'(\w+)' is undefined", message)
    return f"there is no {match[1]}" if match else message
