"""Only the reply to the final dot decides; before it nothing was sent, after it without a reply nobody knows."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

import pytest

from outreach.domain.letter import Outcome, Phase, Verdict
from outreach.errors import CertificateInvalid, LoginRefused, OutreachError, Unreachable
from outreach.transport.settings import Secret, Security, ServerSettings
from outreach.transport.smtp import SmtpPostman
from tests.servers.misbehaving import CLOSE, SILENCE, MisbehavingSmtp
from tests.servers.process import free_ports

SENDER, RECIPIENT = "accounts@northwind-joinery.example", "ann@miller-sons.example"
LETTER = b"Subject: Invoice 1001\r\n\r\nGood morning.\r\n.hidden\r\n"


@pytest.fixture(autouse=True, params=["one command at a time", "several commands in one go"])
def pipelining(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Whatever a server does, it means the same whether it offers PIPELINING or not."""
    MisbehavingSmtp.pipelining = request.param == "several commands in one go"
    yield MisbehavingSmtp.pipelining
    MisbehavingSmtp.pipelining = False


def settings(port: int, security: Security = Security.NONE, username: str = "", **times: float) -> ServerSettings:
    times = {"timeout": 5.0, "dot_timeout": 5.0, **times}
    return ServerSettings("127.0.0.1", port, security, username, Secret("secret"), **times)


async def send_to(server: MisbehavingSmtp, **times: float) -> Outcome:
    patience = 0.3 if SILENCE in server.faults.values() else 5.0
    postman = SmtpPostman(settings(server.port, **{"timeout": patience, "dot_timeout": patience, **times}))
    try:
        return await postman.send(SENDER, RECIPIENT, LETTER)
    finally:
        await postman.close()


async def test_a_letter_arrives_as_it_is_with_dots_doubled() -> None:
    async with MisbehavingSmtp() as server:
        outcome = await send_to(server)
    assert outcome == Outcome(Verdict.ACCEPTED, Phase.DOT, 250, "2.0.0 queued as 4711")
    assert server.letters == [b"Subject: Invoice 1001\r\n\r\nGood morning.\r\n..hidden\r\n.\r\n"]


@pytest.mark.parametrize("fault", [CLOSE, SILENCE, "not SMTP at all"])
@pytest.mark.parametrize(("command", "phase"), [("MAIL", Phase.MAIL), ("RCPT", Phase.RCPT), ("DATA", Phase.DATA)])
async def test_a_connection_lost_before_the_text_leaves_a_letter_that_may_be_tried_again(
    command: str, phase: Phase, fault: str
) -> None:
    async with MisbehavingSmtp(**{command: fault}) as server:
        outcome = await send_to(server)
    assert (outcome.verdict, outcome.phase, outcome.code) == (Verdict.DEFERRED, phase, None)
    assert server.letters == []


@pytest.mark.parametrize("fault", [CLOSE, SILENCE, "25", "not SMTP at all", "421 4.3.2 shutting down", "354 go on"])
async def test_a_letter_without_a_clear_reply_to_its_dot_is_unknown(fault: str) -> None:
    async with MisbehavingSmtp(dot=fault) as server:
        outcome = await send_to(server)
    assert (outcome.verdict, outcome.phase) == (Verdict.UNKNOWN, Phase.DOT)
    assert len(server.letters) == 1  # the server may well deliver it


@pytest.mark.parametrize(("command", "phase"), [("MAIL", Phase.MAIL), ("RCPT", Phase.RCPT), ("DATA", Phase.DATA)])
@pytest.mark.parametrize(
    ("reply", "verdict"),
    [
        ("451 4.7.1 come back later", Verdict.DEFERRED),
        ("421 4.3.2 shutting down", Verdict.DEFERRED),
        ("554 5.7.1 go away", Verdict.REFUSED),
    ],
)
async def test_a_reply_before_the_text_defers_by_4_and_refuses_by_5(
    command: str, phase: Phase, reply: str, verdict: Verdict
) -> None:
    async with MisbehavingSmtp(**{command: reply}) as server:
        outcome = await send_to(server)
    assert outcome == Outcome(verdict, phase, int(reply[:3]), reply[4:])
    assert server.letters == []
    about_the_address = command == "RCPT" and verdict is Verdict.REFUSED and "5.7." not in reply
    assert outcome.recipient_refused == about_the_address


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [("451 4.3.0 disk trouble", Verdict.DEFERRED), ("554 5.7.1 smells of spam", Verdict.REFUSED)],
)
async def test_a_server_that_says_no_to_the_whole_letter_has_not_taken_it(reply: str, verdict: Verdict) -> None:
    async with MisbehavingSmtp(dot=reply) as server:
        assert await send_to(server) == Outcome(verdict, Phase.DOT, int(reply[:3]), reply[4:])


