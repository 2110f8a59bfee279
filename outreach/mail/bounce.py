"""Which letter could not be delivered, to whom, and whether it still may be: delivery reports, read by themselves.

First RFC 3464 as it is written, wherever it stands; then what servers say in words, with flufl.bounce for the dialects
that it knows; at last the one address that the returned letter was sent to. Never from the words of a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from functools import cache

from flufl.bounce import all_failures

from outreach.domain.finding import Bounce, BounceKind, MailKind
from outreach.mail import phrases
from outreach.mail.address import mailboxes_of
from outreach.mail.failed_addresses import ADDRESS, failed_addresses
from outreach.mail.kind import kind_of
from outreach.mail.message import Mail
from outreach.mail.parse import ids_in

_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_CODE = re.compile(r"(?<![\d.,:/-])([45])\d\d(?=[ -](?:\d\.\d|[A-Za-z#<(])|[ ]?[<:])")
_FULL = re.compile(
    r"mailbox (?:is )?full|(?:mailbox|account|user)\b[^\n]{0,30}\bexceeds|over ?quota|quota (?:is )?exceed"
    r"|exceed\w* (?:\w+ ){0,4}(?:quota|storage|limit|space)|insufficient (?:\w+ )?storage"
    r"|postfach (?:ist )?voll|kontingent|boîte (?:\S+ )?pleine|buzón lleno|casella piena|mailbox vol\b",
    re.IGNORECASE,
)
_RETURNED_TEXT = re.compile(
    r"(?im)^(?:-{2,}[ \w.,]{0,60}(?:copy|original|message|nachricht|header)[ \w.,]{0,60}-*"
    r"|(?:original|returned) message.{0,40}|(?:received|return-path|message-id|dkim-signature):[ ].*)$"
)
_RETURNED_TO = re.compile(r"(?im)^[> \t|]{0,8}(?:to|cc|x-original-to|an|à|para|a):[ \t]*(.{3,500})$")
_LETTER_ID = re.compile(rb"(?im)^[ >\t]*message-id:[ \t\r\n]*(<[^<>\s]{1,300}>)")
SCAN_LINES, SCAN_CHARS, TEXT_CHARS, WORDS_CHARS = 1500, 500, 500, 20_000


@dataclass(frozen=True, slots=True)
class _Notice:
    """What a mail server says in words: its own, all there is, and whom the letter that it returns was sent to."""

    mail: Mail
    letter: str
    words: str
    whole: str
    sent_to: tuple[str, ...]

    @property
    def ours(self) -> frozenset[str]:
        return frozenset({*self.mail.addresses, self.mail.sender.email.lower()}) - set(self.sent_to)


def bounce_in(raw: bytes, mail: Mail) -> Bounce | None:
    """The delivery failure that `mail` (parsed from `raw`) reports, or None. A success is none.

    4.x.x, an action "delayed" or a full mailbox (also as 5.2.2: it may be emptied) is soft; 5.x.x is hard; so is an
    unknown reason, because then nobody is written to until somebody has looked. Of several recipients, the first that
    failed hard.
    """
    if kind_of(mail)[0] is not MailKind.BOUNCE:
        return None
    notice = _notice(raw, mail)
    reported = [bounce for text in _reports(notice) for bounce in _reported(text, notice)]
    if reported:
        return next((bounce for bounce in reported if bounce.kind is BounceKind.HARD), reported[0])
    if any(re.search(r"(?im)^action:", report.text) for report in mail.reports):
        return None
    return _in_words(notice)


def _notice(raw: bytes, mail: Mail) -> _Notice:
    whole = "\n".join([mail.text[:WORDS_CHARS], *(report.text[:WORDS_CHARS] for report in mail.reports)])
    return _Notice(mail, _letter_id(raw, mail), _own_words(whole), whole, _sent_to(mail, whole))


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


def _own_words(text: str) -> str:
    """What the mail server says itself, without the letter that it returns."""
    returned = _RETURNED_TEXT.search(text)
    return text[: returned.start()] if returned and text[: returned.start()].strip() else text


def _sent_to(mail: Mail, whole: str) -> tuple[str, ...]:
    """Whom the returned letter was sent to: by its header as a part of the report, else by the one in the text."""
    values = [*mail.original.get("to", ()), *mail.original.get("cc", ())]
    if not values and (returned := _RETURNED_TEXT.search(whole)):
        values = _RETURNED_TO.findall(whole, returned.start())[:3]
    boxes = (box.email.lower() for value in values for box in mailboxes_of(value))
    return tuple(dict.fromkeys(email for email in boxes if email))[:20]


def _reports(notice: _Notice) -> Iterator[str]:
    """Delivery reports: as parts of their own, or written into the text by servers that know no parts."""
    for report in notice.mail.reports:
        yield report.text
    if not notice.mail.reports and re.search(r"(?im)^(?:final|original)-recipient:", notice.whole):
        yield notice.whole


def _groups(text: str) -> Iterator[dict[str, str]]:
    """Groups of fields, parted by empty lines (RFC 3464 section 2.1); the first is about the mail as a whole."""
    for block in re.split(r"\n[ \t]*\n", text.strip("\n"))[:200]:
        unfolded = re.sub(r"\n[ \t]+", " ", block)
        pairs = (line.partition(":") for line in unfolded.split("\n"))
        yield {name.strip().lower(): value.strip() for name, colon, value in pairs if colon}


def _reported(text: str, notice: _Notice) -> Iterator[Bounce]:
    likeliest = cache(lambda: _likeliest(notice))  # for all groups that name nobody, and only if there are any
    for group in _groups(text):
        action = re.split(r"[ ;(]", group.get("action", ""))[0].lower()
        if not (action or group.get("status")) or not (group.keys() & _OF_A_RECIPIENT):
            continue
        if action in ("delivered", "relayed", "expanded"):
            continue
        diagnostic = group.get("diagnostic-code", "")
        status = _status(group.get("status", ""), f"{diagnostic} {'' if diagnostic else notice.words}")
        said = diagnostic.partition(";")[2].strip() or diagnostic or notice.words
        soft = action == "delayed" or status.startswith("4") or _is_full(status, said)
        yield Bounce(_kind(soft), _recipient(group) or likeliest(), status, notice.letter, _short(said))


_OF_A_RECIPIENT = frozenset(
    {"action", "final-recipient", "original-recipient", "x-actual-recipient", "diagnostic-code", "remote-mta"}
)


def _status(stated: str, diagnostic: str) -> str:
    """The stated code (RFC 3463), or the one in the server's own words where the stated one says nothing (x.0.0)."""
    match = _STATUS.search(stated)
    inside = _STATUS.search(diagnostic)
    if match and inside and match[1].endswith(".0.0") and inside[1][0] == match[1][0]:
        return inside[1]
    found = match or inside
    return found[1] if found else ""


