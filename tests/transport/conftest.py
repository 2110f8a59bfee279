"""Adapters on the real servers, closed again after each test."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from outreach.transport.imap import ImapMailbox
from outreach.transport.smtp import SmtpPostman
from tests.servers.mail import MailServers, User


@pytest.fixture
def user(mail_servers: MailServers) -> User:
    return mail_servers.new_user()


@pytest.fixture
async def mailbox(mail_servers: MailServers, user: User) -> AsyncIterator[ImapMailbox]:
    mailbox = ImapMailbox(mail_servers.imap_settings(user))
    yield mailbox
    await mailbox.close()


@pytest.fixture
async def postman(postfix_servers: MailServers, user: User) -> AsyncIterator[SmtpPostman]:
    postman = SmtpPostman(postfix_servers.smtp_settings(user))
    yield postman
    await postman.close()
