"""Answers as real mail programs write them: quotes, signatures, thread headers, and the reports of mail servers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from enum import Enum
from zoneinfo import ZoneInfo

from outreach.mail.message import Mail


@dataclass(frozen=True, slots=True)
class Writer:
    """A person at a client, with the mail program and the signature they have."""

    name: str
    email: str
    zone: str
    program: Program
    signature: str = ""


class Program(Enum):
    GMAIL = "gmail"  # the letter below, each line with >, under one line that says who wrote when
    OUTLOOK = "outlook"  # the letter below, unmarked, under a block of its headers
    OUTLOOK_DE = "outlook-de"
    APPLE = "apple"
    PHONE = "phone"  # nothing quoted at all


@dataclass(frozen=True, slots=True)
class Letter:
    """One of our letters as the client found it in its mailbox. `mail` is what their program made of the bytes."""

    mail: Mail
    arrived: datetime
    raw: bytes


def reply(writer: Writer, letter: Letter, words: str, at: datetime, message_id: str) -> bytes:
    """An answer to the letter, its words above the quoted letter."""
    signed = f"{words}\n\n{writer.signature}" if writer.signature else words
    quoted = _quoted(writer.program, letter, writer.zone)
    return bytes(_answer(writer, letter, f"{signed}\n\n{quoted}" if quoted else signed, at, message_id))


def inline(writer: Writer, letter: Letter, said: dict[str, str], greeting: str, at: datetime, message_id: str) -> bytes:
    """An answer between our lines: the letter with > before each, and the words under the first line with the key."""
    left, lines = dict(said), [greeting, "", _wrote(letter, writer.zone)]
    for line in letter.mail.text.splitlines():
        lines.append(f"> {line}".rstrip())
        for key in [key for key in left if key in line]:
            lines += ["", left.pop(key), ""]
    return bytes(_answer(writer, letter, "\n".join([*lines, "", writer.signature]), at, message_id))


def fresh(writer: Writer, to: str, subject: str, words: str, at: datetime, message_id: str) -> bytes:
    """A new mail that answers nothing, such as a remittance advice from a payables system."""
    return bytes(_mail(writer, to, subject, words, at, message_id))


def away(writer: Writer, letter: Letter, subject: str, words: str, at: datetime, message_id: str) -> bytes:
    """What a mail server answers by itself while its owner is away (RFC 3834)."""
    mail = _answer(writer, letter, words, at, message_id)
    del mail["Subject"]
    mail["Subject"] = f"{subject}: {letter.mail.subject}"
    mail["Auto-Submitted"] = "auto-replied"
    mail["X-Auto-Response-Suppress"] = "All"
    return bytes(mail)


def bounce(server: str, recipient: str, letter: Letter, at: datetime, message_id: str) -> bytes:
    """A delivery report (RFC 3464) of a mail server that took the letter first and could not deliver it then."""
    returned = letter.raw.partition(b"\r\n\r\n")[0].decode("ascii", "replace").replace("\r\n", "\n")
    report = _REPORT.format(
        server=server, recipient=recipient, to=letter.mail.sender.email, date=format_datetime(at),
        message_id=message_id, returned=returned,
    )  # fmt: skip
    return report.replace("\n", "\r\n").encode("ascii")


_REPORT = """\
From: Mail Delivery System <MAILER-DAEMON@{server}>
To: {to}
Subject: Undelivered Mail Returned to Sender
Date: {date}
Message-ID: {message_id}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=_report"

--=_report
Content-Type: text/plain; charset=us-ascii

This is the mail system at host {server}.

Your message could not be delivered to the recipient below.

<{recipient}>: 550 5.1.1 user unknown: this mailbox was closed

--=_report
Content-Type: message/delivery-status

Reporting-MTA: dns; {server}

Final-Recipient: rfc822; {recipient}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 user unknown: this mailbox was closed

--=_report
Content-Type: text/rfc822-headers

{returned}

--=_report--
"""


def _answer(writer: Writer, letter: Letter, text: str, at: datetime, message_id: str) -> EmailMessage:
    ours = letter.mail
    prefix = "AW" if writer.program is Program.OUTLOOK_DE else "Re"
    bare = ours.subject.removeprefix("Re: ").removeprefix("AW: ")
    to = ours.reply_to[0].email if ours.reply_to else ours.sender.email
    mail = _mail(writer, to, f"{prefix}: {bare}", text, at, message_id)
    mail["In-Reply-To"] = ours.message_id
    mail["References"] = " ".join([*ours.references[-5:], ours.message_id])
    return mail


def _mail(writer: Writer, to: str, subject: str, text: str, at: datetime, message_id: str) -> EmailMessage:
    mail = EmailMessage(policy=SMTP.clone(refold_source="none", max_line_length=998))
    mail["From"] = formataddr((writer.name, writer.email))
    mail["To"] = to
    mail["Subject"] = subject
    mail["Date"] = format_datetime(at.astimezone(ZoneInfo(writer.zone)))
    mail["Message-ID"] = message_id
    mail.set_content(text.strip() + "\n", cte="quoted-printable")
    return mail


def _quoted(program: Program, letter: Letter, zone: str) -> str:
    text = letter.mail.text.strip()
    match program:
        case Program.GMAIL | Program.APPLE:
            return "\n".join([_wrote(letter, zone), "", *(f"> {line}".rstrip() for line in text.splitlines())])
        case Program.OUTLOOK:
            names = ("From", "Sent", "To", "Subject")
            return f"-----Original Message-----\n{_block(letter, zone, names, '%d %B %Y %H:%M')}\n\n{text}"
        case Program.OUTLOOK_DE:
            names = ("Von", "Gesendet", "An", "Betreff")
            return f"-----Ursprüngliche Nachricht-----\n{_block(letter, zone, names, '%d.%m.%Y %H:%M')}\n\n{text}"
        case Program.PHONE:
            return ""


def _wrote(letter: Letter, zone: str) -> str:
    when, ours = letter.arrived.astimezone(ZoneInfo(zone)), letter.mail.sender
    return f"On {when:%a, %d %b %Y at %H:%M}, {ours.name} <{ours.email}> wrote:"


def _block(letter: Letter, zone: str, names: tuple[str, str, str, str], day: str) -> str:
    ours, when = letter.mail, letter.arrived.astimezone(ZoneInfo(zone))
    to = ours.to[0].email if ours.to else ""
    values = (f"{ours.sender.name} <{ours.sender.email}>", when.strftime(day), to, ours.subject)
    return "\n".join(f"{name}: {value}" for name, value in zip(names, values, strict=True))