@pytest.mark.parametrize("fault", [CLOSE, "421 4.3.2 shutting down", "500 5.5.1 QUIT?"])
async def test_an_accepted_letter_stays_accepted_whatever_becomes_of_the_goodbye(fault: str) -> None:
    async with MisbehavingSmtp(QUIT=fault) as server:
        assert (await send_to(server)).verdict is Verdict.ACCEPTED


class SlowToAccept(MisbehavingSmtp):
    async def act(self, writer: asyncio.StreamWriter, action: str) -> bool:
        await asyncio.sleep(0.4 if action.startswith("250 2.0.0 queued") else 0)
        return await super().act(writer, action)


async def test_a_slow_reply_to_the_dot_is_waited_for_longer_than_one_to_a_command() -> None:
    async with SlowToAccept() as server:
        assert (await send_to(server, timeout=0.2)).verdict is Verdict.ACCEPTED


async def test_a_reply_that_comes_too_late_is_not_taken_for_that_to_the_next_letter() -> None:
    async with SlowToAccept() as server:
        postman = SmtpPostman(settings(server.port, dot_timeout=0.1))
        outcomes = [await postman.send(SENDER, RECIPIENT, LETTER) for _ in range(2)]
        await postman.close()
    assert [outcome.verdict for outcome in outcomes] == [Verdict.UNKNOWN, Verdict.UNKNOWN]
    assert server.connections == 2


async def test_one_connection_serves_many_letters_even_after_a_refused_recipient() -> None:
    async with MisbehavingSmtp(RCPT="550 5.1.1 nobody here") as server:
        postman = SmtpPostman(settings(server.port))
        first = await postman.send(SENDER, RECIPIENT, LETTER)
        second = await postman.send(SENDER, "ben@miller-sons.example", LETTER)
        await postman.close()
    assert first.recipient_refused
    assert second.recipient_refused
    assert server.connections == 1


async def test_a_server_that_says_go_ahead_without_a_recipient_gets_no_letter_and_no_further_word(
    pipelining: bool,
) -> None:
    async with MisbehavingSmtp(RCPT="550 5.1.1 nobody here", DATA="354 go ahead") as server:
        postman = SmtpPostman(settings(server.port))
        outcomes = [await postman.send(SENDER, RECIPIENT, LETTER) for _ in range(2)]
        await postman.close()
    assert all(outcome.recipient_refused for outcome in outcomes)
    assert server.letters == []
    assert server.connections == (2 if pipelining else 1)


async def test_what_a_server_says_unasked_is_never_taken_for_a_reply(pipelining: bool) -> None:
    async with MisbehavingSmtp(times=1, dot="250 2.0.0 queued as 4711\r\n421 4.4.2 idle for too long") as server:
        postman = SmtpPostman(settings(server.port))
        first = await postman.send(SENDER, RECIPIENT, LETTER)
        await asyncio.sleep(0.05)
        second = await postman.send(SENDER, RECIPIENT, LETTER)
        await postman.close()
    assert [first.text, second.text] == ["2.0.0 queued as 4711"] * 2
    assert (server.connections, len(server.letters)) == (2, 2)


async def test_the_whole_envelope_goes_in_one_go_only_where_the_server_offers_it(pipelining: bool) -> None:
    class Listening(MisbehavingSmtp):
        async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self.reader = reader
            await super().talk(reader, writer)

        async def act(self, writer: asyncio.StreamWriter, action: str) -> bool:
            if action == "250 2.1.0 fine":  # to MAIL
                await asyncio.sleep(0.05)
                more.append(bytes(self.reader._buffer))  # type: ignore[attr-defined]  # what lies there unread
            return await super().act(writer, action)

    more: list[bytes] = []
    async with Listening() as server:
        assert (await send_to(server)).verdict is Verdict.ACCEPTED
    assert more == [b"RCPT TO:<ann@miller-sons.example>\r\nDATA\r\n" if pipelining else b""]


