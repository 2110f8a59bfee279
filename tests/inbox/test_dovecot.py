"""The same on a real Dovecot: renumbered, restarted, filled, emptied under the reader, and with a box that is full."""

from __future__ import annotations

import asyncio
import imaplib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path

import pytest

from outreach.agent.deliver import file_copies
from outreach.agent.read_inbox import read_inbox
from outreach.errors import MailServerError, OutreachError, Unreachable
from outreach.transport.imap import ImapMailbox
from outreach.transport.imap_pace import LoginPace
from outreach.transport.settings import Secret, Security, ServerSettings
from tests.agent.made import case, tasks
from tests.fakes import Office
from tests.inbox.desk import ANSWER_AT, READ_AT, answer, kinds, newsletters, on, written_to
from tests.servers.certificates import Authority
from tests.servers.dovecot import Dovecot
from tests.servers.mail import MailServers, User

pytestmark = pytest.mark.servers

QUESTION = "Which invoice do you mean?"
ADDRESS = "accounts@northwind-joinery.example"


def put(servers: MailServers, user: User, raw: bytes, when: datetime, folder: str = "INBOX") -> None:
    """Into a folder, as it came at that instant."""
    with servers.imap(user) as client:
        client.create(folder)
        assert client.append(folder, "", imaplib.Time2Internaldate(when), raw)[0] == "OK"


def empty(servers: MailServers, user: User, folder: str = "INBOX") -> None:
    with servers.imap(user) as client:
        client.select(folder)
        client.store("1:*", "+FLAGS", r"(\Deleted)")
        client.expunge()


@pytest.fixture
def user(mail_servers: MailServers) -> User:
    return mail_servers.new_user()


async def real(servers: MailServers, user: User) -> Office:
    return on(await written_to(), ImapMailbox(servers.imap_settings(user), LoginPace(every=0.0)))


async def test_a_folder_that_is_numbered_anew_hides_no_reply_and_doubles_none(
    mail_servers: MailServers, user: User
) -> None:
    firm = await real(mail_servers, user)
    for raw, when in (*newsletters(3, ANSWER_AT), (answer(firm), ANSWER_AT)):
        put(mail_servers, user, raw, when)
    await firm.turn()
    before = firm.desk.store.book().inbox.cursor("INBOX")
    await firm.mailbox.close()
    for file in mail_servers.dovecot.maildir(user.address).glob("dovecot*"):  # where the numbers are written down
        file.unlink()
    await asyncio.sleep(1.1)  # a UIDVALIDITY is the second in which it was made
    put(mail_servers, user, answer(firm, QUESTION), READ_AT)
    for _ in range(2):
        await firm.turn()
    await firm.mailbox.close()
    after = firm.desk.store.book().inbox.cursor("INBOX")
    assert before is not None
    assert after is not None
    assert before.uidvalidity != after.uidvalidity
    assert kinds(firm).count("mail read") == 2
    assert len(case(firm).promises) == 1


async def test_a_folder_that_is_made_anew_while_we_are_in_it_is_noticed_in_the_session(
    mail_servers: MailServers, user: User
) -> None:
    firm = await real(mail_servers, user)
    firm.definitions.habits(folders=("Clients",))
    put(mail_servers, user, answer(firm), ANSWER_AT, "Clients")
    await firm.turn()
    with mail_servers.imap(user) as client:
        client.delete("Clients")
    await asyncio.sleep(1.1)
    put(mail_servers, user, answer(firm, QUESTION), READ_AT, "Clients")
    for _ in range(3):
        with suppress(OutreachError):  # one of them finds the folder gone under it
            await firm.turn()
    await firm.mailbox.close()
    assert kinds(firm).count("mail read") == 2


async def test_a_mail_that_is_expunged_between_listing_and_fetch_asks_and_the_others_are_read(
    mail_servers: MailServers, user: User
) -> None:
    firm = await real(mail_servers, user)
    put(mail_servers, user, answer(firm), ANSWER_AT)
    fetch = firm.mailbox.fetch

    async def too_late(folder: str, uid: int) -> bytes | None:
        await asyncio.to_thread(empty, mail_servers, user)
        put(mail_servers, user, answer(firm, QUESTION), READ_AT)
        return await fetch(folder, uid)

    firm.mailbox.fetch = too_late  # type: ignore[method-assign]  # somebody tidies up at that very moment
    await firm.turn()
    firm.mailbox.fetch = fetch  # type: ignore[method-assign]
    assert kinds(firm).count("mail gone") == 1
    await firm.turn()
    await firm.mailbox.close()
    assert kinds(firm).count("mail read") == 1
    assert len(case(firm).holds) >= 2
    assert tasks(firm) != []


