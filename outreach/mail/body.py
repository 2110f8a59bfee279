"""Which of a mail's bodies a person reads, and whether what they see is what a program would read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from outreach.mail.ours import words_of

STUB_CHARS = 400
COMPARED = 4000  # words of each body

_STUB = re.compile(
    r"\b(?:html|e-?mail (?:client|programm?|reader)|mime|(?:view|read) (?:this|the) (?:e-?mail|message)"
    r"|web ?(?:version|browser))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Body:
    """Text as a person sees it, the words of the mail's own that they cannot see, and whether two bodies differ."""

    text: str
    hidden: str = ""
    differs: bool = False
    is_html: bool = False

    @property
    def warnings(self) -> tuple[str, ...]:
        hidden = (f'the mail has words in it that nobody can see: "{self.hidden[:120]}"',) if self.hidden else ()
        return (*hidden, *(("its plain text and its HTML say different things",) if self.differs else ()))


NO_BODY = Body("")


def best_of(bodies: Sequence[Body]) -> Body:
    """Of alternatives (RFC 2046 section 5.1.4) the plain text: the writer's program says it is the same, and its quotes
    are marked. But the HTML where the plain text is empty, asks for another program, shows what the HTML hides, or says
    something else: a person sees the HTML.
    """
    plain = next((body for body in bodies if not body.is_html and body.text.strip()), NO_BODY)
    html = next((body for body in bodies if body.is_html and body.text.strip()), NO_BODY)
    if not plain.text or not html.text:
        return plain if plain.text else html
    if len(plain.text) < STUB_CHARS < len(html.text) + STUB_CHARS and _is_stub(plain.text, html.text):
        return html
    differs = _differ(plain.text, html.text)
    if differs or (html.hidden and _says(plain.text, html.hidden)):
        return Body(html.text, html.hidden, differs, is_html=True)
    return Body(plain.text, html.hidden)


def _is_stub(plain: str, html: str) -> bool:
    return bool(_STUB.search(plain)) and not _says(html, plain)


def _says(text: str, words: str) -> bool:
    """Whether `text` has the most of `words` in it."""
    wanted = Counter(words_of(words)[:COMPARED])
    return sum((wanted & Counter(words_of(text)[:COMPARED])).values()) * 2 > sum(wanted.values())


def _differ(plain: str, html: str) -> bool:
    """Whether each says a good part that the other does not; one alone may be cut short, or without its links."""
    one, other = Counter(words_of(plain)[:COMPARED]), Counter(words_of(html)[:COMPARED])
    shared = sum((one & other).values())
    return all(sum(each.values()) - shared > max(3, 0.25 * sum(each.values())) for each in (one, other))