async def test_several_letters_at_a_time_have_a_connection_each() -> None:
    class AtOnce(MisbehavingSmtp):
        async def act(self, writer: asyncio.StreamWriter, action: str) -> bool:
            if action.startswith("250 2.0.0 queued"):
                waiting.append(action)
                while len(waiting) < 3:
                    await asyncio.sleep(0.01)
            return await super().act(writer, action)

    waiting: list[str] = []
    async with AtOnce() as server:
        postman = SmtpPostman(settings(server.port), connections=3)
        outcomes = await asyncio.gather(*(postman.send(SENDER, RECIPIENT, LETTER) for _ in range(6)))
        await postman.close()
    assert [outcome.verdict for outcome in outcomes] == [Verdict.ACCEPTED] * 6
    assert (server.connections, len(server.letters)) == (3, 6)
    assert sum(line == b"QUIT\r\n" for line in server.heard) == 3


async def test_a_kept_connection_that_the_server_closed_is_replaced_before_the_letter_is_touched() -> None:
    async with MisbehavingSmtp(times=1, afterwards=CLOSE) as server:
        postman = SmtpPostman(settings(server.port))
        outcomes = [await postman.send(SENDER, RECIPIENT, LETTER) for _ in range(2)]
        await postman.close()
    assert [outcome.verdict for outcome in outcomes] == [Verdict.ACCEPTED, Verdict.ACCEPTED]
    assert (server.connections, len(server.letters)) == (2, 2)


async def test_a_kept_connection_that_no_longer_answers_is_replaced_too() -> None:
    async with MisbehavingSmtp(times=1, RSET=SILENCE) as server:
        postman = SmtpPostman(settings(server.port, timeout=0.3))
        outcomes = [await postman.send(SENDER, RECIPIENT, LETTER) for _ in range(2)]
        await postman.close()
    assert [outcome.verdict for outcome in outcomes] == [Verdict.ACCEPTED, Verdict.ACCEPTED]
    assert (server.connections, len(server.letters)) == (2, 2)


async def test_after_a_doubt_the_next_letter_has_a_connection_of_its_own() -> None:
    async with MisbehavingSmtp(times=1, dot=SILENCE) as server:
        postman = SmtpPostman(settings(server.port, dot_timeout=0.3))
        first = await postman.send(SENDER, RECIPIENT, LETTER)
        second = await postman.send(SENDER, RECIPIENT, LETTER)
        await postman.close()
    assert (first.verdict, second.verdict) == (Verdict.UNKNOWN, Verdict.ACCEPTED)
    assert server.connections == 2


async def test_a_cancelled_letter_ends_its_connection_and_the_next_one_goes_out_on_another() -> None:
    async with MisbehavingSmtp(times=1, dot=SILENCE) as server:
        postman = SmtpPostman(settings(server.port, dot_timeout=60.0))
        sending = asyncio.create_task(postman.send(SENDER, RECIPIENT, LETTER))
        while not server.letters:
            await asyncio.sleep(0.01)
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
        assert (await postman.send(SENDER, RECIPIENT, LETTER)).verdict is Verdict.ACCEPTED
        await postman.close()
    assert server.connections == 2


@pytest.mark.parametrize(
    "address",
    [
        "ann@miller-sons.example\r\nRCPT TO:<eve@elsewhere.example>",
        "ann@miller-sons.example> SIZE=1",
        "ann\x00@miller-sons.example",
        "bücher@miller-sons.example",  # would need SMTPUTF8
        "miller-sons.example",
    ],
)
async def test_an_address_that_smtp_cannot_carry_is_refused_without_a_word_to_the_server(address: str) -> None:
    async with MisbehavingSmtp() as server:
        postman = SmtpPostman(settings(server.port))
        outcome = await postman.send(SENDER, address, LETTER)
        await postman.close()
    assert outcome.recipient_refused
    assert server.connections == 0


