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
from outreach.mail.failure_notice import failure_signs
from outreach.mail.message import Mail
from outreach.mail.reaction import reaction_in

Verdict = tuple[MailKind, str]

_NO = frozenset({"", "no", "false", "0", "none"})
_ANSWERING = ("x-autoreply", "x-autorespond", "x-autoresponse", "x-autoresponder", "x-mail-autoreply", "x-auto-reply")
_DAEMON = re.compile(r"(?:mailer-daemon|postmaster|mail-daemon|mailerdaemon)(?:[+@]|$)", re.IGNORECASE)
_NOBODY = re.compile(
    r"(?:[^@]{0,40}[-_.+])?(?:(?:no|do-?not|not?)[-_.]?(?:reply|answer|respond)|ne-?pas-?repondre|nicht-?antworten"
    r"|no-?responder"
    r"|non-?rispondere|niet-?beantwoorden|nie-?odpowiadac|nao-?responda|unattended|notifications?|notify|mailer|alerts?|automailer)"
    r"(?:[-+_.\d][^@]{0,40})?@",
    re.IGNORECASE,
)
_HELPDESK = re.compile(
    r"(?:type|write) your reply above this line|(?:reply|antwort\w*) (?:above|oberhalb) (?:this|dieser) (?:line|zeile)",
    re.IGNORECASE,
)
_HELPDESK_HEADERS = (
    "rt-originator",
    "x-rt-originator",
    "x-zendesk-from-account-id",
    "x-freshdesk-ticket-id",
    "x-helpscout-conversation-id",
)
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
    if mail.content_type == "multipart/report" and not phrases.FAILURE_SUBJECT.match(mail.subject):
        kinds = {"delivery-status": MailKind.BOUNCE, "disposition-notification": MailKind.RECEIPT}
        return kinds.get(mail.report_type, MailKind.AUTOMATIC), f"a report of type {mail.report_type or 'unknown'}"
    return None


def _calendar(mail: Mail) -> Verdict | None:
    if mail.calendar_method in ("REPLY", "COUNTER"):
        return MailKind.CALENDAR, f"a calendar part with method {mail.calendar_method}"
    if mail.calendar_method and phrases.CALENDAR_SUBJECT.match(mail.subject):
        return MailKind.CALENDAR, "a calendar part, and the subject of an answer to an invitation"
    return None


def _receipt_in_words(mail: Mail) -> Verdict | None:
    """A read receipt of a program that writes no report: its subject and its first words together."""
    short = len(mail.text) < 1500 and ("\n" in mail.text.strip() or len(mail.text) < 300)
    if short and phrases.RECEIPT_SUBJECT.match(mail.subject) and phrases.RECEIPT_TEXT.match(mail.text):
        return MailKind.RECEIPT, "the subject and the words of a read receipt"
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
    if not header:
        return None
    told = _told_apart(mail)
    if told is MailKind.AUTOMATIC and mail.is_answer and (header.startswith("precedence") or _is_of_a_helpdesk(mail)):
        return None  # ticket systems put these marks on what people write in them, too
    if told is MailKind.AUTOMATIC and re.match(
        r"(?:auto-submitted: auto-replied|x-auto|precedence: auto)", header, re.I
    ):
        return MailKind.TICKET, header  # it answers us by itself, and nobody is said to be away
    return told, header


def _is_of_a_helpdesk(mail: Mail) -> bool:
    return bool(_HELPDESK.search(mail.text[:HEAD_CHARS])) or any(mail.all(name) for name in _HELPDESK_HEADERS)


