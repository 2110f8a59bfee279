"""Where the quoted mail begins: "On ... wrote:" and Outlook's "From: / Sent: / To:" in the languages that we meet."""

from __future__ import annotations

import re
from collections.abc import Sequence

from outreach.mail.lines import LOOK_CHARS, Line
from outreach.mail.phrases import alternatives

SPAN = 4  # lines over which programs break an attribution
BLOCK = 10  # lines within which Outlook's header has to be complete

_ANCHORED = re.compile(  # the first word tells where it begins
    alternatives(r"""
        on\b.{4,}\bwrote|am\b.{4,}\bschrieb(?:en)?\b.{0,150}|am\b.{4,}\bgeschrieben
        le\b.{4,}\ba (?:é|e)crit|el\b.{4,}\bescribi(?:ó|o)|il\b.{4,}\bha scritto
        op\b.{4,}\b(?:schreef|geschreven)\b.{0,150}|em\b.{4,}\bescreveu\b.{0,150}
        (?:w dniu|dnia)\b.{4,}\b(?:napisał|pisze|pisał)(?:a|\(a\))?(?:\W.{0,150})?
        (?:den|på)\b.{4,}\bskrev\b.{0,150}|dne\b.{4,}\bnapsal(?:\(a\)|a)?
    """),
    re.IGNORECASE,
)
_LOOSE = re.compile(
    alternatives(r"""
        .{2,150}\bschrieb am\b.{4,150}|.{4,150}\ba (?:é|e)crit|.{4,150}\bescribi(?:ó|o)\b.{0,150}
        .{4,150}\bha scritto\b.{0,100}|.{3,150}\bschreef op\b.{4,150}|.{4,150}\bskrev\b.{0,150}
        .{4,150}\b(?:napisał|pisze|pisał)(?:a|\(a\))?(?:\W.{0,150})?|.{4,150}\bkirjoitti\b.{0,150}
    """),
    re.IGNORECASE,
)
_OF_THEIR_OWN = re.compile(
    r"\b(?:i|we|you) wrote|\bschrieb(?:en)? (?:ich|wir)\b|\b(?:habe ich|haben wir|heb ik|hebben w)"
    r"|\b(?:ik schreef|jag skrev|jeg skrev|vi skrev)",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_EXACT = re.compile(r"[^\s<>]@[^\s<>]|\b\d{1,2}[:.h]\d{2}\b|mailto:")
_DIVIDER = re.compile(
    r"[-_–—*\s]{2,}(?:"
    + alternatives(r"""
        original (?:message|appointment)|forwarded message|reply (?:message|above this line)
        ursprüngliche (?:nachricht|e-?mail)|originalnachricht|weitergeleitete nachricht
        message (?:d'origine|original|transféré|initial)|mensaje (?:original|reenviado)
        messaggio (?:originale|inoltrato)|oorspronkelijk bericht|doorgestuurd bericht
        wiadomość oryginalna|oryginalna wiadomość|mensagem (?:original|encaminhada)
        original(?:meddelande|meddelelse)|oprindelig meddelelse|opprinnelig melding|alkuperäinen viesti
    """)
    + r")[-_–—*\s]{2,}|(?:"
    + alternatives(r"""
        begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)
        début du message (?:réexpédié|transféré)|inizio messaggio inoltrato
    """)
    + r")\s*:",
    re.IGNORECASE,
)
_RULE = re.compile(r"[-_=–—*]{5,}")
_KEYS = {
    "from": "from|von|de|da|van|od|från|fra|lähettäjä|expéditeur|remitente|mittente|absender|afzender|nadawca"
    "|remetente",
    "sent": "sent|date|gesendet|datum|envoyé|enviado(?: el| em)?|enviada(?: el| em)?|fecha|inviato|data|verzonden"
    "|wysłano|wysłane|skickat|sendt|lähetetty|dato|date d'envoi",
    "to": "to|an|à|a|para|aan|naar|do|till|til|vastaanottaja|empfänger|destinataire|destinatario",
    "subject": "subject|betreff|objet|asunto|oggetto|onderwerp|temat|assunto|ämne|emne|aihe|betr",
}
_KEY = re.compile("|".join(rf"(?P<{kind}>(?:{names})\.?)" for kind, names in _KEYS.items()) + r"(?!.)", re.IGNORECASE)


def header_at(lines: Sequence[Line], start: int, followed: bool) -> int:
    """How many lines from `start` are the header of a quoted mail; 0 = none begins here.

    `followed` tells that quoted lines, or lines of ours, come after it. Without them an attribution has to name an
    address or an hour: "On 3 March we wrote:" is how people begin a sentence of their own.
    """
    look = lines[start].look
    if not look:
        return 0
    if _DIVIDER.fullmatch(look):
        return 1
    if block := _block(lines, start):
        return block
    if _RULE.fullmatch(look):
        below = _past_blanks(lines, start + 1)
        block = _block(lines, below) if below - start <= 2 else 0
        return below - start + block if block else 0
    return _attribution(lines, start, followed)


def _past_blanks(lines: Sequence[Line], start: int) -> int:
    while start < len(lines) and not lines[start].look:
        start += 1
    return start


def _attribution(lines: Sequence[Line], start: int, followed: bool) -> int:
    """The shortest attribution wins: a line of the person's own that stands above one is never drawn into it."""
    for span in range(1, SPAN + 1):
        stretch = lines[start : start + span]
        if len(stretch) < span or not stretch[-1].look or stretch[-1].depth != stretch[0].depth:
            return 0
        if stretch[-1].look.endswith(":") and (anchored := _attributes(stretch, followed)):
            later = (_attributes(stretch[begin:], followed) for begin in range(1, span))
            return 0 if any(other >= anchored for other in later) else span
    return 0


def _attributes(stretch: Sequence[Line], followed: bool) -> int:
    """2 for an attribution whose first word tells that it begins there, 1 for any other, 0 for none."""
    joined = " ".join(line.look for line in stretch)
    if len(joined) > LOOK_CHARS or not _DIGIT.search(joined):
        return 0
    said = joined[:-1].strip("* ")
    if not followed and (_OF_THEIR_OWN.search(said) or not _EXACT.search(said)):
        return 0
    if _ANCHORED.fullmatch(said):
        return 2
    # Quoted lines come after it and an address is in it: so it is one in a language that is not on the list.
    return int(bool(_LOOSE.fullmatch(said)) or (followed and "@" in said))


def _block(lines: Sequence[Line], start: int) -> int:
    """Outlook's block: at least three of from, sent, to and subject, with the sender among them, close together."""
    kinds: set[str] = set()
    end = start
    if start >= len(lines) or _kind(lines[start]) not in ("from", "sent"):
        return 0
    for number in range(start, min(len(lines), start + BLOCK)):
        if kind := _kind(lines[number]):
            if kind in kinds:
                break
            kinds.add(kind)
            end = number + 1
    return end - start if "from" in kinds and len(kinds) >= 3 else 0


def _kind(line: Line) -> str:
    key, colon, _ = line.look.partition(":")
    match = _KEY.match(key.strip("* ")) if colon and len(key) < 30 else None
    return match.lastgroup or "" if match else ""
