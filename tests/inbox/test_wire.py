"""A turn against a mail server with each fault at each command: it ends in good time, and the reply is read once."""

from __future__ import annotations

import time

import pytest

from outreach.errors import OutreachError
from outreach.transport.imap import ImapMailbox
from outreach.transport.imap_pace import LoginPace
from outreach.transport.settings import Secret, Security, ServerSettings
from tests.agent.made import case, tasks
from tests.fakes import Office
from tests.inbox.desk import answer, kinds, on, written_to
from tests.inbox.faults import COMMANDS, FAULTS, Fault
from tests.servers.misbehaving import MisbehavingImap

SELECTED = "* 1 EXISTS\r\n* OK [UIDVALIDITY 7] fine\r\n* OK [UIDNEXT 2] fine\r\n{tag} OK done"
QUESTION = "Funny that you should ask. Come and listen to the door some day."


def one_mail(raw: bytes) -> dict[str, str]:
    """The answers of a server with this one mail in the INBOX; it tells all about it whatever it is asked."""
    text = raw.decode()
    header = text.partition("\r\n\r\n")[0] + "\r\n\r\n"
    about = f'UID 1 RFC822.SIZE {len(raw)} INTERNALDATE "26-Feb-2026 10:00:00 +0000"'
    fetched = f"* 1 FETCH ({about} BODY[HEADER]<0> {{{len(header)}}}\r\n{header} BODY[] {{{len(raw)}}}\r\n{text})"
    return {
        "SELECT": SELECTED,
        "EXAMINE": SELECTED,
        "SEARCH": "* SEARCH 1\r\n{tag} OK done",
        "FETCH": fetched + "\r\n{tag} OK done",
        "LIST": '* LIST () "/" INBOX\r\n{tag} OK done',
    }


def at(server: MisbehavingImap, timeout: float, every: float = 0.0) -> ImapMailbox:
    settings = ServerSettings("127.0.0.1", server.port, Security.NONE, "accounts", Secret("secret"), timeout=timeout)
    return ImapMailbox(settings, LoginPace(every))


async def turn_in_time(firm: Office, seconds: float) -> OutreachError | None:
    started = time.monotonic()
    try:
        await firm.turn()
    except OutreachError as error:
        return error
    finally:
        assert time.monotonic() - started < seconds
    return None


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
async def test_a_fault_ends_the_turn_in_good_time_and_the_reply_is_read_once_when_it_is_over(
    command: str, fault: Fault
) -> None:
    paper = await written_to()
    paper.definitions.habits(junk=True)  # so that the folders are listed, too
    good = one_mail(answer(paper, QUESTION))
    async with MisbehavingImap(**{**good, command: fault.says}) as server:
        firm = on(paper, at(server, timeout=0.15))
        error = await turn_in_time(firm, seconds=3)
        faultless = command in fault.but or command == "STORE"  # a flag is a courtesy
        if not faultless and fault.name != "OK and nothing said":
            assert error is not None
            assert error.sentence
        server.behave(**good)
        for _ in range(2):
            await firm.turn()
        await firm.mailbox.close()
    assert kinds(firm).count("mail read") == 1
    assert len(case(firm).holds) == 1
    assert len(tasks(firm)) == 1
    assert len(firm.postman.posted) == 1, "the client has answered, so no other letter went out"