async def test_a_mail_in_two_folders_and_in_junk_is_read_once_and_a_flag_goes_where_it_lies(
    mail_servers: MailServers, user: User
) -> None:
    firm = await real(mail_servers, user)
    firm.definitions.habits(folders=("INBOX", "Clients"), junk=True)
    for folder in ("Clients", "INBOX", "Spam"):
        put(mail_servers, user, answer(firm, "Funny that you should ask."), ANSWER_AT, folder)
    for _ in range(2):
        await firm.turn()
    await firm.mailbox.close()
    assert kinds(firm).count("mail read") == 1
    (received,) = firm.desk.store.book().received_of("miller")
    assert (received.folder, received.trusted) == ("INBOX", True)
    assert mail_servers.flags(user) == [("$Outreach",)]
    assert mail_servers.flags(user, "Spam") == [()]


async def test_a_reply_in_the_folder_with_the_special_use_junk_asks_a_person(
    mail_servers: MailServers, user: User
) -> None:
    firm = await real(mail_servers, user)
    firm.definitions.habits(junk=True)
    put(mail_servers, user, answer(firm), ANSWER_AT, "Spam")
    await firm.turn()
    await firm.mailbox.close()
    (received,) = firm.desk.store.book().received_of("miller")
    assert (received.folder, received.trusted, case(firm).promises) == ("Spam", False, ())
    assert len(tasks(firm)) == 1


async def test_a_mailbox_that_is_full_takes_no_copy_and_that_stops_nothing(mail_servers: MailServers) -> None:
    user = mail_servers.new_user()
    mail_servers.dovecot.add_user(user.address, user.password, quota="20k")
    firm = await real(mail_servers, user)
    put(mail_servers, user, answer(firm, QUESTION), ANSWER_AT)
    with pytest.raises(MailServerError, match="OVERQUOTA"):
        await firm.mailbox.file("Sent", b"Subject: x\r\n\r\n" + b"hello\r\n" * 10_000)
    firm.definitions.habits(keep_sent_copy=True, flag_folder="Review")
    await firm.turn()
    await file_copies(firm.desk, firm.mailbox)
    await firm.mailbox.close()
    assert kinds(firm).count("mail read") == 1
    assert len(tasks(firm)) == 1


@pytest.fixture
def own_dovecot(tmp_path_factory: pytest.TempPathFactory, mail_servers: MailServers) -> Iterator[Dovecot]:
    """One that a test may stop and start, beside that of all tests."""
    directory = Path(mail_servers.dovecot.directory.parent) / tmp_path_factory.mktemp("restarted").name
    directory.mkdir()
    directory.chmod(0o755)
    dovecot = Dovecot(directory / "dovecot", Authority(directory / "certificates"))
    dovecot.add_user(ADDRESS, "secret")
    dovecot.start()
    yield dovecot
    dovecot.stop()
    shutil.rmtree(directory, ignore_errors=True)


def settings(dovecot: Dovecot) -> ServerSettings:
    ca = str(dovecot.directory.parent / "certificates" / "ca.pem")
    return ServerSettings("localhost", dovecot.imap_port, Security.STARTTLS, ADDRESS, Secret("secret"), ca, timeout=5.0)


async def test_a_server_that_restarts_in_the_middle_of_a_reading_costs_no_reply(own_dovecot: Dovecot) -> None:
    paper = await written_to()
    later = READ_AT - timedelta(minutes=1)
    own_dovecot.fill(ADDRESS, (*newsletters(300, ANSWER_AT), (answer(paper), later), (answer(paper, QUESTION), later)))
    firm = on(paper, ImapMailbox(settings(own_dovecot), LoginPace(every=0.0)))
    listed = firm.mailbox.listed
    seen = []

    async def interrupted(*asked: object) -> object:
        async for mail in listed(*asked):  # type: ignore[arg-type]  # what read_inbox asks for
            seen.append(mail)
            if len(seen) == 200:
                await asyncio.to_thread(own_dovecot.stop)
            yield mail

    firm.mailbox.listed = interrupted  # type: ignore[method-assign,assignment]  # the server falls in the middle
    with pytest.raises(Unreachable):
        await firm.turn()
    with pytest.raises(Unreachable):
        await firm.turn()
    await asyncio.to_thread(own_dovecot.start)
    for _ in range(2):
        await firm.turn()
    await firm.mailbox.close()
    assert kinds(firm).count("mail read") == 2
    assert len(firm.postman.posted) == 1


