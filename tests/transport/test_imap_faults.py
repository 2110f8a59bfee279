"""A mail server that breaks off, falls silent or floods: a sentence in good time, and the next call begins anew."""

from __future__ import annotations

import asyncio
import time
from datetime import date

import pytest

from outreach.errors import CertificateInvalid, LoginRefused, MailServerError, OutreachError, Unreachable
from outreach.ports import Listed
from outreach.transport.imap import ImapMailbox
from outreach.transport.settings import Secret, Security, ServerSettings
from tests.servers.misbehaving import CLOSE, SILENCE, MisbehavingImap

SELECTED = "* 3 EXISTS\r\n* OK [UIDVALIDITY 7] fine\r\n* OK [UIDNEXT 4] fine\r\n{tag} OK done"


def on(server: MisbehavingImap, security: Security = Security.NONE, timeout: float = 5.0) -> ImapMailbox:
    settings = ServerSettings("127.0.0.1", server.port, security, "accounts", Secret("secret"), timeout=timeout)
    return ImapMailbox(settings)


async def failure(error: type[OutreachError], **faults: str) -> OutreachError:
    """The error of looking through a mailbox on a server with the faults: in good time, and of no other type."""
    async with MisbehavingImap(**faults) as server:
        mailbox = on(server, timeout=0.3 if SILENCE in faults.values() else 5.0)
        started = time.monotonic()
        with pytest.raises(error) as caught:
            await everything(mailbox)
        assert time.monotonic() - started < 2
        await mailbox.close()
    assert type(caught.value) is error
    assert f"127.0.0.1:{server.port}" in caught.value.sentence
    return caught.value


async def everything(mailbox: ImapMailbox, mark: str = "") -> list[Listed]:
    await mailbox.open("INBOX")
    return [mail async for mail in mailbox.listed("INBOX", 0, date(2026, 1, 1), mark)]


@pytest.mark.parametrize("command", ["greeting", "CAPABILITY", "LOGIN", "SELECT", "EXAMINE", "NOOP", "SEARCH"])
@pytest.mark.parametrize("fault", [CLOSE, SILENCE, "* BYE too many of you"])
async def test_a_server_that_breaks_off_anywhere_is_unreachable(command: str, fault: str) -> None:
    error = await failure(Unreachable, **{command: fault})
    assert ("too many of you" in error.sentence) == ("too many of you" in fault)  # the server's own words are told


async def test_a_server_that_is_no_imap_server_is_found_out() -> None:
    error = await failure(MailServerError, greeting="220 mx.miller-sons.example ESMTP")
    assert "does not greet as an IMAP server" in error.sentence


async def test_a_server_that_says_we_are_logged_in_already_is_not_believed() -> None:
    await failure(MailServerError, greeting="* PREAUTH welcome back")


@pytest.mark.parametrize(
    "flood",
    [
        "* 1 FETCH (UID 1 BODY[] {2147483648}",  # two gigabytes announced
        "* 1 FETCH (UID 1 BODY[] {26214401}",  # one octet over the limit
        "* OK " + "x" * 5_000_000,  # a line that does not end
        "* OK still here\r\n" * 100_001,  # lines that do not end
        "ZZZ9 OK done",  # an answer to a command nobody gave
    ],
    ids=["two gigabytes", "an octet too much", "one line", "many lines", "wrong tag"],
)
async def test_a_server_that_sends_too_much_or_nonsense_is_cut_off(flood: str) -> None:
    await failure(MailServerError, SEARCH=flood)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("{tag} NO [AUTHENTICATIONFAILED] wrong", LoginRefused),
        ("{tag} NO [UNAVAILABLE] the directory is down", Unreachable),
        ("{tag} BAD what?", LoginRefused),
    ],
)
async def test_a_login_that_fails_for_now_is_not_called_a_wrong_password(
    answer: str, error: type[OutreachError]
) -> None:
    await failure(error, LOGIN=answer)


async def test_a_server_without_starttls_gets_no_password() -> None:
    async with MisbehavingImap() as server:
        with pytest.raises(CertificateInvalid, match=f"offers no STARTTLS on port {server.port}") as caught:
            await everything(on(server, Security.STARTTLS))
    assert 'security = "tls" is usually port 993' in caught.value.hint
    assert not any(b"LOGIN" in line for line in server.heard)


