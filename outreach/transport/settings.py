"""How one mail server is reached: name, port, kind of encryption and login."""

from __future__ import annotations

import ipaddress
import ssl
from dataclasses import dataclass
from enum import StrEnum

from outreach.errors import CertificateInvalid, OutreachError

TIMEOUT = 30.0  # seconds for a connection or one command, and in which at least one octet of a long answer must come
DOT_TIMEOUT = 600.0  # seconds for the reply to a whole letter


class Secret:
    """A password that no log line, traceback or `repr` shows; `reveal()` is for the wire alone."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return "***"

    def __format__(self, wanted: str) -> str:
        return format("***", wanted)

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)


class Security(StrEnum):
    TLS = "tls"  # encrypted from the first octet (RFC 8314)
    STARTTLS = "starttls"  # upgraded after the greeting, and never used when the upgrade is not offered
    NONE = "none"  # loopback only


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """Times are in seconds. An empty `username` means that the server asks for no login.

    `timeout` is for a connection or one command; making a connection and logging in may take two of it. `dot_timeout`
    is for the reply to a whole letter, which RFC 5321 section 4.5.3.2.6 sets at ten minutes: giving up sooner leaves
    letters of which nobody knows whether they went out.
    """

    host: str
    port: int
    security: Security
    username: str
    password: Secret
    ca_file: str = ""  # PEM file of an authority of one's own, trusted beside those of the system
    timeout: float = TIMEOUT
    dot_timeout: float = DOT_TIMEOUT

    def __post_init__(self) -> None:
        if self.security is Security.NONE and not _is_loopback(self.host):
            raise OutreachError(
                f'security = "none" would send letters and the password to {self.host} in the clear.',
                'Set security = "tls" (or "starttls"); "none" is allowed for a server on this machine only.',
            )

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"

    def tls_context(self) -> ssl.SSLContext:
        """A context that verifies the chain and the name; nothing in this program turns that off."""
        try:
            context = ssl.create_default_context()
            if self.ca_file:
                context.load_verify_locations(self.ca_file)
        except (OSError, ssl.SSLError) as error:
            raise CertificateInvalid(
                f"The certificates in {self.ca_file} cannot be read: {error.strerror or error}.",
                "Set ca_file in config.toml to a PEM file, or remove it if the server has a public certificate.",
            ) from error
        return context


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
