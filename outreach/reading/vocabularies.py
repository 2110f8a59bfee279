"""The vocabularies of days, amounts and invoices, by language code."""

from __future__ import annotations

from outreach.reading.words.english import ENGLISH
from outreach.reading.words.german import GERMAN
from outreach.reading.words.vocabulary import Vocabulary

VOCABULARIES: dict[str, Vocabulary] = {words.code: words for words in (ENGLISH, GERMAN)}
