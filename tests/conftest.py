"""What every area may ask for: the mail servers, up once for the whole run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.mail import MailServers

HERE = Path(__file__).parent
WHOLE_PROGRAM = frozenset({"cli", "crash", "demo", "docs", "hostile", "identity", "simulation"})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What runs the whole program, in processes of its own or for many days, is slow: `make quick` leaves it out."""
    for item in items:
        if item.path.relative_to(HERE).parts[0] in WHOLE_PROGRAM:
            item.add_marker(pytest.mark.slow)


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
