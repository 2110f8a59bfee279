"""The mailbox on a real Dovecot, seen by this program and, as a second opinion, by imaplib."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from outreach.errors import CertificateInvalid, LoginRefused, MailServerError, OutreachError, Unreachable
from outreach.ports import Listed
from outreach.transport.imap import ImapMailbox
from outreach.transport.settings import Secret, Security, ServerSettings
from tests.servers.certificates import Authority
from tests.servers.dovecot import Dovecot
from tests.servers.mail import MailServers, User
from tests.servers.misbehaving import MisbehavingImap

pytestmark = pytest.mark.servers

LONG_AGO = date(2000, 1, 1)
REPLY = b"From: ann@miller-sons.example\r\nSubject: %b\r\nMessage-ID: <%b@miller-sons.example>\r\n\r\n%b\r\n"


def reply(subject: bytes, text: bytes = b"We will pay.") -> bytes:
    return REPLY % (subject, subject, text)


async def all_listed(mailbox: ImapMailbox, after: int = 0, since: date = LONG_AGO, mark: str = "") -> list[Listed]:
    return [mail async for mail in mailbox.listed("INBOX", after, since, mark)]


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
async def test_mail_is_listed_and_fetched_whole_over_an_encrypted_connection(
    mail_servers: MailServers, user: User, security: Security
) -> None:
    mail_servers.deliver(user, reply(b"one"))
    mailbox = ImapMailbox(mail_servers.imap_settings(user, security))
    opened = await mailbox.open("INBOX")
    (mail,) = await all_listed(mailbox)
    raw = await mailbox.fetch("INBOX", mail.uid)
    await mailbox.close()
    assert opened.uidnext == mail.uid + 1
    assert opened.keywords
    assert raw is not None
    assert raw.endswith(reply(b"one"))
    assert len(raw) == mail.size
    assert raw.startswith(mail.header)
    assert mail.header.endswith(b"Message-ID: <one@miller-sons.example>\r\n\r\n")
    assert abs(datetime.now(UTC) - mail.arrived) < timedelta(minutes=1)


async def test_nothing_that_is_read_is_marked_read(mail_servers: MailServers, user: User, mailbox: ImapMailbox) -> None:
    mail_servers.deliver(user, reply(b"one"), reply(b"two"))
    await mailbox.open("INBOX")
    for mail in await all_listed(mailbox, mark="pay"):
        await mailbox.fetch("INBOX", mail.uid)
    await mailbox.has("INBOX", "<one@miller-sons.example>")
    await mailbox.copy("INBOX", 1, "Drafts")
    await mailbox.wait("INBOX", 0.1)
    assert mail_servers.flags(user) == [(), ()]


async def test_only_mail_above_the_last_uid_and_of_the_day_or_later_is_listed(
    mail_servers: MailServers, user: User, mailbox: ImapMailbox
) -> None:
    with mail_servers.imap(user) as client:
        for day in ("27-Feb-2026 10:00:00 +0000", "01-Mar-2026 00:30:00 +0200", "01-Mar-2026 00:30:00 +0000"):
            client.append("INBOX", "", f'"{day}"', reply(b"old"))
    mail_servers.deliver(user, reply(b"new"))
    # The second arrived at half past ten in the evening of 28 February, by UTC.
    assert [mail.uid for mail in await all_listed(mailbox, since=date(2026, 3, 1))] == [3, 4]
    assert [mail.uid for mail in await all_listed(mailbox, after=3)] == [4]
    assert await all_listed(mailbox, after=4) == []  # though the server's n:* would find 4 again
    arrived = [mail.arrived for mail in await all_listed(mailbox)]
    assert arrived[1] == datetime(2026, 2, 28, 22, 30, tzinfo=UTC)


async def test_the_mark_is_found_in_headers_and_texts(
    mail_servers: MailServers, user: User, mailbox: ImapMailbox
) -> None:
    mail_servers.deliver(user, reply(b"or-7f3a"), reply(b"plain"), reply(b"other", b"> your letter or-7f3a said"))
    marked = {mail.uid: mail.marked for mail in await all_listed(mailbox, mark="or-7f3a")}
    assert marked == {1: True, 2: False, 3: True}


async def test_three_thousand_mails_are_listed_once_each_and_in_order(
    mail_servers: MailServers, user: User, mailbox: ImapMailbox
) -> None:
    mail_servers.deliver(user, *(reply(b"m%d" % number) for number in range(200)))
    with mail_servers.imap(user) as client:
        client.select("INBOX")
        for _ in range(14):
            client.copy("1:200", "INBOX")
    listed = await all_listed(mailbox, mark="m199")
    assert [mail.uid for mail in listed] == list(range(1, 3001))
    assert sum(mail.marked for mail in listed) == 15
    assert all(mail.header.count(b"Message-ID:") == 1 for mail in listed)


async def test_a_mail_that_somebody_removed_is_none_or_left_out(
    mail_servers: MailServers, user: User, mailbox: ImapMailbox
) -> None:
    mail_servers.deliver(user, reply(b"one"), reply(b"two"))
    assert len(await all_listed(mailbox)) == 2
    with mail_servers.imap(user) as client:
        client.select("INBOX")
        client.store("1", "+FLAGS", r"(\Deleted)")
        client.expunge()
    assert await mailbox.fetch("INBOX", 1) is None
    assert [mail.uid for mail in await all_listed(mailbox)] == [2]


async def test_of_an_enormous_mail_only_the_beginning_is_fetched(
    mail_servers: MailServers, user: User, mailbox: ImapMailbox
) -> None:
    limit = 25 * 1024 * 1024
    mail_servers.deliver(user, reply(b"video", b"We will pay.\r\n" + (b"x" * 998 + b"\r\n") * 30_000))
    (mail,) = await all_listed(mailbox)
    raw = await mailbox.fetch("INBOX", mail.uid)
    assert mail.size > limit
    assert raw is not None
    assert len(raw) == limit
    assert b"We will pay." in raw


async def test_a_waiting_mailbox_wakes_soon_after_a_delivery(
    mail_servers: MailServers, user: User, mailbox: ImapMailbox
) -> None:
    await mailbox.open("INBOX")
    waiting = asyncio.create_task(mailbox.wait("INBOX", 60))
    await asyncio.sleep(0.2)
    assert not waiting.done()
    mail_servers.deliver(user, reply(b"one"))
    await asyncio.wait_for(waiting, 2)
    assert len(await all_listed(mailbox)) == 1


async def test_mail_that_came_before_the_wait_began_ends_it_at_once(
    mail_servers: MailServers, user: User, mailbox: ImapMailbox
) -> None:
    await mailbox.open("INBOX")
    mail_servers.deliver(user, reply(b"one"))
    await asyncio.wait_for(mailbox.wait("INBOX", 60), 2)


async def test_a_wait_in_which_nothing_comes_ends_in_time_and_the_mailbox_goes_on(
    mailbox: ImapMailbox,
) -> None:
    await mailbox.open("INBOX")
    started = time.monotonic()
    for _ in range(2):
        await mailbox.has("Sent", "<nothing@miller-sons.example>")
        await mailbox.wait("INBOX", 0.3)
    assert 0.6 <= time.monotonic() - started < 2
    assert await all_listed(mailbox) == []


async def test_a_wait_can_be_cancelled_and_the_mailbox_used_again(
    mail_servers: MailServers, user: User, mailbox: ImapMailbox
) -> None:
    waiting = asyncio.create_task(mailbox.wait("INBOX", 60))
    await asyncio.sleep(0.2)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    mail_servers.deliver(user, reply(b"one"))
    assert len(await all_listed(mailbox)) == 1


async def test_our_own_letter_is_filed_in_sent_as_seen_and_found_by_its_message_id(
    mail_servers: MailServers, user: User, mailbox: ImapMailbox
) -> None:
    sent = await mailbox.sent_folder()
    assert sent == "Sent"
    assert not await mailbox.has(sent, "<one@miller-sons.example>")
    await mailbox.file(sent, reply(b"one"))
    assert await mailbox.has(sent, "<one@miller-sons.example>")
    assert mail_servers.read(user, "Sent") == [reply(b"one")]
    assert mail_servers.flags(user, "Sent") == [("\\Seen",)]


async def test_a_flag_is_a_keyword_and_touches_nothing_else(
    mail_servers: MailServers, user: User, mailbox: ImapMailbox
) -> None:
    mail_servers.deliver(user, reply(b"one"), reply(b"two"))
    await mailbox.flag("INBOX", 2, "$OutreachReview")
    assert mail_servers.flags(user) == [(), ("$OutreachReview",)]


async def test_a_keyword_with_blanks_is_refused_before_the_server_sees_it(mailbox: ImapMailbox) -> None:
    with pytest.raises(OutreachError, match="cannot be a keyword"):
        await mailbox.flag("INBOX", 1, r"x) \Deleted")


async def test_a_copy_makes_the_folder_that_is_missing_whatever_its_name(
    mail_servers: MailServers, user: User, mailbox: ImapMailbox
) -> None:
    mail_servers.deliver(user, reply(b"one"))
    for _ in range(2):
        await mailbox.copy("INBOX", 1, 'Prüfen & "klären"/日本')
    wire = 'Pr&APw-fen &- \\"kl&AOQ-ren\\"/&ZeVnLA-'  # RFC 3501 section 5.1.3 gives the last word as an example
    assert len(mail_servers.read(user, wire)) == 2
    assert (await mailbox.open('Prüfen & "klären"/日本')).uidnext == 3
    assert len(mail_servers.read(user)) == 1


async def test_a_folder_that_does_not_exist_is_named(mailbox: ImapMailbox) -> None:
    with pytest.raises(MailServerError, match="The folder Accounts/2026 on localhost"):
        await mailbox.open("Accounts/2026")
    assert (await mailbox.open("INBOX")).uidnext == 1


async def test_many_callers_take_turns(mail_servers: MailServers, user: User, mailbox: ImapMailbox) -> None:
    mail_servers.deliver(user, *(reply(b"m%d" % number) for number in range(8)))
    fetched = await asyncio.gather(*(mailbox.fetch("INBOX", uid) for uid in range(1, 9)))
    found = await asyncio.gather(*(mailbox.has("Sent", f"<m{n}@miller-sons.example>") for n in range(4)))
    assert [raw is not None and b"Subject: m%d\r\n" % n in raw for n, raw in enumerate(fetched)] == [True] * 8
    assert found == [False] * 4


@pytest.mark.parametrize("password", ['quoted "pass\\word"', "schöner schlüssel"])
async def test_passwords_with_quotes_blanks_and_umlauts_work(mail_servers: MailServers, password: str) -> None:
    mailbox = ImapMailbox(mail_servers.imap_settings(mail_servers.new_user(password=password)))
    assert (await mailbox.open("INBOX")).uidnext == 1
    await mailbox.close()


async def failure(settings: ServerSettings) -> OutreachError:
    mailbox = ImapMailbox(settings)
    with pytest.raises(OutreachError) as caught:
        await mailbox.open("INBOX")
    await mailbox.close()
    return caught.value


async def test_a_wrong_password_is_said_to_be_one_and_is_not_shown(mail_servers: MailServers, user: User) -> None:
    error = await failure(replace(mail_servers.imap_settings(user), password=Secret("not-it")))
    assert type(error) is LoginRefused
    assert user.address in error.sentence
    assert "not-it" not in error.sentence + error.hint


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
async def test_an_expired_certificate_is_refused_with_the_day_it_ended(
    mail_servers: MailServers, user: User, security: Security
) -> None:
    error = await failure(replace(mail_servers.imap_settings(user, security), host="127.0.0.2"))
    assert type(error) is CertificateInvalid
    assert "expired on 2026-03-01" in error.sentence


async def test_a_certificate_of_another_name_is_refused(mail_servers: MailServers, user: User) -> None:
    other = mail_servers.authority.issue("imap-other", "DNS:mail.miller-sons.example")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(other.certificate, other.key)
    async with MisbehavingImap(context) as server:
        error = await failure(replace(mail_servers.imap_settings(user, Security.TLS), port=server.port))
    assert type(error) is CertificateInvalid
    assert "made out to another name" in error.sentence
    assert server.heard == []


async def test_a_certificate_of_an_unknown_authority_is_refused_with_a_word_on_ca_file(
    mail_servers: MailServers, user: User
) -> None:
    error = await failure(replace(mail_servers.imap_settings(user), ca_file=""))
    assert type(error) is CertificateInvalid
    assert "ca_file" in error.hint


@pytest.fixture
def own_dovecot(tmp_path_factory: pytest.TempPathFactory, mail_servers: MailServers) -> Iterator[Dovecot]:
    """One that a test may stop and start, beside that of all tests."""
    directory = Path(mail_servers.dovecot.directory.parent) / tmp_path_factory.mktemp("dovecot").name
    directory.mkdir()
    directory.chmod(0o755)
    dovecot = Dovecot(directory / "dovecot", Authority(directory / "certificates"))
    dovecot.start()
    yield dovecot
    dovecot.stop()


async def test_a_server_that_restarts_ends_the_wait_and_the_next_call_reconnects(own_dovecot: Dovecot) -> None:
    own_dovecot.add_user("accounts@northwind-joinery.example", "secret")
    ca = str(own_dovecot.directory.parent / "certificates" / "ca.pem")
    mailbox = ImapMailbox(
        ServerSettings(
            "localhost",
            own_dovecot.imap_port,
            Security.STARTTLS,
            "accounts@northwind-joinery.example",
            Secret("secret"),
            ca,
            5.0,
        )
    )
    before = await mailbox.open("INBOX")
    waiting = asyncio.create_task(mailbox.wait("INBOX", 60))
    await asyncio.sleep(0.2)
    await asyncio.to_thread(own_dovecot.stop)
    with pytest.raises(Unreachable):
        await asyncio.wait_for(waiting, 2)
    with pytest.raises(Unreachable, match="refuses the connection"):
        await mailbox.open("INBOX")
    await asyncio.to_thread(own_dovecot.start)
    assert await mailbox.open("INBOX") == before
    await mailbox.close()
