"""Raw bytes to a `Mail`: never raises whatever the bytes are, and at a bounded cost (see `mime` and `decode`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from outreach.mail.address import Mailbox, mailboxes_of
from outreach.mail.body import NO_BODY, Body, best_of
from outreach.mail.decode import decoded, file_name, legible, one_line, unencoded, words
from outreach.mail.html import read_html
from outreach.mail.message import Attached, Entity, Mail, Report
from outreach.mail.mime import Part, content_type, header_fields, structure

__all__ = ["Mail", "date_of", "every_text", "ids_in", "parse"]

TEXT_OCTETS = 512 * 1024  # of one text part, decoded
IDS = 200
REPORT_CHARS = 64 * 1024

_PAGE = re.compile(r"\s{0,50}(?:<!doctype html|<html[\s>])", re.IGNORECASE)  # labelled as plain text all the same
_ID = re.compile(r"<([^<>]{1,990})>")
_BARE_ID = re.compile(r"[^\s<>\"(),;]{1,300}@[^\s<>\"(),;]{1,300}")
_REPORTS = frozenset({"message/delivery-status", "message/global-delivery-status", "message/disposition-notification"})
_RETURNED = frozenset({"message/rfc822", "message/global", "text/rfc822-headers", "message/rfc822-headers"})


def parse(raw: bytes) -> Mail:
    """The mail in `raw`, or as much of it as can be made out; header bytes without a body are a mail, too."""
    root = structure(raw)
    fields = root.fields
    headers = _decoded(fields)
    senders = _mailboxes(fields, "from")
    own = tuple(_own_parts(root))
    reports = tuple(_reports(own))
    body = _readable(root)
    return Mail(
        headers=headers,
        message_id=next(iter(ids_in(root.first("message-id"))), ""),
        in_reply_to=_ids(fields, "in-reply-to"),
        references=_ids(fields, "references"),
        sender=next(iter(senders), Mailbox("", "")),
        senders=len(senders),
        reply_to=_mailboxes(fields, "reply-to"),
        to=_mailboxes(fields, "to"),
        cc=_mailboxes(fields, "cc"),
        subject=words(root.first("subject")),
        date=date_of(root.first("date")),
        return_path=_return_path(root),
        content_type=content_type(root.first("content-type"))[0],
        report_type=root.params.get("report-type", "").lower(),
        text=body.text.strip("\n"),
        has_html=any(part.mime == "text/html" for part in own),
        attachments=tuple(_attached(part) for part in own if _is_attached(part)),
        entities=tuple(Entity(part.mime, part.params, part.disposition) for part in own),
        reports=reports,
        original=next(_originals(own), {}),
        calendar_method=next(_calendar_methods(own), ""),
        deceives=bool(body.hidden or body.differs),
        warnings=(*root.warnings, *body.warnings),
    )


def every_text(raw: bytes) -> tuple[str, ...]:
    """All readings of a mail's body: its plain text and what its HTML says. A client's program may quote either."""
    parts = [part for part in _own_parts(structure(raw)) if not _is_attached(part)]
    texts = (_body(part).text for part in parts if part.mime in ("text/plain", "text/html"))
    return tuple(text for text in texts if text.strip())


def ids_in(value: str) -> tuple[str, ...]:
    """The msg-ids of a header value, each once, with blanks inside them (from folding) and junk around them removed.

    Without any angle brackets, whatever looks like an address is taken for one.
    """
    found = [f"<{''.join(_seen(inside).split())}>" for inside in _ID.findall(value)]
    if not found:
        found = [f"<{bare}>" for bare in _BARE_ID.findall(_seen(value))]
    return tuple(id_ for id_ in dict.fromkeys(found) if len(id_) > 2)[:IDS]


def _seen(text: str) -> str:
    return legible(text).encode("ascii", "replace").decode("ascii")


def date_of(value: str) -> datetime | None:
    """The instant of a Date field in UTC; None when it is none, or no year in which mail is sent."""
    try:
        when = parsedate_to_datetime(value[:100])
        when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    except (ValueError, TypeError, LookupError, ArithmeticError):  # what the library raises on hostile dates
        return None
    return when if 1980 <= when.year < 2200 else None


def _decoded(fields: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    headers: dict[str, list[str]] = {}
    for name, value in fields:
        headers.setdefault(name, []).append(words(value))
    return {name: tuple(values) for name, values in headers.items()}


def _mailboxes(fields: Iterable[tuple[str, str]], name: str) -> tuple[Mailbox, ...]:
    return tuple(box for key, value in fields if key == name for box in mailboxes_of(value))


def _ids(fields: Iterable[tuple[str, str]], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id_ for key, value in fields if key == name for id_ in ids_in(value)))[:IDS]


def _return_path(root: Part) -> str | None:
    values = [value for name, value in root.fields if name == "return-path"]
    if not values:
        return None
    if not values[0].strip().strip("<>").strip():
        return ""
    return next((box.email for box in mailboxes_of(values[0]) if box.email), one_line(words(values[0])).strip("<> "))


def _own_parts(part: Part) -> Iterator[Part]:
    """Leaves of the mail itself; what is inside a mail that it carries is not its own (`mime` never looks there)."""
    return (each for each in part.walk() if not each.parts)


def _is_attached(part: Part) -> bool:
    if part.disposition == "attachment" or part.mime in _RETURNED:
        return True
    if part.mime in ("text/plain", "text/html"):
        return bool(part.name)
    return part.mime not in _REPORTS


def _attached(part: Part) -> Attached:
    return Attached(file_name(part.name), part.mime, len(_octets(part, len(part.body))))


def _octets(part: Part, at_most: int) -> bytes:
    # An encoded octet takes three at most, so nothing is decoded only to be thrown away.
    return unencoded(part.body[: 3 * at_most + 3], part.first("content-transfer-encoding"))[:at_most]


def _readable(part: Part) -> Body:
    """The text of a part and all below it that a person's program would show."""
    if part.mime == "multipart/alternative":
        return best_of([_readable(each) for each in part.parts])
    if part.mime in ("multipart/related", "multipart/report", "multipart/signed"):
        return next((body for each in part.parts if (body := _readable(each)).text.strip()), NO_BODY)
    if part.parts:
        bodies = [_readable(each) for each in part.parts]
        texts = (body.text.strip("\n") for body in bodies)
        return Body("\n\n".join(text for text in texts if text), " ".join(b.hidden for b in bodies if b.hidden))
    if _is_attached(part) or part.mime not in ("text/plain", "text/html"):
        return NO_BODY
    return _body(part)


