"""What kind of thing wrote a mail: a person, or one of the machines. Structure and headers decide, words only refine.

Taking a person for a robot is the worse mistake, because a robot's mail holds nothing: so a phrase in a text is never
evidence by itself, `Auto-Submitted: no` is a person, and X-Auto-Response-Suppress, which people's programs write too,
is none at all (sisimai and osTicket both learnt that).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from outreach.domain.finding import MailKind
from outreach.mail import phrases
from outreach.mail.message import Mail
from outreach.mail.reaction import reaction_in

Verdict = tuple[MailKind, str]

_NO = frozenset({"", "no", "false", "0", "none"})
_ANSWERING = ("x-autoreply", "x-autorespond", "x-autoresponse", "x-autoresponder", "x-mail-autoreply", "x-auto-reply")
_DAEMON = re.compile(r"(?:mailer-daemon|postmaster|mail-daemon|mailerdaemon)(?:[+@]|$)", re.IGNORECASE)
_NOBODY = re.compile(r"(?:no|do-?not|not?)[-_.]?reply(?:[-+_.@]|$)", re.IGNORECASE)
_CHALLENGERS = ("x-boxtrapper", "x-spamarrest", "x-tmda-fingerprint", "x-challenge-response")
HEAD_CHARS = 3000  # of the text, in which a machine says what it is


def kind_of(mail: Mail) -> Verdict:
    """The kind of `mail` and why, in words. Reports first, then marks of machines, then null paths; else a person."""
    for look in _LOOKS:
        if verdict := look(mail):
            return verdict
    return MailKind.PERSON, "nothing says that a machine wrote it"


def _report(mail: Mail) -> Verdict | None:
    """RFC 6522 reports. A delivery report that only tells of success (RFC 3464 section 2.3.3) is a receipt."""
    for report in mail.reports:
        if report.mime == "message/disposition-notification":
            return MailKind.RECEIPT, f"a part of type {report.mime}"
        actions = {action.lower() for action in re.findall(r"(?im)^action:[ \t]*([a-z]+)", report.text)}
        if actions and actions <= {"delivered", "relayed", "expanded"}:
            return MailKind.RECEIPT, "a delivery report of success"
        return MailKind.BOUNCE, f"a part of type {report.mime}"
    if mail.content_type == "multipart/report":
        kinds = {"delivery-status": MailKind.BOUNCE, "disposition-notification": MailKind.RECEIPT}
        return kinds.get(mail.report_type, MailKind.AUTOMATIC), f"a report of type {mail.report_type or 'unknown'}"
    return None


def _calendar(mail: Mail) -> Verdict | None:
    if mail.calendar_method in ("REPLY", "COUNTER"):
        return MailKind.CALENDAR, f"a calendar part with method {mail.calendar_method}"
    return None


def _reaction(mail: Mail) -> Verdict | None:
    reaction = reaction_in(mail)
    return (MailKind.REACTION, reaction[0]) if reaction else None


def _machine_header(mail: Mail) -> str:
    """The header that only a program which answers by itself writes, as `Name: value`; "" when there is none."""
    for value in mail.all("auto-submitted"):
        if re.split(r"[\s;(]", value.strip())[0].lower() not in _NO:
            return f"Auto-Submitted: {value}"
    for name in (*_ANSWERING, "x-fc-machinegenerated"):
        if any(value.strip().lower() not in _NO for value in mail.all(name)):
            return f"{name}: {mail.first(name)}"
    for name, pattern in _MARKS:
        for value in mail.all(name):
            if re.match(pattern, value.strip(), re.IGNORECASE):
                return f"{name}: {value}"
    if mail.all("x-ms-exchange-inbox-rules-loop") and re.search(r"(?i)\ball\b", mail.first("x-auto-response-suppress")):
        return "X-MS-Exchange-Inbox-Rules-Loop, and no answers wanted"
    return ""


_MARKS = (
    ("precedence", r"auto[-_ ]?reply"),
    ("precedence", r"(?:bulk|junk)\b"),
    ("delivered-to", r"autoresponder"),
    ("x-post-messageclass", r".*autoresponder"),
    ("preference", r"auto_reply"),
)


def _machine(mail: Mail) -> Verdict | None:
    if name := next((name for name in _CHALLENGERS if mail.all(name)), ""):
        return MailKind.CHALLENGE, f"{name}: {mail.first(name)}"
    header = _machine_header(mail)
    return (_told_apart(mail), header) if header else None


def _told_apart(mail: Mail) -> MailKind:
    """Which machine it is, once it is sure that it is one. The subject is asked before the text."""
    head = mail.text[:HEAD_CHARS]
    if phrases.CHALLENGE.search(mail.subject) or phrases.CHALLENGE.search(head):
        return MailKind.CHALLENGE
    if phrases.AWAY_SUBJECT.match(mail.subject):
        # "Automatic reply" heads the receipts of some ticket systems, too.
        is_receipt = phrases.TICKET.search(head) and not phrases.AWAY.search(f"{mail.subject}\n{head}")
        return MailKind.TICKET if is_receipt else MailKind.OUT_OF_OFFICE
    if phrases.TICKET_SUBJECT.search(mail.subject):
        return MailKind.TICKET
    if phrases.AWAY.search(head):
        return MailKind.OUT_OF_OFFICE
    return MailKind.TICKET if phrases.TICKET.search(head) else MailKind.AUTOMATIC


def _away_subject(mail: Mail) -> Verdict | None:
    """Some programs answer without any mark; then the beginning of the subject has to say it, before any `Re:`."""
    if match := phrases.AWAY_SUBJECT.match(mail.subject):
        return _told_apart(mail), f"a subject that begins with: {match[0].strip(' :')}"
    return None


def _daemon(mail: Mail) -> Verdict | None:
    """Mail servers that report in words of their own. A postmaster is also a person, who can be out of office."""
    for name in ("x-failed-recipients", "x-ms-exchange-message-is-ndr"):
        if mail.all(name):
            return MailKind.BOUNCE, name
    sender = mail.sender.email or mail.sender.name
    if _DAEMON.match(sender) and not phrases.AWAY_SUBJECT.match(mail.subject):
        return MailKind.BOUNCE, f"from {sender}"
    return None


def _null_path(mail: Mail) -> Verdict | None:
    """Only reports and automatic answers travel with a null path (RFC 5321 section 4.5.5, RFC 3834 section 3.3)."""
    if mail.return_path != "":
        return None
    told = _told_apart(mail)
    return (MailKind.BOUNCE if told is MailKind.AUTOMATIC else told), "a null return path"


def _list(mail: Mail) -> Verdict | None:
    """Mailing lists, unless it answers a mail: a mailbox that a firm runs as a group stamps these on people's mail."""
    if mail.is_answer:
        return None
    if mail.all("list-id"):
        return MailKind.AUTOMATIC, f"List-Id: {mail.first('list-id')}"
    if any(value.strip().lower().startswith("list") for value in mail.all("precedence")):
        return MailKind.AUTOMATIC, "Precedence: list"
    return None


def _nobody(mail: Mail) -> Verdict | None:
    """An address that takes no answers, and the subject of a receipt. The address alone may be a payables system's."""
    if _NOBODY.match(mail.sender.email) and phrases.TICKET_SUBJECT.search(mail.subject):
        return MailKind.TICKET, f"from {mail.sender.email}, with the subject of a receipt"
    return None


_LOOKS: tuple[Callable[[Mail], Verdict | None], ...] = (
    _report, _calendar, _reaction, _daemon, _machine, _away_subject, _null_path, _list, _nobody,
)  # fmt: skip
