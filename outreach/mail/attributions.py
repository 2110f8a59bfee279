"""Lines that say who wrote what follows, and when: "On ... wrote:" as programs write it, in the languages we meet.

A list of languages is never complete. So a line with an address in brackets, a day or an hour, and a colon at its end
is one in any language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from outreach.mail.lines import LOOK_CHARS, Line
from outreach.mail.phrases import alternatives

SPAN = 4  # lines over which programs break an attribution

_VERB = re.compile(
    r"(?<!\w)(?:"
    + alternatives(r"""
        wrote|writes|schrieb(?:en)?|geschrieben|(?:a|ont|avait) (?:é|e)crit|(?:é|e)crivait
        escribi(?:ó|o)|escribieron|ha escrito|ha scritto|hanno scritto|scrive(?:va)?|schreef|geschreven
        escreveu|escreveram
        (?:napisał|pisał|napsal|napísal|napisao|napisal|написал|писал|написав)(?:a|o|la|\(a\)|а|\(а\))?
        napisan[ae] przez|pisze|píše|piše|пишет|пише|написа|skrev|skreiv|kirjoitti|ezt írta|írta|a scris|έγραψε
        (?:şunu |sunu |şunları )?yazdı|đã viết|va escriure|ha escrit|kirjutas|rakstīja|rašė|menulis|כתב|כתבה|كتب
    """)
    + r")(?!\w)|写道|寫道|さんは書きました|のメール|작성|เขียนว่า",
    re.IGNORECASE,
)
_STARTS = re.compile(  # the first word tells where it begins
    r"(?:"
    + alternatives(r"""
        on|at|am|le|el|il(?: giorno)?|op|em|no dia|a|w dniu|dnia|den|på|d\.|dne|dňa|în|in data|pe|vào|στις|le jour
        wiadomość napisana przez|quoting|zitat von|zitiere|citando|selon|citeren|citerar|citerer|quoted from
    """)
    + r")(?!\w)|(?:[^\W\d]{2,14}\.?,? +(?:den +|kl\.? +)?)?\d{1,4}(?:[./ -]|年)",
    re.IGNORECASE,
)
_QUOTING = re.compile(r"(?:quoting|zitat von|zitiere|citando|selon|citeren|citerar|citerer)\b.{2,150}", re.IGNORECASE)
_BARE = re.compile(rf"[^\d.!?]{{2,80}}?\s(?:{_VERB.pattern})(?:\s[^\d.!?]{{2,60}})?", re.IGNORECASE)
_OF_THEIR_OWN = re.compile(
    r"\b(?:i|we|you) (?:wrote|had written|have written|write)|\bschrieb(?:en)? (?:ich|wir|sie mir|sie uns)\b"
    r"|\b(?:habe ich|haben wir|heb ik|hebben w|haben sie)|\b(?:ik schreef|jag skrev|jeg skrev|vi skrev)"
    r"|\b(?:j['’]ai|nous avons|vous avez|ho|abbiamo|avete|he|hemos|ha usted) (?:é|e)?s?cri|\bnapisał(?:em|am|iśmy)",
    re.IGNORECASE,
)
_TIME = re.compile(r"(?<!\d)\d{1,2}[:.h]\d{2}(?!\d)|\d{1,2} ?[ap]\.?m\b|\d{1,2} uhr\b|\d{1,2}時", re.IGNORECASE)
_DAY = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\d{1,2}年")
_ADDRESS = re.compile(r"[^\s<>]@[^\s<>]|mailto:")
_ADDRESS_LAST = re.compile(r"[<(\[](?:mailto:)?[^\s<>()\[\]]{1,200}@[^\s<>()\[\]]{1,200}[>)\]][\s>)\]]*$")
_ENDS = ":："
_TAIL = 40  # characters, more than any verb has with the sign behind it and the one before


def attribution(lines: Sequence[Line], start: int, followed: bool) -> int:
    """How many lines from `start` are an attribution; 0 = none.

    The shortest one wins: a line of the person's own that stands above one is never drawn into it.
    """
    for end in range(start + 1, start + SPAN + 1):
        last = lines[end - 1] if end <= len(lines) else None
        if not last or not last.look or last.depth != lines[start].depth:
            return 0
        if not _may_end(last.look):
            continue
        stretch = lines[start:end]
        if (_ends_with_colon(last.look) or _ends_without_colon(stretch, followed)) and (
            score := _attributes(stretch, followed)
        ):
            later = (_attributes(stretch[begin:], followed) for begin in range(1, len(stretch)))
            return 0 if any(other >= score for other in later) else len(stretch)
    return 0


@lru_cache(maxsize=1024)
def _may_end(look: str) -> bool:
    """Whether an attribution may end with the line. It is asked again: a line ends up to SPAN stretches."""
    said = _without_ends(look)
    return _ends_with_colon(look) or len(said) < _TAIL or _ends_in_a_verb(said)


def _ends_with_colon(look: str) -> bool:
    return look.rstrip("* ")[-1:] in _ENDS


def _ends_without_colon(stretch: Sequence[Line], followed: bool) -> bool:
    """ "On 5 March 2026 at 10:15, Tom wrote" with the quotation right behind it."""
    said = _said(stretch) if followed else ""
    return bool(_ends_in_a_verb(said) and _STARTS.match(said) and (_TIME.search(said) or _DAY.search(said)))


def _ends_in_a_verb(said: str) -> bool:
    """Whether a verb stands at the end, or one sign before it."""
    tail = said[-_TAIL:]
    verbs = list(_VERB.finditer(tail))
    return bool(verbs) and len(tail) - verbs[-1].end() < 2


def _said(stretch: Sequence[Line]) -> str:
    return _without_ends(" ".join(line.look for line in stretch).strip()).lstrip("-* ")


def _without_ends(said: str) -> str:
    return said.rstrip(f"{_ENDS}* ").rstrip("-* ")


def _attributes(stretch: Sequence[Line], followed: bool) -> int:
    """2 for an attribution whose first word tells that it begins there, 1 for any other, 0 for none."""
    said = _said(stretch)
    closes = said.find(">")
    if len(said) > LOOK_CHARS or (closes >= 0 and "<" not in said[:closes]):
        return 0  # what begins inside the brackets of an address is the end of a line above
    starts, verb = bool(_STARTS.match(said)), _VERB.search(said)
    address, time, day = _ADDRESS.search(said), _TIME.search(said), _DAY.search(said)
    if not followed and _OF_THEIR_OWN.search(said):
        return 0
    if verb and any(char.isdigit() for char in said):
        exact = address or time or (followed and (day or starts))
        if exact and (followed or starts or ((time or day) and address) or (time and day)):
            return 2 if starts else int(_is_whole(said, verb))
    if (time or day) and (_ADDRESS_LAST.search(said) or (followed and address)):
        return 1 + starts
    if followed and len(stretch) == 1 and (_BARE.fullmatch(said) or _QUOTING.fullmatch(said)):
        return 1
    return 0


def _is_whole(said: str, verb: re.Match[str]) -> bool:
    """Whether somebody is named before or behind the verb: else the line only ends an attribution that began above."""
    return len(said[: verb.start()].strip()) >= 2
