"""A letter of ours as the bytes that go on the wire, frozen before anybody approves them; only Date comes later.

Assembled by hand: Python's generator encodes In-Reply-To and References as soon as an id is long (python/cpython
#100991), which breaks threads in Outlook, takes ten times as long, and on unpatched versions lets an encoded line end
in a client's name begin a header (CVE-2024-6923). Here each value is checked, then folded on blanks only.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import quote

from outreach.mail.address import LONGEST, Mailbox, checked, encoded_words, header_address

__all__ = ["Attachment", "Mailbox", "OutgoingMail", "compose", "dated"]

LINE = 78  # RFC 5322 section 2.1.1: should; 998 is the limit
THREAD = 30  # ids in References: the first and the last ones

_ID = re.compile(r"<[!-;=?-~]{1,800}>")
_MIME = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,62}/[a-z0-9][a-z0-9!#$&^_.+-]{0,62}")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9 ._()+-]{1,120}")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a letter: its name as the client sees it, its media type, its octets."""

    name: str
    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """Everything one mail of ours says. `references` are Message-IDs, oldest first, with their angle brackets.

    `auto_submitted` adds `Auto-Submitted: auto-generated`. RFC 3834 section 5.2 asks for it on mail that a program
    sends on its own, and answering programs then keep quiet; so it is on for letters that the agent sends by itself. A
    letter whose very bytes a person approved is that person's mail, so it is off there; and some ticket systems park
    whatever carries the header, where nobody reads it. `X-Auto-Response-Suppress` is never written: it would also hide
    the out-of-office answer that tells us somebody has left.
    """

    sender: Mailbox
    to: Mailbox
    subject: str
    text: str
    html: str
    message_id: str
    reply_to: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    reference: str = ""
    auto_submitted: bool = True


def compose(mail: OutgoingMail) -> bytes:
    """The mail with CRLF line ends and without a Date (see `dated`). The same mail always gives the same bytes.

    ValueError when a value has a control character in it, or an address or our own Message-ID cannot be written.
    Other people's ids that are no ids (RFC 5322 section 3.6.4) are left out: encoding them would break the thread.
    """
    if not _ID.fullmatch(mail.message_id):
        raise ValueError(f"{mail.message_id!r:.80} is no Message-ID")
    body = _alternative(mail)
    if mail.attachments:
        body = _multipart("mixed", mail.message_id, [body, *map(_attachment, mail.attachments)])
    head = [_folded(name, value) for name, value in _headers(mail) if value]
    return "".join(line + "\r\n" for line in (*head, "MIME-Version: 1.0")).encode("ascii") + body


def dated(raw: bytes, when: datetime) -> bytes:
    """`raw` with its one Date line on top (RFC 5322 section 3.3), in the offset of `when`, which must have one."""
    if when.tzinfo is None:
        raise ValueError("a Date needs an offset from UTC")
    return f"Date: {format_datetime(when)}\r\n".encode("ascii") + raw


def _headers(mail: OutgoingMail) -> Iterable[tuple[str, str]]:
    yield "From", header_address(mail.sender.name, mail.sender.email)
    yield "Reply-To", header_address("", mail.reply_to) if mail.reply_to else ""
    yield "To", header_address(mail.to.name, mail.to.email)
    yield "Subject", _unstructured(checked(mail.subject, "subject"))
    yield "Message-ID", mail.message_id
    yield "In-Reply-To", _ids([mail.in_reply_to])
    yield "References", _ids(mail.references)
    yield "Auto-Submitted", "auto-generated" if mail.auto_submitted else ""
    yield "X-Outreach-Reference", _token(mail.reference)


def _unstructured(text: str) -> str:
    words = text.split()
    plain = text.isascii() and "=?" not in text and all(len(word) <= LONGEST for word in words)
    return " ".join(words) if plain else encoded_words(" ".join(words))


def _ids(ids: Iterable[str]) -> str:
    known = [id_ for id_ in dict.fromkeys(ids) if _ID.fullmatch(checked(id_, "thread id"))]
    return " ".join(known if len(known) <= THREAD else [known[0], *known[1 - THREAD :]])


def _token(reference: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9-]{0,80}", reference):
        raise ValueError(f"{reference!r:.80} is no reference")
    return reference


def _folded(name: str, value: str) -> str:
    """The field, broken at blanks only (RFC 5322 section 2.2.3); a word too long for a line has one of its own."""
    lines, line = [], f"{name}:"
    for word in value.split(" "):
        if len(line) + 1 + len(word) > LINE and line != f"{name}:":
            lines.append(line)
            line = ""
        line += f" {word}"
    return "\r\n".join([*lines, line])


def _alternative(mail: OutgoingMail) -> bytes:
    parts = [_text("plain", mail.text), _text("html", mail.html)]
    return _multipart("alternative", mail.message_id, parts)


def _text(subtype: str, text: str) -> bytes:
    head = f"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    lines = re.sub(r"\r\n?|\n", "\r\n", text).rstrip("\r\n") + "\r\n"
    return head.encode("ascii") + binascii.b2a_qp(lines.encode("utf-8"), istext=True)


def _multipart(subtype: str, message_id: str, parts: list[bytes]) -> bytes:
    """The boundary is made from the Message-ID, for the same bytes each time; `=_` occurs in no encoded part."""
    boundary = "=_" + hashlib.sha256(f"{subtype} {message_id}".encode()).hexdigest()[:32]
    head = f'Content-Type: multipart/{subtype}; boundary="{boundary}"\r\n\r\n'.encode("ascii")
    mark = f"--{boundary}".encode("ascii")
    return head + b"".join(mark + b"\r\n" + part + b"\r\n" for part in parts) + mark + b"--\r\n"


def _attachment(file: Attachment) -> bytes:
    if not _MIME.fullmatch(file.mime):
        raise ValueError(f"{file.mime!r:.80} is no media type")
    in_type, in_disposition = _file_name(checked(file.name, "name of an attachment"))
    head = (
        f"Content-Type: {file.mime}{in_type}\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Disposition: attachment;\r\n {in_disposition}\r\n\r\n"
    )
    return head.encode("ascii") + base64.encodebytes(file.data).replace(b"\n", b"\r\n")


def _file_name(name: str) -> tuple[str, str]:
    """What names a file in Content-Type and in Content-Disposition (RFC 2183).

    A name that is not plain is written as RFC 2231 says, and once more as encoded words, for programs that know only
    those; a second plain `filename` would hide the right one from programs that read it first, Python's among them.
    """
    if _PLAIN_NAME.fullmatch(name):
        return "", f'filename="{name}"'
    name = name[-80:]  # of four octets each at most, so that the line stays within 998
    old = encoded_words(name).replace(" ", "\r\n ")
    return f';\r\n name="{old}"', f"filename*=utf-8''{quote(name, safe='')}"
