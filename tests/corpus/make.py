"""Wraps the compact sources in `sources/` into raw messages with expectation files (see README.md).

usage: python -m tests.corpus.make SET [ID ...]   (without ids: those that have no .eml yet)
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from . import letter as ours
from .wraps import WRAPS, Reply

HERE = Path(__file__).parent
BANNER = "CAUTION: This email came from outside Northwind Joinery. Do not click links or open attachments unless sure."
PREFIX = {"de": "AW", "nl": "Antw", "fr": "RE", "es": "RE", "it": "R", "pl": "ODP", "pt": "RES", "us": "Re", "en": "Re"}
PASS = "mx.northwind-joinery.example; spf=pass smtp.mailfrom={d}; dkim=pass header.d={d}; dmarc=pass header.from={d}"
USUAL = {
    "outlook": "windows-1252 quoted-printable", "ios": "utf-8 base64", "yahoo": "utf-8 base64", "tb": "utf-8 8bit",
    "samsung": "utf-8 base64", "bottom": "iso-8859-1 8bit", "inline": "utf-8 8bit", "bare": "windows-1252 8bit",
}  # fmt: skip
FAIL = "mx.northwind-joinery.example; spf=fail smtp.mailfrom={d}; dkim=none; dmarc=fail (p=reject) header.from={d}"


@dataclass(slots=True)
class Client:
    """One client of the source file, with the trimmings of its mails."""

    key: str
    firm: str
    contact: str
    email: str
    locale: str
    currency: str
    zone: str
    invoices: tuple[ours.Invoice, ...]
    voice: str
    signature: list[str] = field(default_factory=list)
    disclaimer: str = ""
    stamp: str = ""


@dataclass(slots=True)
class Mail:
    """One mail of the source file: head line, options, words."""

    id: str
    client: Client
    wrap: str
    sent: datetime
    gold: str
    lang: str = "en"
    options: dict[str, list[str]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def option(self, name: str, default: str = "") -> str:
        return self.options.get(name, [default])[0]

    @property
    def body(self) -> str:
        return "\n".join(self.lines).strip("\n")


def client(line: str) -> Client:
    """`@ key | firm | contact | email | locale | currency | zone | INV-1 100.00 100.00 2026-01-31; … | voice`."""
    key, firm, contact, email, locale, currency, zone, bills, voice = (x.strip() for x in line[1:].split("|"))
    invoices = []
    for bill in bills.split(";"):
        number, amount, balance, due = bill.split()
        invoices.append(ours.Invoice(number, Decimal(amount), Decimal(balance), date.fromisoformat(due)))
    return Client(key, firm, contact, email, locale, currency, zone, tuple(invoices), voice)


def parse(path: Path) -> list[Mail]:
    """All mails of a source file, which names their language: `build-de.txt`."""
    lang = path.stem.split("-")[1]
    clients: dict[str, Client] = {}
    mails: list[Mail] = []
    last: Client | None = None
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("@ "):
            last = client(line)
            clients[last.key] = last
        elif re.match(r"= [a-z]+\d+ ", line):
            name, gold = line[2:].split("|", 1)
            ident, key, wrap, sent = name.split()
            who = clients[key]
            at = datetime.fromisoformat(sent).replace(tzinfo=ZoneInfo(who.zone))
            mails.append(Mail(ident, who, wrap, at, gold.strip(), lang))
            last = None
        elif last is not None and line.startswith("  "):
            trim(last, line.strip())
        elif mails and line.startswith("+") and not mails[-1].lines:
            name, _, value = line[1:].partition(" ")
            mails[-1].options.setdefault(name, []).append(value)
        elif mails and last is None:
            mails[-1].lines.append(line)
    return mails


def trim(who: Client, text: str) -> None:
    """A signature line, or with % a disclaimer, with ! a gateway's stamp on our letter."""
    if text.startswith("%"):
        who.disclaimer = text[1:].strip()
    elif text.startswith("!"):
        who.stamp = text[1:].strip()
    else:
        who.signature.append(text)


