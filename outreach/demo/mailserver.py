"""The demo's mail server: aiosmtpd takes mail in, pymap shows it over IMAP; one event loop, real sockets on loopback.

It keeps everything in memory and knows only the mailboxes it was given. It is the demo's alone and proves nothing about
real servers: those are Dovecot and Postfix in the tests.
"""

from __future__ import annotations

import asyncio
from argparse import Namespace
from collections.abc import Callable, Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import Config, DictBackend, Identity, Login
from pymap.backend.dict.filter import FilterSet
from pymap.backend.dict.mailbox import MailboxSet
from pymap.concurrent import Subsystem
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.parsing.specials import FetchRequirement
from pymap.user import Passwords, UserMetadata
from pysasl.hashing import BuiltinHash

HOST = "127.0.0.1"
FOLDERS = ("Sent", "Drafts", "Trash")


@dataclass(frozen=True, slots=True)
class Kept:
    """A mail as it lies in a mailbox. UIDs count upwards in each folder."""

    uid: int
    arrived: datetime
    raw: bytes


class _Config(Config):
    @property
    def greeting(self) -> bytes:
        return b"demo mail server ready"  # pymap's own would ask the DNS for the name of this machine


class MailServer:
    """Use it as `async with`; the ports are free ones that the system chose.

    `owner` is the firm's own address: only it has a login, and nobody sends in its name without one. Mail to an address
    that is not in `others` is refused with 550. `now` stamps what arrives: the mailbox lives in the demo's time.
    """

    def __init__(self, owner: str, password: str, others: Iterable[str], now: Callable[[], datetime]) -> None:
        self.owner, self._password, self._now = owner.lower(), password, now
        self._addresses = frozenset({self.owner, *(address.lower() for address in others)})
        self._accepted = 0
        self._stack = AsyncExitStack()
        self.smtp_port = self.imap_port = 0

    async def __aenter__(self) -> MailServer:
        self._config = _config(self.owner, self._password)
        self._config.apply_context()
        login = Login(self._config)
        await self._let_in(login)
        for address in self._addresses:
            await self._give_mailbox(address)
        self.imap_port = await self._serve_imap(login)
        self.smtp_port = await self._serve_smtp()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def _let_in(self, login: Login) -> None:
        digest = await Passwords(self._config).hash_password(self._password)
        user = UserMetadata(self._config, self.owner, password=digest)
        await Identity(self.owner, login, None, frozenset()).set(user)

    async def _give_mailbox(self, address: str) -> None:
        mailbox = MailboxSet()
        for folder in FOLDERS:
            await mailbox.add_mailbox(folder)
        self._config.set_cache[address] = (mailbox, FilterSet())

    async def _serve_imap(self, login: Login) -> int:
        await DictBackend(login, self._config).start(self._stack)
        reader = ProxyProtocolReader(self._config.proxy_protocol)
        server = await asyncio.start_server(reader.get_callback(IMAPServer(login, self._config)), HOST, 0)
        await self._stack.enter_async_context(server)
        return _port(server)

    async def _serve_smtp(self) -> int:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: SMTP(
                self, hostname="mail.demo.example", enable_SMTPUTF8=True, auth_require_tls=False,
                authenticator=self._authenticate, data_size_limit=50 << 20, loop=loop,
            ), HOST, 0,
        )  # fmt: skip
        await self._stack.enter_async_context(server)
        return _port(server)

    def _authenticate(self, _s: SMTP, _session: Session, _e: Envelope, _mechanism: str, data: Any) -> AuthResult:
        known = LoginPassword(self.owner.encode(), self._password.encode())
        return AuthResult(success=data == known, handled=False)

    async def handle_MAIL(  # noqa: N802 - aiosmtpd finds its hooks by the name of the command
        self, _server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.lower() == self.owner and not session.authenticated:
            return "530 5.7.0 log in to send in this name"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - see above
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address.lower() not in self._addresses:
            return f"550 5.1.1 <{address}>: there is no such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - see above
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        path = (envelope.mail_from or "").strip("<>")  # aiosmtpd keeps the brackets of the null path alone
        for address in envelope.rcpt_tos:
            await self._put(address.lower(), f"Return-Path: <{path}>\r\n".encode() + content)
        self._accepted += 1
        return f"250 2.0.0 queued as demo-{self._accepted}"

    async def _put(self, address: str, raw: bytes) -> None:
        mailbox, _ = self._config.set_cache[address]
        folder = await mailbox.get_mailbox("INBOX")
        await folder.append(AppendMessage(raw, self._now()), recent=True)

    async def mails(self, address: str, folder: str = "INBOX", after: int = 0) -> tuple[Kept, ...]:
        """What lies in a folder of that mailbox with a UID above `after`, as its owner would see it."""
        mailbox, _ = self._config.set_cache[address.lower()]
        found = []
        async for message in (await mailbox.get_mailbox(folder)).messages():
            if message.uid > after:
                content = bytes(await message.load_content(FetchRequirement.CONTENT))
                found.append(Kept(message.uid, message.internal_date, content))
        return tuple(found)


def _config(user: str, password: str) -> Config:
    args = Namespace(
        demo_data=False, demo_user=user, demo_password=password, host=HOST, port=0, debug=False, cert=None, key=None,
        passlib_cfg=None, tls=False, proxy_protocol=None, inherited_sockets=None,
    )  # fmt: skip
    # One round of hashing: half a million, as pymap wants, take half a second and guard nothing here.
    return _Config.from_args(args, hash_context=BuiltinHash(rounds=1), cpu_subsystem=Subsystem.for_asyncio())


def _port(server: asyncio.AbstractServer) -> int:
    assert isinstance(server, asyncio.Server)
    return int(server.sockets[0].getsockname()[1])
