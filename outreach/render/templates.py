"""A template and the facts become a letter: subject, text and HTML, or the problems that keep it from being one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar, cast

from babel import Locale
from jinja2 import TemplateError, TemplateSyntaxError

from outreach.errors import Problem
from outreach.ports import Rendered
from outreach.render.explain import sentence_of
from outreach.render.facts import LetterFacts
from outreach.render.markup import NotMjml, to_html
from outreach.render.notation import locale_for
from outreach.render.plaintext import tidy
from outreach.render.sandbox import SHEET, LetterEnvironment, Sheet
from outreach.render.sources import SUBJECT, Folder, letters_in, shown

FALLBACK_LANGUAGE = "en"
GMAIL_CLIPS = 102 * 1024  # octets of HTML after which Gmail hides the rest, with it the bank details and the signature

# What a mistake in a template can raise while it renders. Anything else is a bug of ours and shows itself.
TEMPLATE_MISTAKES = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)
COMPILE_MISTAKES = (SyntaxError, RecursionError, MemoryError)  # of Python's own compiler: nested beyond measure

FACT_NAMES = tuple(
    [f.name for f in fields(LetterFacts)] + [n for n, v in vars(LetterFacts).items() if isinstance(v, property)]
)
_NOT_FOR_XML = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

T = TypeVar("T")


class Templates:
    """The templates of one folder. Each is compiled once, and again when its file changes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = LetterEnvironment(Folder(folder))

    def letters(self) -> dict[str, frozenset[str]]:
        """Names of all letters, each with its languages."""
        return letters_in(self.folder)

    def render(self, template: str, facts: LetterFacts) -> Rendered | tuple[Problem, ...]:
        """Write the letter in the contact's language, else in English. `facts` holds at least one invoice."""
        wanted = facts.language.lower().partition("-")[0].partition("_")[0]
        languages = self.letters().get(template, frozenset())
        language = wanted if wanted in languages else FALLBACK_LANGUAGE
        if language not in languages:
            return self._problem(f"{template}.{language}.mjml", f"there is no letter {template} in {wanted or 'en'}")
        note = "" if language == wanted else f"There is no {template} in {wanted}: it is written in English."
        return self._written(f"{template}.{language}", facts, language, note)

    def _written(self, stem: str, facts: LetterFacts, language: str, note: str) -> Rendered | tuple[Problem, ...]:
        facts = _unbroken_phone(cleaned(facts))
        values = {name: getattr(facts, name) for name in FACT_NAMES} | {"language": language}
        name = ""
        try:
            with writing_in(locale_for(language, facts.country.upper())):
                parts = []
                for name in (f"{stem}.subject", f"{stem}.txt", f"{stem}.mjml"):
                    parts.append(self.environment.get_template(name).render(values))
            html = to_html(parts[2])
        except NotMjml as error:
            return self._problem(name, str(error))
        except (*TEMPLATE_MISTAKES, *COMPILE_MISTAKES) as error:
            return (self.explained(error, name),)
        notes = [note] if note else []
        if len(html.encode()) > GMAIL_CLIPS:
            notes.append("Its HTML is longer than 102 KB: Gmail shows only the beginning.")
        return Rendered(subject_line(parts[0]), tidy(parts[1]), html, language, tuple(notes))

    def explained(self, error: BaseException, name: str) -> Problem:
        """The problem behind an error: the line in the template where it arose, as far as it is known."""
        path, line = self._place(error, name)
        return Problem(path, line, 1 if line else 0, sentence_of(error))

    def _place(self, error: BaseException, name: str) -> tuple[str, int]:
        if isinstance(error, TemplateSyntaxError):
            return error.filename or shown(self.folder / _file(name)), max(error.lineno, 0)
        inside = [(f, n) for f, n in _frames(error.__traceback__) if f.startswith(f"{self.folder.name}/")]
        return inside[-1] if inside else (shown(self.folder / _file(name)), 0)

    def _problem(self, name: str, sentence: str) -> tuple[Problem, ...]:
        return (Problem(shown(self.folder / _file(name)), 0, 0, sentence),)


@contextmanager
def writing_in(locale: Locale) -> Iterator[Sheet]:
    """One rendering: a fresh allowance of steps, and the notation of its reader."""
    sheet = Sheet(locale)
    token = SHEET.set(sheet)
    try:
        yield sheet
    finally:
        SHEET.reset(token)


def cleaned(value: T) -> T:
    """The same facts with every text on one line and without control characters: an invoice number from a file must
    not break the XML, start a new line in the text, or a new header in the mail."""
    result: Any = value
    if isinstance(value, str):
        result = " ".join(_NOT_FOR_XML.sub(" ", value).split())
    elif isinstance(value, tuple):
        result = tuple(cleaned(item) for item in value)
    elif is_dataclass(value) and not isinstance(value, type):
        result = replace(value, **{f.name: cleaned(getattr(value, f.name)) for f in fields(value)})
    return cast(T, result)


def _unbroken_phone(facts: LetterFacts) -> LetterFacts:
    """A telephone number is not parted at the end of a line; `tidy` gives the text part its plain spaces back."""
    return replace(facts, company=replace(facts.company, phone=facts.company.phone.replace(" ", "\u00a0")))


def subject_line(rendered: str) -> str:
    """One line, in which nothing passes for an encoded word (RFC 2047) and hides a line break or another text."""
    return " ".join(rendered.removeprefix(SUBJECT).split()).replace("=?", "= ?")


def _file(name: str) -> str:
    return re.sub(r"\.subject$", ".txt", name)


def _frames(traceback: TracebackType | None) -> Iterator[tuple[str, int]]:
    while traceback:
        yield traceback.tb_frame.f_code.co_filename, traceback.tb_lineno
        traceback = traceback.tb_next
