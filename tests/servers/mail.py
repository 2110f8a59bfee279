"""Both servers together, with users as cheap as a line in a file, and short ways to put mail in and to look at it."""

from __future__ import annotations

import imaplib
import itertools
import os
import shutil
import smtplib
import ssl
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from outreach.transport.settings import Secret, Security, ServerSettings
from tests.servers.certificates import Authority
from tests.servers.dovecot import Dovecot
from tests.servers.postfix import Postfix

OUR_DOMAIN = "northwind-joinery.example"


@dataclass(frozen=True, slots=True)
class User:
    address: str
    password: str


class MailServers:
    """`postfix` is None without root: then mail comes in by `deliver` alone."""

    def __init__(self) -> None:
        self._directory = Path(tempfile.mkdtemp(prefix="outreach-servers-"))
        self._directory.chmod(0o755)
        self._numbers = itertools.count(1)
        self.authority = Authority(self._directory / "certificates")
        self.dovecot = Dovecot(self._directory / "dovecot", self.authority)
        self.postfix: Postfix | None = None
        try:
            self.dovecot.start()
            if os.geteuid() == 0:
                self.postfix = Postfix(self._directory / "postfix", self.dovecot, self.authority)
                self.postfix.start()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        if self.postfix is not None:
            self.postfix.stop()
        self.dovecot.stop()
        shutil.rmtree(self._directory, ignore_errors=True)

    def new_user(self, name: str = "accounts", domain: str = OUR_DOMAIN, password: str = "secret") -> User:
        """A user nobody else has, with an empty mailbox: `accounts-7@northwind-joinery.example`."""
        return self.add_user(f"{name}-{next(self._numbers)}@{domain}", password)

    def add_user(self, address: str, password: str = "secret") -> User:
        self.dovecot.add_user(address, password)
        return User(address, password)

    def imap_settings(self, user: User, security: Security = Security.STARTTLS, timeout: float = 5.0) -> ServerSettings:
        port = self.dovecot.imaps_port if security is Security.TLS else self.dovecot.imap_port
        return self._settings(port, security, user, timeout)

    def smtp_settings(self, user: User, security: Security = Security.STARTTLS, timeout: float = 5.0) -> ServerSettings:
        assert self.postfix is not None
        port = self.postfix.tls_port if security is Security.TLS else self.postfix.port
        return self._settings(port, security, user, timeout)

    def deliver(self, user: User, *mails: bytes) -> None:
        """Straight into the user's INBOX by LMTP; it is there when this returns."""
        with smtplib.LMTP("127.0.0.1", self.dovecot.lmtp_port) as lmtp:
            for raw in mails:
                lmtp.sendmail("somebody@miller-sons.example", [user.address], raw)

    def submit(self, sender: User, recipients: Iterable[str], raw: bytes) -> None:
        """As a mail program does: by SMTP with STARTTLS and login, through Postfix."""
        assert self.postfix is not None
        with smtplib.SMTP("localhost", self.postfix.port) as smtp:
            smtp.starttls(context=ssl.create_default_context(cafile=str(self.authority.ca)))
            smtp.login(sender.address, sender.password)
            smtp.sendmail(sender.address, list(recipients), raw)

    def imap(self, user: User) -> imaplib.IMAP4:
        """A second opinion on the mailbox, by another library; close it with `with`."""
        client = imaplib.IMAP4("127.0.0.1", self.dovecot.imap_port)
        client.login(user.address, user.password)
        return client

    def read(self, user: User, folder: str = "INBOX", at_least: int = 0, patience: float = 5.0) -> list[bytes]:
        """Every mail of a folder, without marking it; waits until there are `at_least` so many."""
        end = time.monotonic() + patience
        while True:
            with self.imap(user) as client:
                client.select(f'"{folder}"', readonly=True)
                answer = client.uid("fetch", "1:*", "(BODY.PEEK[])")[1]
            mails = [part[1] for part in answer if isinstance(part, tuple)]
            if len(mails) >= at_least:
                return mails
            assert time.monotonic() < end, f"{len(mails)} of {at_least} mails in {folder} of {user.address}"
            time.sleep(0.02)

    def flags(self, user: User, folder: str = "INBOX") -> list[tuple[str, ...]]:
        """The flags of every mail of a folder, in the order of their UIDs, without \\Recent."""
        with self.imap(user) as client:
            client.select(f'"{folder}"', readonly=True)
            answer = client.uid("fetch", "1:*", "(FLAGS)")[1]
        flags = [imaplib.ParseFlags(line) for line in answer if isinstance(line, bytes)]
        return [tuple(sorted(flag.decode() for flag in each if flag != b"\\Recent")) for each in flags]

    def _settings(self, port: int, security: Security, user: User, timeout: float) -> ServerSettings:
        return ServerSettings(
            "localhost", port, security, user.address, Secret(user.password), str(self.authority.ca), timeout
        )
