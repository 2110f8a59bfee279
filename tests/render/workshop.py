"""A folder of templates for one test: the shipped layout and words, and letters that the test writes."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

from outreach.errors import Problem
from outreach.ports import Rendered
from outreach.render.facts import LetterFacts
from outreach.render.samples import ONE, sample_facts
from outreach.render.templates import Templates

SHIPPED = Path(__file__).parents[2] / "templates"
LETTER_MJML = '{% extends "layout.mjml" %}\n{% block before %}\n<p>A sentence.</p>\n{% endblock %}\n'
LETTER_TXT = 'Subject: Your invoices\n\n{% extends "layout.txt" %}\n{% block before %}\nA sentence.\n{% endblock %}\n'


def workshop(folder: Path) -> Path:
    for file in (*SHIPPED.glob("layout*"), *SHIPPED.glob("words*")):
        shutil.copy(file, folder / file.name)
    return folder


def letter(folder: Path, mjml: str = LETTER_MJML, txt: str = LETTER_TXT, name: str = "note-1.en") -> Path:
    """Write both parts of a letter; the folder gets a layout if it has none."""
    if not (folder / "layout.mjml").exists():
        workshop(folder)
    (folder / f"{name}.mjml").write_text(mjml, "utf-8")
    (folder / f"{name}.txt").write_text(txt, "utf-8")
    return folder


def saying(sentence: str, folder: Path) -> Path:
    """A letter whose two parts say `sentence`, on line 3 of the MJML and on line 5 of the text."""
    return letter(
        folder,
        '{% extends "layout.mjml" %}\n{% block before %}\n<p>' + sentence + "</p>\n{% endblock %}\n",
        'Subject: Hello\n\n{% extends "layout.txt" %}\n{% block before %}\n' + sentence + "\n{% endblock %}\n",
    )


def written(folder: Path, name: str = "note-1", facts: LetterFacts | None = None) -> Rendered:
    rendered = Templates(folder).render(name, facts or sample_facts(ONE))
    assert isinstance(rendered, Rendered), [str(problem) for problem in rendered]
    return rendered


def refused(folder: Path, name: str = "note-1", facts: LetterFacts | None = None) -> tuple[Problem, ...]:
    rendered = Templates(folder).render(name, facts or sample_facts(ONE))
    assert not isinstance(rendered, Rendered), "it was written"
    return rendered


def words_of(html: str) -> str:
    """What a reader sees of the HTML, as one line of plain text."""
    body = re.sub(r"<!--.*?-->", "", html[html.index("<body") :], flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())
