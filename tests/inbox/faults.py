"""What an IMAP server can do wrong on the wire, in one table: at each command of a turn, each way to fail."""

from __future__ import annotations

from dataclasses import dataclass

from tests.servers.misbehaving import CLOSE, SILENCE

COMMANDS = ("greeting", "CAPABILITY", "LOGIN", "LIST", "SELECT", "EXAMINE", "NOOP", "SEARCH", "FETCH", "STORE")
"""Every command of a turn that reads one reply and flags it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """`says` is the server's whole answer, `{tag}` the command's. `but` are commands at which it is no fault."""

    name: str
    says: str
    but: tuple[str, ...] = ()


FAULTS = (
    Fault("cut off", CLOSE),
    Fault("half-open", SILENCE),
    Fault("half a line, then cut off", "* 1 FET" + CLOSE),
    Fault("half a mail, then silence", "* 1 FETCH (UID 1 RFC822.SIZE 900 BODY[] {900}\r\nFrom: jo@mil" + SILENCE),
    Fault("BYE", "* BYE autologout; idle for too long"),
    Fault("endless BYE", "* BYE not now\r\n" * 5000),
    Fault("refused", "{tag} NO not now"),
    Fault("server error", "{tag} NO [SERVERBUG] internal error, see the log"),
    Fault("unavailable", "{tag} NO [UNAVAILABLE] the directory is down"),
    Fault("session expired", "{tag} NO [EXPIRED] the token is no longer valid"),
    Fault("login expired", "{tag} NO [AUTHENTICATIONFAILED] the password has changed"),
    Fault("not understood", "{tag} BAD what?"),
    Fault("another tag", "ZZZ9 OK done"),
    Fault("two gigabytes announced", "* 1 FETCH (UID 1 BODY[] {2147483648}"),
    Fault("flood of lines", "* OK still here\r\n" * 100_001, ("greeting",)),
    Fault("binary nonsense", "\x00\x01\x02" * 50 + "\r\n{tag} \x00"),
    Fault("renumbered meanwhile", "* OK [UIDVALIDITY 8] another one\r\n{tag} OK done", ("greeting", "LOGIN")),
    Fault("OK and nothing said", "{tag} OK done", ("LOGIN", "STORE", "NOOP")),
)
