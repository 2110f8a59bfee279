"""A connection to an SMTP server that is encrypted, verified and logged in, or the reason why there is none."""

from __future__ import annotations

import asyncio
import ssl
from typing import Any

from aiosmtplib import SMTP, SMTPAuthenticationError, SMTPException, SMTPResponseException, SMTPTimeoutError

from outreach.errors import LoginRefused, OutreachError, Unreachable
from outreach.transport.failures import (
    HEALS,
    SMTP_PORTS,
    cannot_connect,
    certificate_error,
    certificate_refused,
    no_starttls,
    one_line,
)
from outreach.transport.settings import Security, ServerSettings

# What EHLO calls us. aiosmtplib would tell the name of this machine to every server, after asking the DNS for it.
_OUR_NAME = "[127.0.0.1]"


async def open_connection(settings: ServerSettings) -> SMTP:
    """Raises Unreachable, CertificateInvalid or LoginRefused; nothing of a letter has been sent then."""
    # To load the authorities of the system takes as long as fifty letters on a connection that is not encrypted.
    context = None if settings.security is Security.NONE else settings.tls_context()
    try:
        smtp = await _encrypted(settings, context)
    except (SMTPException, OSError) as error:
        raise await _explained(settings, error) from error
    try:
        await _log_in(smtp, settings)
    except (SMTPException, OSError) as error:
        await abandon(smtp)
        raise _login_failed(settings, error) from error
    except BaseException:
        await abandon(smtp)
        raise
    return smtp


async def abandon(smtp: SMTP) -> None:
    """End the connection at once; what was written and has not left yet is thrown away, not sent later."""
    transport = smtp.transport
    if isinstance(transport, asyncio.WriteTransport):
        transport.abort()
    smtp.close()
    await asyncio.sleep(0)  # the loop closes the socket on its next round


async def _encrypted(settings: ServerSettings, context: ssl.SSLContext | None) -> SMTP:
    smtp = SMTP(
        hostname=settings.host,
        port=settings.port,
        local_hostname=_OUR_NAME,
        timeout=settings.timeout,
        use_tls=settings.security is Security.TLS,
        start_tls=False,
        tls_context=context,
    )
    await smtp.connect()
    try:
        await smtp.ehlo()
        if settings.security is Security.STARTTLS:
            await _upgrade(smtp, settings)
    except BaseException:
        await abandon(smtp)
        raise
    return smtp


async def _upgrade(smtp: SMTP, settings: ServerSettings) -> None:
    if not smtp.supports_extension("starttls"):
        raise no_starttls(settings, SMTP_PORTS)
    await smtp.starttls()
    await smtp.ehlo()  # what was said in the clear is forgotten (RFC 3207 section 4.2)


async def _explained(settings: ServerSettings, error: SMTPException | OSError) -> OutreachError:
    if refused := certificate_error(error):
        return await certificate_refused(settings, refused, lambda context: _certificate(settings, context))
    if isinstance(error, SMTPResponseException):
        return Unreachable(
            f"{settings} turns us away: {error.code} {one_line(error.message)}.",
            HEALS,
        )
    if isinstance(error, SMTPTimeoutError):
        return cannot_connect(settings, SMTP_PORTS, TimeoutError())
    cause = error.__cause__ if isinstance(error.__cause__, OSError) else OSError(one_line(str(error)))
    return cannot_connect(settings, SMTP_PORTS, cause)


async def _certificate(settings: ServerSettings, context: ssl.SSLContext) -> dict[str, Any]:
    """What the certificate says, over a connection that is ended before anything else is said on it."""
    try:
        smtp = await _encrypted(settings, context)
    except SMTPException as error:
        raise OSError(str(error)) from error
    certificate: dict[str, Any] = smtp.get_transport_info("peercert")
    await abandon(smtp)
    return certificate


async def _log_in(smtp: SMTP, settings: ServerSettings) -> None:
    """One attempt with the first method both sides know: aiosmtplib's `login()` would try the same wrong password with
    each of them, and providers lock accounts after a few failures."""
    if not settings.username:
        return
    methods = {"plain": smtp.auth_plain, "login": smtp.auth_login, "cram-md5": smtp.auth_crammd5}
    for name, log_in in methods.items():
        if name in smtp.server_auth_methods:
            await log_in(settings.username, settings.password.reveal())
            return
    raise LoginRefused(
        f"{settings} offers no login with user name and password.",
        f"Check port and security in config.toml ({SMTP_PORTS.hint(settings.security)}); if the server takes letters "
        "without a login, leave username empty.",
    )


def _login_failed(settings: ServerSettings, error: SMTPException | OSError) -> OutreachError:
    if isinstance(error, SMTPAuthenticationError) and error.code >= 500:
        return LoginRefused(
            f"{settings} does not take the user name {settings.username} with its password: "
            f"{error.code} {one_line(error.message)}.",
            "Check username and password in config.toml. Many providers want an app password here.",
        )
    said = (
        f"{error.code} {one_line(error.message)}" if isinstance(error, SMTPResponseException) else one_line(str(error))
    )
    return Unreachable(f"{settings} cannot check the login now: {said}.", HEALS)