def _told_apart(mail: Mail) -> MailKind:
    """Which machine it is, once it is sure that it is one. The subject is asked before the text."""
    head = mail.text[:HEAD_CHARS]
    if phrases.CHALLENGE.search(mail.subject) or phrases.CHALLENGE.search(head):
        return MailKind.CHALLENGE
    if phrases.AUTOMATIC_SUBJECT.match(mail.subject) or phrases.AWAY_SUBJECT.match(mail.subject):
        # "Automatic reply" heads the receipts of some ticket systems, too.
        is_receipt = phrases.TICKET.search(head) and not phrases.AWAY.search(f"{mail.subject}\n{head}")
        return MailKind.TICKET if is_receipt else MailKind.OUT_OF_OFFICE
    if phrases.TICKET_SUBJECT.search(mail.subject):
        return MailKind.TICKET
    if business := _business(mail):
        return business
    if phrases.AWAY.search(head):
        return MailKind.OUT_OF_OFFICE
    return MailKind.TICKET if phrases.TICKET.search(head) else MailKind.AUTOMATIC


def _business(mail: Mail) -> MailKind | None:
    """What a payables system tells: a payment with its invoices, or what has become of an invoice."""
    names = " ".join(file.name for file in mail.attachments)
    if phrases.REMITTANCE.search(f"{mail.subject} {names}") and not phrases.REFUSED.search(mail.subject):
        return MailKind.REMITTANCE
    if phrases.INVOICE_STATUS.search(mail.subject) or (
        phrases.REFUSED.search(mail.subject) and phrases.INVOICE_STATUS.search(mail.text[:HEAD_CHARS])
    ):
        return MailKind.PORTAL
    if mail.is_answer or phrases.AWAY.search(mail.text[:HEAD_CHARS]):
        return None
    if phrases.REMITTANCE.search(mail.text[:600]):
        return MailKind.REMITTANCE
    return MailKind.PORTAL if phrases.INVOICE_STATUS.search(mail.text[:600]) else None


def _away_subject(mail: Mail) -> Verdict | None:
    """Some programs answer without any mark. A label that only programs write has to begin the subject, before any
    `Re:`; one that people write, too, needs the words of an absence at the top, and no quotation below."""
    if match := phrases.AUTOMATIC_SUBJECT.match(mail.subject):
        return _told_apart(mail), f"a subject that begins with: {match[0].strip(' :')}"
    match = phrases.AWAY_SUBJECT.match(mail.subject)
    alone = not re.search(r"(?m)^>", mail.text) and mail.text.count("\n") < 40
    if match and alone and phrases.AWAY.search(mail.text[:400]):
        return MailKind.OUT_OF_OFFICE, f"a subject that begins with {match[0].strip(' :')}, and the words for it"
    return None


def _daemon(mail: Mail) -> Verdict | None:
    """Mail servers that report in words of their own. A postmaster is also a person, who can be out of office."""
    for name in ("x-failed-recipients", "x-ms-exchange-message-is-ndr"):
        if mail.all(name):
            return MailKind.BOUNCE, name
    sender = mail.sender.email or mail.sender.name
    away = phrases.AUTOMATIC_SUBJECT.match(mail.subject) or phrases.AWAY_SUBJECT.match(mail.subject)
    if _DAEMON.match(sender) and not away:
        return MailKind.BOUNCE, f"from {sender}"
    return None


def _failure_notice(mail: Mail) -> Verdict | None:
    signs = failure_signs(mail)
    return (MailKind.BOUNCE, signs) if signs else None


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
    """An address that takes no answers, and the words of a receipt, of a payment or of an invoice's fate. The address
    alone says nothing: people's mail leaves through such addresses, too."""
    if not _NOBODY.match(mail.sender.email):
        return None
    if phrases.TICKET_SUBJECT.search(mail.subject):
        return MailKind.TICKET, f"from {mail.sender.email}, with the subject of a receipt"
    if kind := _business(mail):
        return kind, f"from {mail.sender.email}, with the words of a {kind}"
    return None


_LOOKS: tuple[Callable[[Mail], Verdict | None], ...] = (
    _report, _calendar, _reaction, _daemon, _receipt_in_words, _failure_notice, _machine, _away_subject, _null_path,
    _list, _nobody,
)  # fmt: skip
