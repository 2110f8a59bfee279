"""From settings to an IMAP connection that is encrypted, verified and logged in, or the reason why there is none."""

from __future__ import annotations

import asyncio
import ssl
from base64 import b64encode
from typing import Any

from aioimaplib.aioimaplib import AUTH, NONAUTH

from outreach.errors import LoginRefused, MailServerError, OutreachError, Unreachable
from outreach.transport.failures import (
    HEALS,
    IMAP_PORTS,
    cannot_connect,
    certificate_error,
    certificate_refused,
    no_starttls,
    one_line,
)
from outreach.transport.foldernames import quoted
from outreach.transport.guarded import ConnectionLost, GuardedProtocol
from outreach.transport.imap_connection import Answer, Connection
from outreach.transport.settings import Security, ServerSettings

_MAY_HEAL = ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]")  # RFC 5530 section 3: not about the password


async def open_connection(settings: ServerSettings) -> Connection:
    """Raises Unreachable, CertificateInvalid, LoginRefused or MailServerError; nothing is left open then."""
    try:
        protocol = await _encrypted(settings, settings.tls_context())
    except OSError as error:
        if refused := certificate_error(error):
            raise await certificate_refused(
                settings, refused, lambda context: _certificate(settings, context)
            ) from error
        raise cannot_connect(settings, IMAP_PORTS, error) from error
    connection = Connection(settings, protocol)
    try:
        await connection.ask_capabilities()
        await _log_in(connection, settings)
        protocol.state = AUTH
        await connection.ask_capabilities()
    except BaseException:
        connection.drop()
        raise
    return connection


async def _encrypted(settings: ServerSettings, context: ssl.SSLContext) -> GuardedProtocol:
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(settings.timeout):
        _, protocol = await loop.create_connection(
            lambda: GuardedProtocol(loop),
            settings.host,
            settings.port,
            ssl=context if settings.security is Security.TLS else None,
        )
    try:
        await _greeted(protocol, settings)
        if settings.security is Security.STARTTLS:
            await _upgrade(protocol, settings, context)
    except BaseException:
        protocol.end(ConnectionLost("was given up"))
        raise
    return protocol


async def _greeted(protocol: GuardedProtocol, settings: ServerSettings) -> None:
    """PREAUTH is not taken: it would skip both our login and STARTTLS, on the word of whoever answers."""
    try:
        async with asyncio.timeout(settings.timeout):
            greeting = await protocol.greeting
    except ConnectionLost as error:
        raise Unreachable(f"{settings} {error}.", HEALS) from error
    if not greeting.upper().startswith(b"* OK"):
        raise MailServerError(
            f"{settings} does not greet as an IMAP server: {one_line(greeting.decode('utf-8', 'replace'))}.",
            f"Check host and port in config.toml ({IMAP_PORTS.hint(settings.security)}).",
        )
    protocol.state = NONAUTH


async def _upgrade(protocol: GuardedProtocol, settings: ServerSettings, context: ssl.SSLContext) -> None:
    connection = Connection(settings, protocol)
    await connection.ask_capabilities()
    if "STARTTLS" not in connection.capabilities or not (await connection.run("STARTTLS")).ok:
        raise no_starttls(settings, IMAP_PORTS)
    if protocol.in_between:  # said before TLS, to be taken for something said under it
        raise MailServerError(f"{settings} goes on talking in the clear after STARTTLS.", "Do not use this connection.")
    protocol.transport = await asyncio.get_running_loop().start_tls(
        protocol.transport,
        protocol,
        context,
        server_hostname=settings.host,
        ssl_handshake_timeout=settings.timeout,
    )


async def _certificate(settings: ServerSettings, context: ssl.SSLContext) -> dict[str, Any]:
    """What the certificate says, over a connection that is ended before anything else is said on it."""
    protocol = await _encrypted(settings, context)
    certificate: dict[str, Any] = protocol.transport.get_extra_info("peercert")
    protocol.end(ConnectionLost("was given up"))
    return certificate


async def _log_in(connection: Connection, settings: ServerSettings) -> None:
    if "LOGINDISABLED" in connection.capabilities:
        raise LoginRefused(
            f"{settings} takes no password on this connection.",
            f"Check port and security in config.toml ({IMAP_PORTS.hint(settings.security)}).",
        )
    answer = await _try_password(connection, settings)
    if answer.ok:
        return
    raise _login_failed(settings, answer)


async def _try_password(connection: Connection, settings: ServerSettings) -> Answer:
    """LOGIN, which every server has; but it is ASCII only, so other passwords go by PLAIN (RFC 4616) where that is."""
    user, password = settings.username, settings.password.reveal()
    if not (user + password).isascii() and {"AUTH=PLAIN", "SASL-IR"} <= connection.capabilities:
        return await connection.run("AUTHENTICATE", "PLAIN", b64encode(f"\0{user}\0{password}".encode()).decode())
    return await connection.run("LOGIN", quoted(user), quoted(password))


def _login_failed(settings: ServerSettings, answer: Answer) -> OutreachError:
    if answer.text.upper().startswith(_MAY_HEAL):
        return Unreachable(f"{settings} cannot check the login now: {answer.text}.", HEALS)
    return LoginRefused(
        f"{settings} does not take the user name {settings.username} with its password: {answer.text}.",
        "Check username and password in config.toml. Many providers want an app password here.",
    )
