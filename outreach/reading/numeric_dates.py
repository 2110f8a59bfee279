"""Days written in numbers alone, by the order of the client's country."""

from __future__ import annotations

import re
from collections.abc import Iterator

from outreach.reading.calendar_days import nearest_year, valid_date
from outreach.reading.context import Context
from outreach.reading.found_dates import FoundDate, Groups, Resolved, Taken

MONTH_FIRST = frozenset({"US"})
ORDER_UNCLEAR = frozenset({"", "CA", "PH"})  # both orders are in use there

_LEADS = """
    am bis zum den dem vom ab vor per spaetestens on by before until till le au du avant pour dia ate el al para
    antes il entro del dal op voor uiterlijk tegen tot do dnia na przed od date dated latest and et und y e
    en i to a from
    mon tue wed thu fri lun mar mer jeu ven lunes martes miercoles jueves viernes lundi mardi mercredi jeudi vendredi
    monday tuesday wednesday thursday friday montag dienstag mittwoch donnerstag freitag maandag dinsdag woensdag
    donderdag vrijdag segunda terca quarta quinta sexta poniedzialek wtorek srode czwartek piatek martedi mercoledi
    giovedi venerdi lunedi feira commencing beginning starting fr mo di mi sa so vr ma wo za zo pt wt czw sex
    seg ter qua
    qui sab thu fri pon sr w/c
"""
_LEAD = re.compile(r"(?<!\w)(?:" + "|".join(_LEADS.split()) + r")(?:,|\.)?\s$")
_LONGEST_LEAD = 16  # characters
_NO_DATE_BEFORE = (
    r"(?=\d)(?<![\w/.,+:#§-])(?<!version )(?<!ziffer )(?<!punkt )(?<!nr. )(?<!kapitel )(?<!§ )(?<!clause )"
)
_NO_DATE_AFTER = r"(?![\w/]|[.,:]\d|-\d|\s?(?:[€%£$]|(?:zl|uhr|uur|eur|euro|chf|usd|gbp|pln|h|of\s+(?:the|our))\b))"
_RANGE = r"(?:(?P<first>\d{1,2})[./]?(?:\d{1,2}\.?)?\s?(?:-|bis(?:\s+zum)?|to|au|al|tot|do|a)\s?)?"

_FORMS = tuple(
    (kind, led, re.compile(_NO_DATE_BEFORE + pattern + _NO_DATE_AFTER))
    for kind, led, pattern in (
        ("ordered", False, r"(?P<year>20\d\d)(?P<sign>[-/.])(?P<month>\d{2})(?P=sign)(?P<day>\d{2})"),
        ("ordered", False, _RANGE + r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4}|\d{2})\b"),
        ("ordered", False, _RANGE + r"(?P<day>\d{2})\.\s?(?P<month>\d{2})\."),
        ("ordered", True, _RANGE + r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\."),
        ("ordered", True, r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})"),
        ("slashed", False, _RANGE + r"(?P<a>\d{1,2})\s?(?P<sign>[/-])\s?(?P<b>\d{1,2})\s?(?P=sign)\s?(?P<year>\d{4})"),
        ("slashed", False, _RANGE + r"(?P<a>\d{1,2})(?P<sign>[/-])(?P<b>\d{1,2})(?P=sign)(?P<year>\d{2})"),
        ("slashed", False, _RANGE + r"(?P<a>[0-3]\d)/(?P<b>0\d|1[0-2]|[12]\d|3[01])(?<!24/07)"),
        ("slashed", True, r"(?P<a>\d{1,2})[/-](?P<b>\d{1,2})"),
        ("slashed", False, r"(?P<a>\d{1,2})/(?P<b>\d{1,2})(?<!24/7)(?<!\b[123]/[2345])(?!\s+(?:of|d[eiu]|von|van)\b)"),
    )
)  # which of them count only after a word like "on"


def numeric_dates(plain: str, text: str, context: Context, telephones: Taken) -> Iterator[FoundDate]:
    """`plain` is the folded text."""
    for kind, led, pattern in _FORMS:
        for match in pattern.finditer(plain):
            begin = max(0, match.start() - _LONGEST_LEAD)
            if not telephones.free(*match.span()) or (led and not _LEAD.search(plain[begin : match.start()])):
                continue
            groups = {name: words for name, words in match.groupdict().items() if words}
            day, sure = _slashed(groups, context) if kind == "slashed" else _ordered(groups, context)
            if day:
                yield FoundDate(day, text[slice(*match.span())], match.start(), match.end(), sure, "numeric")


def _ordered(groups: Groups, context: Context) -> Resolved:
    day, month, sure = int(groups["day"]), int(groups["month"]), "first" not in groups
    if year := groups.get("year"):
        return valid_date(_full_year(year), month, day), sure
    return nearest_year(month, day, context.sent_on), sure


def _slashed(groups: Groups, context: Context) -> Resolved:
    """By the order of the client's country; a country that uses both leaves 3/4 open."""
    first, second = int(groups["a"]), int(groups["b"])
    month_first = context.country in MONTH_FIRST
    if first > 12 or second > 12:
        month_first = second > 12
    month, day = (first, second) if month_first else (second, first)
    clear = first > 12 or second > 12 or first == second or context.country not in ORDER_UNCLEAR
    sure = clear and "first" not in groups
    year = groups.get("year")
    return (valid_date(_full_year(year), month, day) if year else nearest_year(month, day, context.sent_on)), sure


def _full_year(words: str) -> int:
    return int(words) if len(words) == 4 else 2000 + int(words)
