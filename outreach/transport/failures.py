"""Errors of the network as sentences for the user: which server, what is wrong, what to change in config.toml."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from outreach.errors import CertificateInvalid, OutreachError, Unreachable
from outreach.transport.settings import Security, ServerSettings

HEALS = "Often this heals by itself, and the agent tries again; if it lasts, ask the mail provider."

_NO_CHECK_TIME = 0x200000  # OpenSSL's X509_V_FLAG_NO_CHECK_TIME, for which Python has no name
_EXPIRED, _NOT_YET_VALID = 10, 9  # X509_V_ERR_CERT_HAS_EXPIRED, X509_V_ERR_CERT_NOT_YET_VALID
_WRONG_NAME = frozenset({62, 64})  # X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH

# Makes a connection under the context, logs in nowhere, and returns what the certificate says (SSLSocket.getpeercert).
ReadCertificate = Callable[[ssl.SSLContext], Awaitable[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class UsualPorts:
    """Where servers of one protocol listen by custom; a wrong port is the commonest mistake of all."""

    tls: int
    starttls: int

    def hint(self, security: Security) -> str:
        if security is Security.TLS:
            return f'security = "starttls" is usually port {self.starttls}'
        return f'security = "tls" is usually port {self.tls}'


SMTP_PORTS = UsualPorts(tls=465, starttls=587)
IMAP_PORTS = UsualPorts(tls=993, starttls=143)


def cannot_connect(settings: ServerSettings, ports: UsualPorts, error: OSError) -> Unreachable:
    """Why there is no connection; for a certificate that was refused see `certificate_refused`."""
    check_port = f"Check host, port and security in config.toml ({ports.hint(settings.security)})"
    if isinstance(error, socket.gaierror):
        return Unreachable(
            f"There is no server by the name {settings.host}: {error.strerror}.",
            "Check host in config.toml, and whether this machine is online.",
        )
    if isinstance(error, TimeoutError):
        return Unreachable(
            f"{settings} does not answer within {settings.timeout:g} s.",
            f"{check_port}; a firewall may be in the way, too.",
        )
    if isinstance(error, ssl.SSLError):
        return Unreachable(f"{settings} does not speak TLS there: {error.reason or error}.", f"{check_port}.")
    if isinstance(error, ConnectionRefusedError):
        return Unreachable(f"{settings} refuses the connection: nothing listens there.", f"{check_port}.")
    return Unreachable(f"{settings} cannot be reached: {error.strerror or error}.", f"{check_port}.")


def no_starttls(settings: ServerSettings, ports: UsualPorts) -> CertificateInvalid:
    """Whoever strips STARTTLS from a conversation looks like a server without it, so this is never passed over."""
    return CertificateInvalid(
        f"{settings.host} offers no STARTTLS on port {settings.port}; nothing was sent to it.",
        f"Change port or security in config.toml: {ports.hint(settings.security)}.",
    )


async def certificate_refused(
    settings: ServerSettings, error: ssl.SSLCertVerificationError, read: ReadCertificate
) -> CertificateInvalid:
    """What is wrong with the certificate; for one that is out of date, since when or from when (asked with `read`)."""
    nothing_sent = "Nothing was sent, not even the password."
    if error.verify_code in {_EXPIRED, _NOT_YET_VALID}:
        return CertificateInvalid(
            f"{await _out_of_date(settings, error, read)} {nothing_sent}",
            "Whoever runs that server must renew it. Check this machine's clock, too.",
        )
    if error.verify_code in _WRONG_NAME:
        return CertificateInvalid(
            f"The certificate of {settings} is made out to another name. {nothing_sent}",
            "Set host in config.toml to the name in the certificate, as the mail provider gives it.",
        )
    return CertificateInvalid(
        f"The certificate of {settings} cannot be verified: {error.verify_message}. {nothing_sent}",
        "If the server is your own, set ca_file in config.toml to the PEM file of its authority.",
    )


async def _out_of_date(settings: ServerSettings, error: ssl.SSLCertVerificationError, read: ReadCertificate) -> str:
    """Python does not tell the dates of a refused certificate. So it is read once more over a connection that verifies
    chain and name but not the time, and carries nothing."""
    context = settings.tls_context()
    context.verify_flags = ssl.VerifyFlags(context.verify_flags | _NO_CHECK_TIME)
    field, verb = ("notAfter", "expired on") if error.verify_code == _EXPIRED else ("notBefore", "is valid only from")
    try:
        certificate = await read(context)
    except (OSError, OutreachError):
        return f"The certificate of {settings} {verb} a day that it did not tell again."
    day = datetime.fromtimestamp(ssl.cert_time_to_seconds(certificate[field]), UTC)
    return f"The certificate of {settings} {verb} {day:%Y-%m-%d}."


def certificate_error(error: BaseException | None) -> ssl.SSLCertVerificationError | None:
    """The refused certificate among an error and its causes."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return error
        error = error.__cause__
    return None


def one_line(text: str) -> str:
    """A server's words, fit for a ledger and a terminal: one line, printable, no lone surrogates, no novels."""
    words = " ".join(text.encode("utf-8", "surrogateescape").decode("utf-8", "replace").split())
    return "".join(letter for letter in words if letter.isprintable())[:500]
