"""From an invoice file to a held case, with the real commands on real mail servers."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.utils import make_msgid
from pathlib import Path

import pytest

from tests.cli.office import Office, make_office, noon_on_a_working_day, row
from tests.servers.mail import MailServers, User

pytestmark = pytest.mark.servers


@pytest.fixture
def clients(postfix_servers: MailServers) -> list[User]:
    return [postfix_servers.new_user("jo", "miller-sons.example"), postfix_servers.new_user("kim", "harbour.example")]


@pytest.fixture
def firm(tmp_path: Path, postfix_servers: MailServers, clients: list[User]) -> Office:
    """A workspace whose book has two clients, one invoice each, a fortnight overdue."""
    made = make_office(tmp_path / "firm", postfix_servers, postfix_servers.new_user())
    where = noon_on_a_working_day()
    due = where.today - timedelta(days=14)
    rows = [
        row(name, user.address, number, due, "1200.00", where)
        for name, user, number in zip(("miller", "harbour"), clients, ("INV-1", "INV-2"), strict=True)
    ]
    made.run("import", str(made.write_book("invoices.csv", *rows)))
    return made


def answer(letter: bytes, sender: User, text: str) -> bytes:
    """What a mail program makes of "reply"."""
    asked = message_from_bytes(letter)
    mail = EmailMessage()
    mail["From"], mail["To"] = sender.address, asked["From"]
    mail["Subject"], mail["Message-ID"] = f"Re: {asked['Subject']}", make_msgid(domain="miller-sons.example")
    mail["In-Reply-To"], mail["References"] = asked["Message-ID"], asked["Message-ID"]
    mail.set_content(f"{text}\n\nOn the day before, Alex Winter wrote:\n" + quoted(asked))
    return mail.as_bytes()


def quoted(mail: Message) -> str:
    part = next(p for p in mail.walk() if p.get_content_type() == "text/plain")
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return "".join(f"> {line}\n" for line in payload.decode().splitlines())


def test_one_letter_per_client_an_answer_holds_the_case_and_no_further_letter(
    firm: Office, postfix_servers: MailServers, clients: list[User]
) -> None:
    firm.run("turn")
    assert [postfix_servers.read(user) for user in clients] == [[], []], "in mode approve, nothing goes out unread"
    firm.run("approve", "all", "--yes")
    firm.run("turn")
    letters = [postfix_servers.read(user, at_least=1) for user in clients]
    assert [len(each) for each in letters] == [1, 1]

    miller = clients[0]
    reply = answer(letters[0][0], miller, "Half of it was broken, sorry, no.")
    postfix_servers.submit(miller, [firm.us.address], reply)
    postfix_servers.read(firm.us, at_least=1)
    firm.run("turn")
    firm.run("turn")

    assert [len(postfix_servers.read(user)) for user in clients] == [1, 1], "no further letter"
    told = firm.json("explain", "INV-1")
    assert told["holds"], told
    assert told["next"].startswith("no letter: held")
    review = firm.json("review")
    assert [task["client"] for task in review if task["kind"] == "review"] == ["miller"]
    assert "broken" in firm.run("review", "show", review[0]["id"])
    assert postfix_servers.flags(firm.us) == [("Outreach",)], "flagged for the user's mail program, and still unread"
    assert not firm.json("explain", "INV-2")["holds"], "the other client has not written"


def test_a_copy_of_each_letter_lies_in_the_sent_folder_once(firm: Office, postfix_servers: MailServers) -> None:
    firm.run("turn")
    firm.run("approve", "all", "--yes")
    firm.run("turn")
    firm.run("turn")
    sent = [message_from_bytes(raw) for raw in postfix_servers.read(firm.us, "Sent")]
    assert sorted(mail["To"].rpartition("<")[2].rpartition("@")[2] for mail in sent) == [
        "harbour.example>",
        "miller-sons.example>",
    ]
    assert len({mail["Message-ID"] for mail in sent}) == 2


def test_what_was_approved_is_what_was_sent_but_for_the_date_line(
    firm: Office, postfix_servers: MailServers, clients: list[User]
) -> None:
    firm.run("turn")
    waiting = {letter["to"]: letter["digest"] for letter in firm.json("approve")}
    firm.run("approve", "all", "--yes")
    firm.run("turn")
    for user in clients:
        (received,) = postfix_servers.read(user, at_least=1)
        digest = waiting[user.address]
        frozen = (firm.home / "state" / "mail" / digest[:2] / f"{digest}.eml").read_bytes()
        body = received.replace(b"\r\n", b"\n")
        assert frozen.replace(b"\r\n", b"\n") in body
        assert message_from_bytes(received).get_all("Date") is not None
        assert b"\nDate:" not in b"\n" + frozen.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
