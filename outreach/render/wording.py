"""Words that threaten. In a courteous or friendly letter they cost a client; a firm or a final one may weigh them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from outreach.errors import Problem
from outreach.render.constructs import place, without_jinja
from outreach.render.sources import letter_of

MAY_WARN = ("firm", "final")  # how the name of a letter begins that may speak of consequences

# Stems, since German joins and bends words: Anwälte, Amtsgericht, Inkassobüro. "gerichtet" (directed to) is no court.
THREATS = (
    r"lawyers?\b", r"attorneys?\b", r"solicitors?\b", r"\bcourts?\b", r"\blitigation\b", r"\blawsuit",
    r"\blegal (?:action|steps|proceedings|measures|department)\b", r"\bsue you\b", r"\bprosecut", r"\bbailiffs?\b",
    r"\b(?:debt )?collection (?:agency|agencies|company|service)\b", r"\bdebt collect", r"\bcredit (?:bureau|rating)\b",
    r"\bblacklist", r"\benforcement\b", r"\bfinal warning\b", r"\blast warning\b",
    r"anwalt", r"anwält", r"gericht(?!et)", r"inkasso", r"\bklage\b", r"verklag", r"mahnbescheid", r"mahnverfahren",
    r"rechtliche\w* schritte", r"rechtsweg", r"vollstreck", r"schufa", r"letzte mahnung", r"strafanzeige",
)  # fmt: skip
_THREAT = re.compile("|".join(rf"\w*{t}\w*" if t[0].isalpha() else t for t in THREATS), re.IGNORECASE)


def threats_in(path: str, name: str, source: str) -> Iterator[Problem]:
    """A problem for each threatening word of a letter that is neither firm nor final, and of what all letters share."""
    letter = letter_of(name)
    if letter and letter[0].startswith(MAY_WARN):
        return
    for match in _THREAT.finditer(without_jinja(source)):
        line, column = place(source, match.start())
        sentence = f'"{match[0]}" threatens: it has no place in a letter whose name begins neither with firm nor final'
        yield Problem(path, line, column, sentence)