async def test_words_slipped_in_before_the_encryption_end_the_connection() -> None:
    offers = "* CAPABILITY IMAP4rev1 STARTTLS\r\n{tag} OK done"
    # Had they been kept, the rest of this literal would come out of the encrypted conversation.
    async with MisbehavingImap(CAPABILITY=offers, STARTTLS="{tag} OK go\r\n* OK {4}") as server:
        with pytest.raises(MailServerError, match="talking in the clear"):
            await everything(on(server, Security.STARTTLS))


async def test_after_a_lost_connection_the_next_call_makes_a_new_one() -> None:
    async with MisbehavingImap(SEARCH=CLOSE) as server:
        mailbox = on(server)
        for _ in range(2):
            with pytest.raises(Unreachable):
                await everything(mailbox)
        await mailbox.close()
    assert server.connections == 2


@pytest.mark.parametrize("fault", ["+ idling\r\n* BYE restarting", "* BYE restarting", CLOSE])
async def test_a_server_that_leaves_while_we_wait_ends_the_wait(fault: str) -> None:
    async with MisbehavingImap(IDLE=fault) as server:
        mailbox = on(server)
        with pytest.raises(Unreachable):
            await asyncio.wait_for(mailbox.wait("INBOX", 60), 2)
        await mailbox.close()


async def test_a_half_open_connection_is_noticed_when_the_round_ends() -> None:
    async with MisbehavingImap(DONE=SILENCE) as server:
        mailbox = on(server, timeout=0.3)
        with pytest.raises(Unreachable, match="does not answer DONE"):
            await asyncio.wait_for(mailbox.wait("INBOX", 0.1), 2)
        await mailbox.close()


async def test_a_refused_idle_is_an_error_and_not_a_busy_loop() -> None:
    async with MisbehavingImap(IDLE="{tag} NO not now") as server:
        mailbox = on(server)
        with pytest.raises(MailServerError, match="refuses IDLE: not now"):
            await mailbox.wait("INBOX", 60)
        await mailbox.close()


async def test_three_thousand_lines_at_once_end_a_wait_as_one_would() -> None:
    async with MisbehavingImap(IDLE="+ idling\r\n" + "* 1 EXPUNGE\r\n" * 3000 + "* 1 EXISTS") as server:
        mailbox = on(server)
        await asyncio.wait_for(mailbox.wait("INBOX", 60), 2)
        await mailbox.close()


async def test_a_server_without_idle_is_asked_now_and_then() -> None:
    answers = {"CAPABILITY": "* CAPABILITY IMAP4rev1\r\n{tag} OK done"}
    async with MisbehavingImap(**answers, NOOP="* 1 EXISTS\r\n{tag} OK done") as server:
        mailbox = on(server)
        await asyncio.wait_for(mailbox.wait("INBOX", 0.2), 2)
        await mailbox.close()
    assert not any(b"IDLE" in line for line in server.heard)


async def test_a_server_that_cannot_search_texts_marks_nothing_but_lists_all() -> None:
    class NoTextSearch(MisbehavingImap):
        async def act(self, writer: asyncio.StreamWriter, action: str) -> bool:
            if "SEARCH 1 2 3" in action and b"TEXT" in self.heard[-1]:
                action = self.heard[-1].split()[0].decode() + " BAD no such thing as TEXT"
            return await super().act(writer, action)

    one = '* {n} FETCH (FLAGS (UID 9) UID {n} RFC822.SIZE 10 INTERNALDATE " 1-Feb-2026 10:00:00 +0000" BODY[HEADER] ""'
    fetch = "".join(one.format(n=n) + ")\r\n" for n in (3, 1, 2)) + "{tag} OK done"
    answers = {"SELECT": SELECTED, "EXAMINE": SELECTED, "SEARCH": "* SEARCH 1 2 3\r\n{tag} OK done", "FETCH": fetch}
    async with NoTextSearch(**answers) as server:
        mailbox = on(server)
        listed = await everything(mailbox, mark="or-7f3a")
        await mailbox.close()
    assert [(mail.uid, mail.marked) for mail in listed] == [(1, False), (2, False), (3, False)]


