"""The letters of our firm that the replies of the corpus answer and quote."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from email.utils import format_datetime
from html import escape

FIRM = "Northwind Joinery Accounts"
ADDRESS = "accounts@northwind-joinery.example"
SIGNS = {"USD": "$", "GBP": "£", "EUR": "€", "INR": "₹", "AUD": "$"}
SUBJECTS = ("Invoice {numbers} is past its due date", "Overdue: {numbers}", "{firm}: balance of {total} still open")
OPENINGS = (
    "a quick note that the following is now past its due date. If it is already on its way, please ignore this.",
    "according to our books the invoices below are overdue and we have not heard from you.",
    "we wrote to you before and the amounts below are still open. They are now well overdue.",
)
QUESTIONS = (
    "Could you let us know when we can expect payment?",
    "Please let us know the day on which you will pay, or tell us if anything is wrong with the work.",
    "If there is a reason why this has not been paid, tell us now. If you need a copy of an invoice, just ask.",
)
CLOSING = "You can simply answer this e-mail, a person reads it."
SIGN_OFF = ("Kind regards", "Ellen Marsh", "Northwind Joinery Ltd, Unit 4, Saw Mill Lane", "Tel. 01632 960 417")


@dataclass(frozen=True, slots=True)
class Invoice:
    """One open invoice, as the context of a mail states it."""

    number: str
    amount: Decimal
    balance: Decimal
    due: date


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as sent: what the client's program quotes, and what its reply threads to."""

    message_id: str
    to: str
    sent: datetime
    subject: str
    lines: tuple[str, ...]
    html: str

    @property
    def text(self) -> str:
        """The plain part, folded as our own program folds it."""
        return "\n".join(textwrap.fill(line, 76) if len(line) > 76 else line for line in self.lines)

    def head(self) -> str:
        """The header lines of the letter, as a bounce returns them."""
        return "\n".join((
            f"Message-ID: {self.message_id}", f"Date: {format_datetime(self.sent)}", f"From: {FIRM} <{ADDRESS}>",
            f"To: {self.to}", f"Subject: {self.subject.replace('£', 'GBP ').replace('€', 'EUR ').replace('₹', 'INR ')}",
            "MIME-Version: 1.0", 'Content-Type: text/plain; charset="utf-8"', "Content-Transfer-Encoding: 8bit",
        ))  # fmt: skip


def money(amount: Decimal, currency: str) -> str:
    """An amount as our letters print it."""
    return f"{SIGNS[currency]}{amount:,.2f}"


def day(value: date, locale: str) -> str:
    """A day as our letters print it: American order only for Americans."""
    return f"{value:%B} {value.day}, {value.year}" if locale == "en-US" else f"{value.day} {value:%B %Y}"


def write(key: str, to: str, name: str, locale: str, currency: str, invoices: tuple[Invoice, ...],
          sent: datetime, stage: int) -> Letter:  # fmt: skip
    """Our letter of one stage (0 to 2) about these invoices."""
    total = money(sum((i.balance for i in invoices), Decimal()), currency)
    rows = [(i.number, day(i.due, locale), money(i.balance, currency)) for i in invoices]
    start = (f"Dear {name},", "", OPENINGS[stage], "")
    table = [f"{number}    due {due}    {balance}" for number, due, balance in rows]
    end = ("", f"Balance overdue: {total}", "", QUESTIONS[stage], CLOSING, "", *SIGN_OFF)
    cells = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    head = "<tr><th>Invoice</th><th>Due</th><th>Open</th></tr>"
    html = (
        f"<p>Dear {escape(name)},</p><p>{OPENINGS[stage]}</p><table border=1 cellpadding=4>{head}{cells}</table>"
        f"<p><b>Balance overdue: {escape(total)}</b></p><p>{QUESTIONS[stage]}<br>{CLOSING}</p>"
        f"<p>{'<br>'.join(SIGN_OFF)}</p>"
    )
    numbers = ", ".join(i.number for i in invoices)
    subject = SUBJECTS[stage].format(numbers=numbers, firm="Northwind Joinery", total=total)
    return Letter(f"<letter.{key}.{stage}@northwind-joinery.example>", to, sent, subject, (*start, *table, *end), html)
