"""Emoji reactions: a person pressed a thumb below our letter, and their program made a mail of it.

Gmail and RFC 9078 mark them. Outlook's have no mark at all (nextcloud/mail#10961): all they say is one line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from outreach.mail.lines import Line, lines_of
from outreach.mail.message import Mail
from outreach.mail.phrases import alternatives
from outreach.mail.quotes import header_at

_REACTED = re.compile(
    r"(?P<before>[^\n]{0,100}?)(?:"
    + alternatives(r"""
        reacted (?:to your message|via (?:gmail|outlook)|with)|liked your message
        (?:liked|loved|emphasi[sz]ed|laughed at) [“"].{1,200}[”"]
        hat auf (?:ihre|deine|eure) (?:nachricht|e-mail) reagiert|hat (?:über|mit) .{1,20} reagiert
        a réagi (?:à (?:votre|ton) (?:message|e-mail)|via|avec)|ha reaccionado (?:a (?:tu|su) mensaje|a través de|con)
        reaccionó (?:a|con)
        ha reagito (?:al (?:tuo|suo) messaggio|tramite|con)
        heeft (?:gereageerd op (?:uw|je) bericht|op (?:uw|je) bericht gereageerd|via)
        zareagował(?:a|\(a\))? (?:na (?:twoją|państwa|pana|pani) wiadomość|przez|za pomocą)
        reagiu (?:à (?:sua|tua) mensagem|pelo|com|através)
        reagerade på (?:ditt|ert) meddelande|reagerte på meldingen|reagerede på din
    """)
    + r")(?P<after>[^\n]{0,60})",
    re.IGNORECASE,
)
REST = 200  # characters that may stand below the line: what programs add about themselves


def reaction_in(mail: Mail) -> tuple[str, str] | None:
    """(why it is a reaction, the sign itself) or None. With the mark of a program, or with nothing else said."""
    line, sign, rest = _said(mail.text[:4000])
    for entity in mail.entities:
        if entity.mime == "text/vnd.google.email-reaction+json" or entity.disposition == "reaction":
            return f"a part of type {entity.mime} that is a reaction", sign or mail.text.strip()[:20]
    if line and len(rest) < REST and (sign or not rest):
        return f"all it says: {line[:80]}", sign
    return None


@lru_cache(maxsize=4)  # asked several times of the same mail: for its kind, and for its new text
def _said(text: str) -> tuple[str, str, str]:
    """The line that tells of a reaction, the sign in it or on a line of its own, and what else is said but quotes."""
    said = list(islice(_above_quotes(lines_of(text)), 12))
    line = next((each for each in said[:3] if _REACTED.fullmatch(each.strip(" :."))), "")
    sign = next((found for each in said[:3] if (found := _sign(each))), "")
    rest = " ".join(each for each in said if each != line and _sign(each) != each.replace(" ", ""))
    return line, sign, rest


def _above_quotes(lines: Sequence[Line]) -> Iterator[str]:
    """What the lines say, down to the first quoted one."""
    for number, line in enumerate(lines):
        if line.depth or header_at(lines, number, False):
            return
        if any(c.isalnum() for c in line.content) or _sign(line.content):
            yield line.content


def _sign(line: str) -> str:
    """The picture signs of a line, with the marks that vary them."""
    return "".join(c for c in line if unicodedata.category(c) in ("So", "Sk") or c in "\u2764\ufe0f\u200d")