async def test_a_mail_is_looked_at_in_ways_that_cannot_mark_it_and_days_are_asked_for_widely() -> None:
    answers = {"SELECT": SELECTED, "EXAMINE": SELECTED, "SEARCH": "* SEARCH 1\r\n{tag} OK done"}
    async with MisbehavingImap(**answers, FETCH="* 1 FETCH (UID 1 RFC822.SIZE 10)\r\n{tag} OK done") as server:
        mailbox = on(server)
        await everything(mailbox)
        assert await mailbox.fetch("INBOX", 1) is None  # a mail of which the server does not give the text
        await mailbox.close()
    fetches = [line for line in server.heard if b"FETCH" in line]
    assert len(fetches) == 3
    assert not any(b"BODY[" in line for line in fetches)  # BODY.PEEK[ only
    # The server goes by its own day: 1 January here may be 31 December there.
    assert any(b"UID 1:* SINCE 31-Dec-2025\r\n" in line for line in server.heard)


async def test_mails_that_were_renumbered_meanwhile_are_not_taken_for_others() -> None:
    examined = SELECTED.replace("UIDVALIDITY 7", "UIDVALIDITY 8")
    async with MisbehavingImap(SELECT=SELECTED, EXAMINE=examined) as server:
        mailbox = on(server)
        with pytest.raises(MailServerError, match="renumbered the mails in INBOX"):
            await everything(mailbox)
        await mailbox.close()


async def test_a_folder_without_uidvalidity_is_not_used() -> None:
    async with MisbehavingImap(SELECT="* 0 EXISTS\r\n{tag} OK done") as server:
        mailbox = on(server)
        with pytest.raises(MailServerError, match="no UIDVALIDITY"):
            await mailbox.open("INBOX")
        await mailbox.close()


async def test_a_folder_that_takes_no_keywords_is_not_flagged() -> None:
    async with MisbehavingImap(SELECT=SELECTED) as server:
        mailbox = on(server)
        await mailbox.flag("INBOX", 1, "$OutreachReview")
        await mailbox.close()
    assert not any(b"STORE" in line for line in server.heard)


@pytest.mark.parametrize(
    ("folders", "sent"),
    [
        (
            r'* LIST (\HasNoChildren) "/" INBOX' + "\r\n" + r'* LIST (\Sent) "/" "[Gmail]/Sent Mail"',
            "[Gmail]/Sent Mail",
        ),
        ('* LIST () "." INBOX\r\n* LIST () "." "INBOX.Gesendete Elemente"', "INBOX.Gesendete Elemente"),
        ('* LIST () "/" "Sent Items"\r\n* LIST () "/" Sent', "Sent"),
        ('* LIST (\\Noselect) "/" Sent\r\n* LIST () "/" Presents', None),
        ('* LIST () "/" {4}\r\nSent', "Sent"),
    ],
)
async def test_the_sent_folder_is_found_by_its_use_or_a_usual_name(folders: str, sent: str | None) -> None:
    async with MisbehavingImap(LIST=folders + "\r\n{tag} OK done") as server:
        mailbox = on(server)
        assert await mailbox.sent_folder() == sent
        await mailbox.close()


async def test_a_refused_copy_into_sent_is_told_and_does_not_spoil_the_next_one() -> None:
    async with MisbehavingImap(APPEND="{tag} NO [OVERQUOTA] full") as server:
        mailbox = on(server)
        for _ in range(2):
            with pytest.raises(MailServerError, match="OVERQUOTA"):
                await mailbox.file("Sent", b"Subject: x\r\n\r\nhello\r\n")
        await mailbox.close()
    assert server.connections == 1


async def test_a_line_break_in_a_folder_name_never_reaches_the_server() -> None:
    async with MisbehavingImap() as server:
        mailbox = on(server)
        with pytest.raises(OutreachError, match="control character"):
            await mailbox.copy("INBOX", 1, "Review\r\nA1 DELETE INBOX")
        await mailbox.close()
    assert not any(b"DELETE" in line for line in server.heard)
