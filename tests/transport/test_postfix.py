"""Letters through a real Postfix into a real Dovecot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from outreach.domain.letter import Phase, Verdict
from outreach.errors import CertificateInvalid, LoginRefused
from outreach.transport.settings import Secret, Security, ServerSettings
from outreach.transport.smtp import SmtpPostman
from tests.servers.mail import MailServers, User

pytestmark = pytest.mark.servers

# Whole, so that Postfix has nothing to add to it.
LETTER = (
    b"From: accounts@northwind-joinery.example\r\nSubject: Invoice 1001\r\nDate: Mon, 02 Mar 2026 09:00:00 +0000\r\n"
    b"Message-ID: <one@northwind-joinery.example>\r\n\r\nGood morning.\r\n.\r\nBye.\r\n"
)


async def refused(settings: ServerSettings, user: User) -> CertificateInvalid | LoginRefused:
    postman = SmtpPostman(settings)
    with pytest.raises((CertificateInvalid, LoginRefused)) as caught:
        await postman.send(user.address, "ann@miller-sons.example", LETTER)
    await postman.close()
    return caught.value


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
async def test_a_letter_arrives_byte_for_byte_over_an_encrypted_connection(
    postfix_servers: MailServers, user: User, security: Security
) -> None:
    client = postfix_servers.new_user("ann", "miller-sons.example")
    postman = SmtpPostman(postfix_servers.smtp_settings(user, security))
    outcome = await postman.send(user.address, client.address, LETTER)
    await postman.close()
    assert (outcome.verdict, outcome.phase, outcome.code) == (Verdict.ACCEPTED, Phase.DOT, 250)
    (arrived,) = postfix_servers.read(client, at_least=1)
    assert arrived.endswith(b"\r\n" + LETTER)


async def test_several_letters_go_out_over_the_same_connection(
    postfix_servers: MailServers, user: User, postman: SmtpPostman
) -> None:
    client = postfix_servers.new_user("ann", "miller-sons.example")
    for _ in range(3):
        assert (await postman.send(user.address, client.address, LETTER)).verdict is Verdict.ACCEPTED
    assert len(postfix_servers.read(client, at_least=3)) == 3


@pytest.mark.parametrize(
    ("recipient", "verdict", "code"),
    [
        ("nobody@miller-sons.example", Verdict.REFUSED, 550),
        ("blocked@miller-sons.example", Verdict.REFUSED, 554),
        ("full@miller-sons.example", Verdict.DEFERRED, 452),
        ("greylisted@miller-sons.example", Verdict.DEFERRED, 451),
    ],
)
async def test_a_recipient_that_is_not_taken_costs_this_letter_only(
    postfix_servers: MailServers, user: User, postman: SmtpPostman, recipient: str, verdict: Verdict, code: int
) -> None:
    outcome = await postman.send(user.address, recipient, LETTER)
    assert (outcome.verdict, outcome.phase, outcome.code) == (verdict, Phase.RCPT, code)
    client = postfix_servers.new_user("ann", "miller-sons.example")
    assert (await postman.send(user.address, client.address, LETTER)).verdict is Verdict.ACCEPTED


async def test_a_letter_whose_words_the_server_dislikes_is_refused_at_the_dot(user: User, postman: SmtpPostman) -> None:
    letter = b"Subject: refused-content\r\n\r\nHello.\r\n"
    outcome = await postman.send(user.address, "ann@miller-sons.example", letter)
    assert (outcome.verdict, outcome.phase, outcome.code) == (Verdict.REFUSED, Phase.DOT, 550)
    assert "We do not like what it says" in outcome.text


async def test_too_large_a_letter_is_refused_before_it_is_sent(user: User, postman: SmtpPostman) -> None:
    outcome = await postman.send(user.address, "ann@miller-sons.example", b"Subject: x\r\n\r\n" + b"x" * 30_000_000)
    assert (outcome.verdict, outcome.phase, outcome.code) == (Verdict.REFUSED, Phase.MAIL, 552)


async def test_a_wrong_password_is_said_to_be_one_and_is_not_shown(postfix_servers: MailServers, user: User) -> None:
    settings = replace(postfix_servers.smtp_settings(user), password=Secret("not-it"))
    error = await refused(settings, user)
    assert isinstance(error, LoginRefused)
    assert user.address in error.sentence
    assert "not-it" not in error.sentence + error.hint + repr(settings)


async def test_an_expired_certificate_is_refused_with_the_day_it_ended(
    postfix_servers: MailServers, user: User
) -> None:
    assert postfix_servers.postfix is not None
    port = postfix_servers.postfix.expired_port
    error = await refused(replace(postfix_servers.smtp_settings(user, Security.TLS), port=port), user)
    assert f"localhost:{port} expired on 2026-03-01" in error.sentence


async def test_a_certificate_of_another_name_is_refused(postfix_servers: MailServers, user: User) -> None:
    assert postfix_servers.postfix is not None
    port = postfix_servers.postfix.other_name_port
    error = await refused(replace(postfix_servers.smtp_settings(user), port=port), user)
    assert "made out to another name" in error.sentence


async def test_a_certificate_of_an_unknown_authority_is_refused_with_a_word_on_ca_file(
    postfix_servers: MailServers, user: User
) -> None:
    error = await refused(replace(postfix_servers.smtp_settings(user), ca_file=""), user)
    assert isinstance(error, CertificateInvalid)
    assert "ca_file" in error.hint


async def test_a_port_without_starttls_is_not_used(postfix_servers: MailServers, user: User) -> None:
    assert postfix_servers.postfix is not None
    port = postfix_servers.postfix.plain_port
    error = await refused(replace(postfix_servers.smtp_settings(user), port=port), user)
    assert f"offers no STARTTLS on port {port}" in error.sentence