async def test_a_german_domain_travels_as_idna_2008() -> None:
    async with MisbehavingSmtp() as server:
        postman = SmtpPostman(settings(server.port))
        await postman.send(SENDER, "ann@faß.example", LETTER)
        await postman.close()
    assert b"RCPT TO:<ann@xn--fa-hia.example>\r\n" in server.heard  # IDNA 2003 would write to fass.example


async def test_a_stray_line_end_cannot_smuggle_a_second_letter() -> None:
    async with MisbehavingSmtp() as server:
        postman = SmtpPostman(settings(server.port))
        await postman.send(SENDER, RECIPIENT, b"Subject: x\r\n\r\none\n.\nMAIL FROM:<eve@elsewhere.example>\r.\r\nend")
        await postman.close()
    assert server.letters == [b"Subject: x\r\n\r\none\r\n..\r\nMAIL FROM:<eve@elsewhere.example>\r\n..\r\nend\r\n.\r\n"]


async def test_what_a_server_says_is_kept_on_one_printable_line() -> None:
    async with MisbehavingSmtp(RCPT="550-no\r\n550 \x1b[31mnever\x07") as server:
        assert (await send_to(server)).text == "no [31mnever"


async def test_a_port_where_nobody_listens_is_named_with_what_to_change() -> None:
    (port,) = free_ports(1)
    with pytest.raises(Unreachable, match=f"127.0.0.1:{port} refuses the connection") as caught:
        await SmtpPostman(settings(port)).send(SENDER, RECIPIENT, LETTER)
    assert "config.toml" in caught.value.hint


async def test_a_name_that_no_server_has_is_called_unknown() -> None:
    unknown = ServerSettings("mail.nowhere.invalid", 587, Security.STARTTLS, "", Secret(""), timeout=5)
    with pytest.raises(Unreachable) as caught:
        await SmtpPostman(unknown).send(SENDER, RECIPIENT, LETTER)
    assert "mail.nowhere.invalid" in caught.value.sentence
    assert caught.value.hint.startswith("Check host")


@pytest.mark.parametrize("fault", [CLOSE, SILENCE, "554 5.3.2 not today", "* OK IMAP ready"])
async def test_a_server_that_does_not_greet_is_unreachable(fault: str) -> None:
    async with MisbehavingSmtp(greeting=fault) as server:
        with pytest.raises(Unreachable, match=str(server.port)):
            await send_to(server)


async def test_a_tls_port_spoken_to_in_the_clear_is_found_out_and_the_other_way_round() -> None:
    async with MisbehavingSmtp() as server:
        with pytest.raises(Unreachable, match="does not speak TLS") as caught:
            await SmtpPostman(settings(server.port, Security.TLS)).send(SENDER, RECIPIENT, LETTER)
    assert 'security = "starttls" is usually port 587' in caught.value.hint


async def test_a_server_without_starttls_gets_no_password_and_no_letter() -> None:
    async with MisbehavingSmtp() as server:
        postman = SmtpPostman(settings(server.port, Security.STARTTLS, "accounts"))
        with pytest.raises(CertificateInvalid, match=f"offers no STARTTLS on port {server.port}") as caught:
            await postman.send(SENDER, RECIPIENT, LETTER)
    assert 'security = "tls" is usually port 465' in caught.value.hint
    assert [line[:4] for line in server.heard] == [b"EHLO"]


@pytest.mark.parametrize(
    ("reply", "error"),
    [("535 5.7.8 wrong", LoginRefused), ("454 4.7.0 directory is down", Unreachable), (CLOSE, Unreachable)],
)
async def test_a_login_that_fails_for_now_is_not_called_a_wrong_password(
    reply: str, error: type[OutreachError]
) -> None:
    async with MisbehavingSmtp(AUTH=reply) as server:
        with pytest.raises(error) as caught:
            await SmtpPostman(settings(server.port, username="accounts")).send(SENDER, RECIPIENT, LETTER)
    assert type(caught.value) is error
    assert sum(line.startswith(b"AUTH") for line in server.heard) == 1  # a second try could lock the account


async def test_closing_does_not_wait_for_a_silent_server() -> None:
    async with MisbehavingSmtp(QUIT=SILENCE) as server:
        postman = SmtpPostman(settings(server.port, timeout=0.3))
        await postman.send(SENDER, RECIPIENT, LETTER)
        started = time.monotonic()
        await postman.close()
    assert time.monotonic() - started < 1
