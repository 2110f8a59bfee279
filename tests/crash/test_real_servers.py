"""A day on a real Postfix and a real Dovecot that refuse, put off, stop and come back in the middle of a turn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest

from outreach.agent.deliver import Stop
from outreach.agent.import_book import import_book
from outreach.agent.turn import turn
from outreach.bootstrap import Office, open_office
from outreach.definitions.workspace import Workspace
from outreach.domain.letter import Letter, LetterState
from outreach.domain.task import TaskKind
from outreach.errors import Unreachable
from outreach.transport.imap import ImapMailbox
from outreach.transport.smtp import SmtpPostman
from tests.crash.world import MONDAY, put, write_book, write_workspace
from tests.fakes import FakeClock, reply
from tests.servers.mail import MailServers, User
from tests.servers.postfix import Postfix

pytestmark = [pytest.mark.servers, pytest.mark.slow]


class Restless(ImapMailbox):
    """The mailbox on a server that is restarted just before the call with this name and number."""

    def __init__(self, servers: MailServers, us: User, call: str, number: int = 1) -> None:
        super().__init__(servers.imap_settings(us))
        self._servers, self._call, self._left = servers, call, number

    async def fetch(self, folder: str, uid: int) -> bytes | None:
        self._meets("fetch")
        return await super().fetch(folder, uid)

    async def flag(self, folder: str, uid: int, keyword: str) -> None:
        self._meets("flag")
        await super().flag(folder, uid, keyword)

    async def has(self, folder: str, message_id: str) -> bool:
        self._meets("has")
        return await super().has(folder, message_id)

    async def file(self, folder: str, raw: bytes) -> None:
        self._meets("file")
        await super().file(folder, raw)

    def _meets(self, call: str) -> None:
        if call == self._call:
            self._left -= 1
            if self._left == 0:
                self._servers.dovecot.stop()
                self._servers.dovecot.start()
                again(self._servers.postfix)  # its logins are Dovecot's: it would refuse the first one after this


def again(postfix: Postfix | None) -> None:
    assert postfix is not None
    postfix.stop()
    postfix.start()


def handed_over(postfix: Postfix | None, letter: Letter) -> int:
    """How often Postfix has queued it. In the client's mailbox may lie one more, when Postfix was killed meanwhile."""
    assert postfix is not None
    return (postfix.directory / "mail.log").read_text().count(f"message-id={letter.message_id}")


class Firm:
    """An office on the real servers, with these clients in its book, each due one letter."""

    def __init__(self, office: Office, clock: FakeClock, servers: MailServers, us: User) -> None:
        self.office, self.clock, self._servers, self.us = office, clock, servers, us

    async def turn(self, mailbox: ImapMailbox | None = None) -> None:
        mailbox = mailbox or ImapMailbox(self._servers.imap_settings(self.us))
        try:
            postman = SmtpPostman(self._servers.smtp_settings(self.us))
            await turn(self.office.desk, mailbox, postman, Stop())
        finally:
            await mailbox.close()

    def letter(self, email: str) -> Letter:
        (client,) = self.office.store.book().clients_at(email)
        (letter,) = self.office.store.book().letters_of(client.id)
        return letter

    def tasks(self, email: str) -> list[TaskKind]:
        (client,) = self.office.store.book().clients_at(email)
        return [task.kind for task in self.office.store.book().tasks_of(client.id)]

    def copies(self) -> Counter[str]:
        """What lies in the Sent folder, by recipient."""
        sent = (message_from_bytes(raw) for raw in self._servers.read(self.us, "Sent"))
        return Counter(mail["To"].rpartition("<")[2].rstrip(">") for mail in sent)


@pytest.fixture
def firm_with(tmp_path: Path, postfix_servers: MailServers) -> Iterator[Callable[..., Firm]]:
    offices = []

    def made(*clients: str) -> Firm:
        home, us, clock = tmp_path / "firm", postfix_servers.new_user(), FakeClock(MONDAY)
        write_workspace(home)
        write_book(home, clients)
        env = {
            "OUTREACH_MODE": "auto", "OUTREACH_COMPANY__EMAIL": us.address,
            "OUTREACH_SMTP__PASSWORD": us.password, "OUTREACH_IMAP__PASSWORD": us.password,
        }  # fmt: skip
        opened = open_office(Workspace(home), env, clock)
        offices.append(opened)
        office = opened.__enter__()
        picture, _ = office.picture(home / "invoices.csv")
        import_book(office.desk, picture, office.definitions.config.client_defaults(), office.today())
        return Firm(office, clock, postfix_servers, us)

    yield made
    for opened in offices:
        opened.__exit__(None, None, None)


@contextmanager
def no_more_greylisting(postfix: Postfix) -> Iterator[None]:
    """While Postfix is down: from its next start on it knows us."""
    access = postfix.directory / "etc" / "access"
    before = access.read_text()
    access.write_text("".join(line for line in before.splitlines(keepends=True) if "greylisted" not in line))
    try:
        yield
    finally:
        postfix.stop()
        access.write_text(before)
        postfix.start()