def _body(part: Part) -> Body:
    text = legible(decoded(_octets(part, TEXT_OCTETS), part.params.get("charset", "")))
    if part.mime == "text/html" or _PAGE.match(text):
        page = read_html(text)
        return Body(page.text, page.hidden, is_html=True)
    if part.params.get("format", "").lower() == "flowed":
        return Body(_unflowed(text, part.params.get("delsp", "").lower() == "yes"))
    return Body(text)


def _unflowed(text: str, delete_space: bool) -> str:
    """Paragraphs put together again (RFC 3676): a line that ends in a blank goes on in the next of the same depth."""
    out: list[str] = []
    flowing = -1  # the quote depth at which the last line goes on; -1 = it does not
    for line in text.split("\n"):
        content = line.lstrip(">")
        depth = len(line) - len(content)
        content = content.removeprefix(" ")
        if depth == flowing and content != "-- ":
            out[-1] += content
        else:
            out.append(">" * depth + (" " if depth else "") + content)
        is_soft = content.endswith(" ") and content != "-- "
        flowing = depth if is_soft else -1
        if is_soft and delete_space:
            out[-1] = out[-1][:-1]
    return "\n".join(out)


def _reports(parts: Iterable[Part]) -> Iterator[Report]:
    for part in parts:
        if part.mime in _REPORTS:
            yield Report(part.mime, legible(decoded(_octets(part, REPORT_CHARS), part.params.get("charset", ""))))


def _originals(parts: Iterable[Part]) -> Iterator[dict[str, tuple[str, ...]]]:
    for part in parts:
        if part.mime in _RETURNED:
            octets = _octets(part, REPORT_CHARS).replace(b"\r\n", b"\n").lstrip(b"\n")
            fields, _, _ = header_fields(octets)
            yield _decoded(fields)


def _calendar_methods(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        if part.mime == "text/calendar":
            inside = re.search(rb"(?im)^METHOD:[ \t]*([A-Za-z]{1,20})", _octets(part, 4096))
            yield (part.params.get("method") or (inside[1].decode("ascii") if inside else "")).upper()
