"""What every area may ask for: the mail servers, up once for the whole run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.servers.mail import MailServers


@pytest.fixture(scope="session")
def mail_servers() -> Iterator[MailServers]:
    """Dovecot, and Postfix if this runs as root. Take a fresh user of it in each test: `mail_servers.new_user()`."""
    servers = MailServers()
    yield servers
    servers.stop()


@pytest.fixture
def postfix_servers(mail_servers: MailServers) -> MailServers:
    """The same, for tests that need Postfix."""
    if mail_servers.postfix is None:
        pytest.skip("Postfix starts only as root; run this as root or in CI")
    return mail_servers