def gold(mail: Mail) -> dict[str, Any]:
    """The record of a mail, from its compact gold: items parted by ';', the primary intent first."""
    right: dict[str, Any] = {
        "automated": False, "intents": [], "promises": [], "dispute_reason": None, "plan_kind": None, "back_on": None,
        "redirect_to": [], "bounce": None, "trusted": True, "reply_text": words(mail),
    }  # fmt: skip
    record: dict[str, Any] = {"gold": right, "gold_alt": [json.loads(x) for x in mail.options.get("alt", [])]}
    for item in mail.gold.split(";"):
        intent, *rest = item.split()
        value = rest[0] if rest else None
        if intent == "tolerate":
            record["tolerated_intents"] = rest
        elif intent in {"auto", "untrusted", "unknown"}:
            flags(right, intent)
        else:
            details(right, intent, value, rest)
            if intent not in right["intents"]:
                right["intents"].append(intent)
    return record


def flags(right: dict[str, Any], name: str) -> None:
    if name == "auto":
        right["automated"] = True
    elif name == "untrusted":
        right["trusted"] = False
    else:
        del right["trusted"]  # a third firm's notice: whether to believe it is not a reader's to say


def details(right: dict[str, Any], intent: str, value: str | None, rest: list[str]) -> None:
    if intent == "promise":
        day, amount, numbers = (x if x != "-" else None for x in (rest + ["-"] * 3)[:3])
        right["promises"].append({"date": day, "amount": amount, "invoices": numbers.split("+") if numbers else None})
    elif intent in {"dispute", "plan"}:
        right["dispute_reason" if intent == "dispute" else "plan_kind"] = value
    elif intent == "redirect":
        right["redirect_to"] = rest
    elif intent == "out_of_office":
        right["back_on"] = value
    elif intent == "bounce":
        right["bounce"] = {"kind": rest[0], "recipient": rest[1], "status": rest[2] if len(rest) > 2 else None}


