"""The template files of a workspace: which letters there are, in which languages, and what stands in each file."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from jinja2 import BaseLoader, Environment, TemplateNotFound, TemplateSyntaxError

LARGEST_FILE = 200_000  # characters; a letter has three thousand
SUBJECT = "Subject:"

_LETTER = re.compile(r"(?P<letter>[A-Za-z0-9][\w-]*)\.(?P<language>[a-z]{2,3})\.(?P<part>mjml|txt)")
_ALONE = re.compile(r"^[ \t]*((?:\{%(?:(?!%\}).)*|\{#(?:(?!#\}).)*))([%#]\})[ \t]*\n", re.MULTILINE | re.DOTALL)
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_][\w-]*(\.[\w-]+)*")  # no folder, no "..": nothing outside templates/ is read


def is_shared(name: str) -> bool:
    """The layout, its words, or a part that letters include: no letter of its own."""
    return name.startswith(("layout", "words", "_"))


def letter_of(name: str) -> tuple[str, str, str] | None:
    """`friendly-1.de.txt` is ("friendly-1", "de", "txt"); None for a file that is no letter."""
    match = None if is_shared(name) else _LETTER.fullmatch(name)
    return (match["letter"], match["language"], match["part"]) if match else None


def letters_in(folder: Path) -> dict[str, frozenset[str]]:
    """The letters of a folder, each with the languages in which at least one of its two parts is there."""
    found: dict[str, set[str]] = {}
    for name in template_files(folder):
        if known := letter_of(name):
            found.setdefault(known[0], set()).add(known[1])
    return {letter: frozenset(languages) for letter, languages in found.items()}


def template_files(folder: Path) -> tuple[str, ...]:
    """Names of all `.mjml` and `.txt` files of the folder, sorted; hidden ones and editors' leftovers are not ours."""
    return tuple(
        sorted(f.name for f in folder.glob("*") if f.suffix in {".mjml", ".txt"} and not f.name.startswith("."))
    )


def shown(path: Path) -> str:
    """How a file is named in problems: templates/friendly-1.en.mjml, wherever the workspace lies."""
    return f"{path.parent.name}/{path.name}"


def read_source(path: Path) -> str:
    """The text of a file; what keeps it from being text is a TemplateSyntaxError with its line."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise TemplateSyntaxError(f"cannot be read: {error.strerror}", 0, path.name, shown(path)) from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise TemplateSyntaxError("is not saved as UTF-8; save it so", line, path.name, shown(path)) from error
    if len(text) > LARGEST_FILE:
        raise TemplateSyntaxError("is far too long for a letter", 0, path.name, shown(path))
    return text.replace("\r\n", "\n")


def subject_of(text: str) -> str | None:
    """The first line of a `.txt`, `Subject: …` as it stands, so that columns stay true; None when it is not one."""
    first = text.partition("\n")[0].rstrip()
    return first if first.startswith(SUBJECT) and first[len(SUBJECT) :].strip() else None


def without_tag_lines(text: str) -> str:
    """A line that holds one tag only leaves no line behind, and all others keep theirs.

    Jinja's own `trim_blocks` also joins `…{% endif %}` with the first word of the next line, which a clerk cannot see
    coming. The line break moves into the tag, so that line numbers stay true.
    """
    return _ALONE.sub(r"\1\n\2", text)


class Folder(BaseLoader):
    """Loads templates by file name and notices every change of a file, also within one second (its size).

    Of a letter's `.txt` the first line is loaded as `NAME.LANGUAGE.subject`, and blanked in the text itself.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002 Jinja's signature
        wanted = re.sub(r"\.subject$", ".txt", template)
        path = self.path / wanted
        if not _PLAIN_NAME.fullmatch(wanted) or not path.is_file():
            raise TemplateNotFound(template)
        seen = _stamp(path)
        text = read_source(path)
        if template.endswith(".subject"):
            text = _subject_line(text, path)
        elif template.endswith(".txt") and letter_of(template):
            text = text if subject_of(text) is None else "\n" + text.partition("\n")[2]
        return without_tag_lines(text), shown(path), lambda: _stamp(path) == seen


def _subject_line(text: str, path: Path) -> str:
    if line := subject_of(text):
        return line
    raise TemplateSyntaxError(f'the first line must be "{SUBJECT} …", then an empty line', 1, path.name, shown(path))


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size
