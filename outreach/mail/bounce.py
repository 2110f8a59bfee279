"""Which letter could not be delivered, to whom, and whether it still may be: delivery reports, read by themselves.

First RFC 3464 as it is written, then flufl.bounce for the dialects of old servers, at last a status code and an address
in the words of a mail that only a mail server can have sent. Never from the words of a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message

from flufl.bounce import all_failures

from outreach.domain.finding import Bounce, BounceKind, MailKind
from outreach.mail import phrases
from outreach.mail.kind import kind_of
from outreach.mail.message import Mail
from outreach.mail.parse import ids_in

_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_CODE = re.compile(r"(?<![\d.,-])([45])\d\d(?=[ -](?:\d\.\d|[A-Za-z#<]))")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
_RETURNED_TEXT = re.compile(
    r"(?im)^(?:-{2,}[ \w.,]{0,60}(?:copy|original|message|nachricht|header)[ \w.,]{0,60}-*"
    r"|(?:original|returned) message.{0,40}|(?:received|return-path|message-id|dkim-signature):[ ].*)$"
)
_LETTER_ID = re.compile(rb"(?im)^[ >\t]*message-id:[ \t\r\n]*(<[^<>\s]{1,300}>)")
SCAN_LINES, SCAN_CHARS, TEXT_CHARS = 1500, 500, 500


def bounce_in(raw: bytes, mail: Mail) -> Bounce | None:
    """The delivery failure that `mail` (parsed from `raw`) reports, or None. A success is none.

    4.x.x, or an action "delayed", is soft; 5.x.x is hard; so is an unknown reason, because then nobody is written to
    until somebody has looked. Of several recipients, the first that failed hard.
    """
    if kind_of(mail)[0] is not MailKind.BOUNCE:
        return None
    letter = _letter_id(raw, mail)
    own_words = _own_words(mail)
    reported = [bounce for report in mail.reports for bounce in _reported(report.text, letter, own_words)]
    if reported:
        return next((bounce for bounce in reported if bounce.kind is BounceKind.HARD), reported[0])
    if any(re.search(r"(?im)^action:", report.text) for report in mail.reports):
        return None
    return _dialect(mail, letter, own_words) or _in_words(mail, letter, own_words)


def _letter_id(raw: bytes, mail: Mail) -> str:
    """The Message-ID of the mail that came back: from its quoted header, else anywhere behind the report's own header,
    else what the report answers."""
    for value in mail.original.get("message-id", ()):
        if ids := ids_in(value):
            return ids[0]
    own_end = re.search(rb"\r?\n\r?\n", raw)
    for match in _LETTER_ID.finditer(raw, own_end.end() if own_end else 0):
        if (found := match[1].decode("ascii", "replace")) != mail.message_id:
            return found
    return next(iter((*mail.in_reply_to, *mail.references[-1:])), "")


def _own_words(mail: Mail) -> str:
    """What the mail server says itself, without the letter that it returns."""
    text = mail.text[:20_000]
    returned = _RETURNED_TEXT.search(text)
    return text[: returned.start()] if returned and text[: returned.start()].strip() else text


def _groups(text: str) -> Iterator[dict[str, str]]:
    """Groups of fields, parted by empty lines (RFC 3464 section 2.1); the first is about the mail as a whole."""
    for block in re.split(r"\n[ \t]*\n", text.strip("\n"))[:200]:
        unfolded = re.sub(r"\n[ \t]+", " ", block)
        pairs = (line.partition(":") for line in unfolded.split("\n"))
        yield {name.strip().lower(): value.strip() for name, colon, value in pairs if colon}


def _reported(text: str, letter: str, words: str) -> Iterator[Bounce]:
    for group in _groups(text):
        action = group.get("action", "").split(" ")[0].lower()
        if not action and not group.get("status"):
            continue
        if action in ("delivered", "relayed", "expanded"):
            continue
        diagnostic = group.get("diagnostic-code", "")
        status = _status(group.get("status", ""), diagnostic)
        soft = action == "delayed" or status.startswith("4")
        said = diagnostic.partition(";")[2].strip() or diagnostic or words
        yield Bounce(_kind(soft), _recipient(group), status, letter, _short(said))


def _status(stated: str, diagnostic: str) -> str:
    """The stated code (RFC 3463), or the one in the server's own words where the stated one says nothing (x.0.0)."""
    match = _STATUS.search(stated)
    inside = _STATUS.search(diagnostic)
    if match and inside and match[1].endswith(".0.0") and inside[1][0] == match[1][0]:
        return inside[1]
    found = match or inside
    return found[1] if found else ""


def _recipient(group: dict[str, str]) -> str:
    """The address that we wrote to, if the report kept it, else the one at which it ended."""
    for name in ("original-recipient", "final-recipient", "x-actual-recipient"):
        if match := _ADDRESS.search(group.get(name, "").rpartition(";")[2]):
            return match[0].lower()
    return ""


def _dialect(mail: Mail, letter: str, words: str) -> Bounce | None:
    """flufl.bounce on a plain copy of the text, short enough for its patterns, clean enough for Python's mail code."""
    copy = Message()
    copy["From"] = "mailer-daemon@invalid"
    copy["Content-Type"] = "text/plain"
    copy["X-Failed-Recipients"] = ", ".join(_ADDRESS.findall(mail.first("x-failed-recipients")))  # Exim
    lines = (line[:SCAN_CHARS] for line in words.split("\n")[:SCAN_LINES])
    copy.set_payload("\n".join(lines).encode("ascii", "replace").decode("ascii"))
    try:
        soft, hard = all_failures(copy)
    except (LookupError, ValueError, TypeError, AttributeError, AssertionError):  # its detectors raise what they like
        return None
    for kind, found in ((BounceKind.HARD, hard), (BounceKind.SOFT, soft)):
        for octets in sorted(found):
            if match := _ADDRESS.search(octets.decode("ascii", "replace")):
                status = _status("", words)
                is_soft = kind is BounceKind.SOFT or status.startswith("4")
                return Bounce(_kind(is_soft), match[0].lower(), status, letter, _short(words))
    return None


def _in_words(mail: Mail, letter: str, words: str) -> Bounce | None:
    status = _status("", words)
    code = _CODE.search(words)
    ours = {*mail.addresses, mail.sender.email.lower()}
    found = (match[0].lower().rstrip(".") for match in _ADDRESS.finditer(words))
    recipient = next((address for address in found if address not in ours), "")
    if not (status or recipient or letter):
        return None
    first = status[:1] or (code[1] if code else "")
    soft = first == "4" or (not first and bool(phrases.DELAYED.search(f"{mail.subject}\n{words}")))
    return Bounce(_kind(soft), recipient, status, letter, _short(words))


def _kind(soft: bool) -> BounceKind:
    return BounceKind.SOFT if soft else BounceKind.HARD


def _short(text: str) -> str:
    return " ".join(text.split())[:TEXT_CHARS]