def words(mail: Mail) -> str:
    """The sender's own text: given by `+text`, else the body without quoted lines; nothing for raw messages."""
    if "text" in mail.options:
        return "\n".join(mail.options["text"]).replace("\\n", "\n")
    if mail.wrap == "raw":
        return ""
    kept = [line for line in mail.lines if not line.startswith(">")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def letter(mail: Mail) -> ours.Letter:
    """The letter answered: `+letter STAGE DAYS_BEFORE`, else the day before at nine."""
    stage, before = (int(x) for x in mail.option("letter", f"{int(mail.id[-1]) % 3} 1").split())
    morning = mail.sent.astimezone(ZoneInfo("Europe/London")) - timedelta(days=before)
    sent = morning.replace(hour=9, minute=int(mail.id[-2:]) % 60)
    who = mail.client
    to = who.email if "lettername" in mail.options else f"{who.contact} <{who.email}>"
    name = who.contact.split()[0] if mail.lang == "en" else who.contact
    return ours.write(mail.id, to, name, who.locale, who.currency, who.invoices, sent, stage, mail.lang)


def tongue(mail: Mail) -> str:
    return mail.option("program", {"en-US": "us"}.get(mail.client.locale, mail.client.locale[:2]))


def wrapped(mail: Mail) -> bytes:
    """The message as a client's program writes it."""
    sent, who, speech = letter(mail), mail.client, tongue(mail)
    for line in mail.lines:
        if mail.wrap == "inline" and line.startswith(">") and line[1:].strip() not in sent.lines:
            raise SystemExit(f"{mail.id}: {line!r} is not a line of our letter")
    plain = mail.option("sig") == "no"
    reply = Reply(
        mail.body, () if plain else tuple(who.signature), "" if plain else who.disclaimer,
        (mail.option("banner") or BANNER) if "banner" in mail.options else "", who.stamp, mail.option("hidden"),
        "\n".join(mail.options.get("below", [])), sent, sent.sent.astimezone(ZoneInfo(who.zone)), speech,
    )  # fmt: skip
    message = EmailMessage(policy=SMTP)
    envelope(message, mail, sent, speech)
    content(message, mail, WRAPS[mail.wrap](reply))
    return message.as_bytes()


def envelope(message: EmailMessage, mail: Mail, sent: ours.Letter, speech: str) -> None:
    name, address = parseaddr(mail.option("from", f"{mail.client.contact} <{mail.client.email}>"))
    user, domain = address.split("@")
    message["Return-Path"] = "<>" if "nullpath" in mail.options else f"<{address}>"
    if mail.option("auth", "pass") != "none":
        shown = FAIL if mail.option("auth") == "fail" else PASS
        message["Authentication-Results"] = shown.format(d=domain)
    message["Message-ID"] = f"<{mail.id}.{mail.sent:%Y%m%d%H%M}@{domain}>"
    message["Date"] = format_datetime(mail.sent)
    message["From"] = Address(name, user, domain)
    message["To"] = mail.option("to", f"{ours.FIRM} <{ours.ADDRESS}>")
    if "cc" in mail.options:
        message["Cc"] = mail.option("cc")
    message["Subject"] = mail.option("subject", f"{PREFIX[speech]}: {sent.subject}")
    if "unthreaded" not in mail.options:
        message["In-Reply-To"] = message["References"] = sent.message_id
    for extra in mail.options.get("h", []):
        header, _, value = extra.partition(": ")
        message[header] = value


def content(message: EmailMessage, mail: Mail, parts: dict[str, str]) -> None:
    """The parts, in the charset and transfer encoding such programs use, or those of `+enc CHARSET CTE`."""
    charset, cte = mail.option("enc", USUAL.get(mail.wrap, "utf-8 quoted-printable")).split()
    whole = "".join(parts.values())
    try:
        whole.encode(charset)
    except UnicodeEncodeError:
        charset = "utf-8"
    if whole.isascii() and cte == "8bit":
        cte = "7bit"
    for place, (subtype, text) in enumerate(parts.items()):
        put = message.add_alternative if place else message.set_content
        put(text, subtype=subtype, charset=charset, cte=cte)
    if message.is_multipart():
        message.set_boundary(f"=_part_{mail.id}")  # the same at every run


def raw(mail: Mail) -> bytes:
    """A message written out in the source, with the marks @DATE@, @MID@, @TO@, @SUBJECT@, @HEAD@, @LETTER@ filled."""
    sent = letter(mail)
    marks = {
        "DATE": format_datetime(mail.sent), "MID": sent.message_id, "TO": mail.client.email, "HEAD": sent.head(),
        "SUBJECT": sent.head().split("Subject: ")[1].split("\n")[0], "LETTER": f"{sent.head()}\n\n{sent.text}",
        "BACK": format_datetime(sent.sent), "AUTH": PASS.format(d=mail.client.email.split("@")[1]),
    }  # fmt: skip
    text = re.sub(r"@([A-Z]+)@", lambda found: marks[found[1]], mail.body + "\n")
    head, _, rest = text.partition("\n\n")
    lines = [line if line.isascii() else encoded(line) for line in head.split("\n")]
    return "\n".join((*lines, "", rest)).replace("\n", "\r\n").encode()


def encoded(line: str) -> str:
    """A header line with its value in ASCII."""
    name, _, value = line.partition(": ")
    return f"{name}: {ours.header(value)}"


def write(mail: Mail, folder: Path) -> None:
    """The message and its expectation file."""
    who = mail.client
    (folder / f"{mail.id}.eml").write_bytes(raw(mail) if mail.wrap == "raw" else wrapped(mail))
    found = gold(mail)
    invoices = [{"number": i.number, "amount": str(i.amount), "balance": str(i.balance), "due": i.due.isoformat()}
                for i in who.invoices]  # fmt: skip
    record = {
        "id": mail.id, "eml": f"{mail.id}.eml", "lang": mail.option("lang", mail.lang),
        "date": mail.sent.date().isoformat(),
        "voice": mail.option("voice", who.voice),
        "context": {"client": who.firm, "contact_email": who.email, "locale": who.locale, "currency": who.currency,
                    "invoices": invoices},
        **found, "note": mail.option("note"),
    }  # fmt: skip
    text = json.dumps(record, ensure_ascii=False, indent=1)
    (folder / f"{mail.id}.json").write_text(text + "\n", encoding="utf-8")


def main() -> None:
    name, *wanted = sys.argv[1:]
    for source in sorted((HERE / "sources").glob(f"{name}*.txt")):
        for mail in parse(source):
            if mail.id in wanted or (not wanted and not (HERE / name / f"{mail.id}.eml").exists()):
                write(mail, HERE / name)


if __name__ == "__main__":
    main()
