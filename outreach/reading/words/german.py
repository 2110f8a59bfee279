"""How German writes days, amounts and invoices."""

from __future__ import annotations

import re

from outreach.reading.language import words_pattern
from outreach.reading.names import month_pattern, one_of, weekdays_of
from outreach.reading.words.vocabulary import DateForm, Vocabulary

_MONTH = month_pattern("de")
_WEEKDAY = one_of(weekdays_of("de"))
_NUMBERS = {
    "einem": 1, "einer": 1, "eine": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8,
    "neun": 9, "zehn": 10, "zwölf": 12, "vierzehn": 14, "fünfzehn": 15, "zwanzig": 20, "dreißig": 30,
}  # fmt: skip
_NUMBER = one_of(_NUMBERS)
_PART = r"(?:(?P<end>Ende)|(?P<mid>Mitte)|(?P<early>Anfang))"
_WHICH = r"(?P<which>dieses|diesen|dieser|diese|nächste[nrs]?|kommende[nrs]?|folgende[nrs]?|laufende[nrs]?)"
_DAYTIME = r"(?:\s*(?:früh|morgen|vormittag|mittag|nachmittag|abend))?"
_UNITS = r"(?P<unit>Werktag|Arbeitstag|Bankarbeitstag|Tag|Woche|Monat)(?:en|es|e|s|n)?"
_NOT_A_DAY = (
    r"(?!\s*(?:Mal|Stock|Tag|Woche|Monat|Punkt|Teil|Rate|Mahnung|Position|Etage|Platz|Quartal|\d|KW|Kalenderwoche))"
)


def _form(kind: str, pattern: str) -> DateForm:
    return DateForm(kind, re.compile(rf"(?<![\w/.,+:#-]){pattern}(?!\w)", re.IGNORECASE))


_DATES = (
    _form(
        "day",
        r"(?:(?P<first>\d{1,2})\.?\s?(?:-|–|bis(?:\s+zum)?)\s?)?(?P<day>\d{1,2})\.?\s?"
        rf"(?P<month>{_MONTH})(?:\s+(?P<year>\d{{4}}))?",
    ),
    _form("month part", rf"{_PART}\s+(?P<month>{_MONTH})(?:\s+(?P<year>\d{{4}}))?"),
    _form("month part", rf"{_PART}\s+(?:(?:des|vom)\s+)?(?:{_WHICH}\s+)?Monats?"),
    _form("month part", r"(?P<end>Monatsende|Ultimo)"),
    _form("month", rf"(?P<date>im\s+(?:Laufe\s+des\s+)?(?P<month>{_MONTH})(?:\s+(?P<year>\d{{4}}))?)"),
    _form("week part", rf"{_PART}\s+(?:der\s+)?(?:{_WHICH}\s+)?Woche"),
    _form("week part", rf"{_WHICH}\s+Woche"),
    _form(
        "weekday",
        rf"(?:(?P<which>nächste[nrs]?|kommende[nrs]?|diese[nrs]?|letzte[nrs]?|vergangene[nrs]?)\s+)?"
        rf"(?P<weekday>{_WEEKDAY}){_DAYTIME}"
        r"(?:\s+(?P<later>in\s+einer\s+Woche|(?:der\s+)?(?:nächster|nächsten|kommender|kommenden)\s+Woche))?",
    ),
    _form("weekday", rf"(?P<later>(?:nächste|kommende)\s+Woche)(?:\s+am)?\s+(?P<weekday>{_WEEKDAY}){_DAYTIME}"),
    _form(
        "span",
        r"(?:in|innerhalb|binnen)(?:\s+(?:von|der|den))?(?:\s+nächsten)?\s+"
        rf"(?P<n>\d{{1,3}}|{_NUMBER})\s+{_UNITS}(?!\s+(?:nach|ab|seit|vor)\b)",
    ),
    _form(
        "day of month",
        r"(?:am|bis|zum|den|dem|spätestens)\s+(?P<date>(?P<day>\d{1,2})\."
        r"(?:\s?(?:des\s+)?(?:d\.\s?M\.|(?P<which>dieses|diesen|nächsten|kommenden|folgenden)?\s*Monats))?)"
        + _NOT_A_DAY,
    ),
    _form("week number", rf"(?:{_PART}\s+(?:der\s+)?)?(?:KW|Kalenderwoche)\s?(?P<n>\d{{1,2}})"),
    _form("week number", rf"(?:{_PART}\s+(?:der\s+)?)?(?P<n>\d{{1,2}})\.\s?(?:KW|Kalenderwoche)"),
    _form(
        "today",
        rf"(?:noch\s+)?(?P<word>heute|(?<!guten )(?<!guter )(?<!schönen )morgen|übermorgen|vorgestern"
        rf"|gestern){_DAYTIME}",
    ),
)

GERMAN = Vocabulary(
    code="de",
    numbers=_NUMBERS,
    date_forms=_DATES,
    days_from_today={"heute": 0, "morgen": 1, "übermorgen": 2, "gestern": -1, "vorgestern": -2},
    date_refers=re.compile(
        r"(?<!lauf )(?<!zahllauf )\b(?:vom|seit|seit dem|von|datiert|datiert auf den|fällig|fällig am|fällig zum"
        r"|fällig seit|fällig seit dem|Fälligkeit|Datum|Rechnungsdatum|erhalten am)\s+$",
        re.IGNORECASE,
    ),
    date_is_vague=re.compile(
        r"\b(?:ab|ab dem|nach|nach dem|nicht vor|nicht vor dem|frühestens|frühestens am|gegen|etwa|ca\.?|circa"
        r"|ungefähr|ungefähr am|um den|um|oder|und|für|zwischen dem)\s+$",
        re.IGNORECASE,
    ),
    date_describes=re.compile(r"\s+(?:fällige\w*|datierte\w*|ausgestellte\w*|Rechnung(?:en)?)\b", re.IGNORECASE),
    invoice_word=r"(?:rechnung(?:en|snummern?|s-?nr)?|rg|re|nr|nummern?|beleg(?:e|nummer)?)\b\.?",
    groups=re.compile(
        r"\b(?:(?P<both>beiden?(?:\s+(?:offenen\s+)?Rechnungen)?)"
        r"|(?P<others>die\s+(?:anderen|übrigen|restlichen|weiteren)(?:\s+(?P<n>zwei|drei|vier|fünf|\d"
        r"|beiden))?(?:\s+Rechnungen)?)"
        r"|(?P<all>(?:alle|sämtliche)\s+(?:(?:offenen|offene|fälligen|ausstehenden|Ihre|unsere)\s+)*(?:(?P<m>zwei"
        r"|drei|vier|fünf|\d)\s+)?(?:Rechnungen|Posten|Beträge)"
        r"|alle\s+(?P<k>zwei|drei|vier|fünf|\d)))(?!\w)",
        re.IGNORECASE,
    ),
    singular=words_pattern(r"(?:die|diese|dieser|der|Ihre|Ihrer|eure|obige)\s+(?:\w+\s+)?Rechnung",
    r"(?:sie|diese|es|die)\s+(?:wird|ist|wurde)", "eine Rechnung"),
)  # fmt: skip
