"""Failures that a mail server reports without any part or header made for it: known by several signs together."""

from __future__ import annotations

import re

from outreach.mail import phrases
from outreach.mail.message import Mail

_CODE = re.compile(
    r"(?<![\d.,-])[45]\d\d[ -]+(?:#?[45]\.\d{1,3}\.\d|(?:user|mailbox|no such|unknown|recipient|requested|relay|invalid"
    r"|sorry|unable|message|access|rejected|address|account|host|permanent|delivery|unrouteable|over|quota|<[^\s<>@]+@)\b)"
    r"|\(?#[45]\.\d\.\d",
    re.IGNORECASE,
)
_TRANSCRIPT = re.compile(
    r"(?im)^[ \t>]*(?:hi\. this is the qmail|-{2,} ?(?:transcript|the following addresses)|reporting-mta:"
    r"|final-recipient:"
    r"|this is (?:an? (?:automatic|permanent)\w* (?:generated|error)|the mail (?:system|delivery))"
    r"|(?:>+ )?(?:rcpt to|mail from):<"
    r"|received: from |this message was created automatically by mail)|did not reach the following recipient"
)
_SIGNS = ("a mail server's name", "a null return path", "a transcript", "the letter it returns", "an error code")
_IN_THE_TEXT = 3  # what a transcript and an error code weigh together


def failure_signs(mail: Mail) -> str:
    """Why a mail server wrote `mail`, in words; "" when the signs do not suffice.

    The subject of a failure needs signs beside it, and without the subject more of them: people complain about
    deliveries, too, and return our letter.
    """
    answers = bool(re.match(r"(?i)\s*(?:re|aw|sv|antw)\s*:", mail.subject))
    needed = 2 + answers if phrases.FAILURE_SUBJECT.match(mail.subject) else 4
    names = (mail.sender.name, mail.sender.email.partition("@")[0])
    weights = {
        "a mail server's name": 2 * any(phrases.SERVER_NAME.search(name) for name in names),
        "a null return path": 2 * (mail.return_path == ""),
        "the letter it returns": int(bool(mail.original)),
    }
    if sum(weights.values()) + _IN_THE_TEXT < needed:
        return ""  # as of nearly all mail, and the text is not searched
    head = mail.text[:6000]
    weights["a transcript"] = 2 * bool(_TRANSCRIPT.search(head))
    weights["an error code"] = int(bool(_CODE.search(head)))
    if sum(weights.values()) < needed:
        return ""
    signs = " and ".join(sign for sign in _SIGNS if weights[sign])
    return f"{'the subject of a failure, and ' * (needed < 4)}{signs}"
