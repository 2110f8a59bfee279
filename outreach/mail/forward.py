"""A forward within the client's firm that copies us: its words are meant for a colleague, so they answer nothing."""

from __future__ import annotations

import re

from outreach.mail.address import domain_of, is_free_mail
from outreach.mail.lines import lines_of
from outreach.mail.message import Mail
from outreach.mail.quotes import forwards_at
from outreach.mail.quoting import HEADER, NewText

_FORWARDED = re.compile(
    r"\s*(?:\[[^\]]{0,30}\]\s*)?(?:fwd?|wg|weitergeleitet|tr|rv|reenv|rif|i|inoltr[ao]|doorst|enc|pd|vs|vb|vl)\s*:",
    re.IGNORECASE,
)
_COPIED = re.compile(
    r"\b(?:(?:in|on|to) (?:copy|cc)|cc['’]?(?:d|ing|ed)|looping in|adding|copying|en copie?a?"
    r"|in (?:kopie|cc|copia)|em cópia|do wiadomości|w kopii|mettre en copie)\b",
    re.IGNORECASE,
)


def forwarded_among_themselves(mail: Mail, new: NewText) -> str:
    """Why `mail` is not an answer to us but a word from one of them to another; "" when it is none.

    It goes to somebody of the writer's own firm, and we are only copied, or the letter is forwarded, not answered.
    """
    colleagues = [box.email for box in mail.to if box.email and _same_firm(box.email, mail.sender.email)]
    forwards = bool(_FORWARDED.match(mail.subject)) or _has_forwarded_block(new)
    firms_to = {domain_of(box.email) for box in mail.to if box.email}
    if colleagues and firms_to == {mail.sender.domain}:
        return f"it is written to {', '.join(colleagues[:3])} and only copies us: it may be no answer to us"
    if colleagues and forwards:
        return f"it forwards our letter to {', '.join(colleagues[:3])}: it may be no answer to us"
    if forwards and _COPIED.search(new.text[:400]):
        return "it forwards our letter and speaks of who is in copy: it may be no answer to us"
    return ""


def _same_firm(one: str, other: str) -> bool:
    domain = domain_of(one)
    return bool(domain) and domain == domain_of(other) and not is_free_mail(domain) and one.lower() != other.lower()


def _has_forwarded_block(new: NewText) -> bool:
    headers = (line for cut in new.cuts if cut.why == HEADER for line in lines_of(cut.text))
    return any(forwards_at(line) for line in headers)
