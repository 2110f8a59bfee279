"""The vocabularies of days, amounts and invoices, by language code, and those that a text has to be searched with."""

from __future__ import annotations

from functools import cache

from outreach.reading.context import Context
from outreach.reading.languages import languages_of
from outreach.reading.words.dutch import DUTCH
from outreach.reading.words.english import ENGLISH
from outreach.reading.words.forms import date_forms
from outreach.reading.words.french import FRENCH
from outreach.reading.words.german import GERMAN
from outreach.reading.words.italian import ITALIAN
from outreach.reading.words.polish import POLISH
from outreach.reading.words.portuguese import PORTUGUESE
from outreach.reading.words.spanish import SPANISH
from outreach.reading.words.vocabulary import DateForm, Vocabulary

VOCABULARIES: dict[str, Vocabulary] = {
    words.code: words for words in (ENGLISH, GERMAN, FRENCH, SPANISH, ITALIAN, DUTCH, POLISH, PORTUGUESE)
}


def vocabularies_of(text: str, context: Context) -> tuple[Vocabulary, ...]:
    """Those of the languages that the text may be in, of the client's own, and English, which everybody mixes in."""
    codes = {"en", context.language, *(language.code for language in languages_of(text))}
    return tuple(words for code, words in VOCABULARIES.items() if code in codes)


@cache
def forms_of(code: str) -> tuple[DateForm, ...]:
    """The ways of writing a day in that language, built when a text first needs them."""
    return date_forms(VOCABULARIES[code].days)
