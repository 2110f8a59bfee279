"""The languages that are read, and which of them a text is written in."""

from __future__ import annotations

import re
from functools import lru_cache

from outreach.reading.dutch import DUTCH
from outreach.reading.english import ENGLISH
from outreach.reading.french import FRENCH
from outreach.reading.german import GERMAN
from outreach.reading.italian import ITALIAN
from outreach.reading.language import Language
from outreach.reading.polish import POLISH
from outreach.reading.portuguese import PORTUGUESE
from outreach.reading.spanish import SPANISH

LANGUAGES: tuple[Language, ...] = (ENGLISH, GERMAN, DUTCH, ITALIAN, POLISH, PORTUGUESE, FRENCH, SPANISH)
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=64)  # asked several times of the text of one mail
def languages_of(text: str) -> tuple[Language, ...]:
    """The language with the most of its frequent words in the text, or those that share the first place; all of them
    when no more than one word tells, because languages share them ("me", "la", "in")."""
    words = [word.lower() for word in _WORD.findall(text)]
    counts = [sum(word in language.common for word in words) for language in LANGUAGES]
    most = max(counts)
    if most < 2:
        return LANGUAGES
    return tuple(language for language, count in zip(LANGUAGES, counts, strict=True) if count == most)
