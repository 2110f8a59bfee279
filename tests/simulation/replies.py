"""What clients, their machines and strangers write: the texts, how long each must keep us silent, and the raw mails."""

from __future__ import annotations

import base64
import quopri
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from enum import StrEnum

from tests.fakes import OURS


class Quiet(StrEnum):
    """For how long nothing may be asked after a reply: what we expect, told without asking the program."""

    PERSON = "until a person has acted"
    INVOICE = "about the named invoice, until a person has acted"
    PROMISED = "until the promised day is over"
    WEEK = "a week, for the bank"
    DAYS = "three days, as after every word of a person's"
    AWAY = "until the day before the first day back"
    NONE = "no longer than it takes to read it"


@dataclass(frozen=True, slots=True)
class Said:
    """`{number}` is one of the client's invoices, `{day}` a day to come."""

    text: str
    quiet: Quiet
    subject: str = ""
    headers: str = ""  # whole lines


_MACHINE = "Auto-Submitted: auto-replied\r\n"

SAYINGS = (
    Said("We will pay everything on {day}.", Quiet.PROMISED),
    Said("Hello Sam, sorry for the delay. You will have the money on {day}.\n\nRegards, Jo", Quiet.PROMISED),
    Said("We paid this yesterday by bank transfer.", Quiet.WEEK),
    Said("We dispute invoice {number}: the goods arrived damaged.", Quiet.INVOICE),
    Said("The goods were damaged, so we are not going to pay.", Quiet.PERSON),
    Said("Invoice {number} is wrong, the amount is not what we agreed.", Quiet.INVOICE),
    Said("Please stop writing to us.", Quiet.PERSON),
    Said("From now on please write to our lawyer, Ms Hart of Hart & Lowe.", Quiet.PERSON),
    Said("Could we pay in three monthly instalments?", Quiet.PERSON),
    Said("Business is slow and we cannot pay at the moment.", Quiet.PERSON),
    Said("Please send us a copy of invoice {number}.", Quiet.PERSON),
    Said("I have left the company, please write to ledger@elsewhere.example.", Quiet.PERSON),
    Said("Thank you, noted.", Quiet.DAYS),
    Said("Which of the tall green ones did Robin mean on the stairs?", Quiet.PERSON),
    Said("", Quiet.DAYS),
    Said("Wir überweisen am {german}.", Quiet.DAYS),
    Said("Wer sind Sie überhaupt?", Quiet.PERSON),
    Said("I am out of the office and will be back on {day}.", Quiet.AWAY, "Automatic reply: out of office", _MACHINE),
    Said("Your request has been received. Ticket 48213.", Quiet.NONE, "[#48213] We got your mail", _MACHINE),
    Said("Our newsletter of this month.", Quiet.NONE, "News", "Auto-Submitted: auto-generated\r\n"),
)

ENCODINGS = ("7bit", "base64", "quoted-printable", "html")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The headers of one mail: who wrote it, when, answering what."""

    sender: str
    written: datetime
    subject: str
    message_id: str
    answers: str = ""  # the Message-ID of our letter
    more: str = ""


def mail(head: Letterhead, text: str, quoted: str = "", encoding: str = "7bit") -> bytes:
    """A mail to us as bytes, written by hand because that is quick; `quoted` is the text of ours below the answer."""
    below = f"\n\nOn that day, Sam Baker <{OURS}> wrote:\n" + "".join(f"> {x}\n" for x in quoted.splitlines())
    body = f"{text}\n{below if quoted else ''}"
    thread = f"In-Reply-To: {head.answers}\r\nReferences: {head.answers}\r\n" if head.answers else ""
    own_id = f"Message-ID: {head.message_id}\r\n" if head.message_id else ""
    kind, coded = _encoded(body, encoding)
    lines = (
        f"From: Jo Miller <{head.sender}>\r\nTo: {OURS}\r\nDate: {format_datetime(head.written)}\r\n"
        f"Subject: {head.subject}\r\n{own_id}{thread}{head.more}MIME-Version: 1.0\r\n{kind}\r\n\r\n"
    )
    return lines.encode("utf-8") + coded.replace(b"\n", b"\r\n")


def _encoded(body: str, encoding: str) -> tuple[str, bytes]:
    plain = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: "
    match encoding:
        case "base64":
            return f"{plain}base64", base64.encodebytes(body.encode())
        case "quoted-printable":
            return f"{plain}quoted-printable", quopri.encodestring(body.encode())
        case "html":
            rows = "<br>".join(body.splitlines())
            return "Content-Type: text/html; charset=utf-8", f"<html><body><p>{rows}</p></body></html>\n".encode()
        case _:
            return f"{plain}8bit", body.encode()


def report(message_id: str, recipient: str, status: str, written: datetime, number: int) -> bytes:
    """A delivery report (RFC 3464) of our own server about a letter of ours."""
    action = "failed" if status.startswith("5") else "delayed"
    head = (
        f"Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.northwind-joinery.example\r\nTo: {OURS}\r\n"
        f"Date: {format_datetime(written)}\r\nSubject: Undelivered Mail\r\n"
        f"Message-ID: <report-{number}@mx.northwind-joinery.example>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="report"\r\n\r\n'
    )
    parts = (
        f"--report\r\nContent-Type: text/plain\r\n\r\nAbout <{recipient}>\r\n\r\n"
        "--report\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.northwind-joinery.example\r\n"
        f"\r\nFinal-Recipient: rfc822; {recipient}\r\nAction: {action}\r\nStatus: {status}\r\n\r\n"
        f"--report\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {message_id}\r\n\r\n--report--\r\n"
    )
    return (head + parts).encode("ascii")


STRANGERS = (
    ("news@paper-mill.example", "Our spring offers"),
    ("anna@a-friend.example", "Dinner on Friday?"),
    ("jobs@agency.example", "A candidate for you"),
    ("billing@hosting.example", "Your invoice INV-1 from us"),
)