def _is_full(status: str, said: str) -> bool:
    return status.endswith(".2.2") or (not status.startswith("5.1") and bool(_FULL.search(said)))


def _recipient(group: dict[str, str]) -> str:
    """The address that we wrote to, if the report kept it, else the one at which it ended."""
    for name in ("original-recipient", "final-recipient", "x-actual-recipient"):
        if match := ADDRESS.search(group.get(name, "").rpartition(";")[2]):
            return match[0].lower().rstrip(".")
    return ""


def _in_words(notice: _Notice) -> Bounce | None:
    words, said = notice.words, f"{notice.mail.subject}\n{notice.words}"
    recipient = _likeliest(notice)
    code = _CODE.search(words)
    status = _status("", words)
    if not (status or recipient or notice.letter):
        return None
    first = status[:1] or (code[1] if code else "")
    delayed = not first and bool(phrases.DELAYED.search(said))
    soft = first == "4" or delayed or _is_full(status, words)
    return Bounce(_kind(soft), recipient, status, notice.letter, _short(words))


def _likeliest(notice: _Notice) -> str:
    if stated := ADDRESS.search(notice.mail.first("x-failed-recipients")):  # Exim
        return stated[0].lower()
    hinted = _dialect(notice)
    for words in dict.fromkeys((notice.words, notice.whole)):
        if found := failed_addresses(f"{notice.mail.subject}\n{words}", notice.sent_to, hinted, notice.ours):
            return found[0]
    return next(iter(notice.sent_to), "")


def _dialect(notice: _Notice) -> list[str]:
    """What flufl.bounce finds in a plain copy of the text, short enough for its patterns, clean enough for Python's
    mail code."""
    copy = Message()
    copy["From"] = "mailer-daemon@invalid"
    copy["Subject"] = notice.mail.subject.encode("ascii", "replace").decode("ascii")[:200]
    copy["Content-Type"] = "text/plain"
    lines = (line[:SCAN_CHARS] for line in notice.words.split("\n")[:SCAN_LINES])
    copy.set_payload("\n".join(lines).encode("ascii", "replace").decode("ascii"))
    try:
        soft, hard = all_failures(copy)
    except (LookupError, ValueError, TypeError, AttributeError, AssertionError):  # its detectors raise what they like
        return []
    found = (ADDRESS.search(octets.decode("ascii", "replace")) for octets in (*sorted(hard), *sorted(soft)))
    return [match[0].lower() for match in found if match]


def _kind(soft: bool) -> BounceKind:
    return BounceKind.SOFT if soft else BounceKind.HARD


def _short(text: str) -> str:
    return " ".join(text.split())[:TEXT_CHARS]
