"""The letters of our firm that the replies of the corpus answer and quote."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from email.header import Header
from email.utils import format_datetime
from html import escape

from babel.dates import format_date
from babel.numbers import format_currency

from .tongues import TONGUES

FIRM = "Northwind Joinery Accounts"
ADDRESS = "accounts@northwind-joinery.example"
SIGNS = {"USD": "$", "GBP": "£", "EUR": "€", "INR": "₹", "AUD": "$"}
HOUSE = ("Ellen Marsh", "Northwind Joinery Ltd, Unit 4, Saw Mill Lane", "Tel. 01632 960 417")


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
            f"To: {self.to}", f"Subject: {header(self.subject)}",
            "MIME-Version: 1.0", 'Content-Type: text/plain; charset="utf-8"', "Content-Transfer-Encoding: 8bit",
        ))  # fmt: skip


def header(text: str) -> str:
    """A header's value in ASCII: signs of money spelled out, the rest encoded (RFC 2047)."""
    plain = text.replace("£", "GBP ").replace("€", "EUR ").replace("₹", "INR ")
    return plain if plain.isascii() else Header(text, "utf-8", maxlinelen=998).encode()


def money(amount: Decimal, currency: str, locale: str, tongue: str) -> str:
    """An amount as our letters print it."""
    if tongue == "en":
        return f"{SIGNS[currency]}{amount:,.2f}"
    return format_currency(amount, currency, locale=locale.replace("-", "_")).replace("\u202f", "\u00a0")


def day(value: date, locale: str, tongue: str) -> str:
    """A day as our letters print it: American order only for Americans."""
    if tongue == "en":
        return f"{value:%B} {value.day}, {value.year}" if locale == "en-US" else f"{value.day} {value:%B %Y}"
    return format_date(value, "long", locale=locale.replace("-", "_"))


def write(key: str, to: str, name: str, locale: str, currency: str, invoices: tuple[Invoice, ...],
          sent: datetime, stage: int, tongue: str = "en") -> Letter:  # fmt: skip
    """Our letter of one stage (0 to 2) about these invoices, in the language that the client writes."""
    say = TONGUES[tongue]
    total = money(sum((i.balance for i in invoices), Decimal()), currency, locale, tongue)
    rows = [(i.number, day(i.due, locale, tongue), money(i.balance, currency, locale, tongue)) for i in invoices]
    dear, sign_off = say.dear.format(name=name), (say.regards, *HOUSE)
    start = (dear, "", say.openings[stage], "")
    table = [f"{number}    {say.due} {due}    {balance}" for number, due, balance in rows]
    end = ("", f"{say.total} {total}", "", say.questions[stage], say.closing, "", *sign_off)
    cells = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    head = f"<tr>{''.join(f'<th>{column}</th>' for column in say.columns)}</tr>"
    html = (
        f"<p>{escape(dear)}</p><p>{say.openings[stage]}</p><table border=1 cellpadding=4>{head}{cells}</table>"
        f"<p><b>{say.total} {escape(total)}</b></p><p>{say.questions[stage]}<br>{say.closing}</p>"
        f"<p>{'<br>'.join(sign_off)}</p>"
    )
    numbers = ", ".join(i.number for i in invoices)
    subject = say.subjects[stage].format(numbers=numbers, firm="Northwind Joinery", total=total)
    return Letter(f"<letter.{key}.{stage}@northwind-joinery.example>", to, sent, subject, (*start, *table, *end), html)