async def test_a_restart_while_we_wait_in_idle_is_noticed_at_once_and_the_reply_of_meanwhile_is_read(
    own_dovecot: Dovecot,
) -> None:
    paper = await written_to()
    firm = on(paper, ImapMailbox(settings(own_dovecot), LoginPace(every=0.0)))
    watcher = firm.mailbox.another()  # type: ignore[attr-defined]  # it is an ImapMailbox
    await firm.turn()
    waiting = asyncio.create_task(watcher.wait("INBOX", 60))
    await asyncio.sleep(0.2)
    await asyncio.to_thread(own_dovecot.stop)
    with pytest.raises(Unreachable):
        await asyncio.wait_for(waiting, 2)
    own_dovecot.fill(ADDRESS, [(answer(paper), ANSWER_AT)])
    await asyncio.to_thread(own_dovecot.start)
    await asyncio.wait_for(watcher.wait("INBOX", 60), 2)  # what came meanwhile ends the wait
    await firm.turn()
    await watcher.close()
    await firm.mailbox.close()
    assert kinds(firm).count("mail read") == 1


LARGEST_MEMORY = 512  # MiB of the whole process

READ_ALONE = """
import asyncio, sys
sys.path.insert(0, {root!r})
from outreach.transport.imap import ImapMailbox
from outreach.transport.settings import Secret, Security, ServerSettings
from tests.inbox.desk import kinds, on, written_to
from tests.memory import most_held

async def main():
    host, port, user, ca = sys.argv[1:]
    mailbox = ImapMailbox(ServerSettings(host, int(port), Security.STARTTLS, user, Secret("secret"), ca))
    firm = on(await written_to(), mailbox)
    await firm.turn()
    await mailbox.close()
    (received,) = firm.desk.store.book().received_of("miller")
    print(received.finding.warnings[-1])
    print(firm.open_tasks()[0].kind, firm.desk.store.book().case("miller").promises)
    print(most_held() // 2**20)

asyncio.run(main())
"""


@pytest.mark.slow
async def test_a_mail_of_fifty_megabytes_is_handled_within_bounded_memory(
    mail_servers: MailServers, user: User
) -> None:
    paper = await written_to()
    raw = answer(paper) + (b"x" * 998 + b"\r\n") * 52_600
    mail_servers.dovecot.fill(user.address, [(raw, ANSWER_AT)])
    assert len(raw) > 50 * 1024 * 1024
    one = mail_servers.imap_settings(user)
    script = READ_ALONE.format(root=str(Path(__file__).parents[2]))
    started = time.monotonic()
    done = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", script, one.host, str(one.port), user.address, one.ca_file],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    took = time.monotonic() - started
    assert done.returncode == 0, done.stderr
    careful, asked, memory = done.stdout.splitlines()
    print(f"\na mail of 50 MiB: {took:.1f} s, {memory} MiB of memory at the most")
    assert careful == "only the first 25 of its 50 MiB were read"
    assert asked == "review ()"
    assert int(memory) < LARGEST_MEMORY


ALL = 50_000
SINCE = int(os.environ.get("OUTREACH_FIRST_CONTACT", "20000"))  # of them since our first letter


@pytest.mark.slow
async def test_fifty_thousand_mails_on_first_contact_are_looked_through_and_progress_is_told(
    mail_servers: MailServers, user: User
) -> None:
    """Of what came before our first letter not even the header is fetched."""
    paper = await written_to()
    first = ANSWER_AT - timedelta(days=20)
    mails = chain(newsletters(ALL - SINCE, first), newsletters(SINCE - 1, ANSWER_AT, timedelta(milliseconds=50)))
    mail_servers.dovecot.fill(user.address, chain(mails, [(answer(paper), READ_AT)]))
    firm = on(paper, ImapMailbox(mail_servers.imap_settings(user)))
    said: list[str] = []
    started = time.monotonic()
    inbox = await read_inbox(firm.desk, firm.mailbox, tell=said.append)
    took = time.monotonic() - started
    await firm.mailbox.close()
    print(f"\n{SINCE} of {ALL} mails on first contact: {took:.1f} s, {SINCE / took:.0f} mails a second")
    assert (inbox.seen, len(inbox.kept)) == (SINCE, 1)
    assert len(said) == SINCE // 500
    assert said[-1] == f"reading INBOX: message {ALL} of {ALL}"
