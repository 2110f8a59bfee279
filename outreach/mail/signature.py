"""What stands around the words of a person: warnings of their mail gateway, signatures, disclaimers.

Everything here errs on the side of leaving too much. The greeting, the closing and the name stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from outreach.mail.lines import says_something
from outreach.mail.phrases import alternatives

TAIL = 40  # lines at the end in which a signature may begin

Span = tuple[str, int, int]  # why, first line, line after the last


def _begins(lines: str) -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives(lines)})", re.IGNORECASE)


_BANNER = _begins(r"""
    \W{0,5}(?:caution|warning|external|attention)\W.{0,120}(?:external|outside|originat|sender)
    \W{0,5}(?:achtung|warnung|vorsicht|extern)\W.{0,120}(?:extern|außerhalb|ausserhalb|absender)
    \W{0,5}(?:attention|avertissement|precaución)\W.{0,120}(?:extérieur|externe|externo)
    \W{0,3}\[?external(?: (?:e-?mail|sender|message))?\]?\W{0,3}$
    .{0,20}this (?:e-?mail|message)\b.{0,20}(?:originated|came|was sent)\b.{0,20}(?:outside|external)
    .{0,20}diese (?:e-?mail|nachricht)\b.{0,20}(?:stammt|kommt)\b.{0,20}(?:extern|außerhalb|ausserhalb)
    you don['’]t often get e-?mail from|sie erhalten nicht (?:oft|häufig) e-?mails von
""")
_BANNER_GOES_ON = re.compile(
    r"\b(?:click|links?|attachments?|recogni[sz]e|learn why|anhänge|absender|klicken|öffnen|sender)\b", re.IGNORECASE
)
_SENT_FROM = _begins(r"""
    sent (?:from|via|with) (?:my |outlook|yahoo|proton|gmail|mail\b|the |a )|get outlook for
    von meinem .{1,60}gesendet|gesendet (?:von|mit|über) |diese nachricht wurde von meinem|holen sie sich outlook
    outlook für (?:ios|android) |envoyé (?:de|depuis|à partir de) |obtenez outlook|télécharger outlook
    enviado (?:desde|do|a partir do) |obtener outlook|obter o outlook|inviato da[l ]|scarica outlook|ottieni outlook
    (?:verzonden|verstuurd) (?:vanaf|met|via|vanuit) |outlook voor |wysłan[eo] z|pobierz outlook
    skickat från|sendt fra|lähetetty\b
""")
_DISCLAIMER = _begins(r"""
    \W{0,5}(?:this|the) (?:e-?mail|message|communication|information|content)s?\b.{0,120}(?:confidential|privileged)
    \W{0,5}(?:this|the) (?:e-?mail|message|communication)\b.{0,80}\bintended (?:only|solely|for)
    \W{0,5}(?:disclaimer|confidentiality notice|haftungsausschluss|vertraulichkeitshinweis|avis de confidentialité)\b
    if you (?:are not|have received)\b.{0,60}(?:intended|in error)
    (?:diese|die in dieser) (?:e-?mail|nachricht)\b.{0,120}(?:vertraulich|rechtlich geschützt)
    (?:ce|le présent) (?:message|courriel|e-?mail)\b.{0,120}(?:confidentiel|destiné)
    este (?:mensaje|correo)\b.{0,120}(?:confidencial|dirigido)|esta mensagem\b.{0,120}confidencia
    (?:questo|il presente) messaggio\b.{0,120}(?:riservat|confidenzial)
    dit bericht\b.{0,120}(?:vertrouwelijk|bestemd)
    (?:please )?(?:consider|think of) the environment|virus-free|avast\b|virenfrei\b
    registered in (?:england|scotland|ireland|wales)
    sitz der gesellschaft|amtsgericht|registergericht|geschäftsführ(?:er|ung|erin)\s*:
""")
_CLOSING = alternatives(r"""
    (?:many |kind(?:est)? |best |warm(?:est)? |with (?:kind|best) )?(?:thanks|regards|wishes)(?: (?:and|&) \w+ ?\w*)?
    best|cheers|sincerely|yours(?: \w+)?|thank you|thanks in advance
    (?:mit )?(?:freundlich|best|herzlich|viel|lieb|schön)e?[nmr]? (?:grüßen|grüße|gruß|grüssen|grüsse|gruss)
    mfg|vg|lg|gruß|danke|vielen dank|cordialement|bien (?:cordialement|à vous)|salutations
    saludos(?: cordiales)?|atentamente|un saludo|cordiali saluti|distinti saluti|saluti
    (?:met vriendelijke )?groet(?:en)?|mvg|pozdrawiam|z poważaniem|atenciosamente|(?:com os melhores )?cumprimentos
    med vänliga hälsningar|mvh|hilsen
""")
_CLOSED = re.compile(rf"(?:{_CLOSING})[\s,.!]*", re.IGNORECASE)
_DELIMITER = re.compile(r"(?:--|—|––|__)\s*")
_CONTACT = re.compile(
    alternatives(r"""
        (?:\+|\b00|\(0|\b0)\d[\d ()/.\-–]{5,}
        \S@\S+\.\S|\bwww\.|https?://
        \b(?:gmbh|ltd|limited|llc|inc|ag|kg|ohg|sarl|sas|b\.?v|spa|plc)\b\.?|\b(?:vat|ust|hrb|siret|kvk)\b
        ^\s*(?:tel|phone|telefon|fax|mob|mobil|mobile|direct|t|m|f|e|w)\s*[.:|]
        \b\d{4,5}\s+[A-ZÄÖÜ]|\b[A-Z]{1,2}\d{1,2}[A-Z]?\s\d[A-Z]{2}\b
    """),
    re.IGNORECASE,
)
_LOWER = re.compile(r"(?<![\w@./-])[a-zà-ÿ][\w'’-]*(?![\w@]*[@.]\w)(?!\s*[:|])")
_JOINING = frozenset(
    [
        "of",
        "and",
        "for",
        "the",
        "für",
        "und",
        "der",
        "die",
        "des",
        "im",
        "de",
        "du",
        "des",
        "la",
        "le",
        "et",
        "di",
        "e",
        "del",
        "y",
        "en",
        "van",
        "voor",
        "do",
        "da",
    ]
)


def around(lines: Sequence[str]) -> list[Span]:
    """The stretches of `lines` (the kept text) that are not the person's words, from top to bottom, not overlapping."""
    top = _banner(lines)
    end = len(lines)
    spans: list[Span] = []
    for why, find in (("disclaimer", _disclaimer), ("signature", _delimited), ("signature", _contacts)):
        start = find(lines, top, end)
        if start is not None and any(says_something(line) for line in lines[top:start]):
            spans.insert(0, (why, start, end))
            end = start
    sent = [("sent-from line", n, n + 1) for n in range(max(top, end - TAIL), end) if _sent_from(lines[n])]
    return [*([("banner", 0, top)] if top else []), *sent, *spans]


def _banner(lines: Sequence[str]) -> int:
    """How many lines at the top warn of mail from outside."""
    end = 0
    for number, line in enumerate(lines[:12]):
        if not line.strip():
            continue
        if len(line) > 500 or not (
            _BANNER.match(line.strip()) or (end and number == end and _BANNER_GOES_ON.search(line))
        ):
            break
        end = number + 1
    return end


def _sent_from(line: str) -> bool:
    return len(line) < 120 and bool(_SENT_FROM.match(line.strip()))


def _disclaimer(lines: Sequence[str], top: int, end: int) -> int | None:
    for number in range(max(top, end - TAIL), end):
        if (number == top or not lines[number - 1].strip()) and _DISCLAIMER.match(lines[number][:400].strip()):
            return number
    return None


def _delimited(lines: Sequence[str], top: int, end: int) -> int | None:
    return next((n for n in range(max(top, end - TAIL), end) if _DELIMITER.fullmatch(lines[n])), None)


def _contacts(lines: Sequence[str], top: int, end: int) -> int | None:
    """Where the lines with telephone numbers and addresses begin that end the text, below the name.

    They have to follow a closing, or be at least two behind an empty line.
    """
    number, strong, first = end, 0, end
    while number > max(top, end - TAIL):
        line = lines[number - 1].strip()
        if _CLOSED.fullmatch(line):
            break
        if line:
            is_strong = _is_contact(line)
            if not is_strong and not _is_label(line):
                break
            strong += is_strong
            first = number - 1
        number -= 1
    closed = number > top and bool(_CLOSED.fullmatch(lines[number - 1].strip()))
    if strong < (1 if closed else 2) or not (closed or first == top or not lines[first - 1].strip()):
        return None
    return first if _is_contact(lines[first]) else first + 1


def _is_contact(line: str) -> bool:
    return len(line) < 200 and bool(_CONTACT.search(line)) and _sentence_words(line) <= 1


def _is_label(line: str) -> bool:
    """A name, a title, a department: few words, all of them written large."""
    return len(line) <= 60 and line[-1] not in ".!?:," and len(line.split()) <= 7 and _sentence_words(line) == 0


def _sentence_words(line: str) -> int:
    return sum(word not in _JOINING for word in _LOWER.findall(line))
