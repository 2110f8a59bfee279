"""Everything that goes wrong on the wire: one table for SMTP, one for IMAP. What a row says, the world then does."""

from __future__ import annotations

from dataclasses import dataclass

from outreach.domain.letter import Outcome, Phase, Verdict
from outreach.errors import CertificateInvalid, LoginRefused, MailServerError, OutreachError, Unreachable


@dataclass(frozen=True, slots=True)
class SmtpFault:
    """`where` in the session it strikes; what the postman then gives or raises, and what the world did meanwhile."""

    name: str
    where: str
    what: str
    gives: Outcome | type[OutreachError]
    kept: bool = False  # the server has the letter, whatever it said
    minutes: int = 0  # that pass until the postman knows
    copied: bool = True  # a copy of a kept letter comes into Sent, where this server keeps copies
    bounce: str = ""  # status of the delivery report that comes later


def _reply(verdict: Verdict, phase: Phase, code: int | None, text: str) -> Outcome:
    return Outcome(verdict, phase, code, text)


OK = _reply(Verdict.ACCEPTED, Phase.DOT, 250, "2.0.0 queued")
_NO_REPLY = _reply(Verdict.UNKNOWN, Phase.DOT, None, "no reply from the server: connection lost")
_CLOSING = _reply(Verdict.UNKNOWN, Phase.DOT, 421, "4.3.2 shutting down")


def _later(phase: Phase, code: int | None, text: str) -> Outcome:
    return _reply(Verdict.DEFERRED, phase, code, text)


def _never(phase: Phase, code: int, text: str) -> Outcome:
    return _reply(Verdict.REFUSED, phase, code, text)


_GONE = "no reply from the server: connection lost"

# fmt: off
SMTP = (
    SmtpFault("refused connection", "connect", "nobody listens", Unreachable),
    SmtpFault("silent greeting", "connect", "connected, then no byte for five minutes", Unreachable, minutes=5),
    SmtpFault("greeting 554", "connect", "the server does not talk to us", MailServerError),
    SmtpFault("greeting 421", "connect", "the server is too busy to talk", Unreachable),
    SmtpFault("EHLO refused", "EHLO", "502 to EHLO", MailServerError),
    SmtpFault("EHLO cut off", "EHLO", "the connection ends in the answer to EHLO", Unreachable),
    SmtpFault("STARTTLS missing", "STARTTLS", "not offered, so no password is sent", MailServerError),
    SmtpFault("STARTTLS refused", "STARTTLS", "454 TLS not available", MailServerError),
    SmtpFault("certificate out of date", "STARTTLS", "the certificate is out of date", CertificateInvalid),
    SmtpFault("certificate of another", "STARTTLS", "the certificate has another name", CertificateInvalid),
    SmtpFault("password refused", "login", "535 to AUTH", LoginRefused),
    SmtpFault("login put off", "login", "454 to AUTH", MailServerError),
    SmtpFault("login cut off", "login", "the connection ends in AUTH", Unreachable),
    SmtpFault("MAIL 421", "MAIL", "closing before the sender", _later(Phase.MAIL, 421, "4.3.2 closing")),
    SmtpFault("MAIL 451", "MAIL", "put off at the sender", _later(Phase.MAIL, 451, "4.3.0 try later")),
    SmtpFault("MAIL 550", "MAIL", "our sender is refused", _never(Phase.MAIL, 550, "5.7.1 not yours")),
    SmtpFault("MAIL 552", "MAIL", "too large, by its SIZE", _never(Phase.MAIL, 552, "5.3.4 too large")),
    SmtpFault("MAIL cut off", "MAIL", "the connection ends", _later(Phase.MAIL, None, _GONE)),
    SmtpFault("RCPT 450", "RCPT", "greylisted", _later(Phase.RCPT, 450, "4.2.0 greylisted")),
    SmtpFault("RCPT 452", "RCPT", "their mailbox is full", _later(Phase.RCPT, 452, "4.2.2 full")),
    SmtpFault("RCPT 421", "RCPT", "closing at the recipient", _later(Phase.RCPT, 421, "4.3.2 closing")),
    SmtpFault("RCPT 550", "RCPT", "no such user", _never(Phase.RCPT, 550, "5.1.1 no such user")),
    SmtpFault("RCPT cut off", "RCPT", "the connection ends", _later(Phase.RCPT, None, _GONE)),
    SmtpFault("DATA 451", "DATA", "put off instead of the go-ahead", _later(Phase.DATA, 451, "4.3.0 try later")),
    SmtpFault("DATA 554", "DATA", "refused instead of the go-ahead", _never(Phase.DATA, 554, "5.5.1 no")),
    SmtpFault("DATA cut off", "DATA", "the connection ends before the go-ahead", _later(Phase.DATA, None, _GONE)),
    SmtpFault("closed behind 354", "DATA", "go-ahead, then closed", _later(Phase.DATA, None, _GONE)),
    SmtpFault("dot cut off, kept", "dot", "connection lost, the letter is queued", _NO_REPLY, kept=True),
    SmtpFault("dot cut off, not kept", "dot", "connection lost, the letter with it", _NO_REPLY),
    SmtpFault("silence, kept", "dot", "no reply for ten minutes, queued", _NO_REPLY, kept=True, minutes=10),
    SmtpFault("silence, not kept", "dot", "no reply for ten minutes, lost", _NO_REPLY, minutes=10),
    SmtpFault("dot 421, kept", "dot", "closing, although queued", _CLOSING, kept=True),
    SmtpFault("dot 421, not kept", "dot", "closing, not queued", _CLOSING),
    SmtpFault("dot 451", "dot", "put off after all of it", _later(Phase.DOT, 451, "4.3.0 disk full")),
    SmtpFault("dot 451, kept", "dot", "put off, although queued", _later(Phase.DOT, 451, "4.3.0 error"), kept=True),
    SmtpFault("dot 552", "dot", "over quota after all of it", _never(Phase.DOT, 552, "5.2.2 over quota")),
    SmtpFault("dot 554", "dot", "looks like spam", _never(Phase.DOT, 554, "5.7.1 spam")),
    SmtpFault("half a reply, kept", "dot", "the line ends after `2`",
              _reply(Verdict.UNKNOWN, Phase.DOT, None, "no reply from the server: 2"), kept=True),
    SmtpFault("354 again, kept", "dot", "a code out of place, although queued",
              _reply(Verdict.UNKNOWN, Phase.DOT, 354, "go ahead"), kept=True),
    SmtpFault("slow 250", "after", "the 250 takes nine minutes", OK, kept=True, minutes=9),
    SmtpFault("no copy in Sent", "after", "accepted, and Sent never shows it", OK, kept=True, copied=False),
    SmtpFault("no trace at all", "after", "queued, no reply, and Sent never shows it", _NO_REPLY, kept=True,
              copied=False),
    SmtpFault("hard bounce", "after", "accepted, then reported undeliverable", OK, kept=True, bounce="5.1.1"),
    SmtpFault("soft bounce", "after", "accepted, then reported as delayed", OK, kept=True, bounce="4.4.1"),
    SmtpFault("unknown, then bounce", "after", "no reply, then reported undeliverable", _NO_REPLY, kept=True,
              bounce="5.1.1"),
)
# fmt: on


