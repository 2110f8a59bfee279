"""The copy to ourselves goes in the letter's own transaction, and what becomes of it changes nothing for the letter."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from outreach.domain.letter import Outcome, Phase, Verdict
from outreach.transport.settings import Secret, Security, ServerSettings
from outreach.transport.smtp import SmtpPostman
from tests.servers.misbehaving import CLOSE, MisbehavingSmtp

US, THEM = "accounts@northwind-joinery.example", "ann@miller-sons.example"


class AnswersTheCopy(MisbehavingSmtp):
    """Answers the second recipient of a transaction with `copy`."""

    def __init__(self, copy: str = "250 2.1.5 fine", **faults: str) -> None:
        super().__init__(**faults)
        self.copy = copy

    async def act(self, writer: asyncio.StreamWriter, action: str) -> bool:
        second = len(self.recipients()) == 2 and self.heard[-1].startswith(b"RCPT")
        return await super().act(writer, self.copy if second else action)

    def recipients(self) -> list[bytes]:
        return [line.strip() for line in self.heard if line.startswith(b"RCPT")]


@pytest.fixture(autouse=True, params=["one command at a time", "several commands in one go"])
def pipelining(request: pytest.FixtureRequest) -> Iterator[bool]:
    MisbehavingSmtp.pipelining = request.param == "several commands in one go"
    yield MisbehavingSmtp.pipelining
    MisbehavingSmtp.pipelining = False


async def posted(server: MisbehavingSmtp, copy_to: str = US) -> Outcome:
    settings = ServerSettings("127.0.0.1", server.port, Security.NONE, "", Secret(""), timeout=2.0, dot_timeout=2.0)
    postman = SmtpPostman(settings, copy_to)
    try:
        return await postman.send(US, THEM, b"Subject: Invoice 1001\r\n\r\nGood morning.\r\n")
    finally:
        await postman.close()


async def test_the_client_and_we_are_the_recipients_of_one_letter() -> None:
    async with AnswersTheCopy() as server:
        outcome = await posted(server)
    assert outcome.verdict is Verdict.ACCEPTED
    assert server.recipients() == [b"RCPT TO:<" + THEM.encode() + b">", b"RCPT TO:<" + US.encode() + b">"]
    assert len(server.letters) == 1
    assert US.encode() not in server.letters[0], "the client does not see it"


async def test_without_the_option_there_is_one_recipient() -> None:
    async with AnswersTheCopy() as server:
        await posted(server, "")
    assert len(server.recipients()) == 1


@pytest.mark.parametrize("answer", ["550 5.1.1 no such user", "452 4.2.2 mailbox full"])
async def test_a_server_that_does_not_take_the_copy_takes_the_letter(answer: str) -> None:
    async with AnswersTheCopy(answer) as server:
        outcome = await posted(server)
    assert (outcome.verdict, outcome.phase) == (Verdict.ACCEPTED, Phase.DOT)
    assert len(server.letters) == 1


async def test_a_connection_lost_at_the_copy_is_lost_before_the_letter() -> None:
    async with AnswersTheCopy(CLOSE) as server:
        outcome = await posted(server)
    assert (outcome.verdict, outcome.phase) == (Verdict.DEFERRED, Phase.RCPT)
    assert server.letters == []


async def test_when_the_client_is_refused_nothing_is_sent_to_us_alone(pipelining: bool) -> None:
    async with AnswersTheCopy(RCPT="550 5.1.1 no such user") as server:
        outcome = await posted(server)
    assert outcome.recipient_refused
    assert (len(server.recipients()), server.letters) == (2 if pipelining else 1, [])
    assert not any(line.startswith(b"DATA") for line in server.heard)
