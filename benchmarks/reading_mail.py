"""Fetch new mail from Dovecot against a raw socket, and read it whole against the `email` parser alone."""

from __future__ import annotations

import asyncio
import re
import socket
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from statistics import median

from benchmarks.figure import Figure, shown
from benchmarks.made import case_facts, client, picture
from outreach.agent.read_inbox import read_inbox
from outreach.store.archive import FileArchive
from outreach.store.store import LedgerStore
from outreach.transport.imap import ImapMailbox
from outreach.transport.settings import Secret, Security, ServerSettings
from tests.fakes import Office, PaperMailbox, office, reply
from tests.servers.mail import MailServers, User

MAILS, OCTETS, ROUNDS = 5000, 8192, 3
REPLIES = 100  # read whole: each is one synced line of the ledger
_SAYS = (
    "Hello, we will pay INV-{0:06}-0 next Friday. Kind regards, Ann",
    "Please send us a copy of INV-{0:06}-0, we never received it. Thanks, Ann",
    "Invoice INV-{0:06}-0 was paid on Monday by bank transfer. Best wishes, Ann",
    "The amount of INV-{0:06}-0 is wrong: two of the five chairs were damaged. Ann",
)


def figures(scratch: Path) -> Sequence[Figure]:
    return [_fetched(), _read(scratch)]


def _fetched() -> Figure:
    servers = MailServers()
    try:
        user = servers.new_user()
        arrived = datetime(2026, 3, 17, 9, tzinfo=UTC)
        servers.dovecot.fill(user.address, ((_mail(number), arrived) for number in range(MAILS)))
        settings = ServerSettings("127.0.0.1", servers.dovecot.imap_port, Security.NONE, user.address, Secret("secret"))
        pairs = []
        for _ in range(ROUNDS):
            begin = time.perf_counter()
            count = asyncio.run(_ours(settings))
            middle = time.perf_counter()
            bare = _raw(servers.dovecot.imap_port, user)
            pairs.append((middle - begin, time.perf_counter() - middle))
            assert count == MAILS == bare
    finally:
        servers.stop()
    ratio = median(limit / ours for ours, limit in pairs)
    took, least = (shown(median(each) / MAILS) for each in zip(*pairs, strict=True))
    what = f"fetch {MAILS:,} new messages of 8 KB from Dovecot, headers first (a raw socket, one FETCH for all)"
    return Figure(what, f"{took} a mail", least, ratio, "≥ 0.85", ratio >= 0.85)


def _mail(number: int) -> bytes:
    """A short answer over a long quotation, 8 KB in all, as most answers are."""
    owner = client(number)
    below = [f"> line {line} of what was written before, quoted once more" for line in range(126)]
    text = "\r\n".join([_SAYS[number % len(_SAYS)].format(number), "", "On Monday Sam Baker wrote:", *below])
    raw = reply(text, owner.contacts[0].email, datetime(2026, 3, 17, 9, tzinfo=UTC))
    assert OCTETS * 0.9 < len(raw) < OCTETS * 1.1, len(raw)
    return raw


async def _ours(settings: ServerSettings) -> int:
    """As the agent does: each folder looked through, and each mail fetched that may belong to a case."""
    mailbox, count = ImapMailbox(settings), 0
    try:
        await mailbox.open("INBOX")
        async for listed in mailbox.listed("INBOX", 0, date(2026, 1, 1), "OR-"):
            raw = await mailbox.fetch("INBOX", listed.uid)
            count += raw is not None
    finally:
        await mailbox.close()
    return count


def _raw(port: int, user: User) -> int:
    """The least that any program can do: one FETCH, and octets read until its tag comes."""
    with socket.create_connection(("127.0.0.1", port), 30) as wire:
        wire.sendall(f"a LOGIN {user.address} {user.password}\r\n".encode())
        _until(wire, b"a OK")
        wire.sendall(b"b EXAMINE INBOX\r\n")
        _until(wire, b"b OK")
        wire.sendall(b"c UID FETCH 1:* (UID BODY.PEEK[])\r\n")
        return len(re.findall(rb"BODY\[\] \{\d+\}\r\n", _until(wire, b"\r\nc OK", b"c NO")))


def _until(wire: socket.socket, *ends: bytes) -> bytes:
    heard, got = bytearray(), b"."
    while got and not any(end in heard[-2000:] for end in ends):
        got = wire.recv(1 << 20)
        heard += got
    return bytes(heard)


def _read(scratch: Path) -> Figure:
    """Whole: parsed, told what it is and whose, its new text found and read, and the fact of it in a synced ledger."""
    now = datetime(2026, 3, 17, 10, tzinfo=UTC)
    mails = [_mail(number) for number in range(REPLIES)]
    pairs = []
    for number in range(ROUNDS):
        found = _office(scratch / str(number), now)
        for raw in mails:
            found.mailbox.deliver(raw, now - timedelta(hours=1))
        begin = time.perf_counter()
        inbox = asyncio.run(read_inbox(found.desk, found.mailbox))
        middle = time.perf_counter()
        assert len(inbox.kept) == REPLIES
        assert all(_parsed(raw).get_payload() for raw in mails)
        pairs.append((middle - begin, time.perf_counter() - middle))
    ratio = min(o for o, _ in pairs) / min(x for _, x in pairs)
    took, least = (shown(min(each) / REPLIES) for each in zip(*pairs, strict=True))
    what = f"read {REPLIES:,} of them whole, rules only, each synced (parsing them with email, compat32)"
    return Figure(what, f"{took} a mail", least, ratio, "≤ 4 ×", ratio <= 4)


def _parsed(raw: bytes) -> Message:
    return message_from_bytes(raw)


def _office(folder: Path, now: datetime) -> Office:
    found = office(now, LedgerStore(folder), FileArchive(folder))
    found.mailbox = PaperMailbox()
    found.desk.record(lambda _: (*case_facts(REPLIES, 1, date(2026, 2, 20)), picture()))
    return found