@dataclass(frozen=True, slots=True)
class ImapFault:
    """`where`: a call of the mailbox; `folder`: between two calls; `arrival`: as a mail is delivered.

    `raises` comes before the call has done anything, or after it has, or in the middle of a listing. A `twist` is done
    by the world under that name.
    """

    name: str
    where: str
    what: str
    raises: type[OutreachError] | None = None
    when: str = "before"  # or "midway", "after"
    minutes: int = 0
    twist: str = ""


# fmt: off
IMAP = (
    ImapFault("login refused", "open", "the password is not taken", LoginRefused),
    ImapFault("certificate expired", "open", "the server cannot prove who it is", CertificateInvalid),
    ImapFault("unreachable", "open", "nobody listens", Unreachable),
    ImapFault("BYE as greeting", "open", "too many connections", Unreachable),
    ImapFault("half-open", "open", "no byte for five minutes", Unreachable, minutes=5),
    ImapFault("SELECT refused", "open", "NO: the folder is in use", MailServerError),
    ImapFault("open cut off", "open", "the connection ends after SELECT", Unreachable, "after"),
    ImapFault("slow open", "open", "SELECT takes twenty minutes", minutes=20),
    ImapFault("renumbered before", "open", "a new UIDVALIDITY and new UIDs", twist="renumber"),
    ImapFault("restored", "open", "only the last mails are left, with a new UIDVALIDITY", twist="restore"),
    ImapFault("renumbered meanwhile", "listed", "a new UIDVALIDITY between SELECT and SEARCH", MailServerError,
              twist="renumber"),
    ImapFault("listing cut off", "listed", "the connection ends before the first header", Unreachable),
    ImapFault("listing cut in two", "listed", "the connection ends between two headers", Unreachable, "midway"),
    ImapFault("BYE in a listing", "listed", "the server says goodbye between two headers", Unreachable, "midway"),
    ImapFault("FETCH refused", "listed", "NO to the second batch of headers", MailServerError, "midway"),
    ImapFault("listing cut at its end", "listed", "the connection ends after the last header", Unreachable, "after"),
    ImapFault("slow listing", "listed", "the headers take twenty minutes", minutes=20),
    ImapFault("stale listing", "listed", "the newest mails are not shown yet", twist="stale"),
    ImapFault("arrival in a listing", "listed", "a mail arrives while headers are read", twist="arrival"),
    ImapFault("text search refused", "listed", "the server does not search for our mark", twist="no marks"),
    ImapFault("header truncated", "listed", "a long header ends after its first lines", twist="short header"),
    ImapFault("size is huge", "listed", "a mail says that it has 60 MB", twist="huge"),
    ImapFault("vanished", "fetch", "somebody moved the mail between listing and fetch, and back", twist="away"),
    ImapFault("deleted", "fetch", "somebody deleted the mail between listing and fetch", twist="delete"),
    ImapFault("fetch cut off", "fetch", "the connection ends before the text", Unreachable),
    ImapFault("fetch lost", "fetch", "the connection ends after the text", Unreachable, "after"),
    ImapFault("BYE in a fetch", "fetch", "logged in for too long", Unreachable),
    ImapFault("login expired", "fetch", "the token is no longer taken", LoginRefused),
    ImapFault("fetch refused", "fetch", "NO: server error", MailServerError),
    ImapFault("slow fetch", "fetch", "the text takes twenty minutes", minutes=20),
    ImapFault("half-open fetch", "fetch", "no byte for five minutes", Unreachable, minutes=5),
    ImapFault("wait cut off", "wait", "the connection ends in IDLE", Unreachable),
    ImapFault("BYE in IDLE", "wait", "the server says goodbye in IDLE", Unreachable),
    ImapFault("false news", "wait", "IDLE returns although nothing has come", twist="false news"),
    ImapFault("deaf IDLE", "wait", "IDLE says nothing although mail has come", minutes=4),
    ImapFault("Sent search cut off", "has", "the connection ends in the search", Unreachable),
    ImapFault("Sent search refused", "has", "NO: server error", MailServerError),
    ImapFault("Sent search stale", "has", "the copy is there, and not found", twist="blind"),
    ImapFault("LIST cut off", "sent_folder", "the connection ends", Unreachable),
    ImapFault("Sent is gone", "sent_folder", "no folder looks like Sent", twist="no Sent"),
    ImapFault("over quota", "file", "NO [OVERQUOTA] to APPEND", MailServerError),
    ImapFault("APPEND cut off", "file", "the connection ends before the copy is stored", Unreachable),
    ImapFault("APPEND reply lost", "file", "the copy is stored, and the connection ends", Unreachable, "after"),
    ImapFault("flag refused", "flag", "NO: read-only folder", MailServerError),
    ImapFault("flag cut off", "flag", "the connection ends before the flag", Unreachable),
    ImapFault("flag reply lost", "flag", "the flag is set, and the connection ends", Unreachable, "after"),
    ImapFault("copy over quota", "copy", "NO [OVERQUOTA] to COPY", MailServerError),
    ImapFault("copy cut off", "copy", "the connection ends before the copy", Unreachable),
    ImapFault("copy reply lost", "copy", "the copy is made, and the connection ends", Unreachable, "after"),
    ImapFault("moved and back", "folder", "a mail goes to the archive and comes back with a new UID", twist="move"),
    ImapFault("into the other folder", "folder", "a mail is moved to the other watched folder", twist="shift"),
    ImapFault("in two folders", "folder", "a copy lies in the other watched folder", twist="double"),
    ImapFault("twice in a folder", "folder", "a copy with another trace header and a higher UID", twist="twice"),
    ImapFault("UIDNEXT jumps", "folder", "a thousand UIDs are skipped", twist="jump"),
    ImapFault("renumbered overnight", "folder", "a new UIDVALIDITY and new UIDs", twist="renumber"),
    ImapFault("old INTERNALDATE", "arrival", "it comes three days late, with the date of its writing", twist="old"),
    ImapFault("future INTERNALDATE", "arrival", "the server's clock is a week ahead", twist="future"),
    ImapFault("no Message-ID", "arrival", "the mail has none", twist="no id"),
    ImapFault("same Message-ID", "arrival", "another mail of the client's had the same one", twist="same id"),
    ImapFault("comes late", "arrival", "it hung for a day on its way", twist="late"),
)
# fmt: on

PLACES = ("before a record", "while it is decided", "torn in the ledger", "after a record", "before a call",
          "after a call", "letter not yet out", "letter out, reply not read")  # fmt: skip
"""Where the agent is killed: `record` is one of the store's, `call` one of the mailbox's."""

EVERY = (*(fault.name for fault in (*SMTP, *IMAP)), *PLACES)
WHERE = {fault.name: fault.where for fault in IMAP}
