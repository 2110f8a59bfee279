"""How English writes days, amounts and invoices."""

from __future__ import annotations

import re

from outreach.reading.language import words_pattern
from outreach.reading.names import month_pattern, one_of, weekdays_of
from outreach.reading.words.vocabulary import DateForm, Vocabulary

_MONTH = month_pattern("en")
_WEEKDAY = one_of(weekdays_of("en"))
_NUMBERS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "fourteen": 14, "fifteen": 15, "twenty": 20, "thirty": 30,
}  # fmt: skip
_NUMBER = one_of(_NUMBERS)
_ORDINAL = r"(?:st|nd|rd|th)"
_PART = r"(?:(?P<end>end|close|last day)|(?P<mid>mid|middle)|(?P<early>early|beginning|start))"
_WHICH = r"(?P<which>this|next|current|coming|following)"


def _form(kind: str, pattern: str) -> DateForm:
    return DateForm(kind, re.compile(rf"(?<![\w/.,+:#-]){pattern}(?!\w)", re.IGNORECASE))


_DATES = (
    _form(
        "day",
        rf"(?:(?P<first>\d{{1,2}}){_ORDINAL}?\s?(?:-|–|to|until|through)\s?)?(?P<day>\d{{1,2}}){_ORDINAL}?"
        rf"(?:\s+day)?(?:\s+of)?[\s-](?P<month>{_MONTH})(?:,?[\s-](?P<year>\d{{4}}))?",
    ),
    _form(
        "day",
        rf"(?P<month>{_MONTH})\s+(?:the\s+)?(?P<day>\d{{1,2}}){_ORDINAL}?(?![\w%]|[.,:]\d"
        rf"|\s?%)(?:,?\s+(?P<year>\d{{4}}))?",
    ),
    _form("month part",
    rf"(?:the\s+)?{_PART}(?:\s+of|\s+in|-)?\s*(?:the\s+)?(?P<month>{_MONTH})(?:\s+(?P<year>\d{{4}}))?"),
    _form("month part", rf"(?:the\s+)?{_PART}(?:\s+of|-)?\s*(?:the\s+|{_WHICH}\s+)*month"),
    _form("month part", r"(?:the\s+)?(?P<end>month[\s-]end|EOM)"),
    _form("month", rf"(?P<date>(?:in|during)\s+(?P<month>{_MONTH})(?:\s+(?P<year>\d{{4}}))?)"),
    _form("week part", rf"(?:the\s+)?{_PART}(?:\s+of|\s+in|-)?\s*(?:the\s+)?{_WHICH}?\s*week"),
    _form("week part", r"(?:the\s+)?(?P<which>this|next|coming|following)\s+week"),
    _form("week part", r"EOW"),
    _form("weekday", rf"(?:(?P<which>next|this coming|this|coming|last)\s+)?(?P<weekday>{_WEEKDAY})"
          r"(?:\s+(?P<later>week|(?:of\s+)?next\s+week|in\s+a\s+week))?"),
    _form("weekday", rf"(?P<later>next\s+week)(?:\s+on)?\s+(?P<weekday>{_WEEKDAY})"),
    _form("span",
    rf"(?:within|in)(?:\s+the)?(?:\s+next)?\s+(?P<n>\d{{1,3}}|{_NUMBER})\s+(?:(?P<work>working|business)\s+)?"
          r"(?P<unit>day|week|fortnight|month)s?(?:['’]?\s+time)?(?!\s+(?:of|after|from|upon|following|once)\b)"),
    _form("span",
    rf"(?P<n>\d{{1,3}}|{_NUMBER})\s+(?:(?P<work>working|business)\s+)?(?P<unit>day|week|fortnight|month)s?"
          r"\s+from\s+(?:now|today)"),
    _form("day of month", rf"(?:(?:on|by|before|until|till|the|on the|by the)\s+)(?P<date>(?P<day>\d{{1,2}}){_ORDINAL}"
          rf"(?:\s+(?:of\s+)?(?:the\s+)?{_WHICH}?\s*month)?)(?=\s*(?:[.,;:!?)]|$)|\s+(?:at|latest|and|if|but|to|as"
          rf"|we|this)\b)"),
    _form("week number", r"(?P<mid>mid(?:dle of)?[\s-]+)?(?:calendar\s+week|week\s+no\.?|CW|wk|week)\s?(?P<n>\d{1,2})"),
    _form("today", r"(?P<word>the day after tomorrow|tomorrow|yesterday|later today|today|tonight"
          r"|this (?:afternoon|evening|morning))"),
    _form("end of day", r"(?P<word>EOD|COB|(?:end|close) of (?:the )?(?:day|business|play))"),
)  # fmt: skip

ENGLISH = Vocabulary(
    code="en",
    numbers=_NUMBERS,
    date_forms=_DATES,
    days_from_today={"tomorrow": 1, "the day after tomorrow": 2, "yesterday": -1},
    date_refers=re.compile(
        r"(?<!run of )(?<!run of the )(?<!batch of )(?:\b(?:dated|due|of|since|issued|issued on|due on|due by"
        r"|received|received on|from your (?:mail|e-?mail|letter) of)"
        r"|\b(?:dated|due|of|due on) the)\s+$",
        re.IGNORECASE,
    ),
    date_is_vague=re.compile(
        r"\b(?:after|from|around|about|approx\.?|approximately|circa|roughly|early|earliest|starting|as of|for"
        r"|between|not before|or|and)(?:\s+the)?\s+$",
        re.IGNORECASE,
    ),
    date_describes=re.compile(r"\s+(?:invoices?|bills?|statements?|order|delivery|due)\b", re.IGNORECASE),
    invoice_word=r"(?:invoices?|inv|bills?|no|nos|nr|number|numbers|ref|reference)\b\.?|#",
    groups=re.compile(
        r"\b(?:(?P<both>both(?:\s+of\s+them|(?:\s+of)?(?:\s+(?:the|your|these|those))?\s+invoices|\s+invoices)?)"
        r"|(?P<others>the\s+(?:other|remaining)\s+(?P<n>one|two|three|four|five|six|\d)(?:\s+invoices?)?"
        r"|the\s+others|the\s+(?:other|remaining)\s+invoices|(?:the\s+)?rest\s+of\s+the\s+invoices)"
        r"|(?P<all>all\s+(?:of\s+)?(?:(?:the|your|our|these|those|open|outstanding|overdue|due)\s+)*(?:(?P<m>two"
        r"|three|four|five|six|\d)\s*)?(?:invoices|bills|of\s+them|of\s+these|items)"
        r"|all\s+of\s+them|all\s+(?P<k>two|three|four|five|six|\d)))(?!\w)",
        re.IGNORECASE,
    ),
    singular=words_pattern(r"(?:the|this|that|your|said)\s+(?:\w+\s+)?(?:invoice|bill)", "it", "it's", "this one",
    "that one", "one invoice", "an invoice"),
)  # fmt: skip
