"""The demo's mail server, over its real sockets."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiosmtplib
import pytest

from outreach.demo.mailserver import HOST, MailServer
from outreach.transport.imap import ImapMailbox
from outreach.transport.settings import Secret, Security, ServerSettings

OURS, THEIRS = "accounts@northwind-joinery.example", "till@miller-sons.example"
SPRING = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
MAIL = f"From: {THEIRS}\r\nTo: {OURS}\r\nSubject: Hello\r\nMessage-ID: <1@miller-sons.example>\r\n\r\nHi\r\n".encode()


@pytest.fixture
async def server() -> AsyncIterator[MailServer]:
    async with MailServer(OURS, "secret", [THEIRS], lambda: SPRING) as running:
        yield running


def connection(server: MailServer) -> aiosmtplib.SMTP:
    return aiosmtplib.SMTP(hostname=HOST, port=server.smtp_port, start_tls=False)


async def test_a_mailbox_that_does_not_exist_is_refused_by_name(server: MailServer) -> None:
    async with connection(server) as smtp:
        with pytest.raises(aiosmtplib.SMTPRecipientsRefused) as refused:
            await smtp.sendmail(THEIRS, ["nobody@miller-sons.example"], MAIL)
    assert refused.value.recipients[0].code == 550


async def test_nobody_writes_in_the_name_of_the_firm_without_its_password(server: MailServer) -> None:
    async with connection(server) as smtp:
        with pytest.raises(aiosmtplib.SMTPSenderRefused) as refused:
            await smtp.sendmail(OURS, [THEIRS], MAIL)
        assert refused.value.code == 530
        with pytest.raises(aiosmtplib.SMTPAuthenticationError):
            await smtp.login(OURS, "guessed")
    assert await server.mails(THEIRS) == ()


async def test_with_the_password_a_letter_reaches_the_clients_mailbox(server: MailServer) -> None:
    async with connection(server) as smtp:
        await smtp.login(OURS, "secret")
        await smtp.sendmail(OURS, [THEIRS], MAIL)
    (kept,) = await server.mails(THEIRS)
    assert kept.raw.endswith(MAIL)
    assert await server.mails(THEIRS, after=kept.uid) == ()


async def test_an_answer_is_seen_over_imap_at_the_demos_own_time(server: MailServer) -> None:
    async with connection(server) as smtp:
        await smtp.sendmail(THEIRS, [OURS], MAIL)
    mailbox = ImapMailbox(ServerSettings(HOST, server.imap_port, Security.NONE, OURS, Secret("secret")))
    try:
        await mailbox.open("INBOX")
        listed = [one async for one in mailbox.listed("INBOX", 0, SPRING.date(), "ORABCD")]
        assert [one.arrived for one in listed] == [SPRING]
        assert (await mailbox.fetch("INBOX", listed[0].uid) or b"").endswith(b"\r\n\r\nHi\r\n")
    finally:
        await mailbox.close()


async def test_a_delivery_report_comes_from_nobody(server: MailServer) -> None:
    async with connection(server) as smtp:
        await smtp.sendmail("", [OURS], MAIL)
    (kept,) = await server.mails(OURS)
    assert kept.raw.startswith(b"Return-Path: <>\r\n")