async def test_refused_put_off_stopped_and_started_again_each_client_is_told_apart(
    firm_with: Callable[..., Firm], postfix_servers: MailServers, figure: Callable[[str], None]
) -> None:
    postfix = postfix_servers.postfix
    assert postfix is not None
    fine = postfix_servers.new_user("jo", "miller-sons.example").address
    later = postfix_servers.add_user("greylisted@mason.example").address
    full, gone, blocked = "full@baker.example", "nobody@harbour.example", "blocked@cooper.example"
    firm = firm_with(fine, later, full, gone, blocked)

    await firm.turn()
    states = {email: firm.letter(email).state for email in (fine, later, full, gone, blocked)}
    assert states == {
        fine: LetterState.ACCEPTED, later: LetterState.DEFERRED, full: LetterState.DEFERRED,
        gone: LetterState.REFUSED, blocked: LetterState.REFUSED,
    }  # fmt: skip
    assert [firm.letter(email).try_again_at for email in (later, full)] == [MONDAY + timedelta(minutes=15)] * 2
    assert "451" in firm.letter(later).answer
    assert firm.tasks(gone) == [TaskKind.ADDRESS], "550 5.1.1: nobody lives there, so another address is needed"
    assert firm.office.store.book().clients_at(gone)[0].addressee is None
    assert firm.tasks(blocked) == [TaskKind.CHECK], "554 5.7.1 is about us: the address may be a good one"

    postfix.stop()
    with no_more_greylisting(postfix):
        firm.clock.forward(timedelta(minutes=20))
        with pytest.raises(Unreachable):
            await firm.turn()
        assert firm.letter(later).attempts == 1, "a server that is away is no answer of the client's server"
        postfix.start()
        firm.clock.forward(timedelta(minutes=2))
        await firm.turn()
        firm.clock.forward(timedelta(minutes=2))
        await firm.turn()

    assert firm.letter(later).state is LetterState.ACCEPTED
    assert firm.letter(full).state is LetterState.DEFERRED
    assert firm.letter(full).attempts == 2
    assert {email: handed_over(postfix, firm.letter(email)) for email in (fine, later)} == {fine: 1, later: 1}
    for email in (fine, later):
        postfix_servers.read(User(email, "secret"), at_least=1)
    assert firm.copies() == {fine: 1, later: 1}
    figure("real Postfix, refusing, putting off and restarted: 5 of 5 letters with the right outcome, 0 doubled")


@pytest.mark.parametrize("number", [1, 2, 3])
async def test_dovecot_restarted_while_answers_are_read_no_letter_goes_out_and_no_answer_is_missed(
    firm_with: Callable[..., Firm], postfix_servers: MailServers, number: int
) -> None:
    due = postfix_servers.new_user("lee", "potter.example").address
    writers = [f"{name}@{name}.example" for name in ("miller", "harbour", "mason")]
    firm = firm_with(*writers, due)
    for writer in writers:
        put(postfix_servers, firm.us, reply("We will pay on Friday.", writer, MONDAY), MONDAY)

    with pytest.raises(Unreachable):
        await firm.turn(Restless(postfix_servers, firm.us, "fetch", number))
    assert firm.office.store.book().letters() == (), "an inbox that was not read whole lets nothing out"
    firm.clock.forward(timedelta(minutes=1))
    await firm.turn()
    await firm.turn()

    read = Counter(fact.about for fact in firm.office.store.history() if fact.kind == "mail read")
    assert read == {"miller": 1, "harbour": 1, "mason": 1}
    assert [letter.to for letter in firm.office.store.book().letters()] == [due], "those who wrote are left alone"
    assert len(postfix_servers.read(User(due, "secret"), at_least=1)) == 1


@pytest.mark.parametrize("call", ["has", "file"])
async def test_dovecot_restarted_while_a_copy_is_filed_costs_no_letter_and_the_copy_comes_later(
    firm_with: Callable[..., Firm], postfix_servers: MailServers, call: str
) -> None:
    clients = [postfix_servers.new_user(name, f"{name}.example").address for name in ("miller", "harbour")]
    firm = firm_with(*clients)
    await firm.turn(Restless(postfix_servers, firm.us, call))
    assert [firm.letter(email).state for email in clients] == [LetterState.ACCEPTED] * 2
    for _ in range(2):
        firm.clock.forward(timedelta(minutes=1))
        await firm.turn()
    assert firm.copies() == dict.fromkeys(clients, 1)
    assert [handed_over(postfix_servers.postfix, firm.letter(email)) for email in clients] == [1, 1]


async def test_dovecot_restarted_while_an_answer_is_marked_the_answer_counts_all_the_same(
    firm_with: Callable[..., Firm], postfix_servers: MailServers
) -> None:
    firm = firm_with("kim@harbour.example")
    put(postfix_servers, firm.us, reply("Which invoice do you mean?", "kim@harbour.example", MONDAY), MONDAY)
    await firm.turn(Restless(postfix_servers, firm.us, "flag"))
    firm.clock.forward(timedelta(minutes=1))
    await firm.turn()
    assert firm.tasks("kim@harbour.example") == [TaskKind.REVIEW]
    assert firm.office.store.book().letters() == ()
