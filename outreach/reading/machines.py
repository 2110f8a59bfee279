"""What a machine wrote: an absence with its end, a receipt, a bounce. None of it can promise anything."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from outreach.domain.finding import Bounce, Evidence, Finding, Intent, MailKind
from outreach.reading.context import Context
from outreach.reading.dates import FoundDate, dates_in
from outreach.reading.invoices import invoices_in
from outreach.reading.languages import LANGUAGES
from outreach.reading.mentions import ADDRESS

_MEANS = {
    MailKind.BOUNCE: Intent.BOUNCE,
    MailKind.TICKET: Intent.ACKNOWLEDGEMENT,
    MailKind.RECEIPT: Intent.ACKNOWLEDGEMENT,
    MailKind.CALENDAR: Intent.ACKNOWLEDGEMENT,
    MailKind.REACTION: Intent.ACKNOWLEDGEMENT,
    MailKind.CHALLENGE: Intent.OTHER,
    MailKind.AUTOMATIC: Intent.OTHER,
}
_ACTED_ON = frozenset({Intent.PROMISE, Intent.PAID, Intent.DISPUTE, Intent.DOCUMENT})  # what a portal's status can mean
_AGAIN = re.compile(
    r"\b(?:there|here|open|available|at work|reachable) again|again (?:from|on)|first (?:working )?day back|\bresum\w+"
    r"|re-?open\w*|erster (?:arbeits)?tag|premier jour|primer d[ií]a|primo giorno|eerste (?:werk)?dag|pierwszy dzie[nń]"
    r"|primeiro dia",
    re.IGNORECASE,
)
_WHEN_BACK = re.compile(r",?\s*(?:when|at which point) (?:i|we)\b.{0,20}\b(?:back|return|resume)", re.IGNORECASE)
_ONE_DAY = re.compile(r"(?:\w+\.?,?\s+)?\d{1,4}([./-])\d{1,2}\1\d{1,4}")
_ABSENCE = "an out-of-office answer"
_LONGEST_ABSENCE = timedelta(days=366)


def machine_finding(kind: MailKind, text: str, bounce: Bounce | None) -> Finding:
    """A machine's mail says what its kind says; only one that wants something of us needs a person."""
    intent = _MEANS[kind]
    sure = intent is not Intent.OTHER
    evidence = (Evidence(intent, " ".join(text.split())[:120], f"a {kind}"),)
    return Finding(kind, (intent,), sure, 1.0 if sure else 0.0, bounce=bounce, evidence=evidence, text=text)


def remittance(text: str, subject: str, attachments: Sequence[str], context: Context) -> Finding:
    """A payables system's advice of a payment says that it is paid; sure when it says what for."""
    names = (re.sub(r"\.\w{2,4}$", "", name).replace("_", " ") for name in attachments)
    invoices = invoices_in("\n".join((subject, text, *names)), context)
    words = " ".join((subject or text).split())[:120]
    return Finding(
        MailKind.REMITTANCE,
        (Intent.PAID,),
        sure=bool(invoices),
        confidence=1.0 if invoices else 0.5,
        invoices=invoices,
        evidence=(Evidence(Intent.PAID, words, f"a {MailKind.REMITTANCE}"),),
        warnings=() if invoices else ("it is not clear for which invoices the payment is",),
        text=text,
    )


def portal_status(read: Finding) -> Finding:
    """What the rules read in a status of a supplier portal, if it is something that a status can mean; any other status
    is a receipt. A refusal is for a person, as every dispute is."""
    intents = tuple(intent for intent in read.intents if intent in _ACTED_ON)
    if intents:
        return replace(read, kind=MailKind.PORTAL, intents=intents)
    evidence = (Evidence(Intent.ACKNOWLEDGEMENT, " ".join(read.text.split())[:120], f"a {MailKind.PORTAL}"),)
    return Finding(
        MailKind.PORTAL, (Intent.ACKNOWLEDGEMENT,), sure=False, confidence=0.5, invoices=read.invoices,
        evidence=evidence, warnings=read.warnings, text=read.text,
    )  # fmt: skip


def absence(text: str, subject: str, context: Context) -> Finding:
    """An out-of-office answer: the first day back, and the full addresses of those who stand in."""
    everything = f"{subject}\n{text}" if subject else text
    addresses = tuple(dict.fromkeys(match[0] for match in ADDRESS.finditer(text)))
    gone = next((m[0] for language in LANGUAGES if (m := language.left.search(everything))), "")
    if gone:
        return _gone(gone, addresses, text)
    found = _first_day_back(everything, context)
    back_on, words = found or (None, " ".join(everything.split())[:120])
    return Finding(
        MailKind.OUT_OF_OFFICE,
        (Intent.OUT_OF_OFFICE,),
        sure=True,
        confidence=1.0,
        back_on=back_on,
        redirect_to=addresses,
        evidence=(Evidence(Intent.OUT_OF_OFFICE, words, _ABSENCE),),
        text=text,
    )


def _gone(words: str, addresses: tuple[str, ...], text: str) -> Finding:
    """ "I no longer work here" is no absence that ends."""
    return Finding(
        MailKind.OUT_OF_OFFICE,
        (Intent.REDIRECT, Intent.OUT_OF_OFFICE),
        sure=False,
        confidence=0.5,
        redirect_to=addresses,
        evidence=(Evidence(Intent.REDIRECT, words, _ABSENCE),),
        warnings=("this person has left; ask who is in charge now",),
        text=text,
    )


def _first_day_back(text: str, context: Context) -> tuple[date, str] | None:
    """The day somebody is back on, or else the working day after the last one away; "until the 5th" includes the 5th,
    because writing a day too early is the worse mistake."""
    dates = [d for d in dates_in(text, context) if context.sent_on <= d.day <= context.sent_on + _LONGEST_ABSENCE]
    back = [(d.day, d.words) for d in dates if _is_back(text, d)]
    until = [(_working_day(d.day + timedelta(days=1)), d.words) for d in dates if _is_last_away(text, d)]
    return max(back or until, default=None)


def _working_day(day: date) -> date:
    """Nobody is back at their desk on a Saturday or a Sunday, unless they say so."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day


def _is_back(text: str, found: FoundDate) -> bool:
    """A word like "back" in the part of the sentence around the day, and no word like "until" in front of it."""
    start = max(text.rfind(stop, 0, found.start) for stop in (". ", "\n\n", "! ", ", ", "; ")) + 1
    end = re.compile(r"[.!,;](?:\s|$)|\n\n|\s(?:and|und|et|y|en|i|e)\s|$").search(text, found.end)
    around = text[start : end.start() if end else len(text)]
    when_back = _WHEN_BACK.match(text, found.end)  # "away until Tuesday, when I am back"
    if when_back or (_AGAIN.search(around) and not _is_last_away(text, found)):
        return True
    return not _is_last_away(text, found) and any(language.back.search(around) for language in LANGUAGES)


def _is_last_away(text: str, found: FoundDate) -> bool:
    before = text[max(0, found.start - 40) : found.start]
    a_range = bool(re.search(r"\d(?:st|nd|rd|th|\.)?\s?(?:-|–|to|until|through|bis|au|al|a|tot|t/m|do)\b", found.words))
    return (a_range and not _ONE_DAY.fullmatch(found.words)) or any(
        language.away_until.search(before) for language in LANGUAGES
    )
