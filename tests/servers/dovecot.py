"""A private Dovecot 2.3: IMAP with STARTTLS, IMAPS, LMTP, and the logins for Postfix. Works without root, too."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from tests.servers.certificates import Authority
from tests.servers.process import ServerProcess, free_ports

_MAIL_OWNER = 5000  # a number that needs no entry in /etc/passwd

_CONFIG = """
base_dir = {base}/run
state_dir = {base}/state
{identity}
log_path = {base}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1, 127.0.0.2
ssl = yes
ssl_cert = <{good.certificate}
ssl_key = <{good.key}
ssl_dh =
local 127.0.0.2 {{
  ssl_cert = <{expired.certificate}
  ssl_key = <{expired.key}
}}
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
auth_cache_size = 0
mail_location = maildir:~/Maildir
mailbox_list_index = yes
first_valid_uid = 1
mail_max_userip_connections = 100
mail_plugins = quota
plugin {{
  quota = maildir:User quota
}}
passdb {{
  driver = passwd-file
  args = {base}/users/%Lu
}}
userdb {{
  driver = passwd-file
  args = {base}/users/%Lu
  default_fields = uid={uid} gid={gid} home={base}/mail/%d/%n
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    auto = subscribe
    special_use = \\Sent
  }}
  mailbox Drafts {{
    auto = subscribe
    special_use = \\Drafts
  }}
  mailbox Spam {{
    special_use = \\Junk
  }}
}}
service anvil {{
  {no_chroot}
  # Without this one wrong password makes the next logins wait for seconds.
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  {no_chroot}
}}
service imap-login {{
  {no_chroot}
  service_count = 0
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service lmtp {{
  {lmtp_user}
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
service auth {{
  inet_listener {{
    address = 127.0.0.1
    port = {sasl}
  }}
}}
protocol lmtp {{
  postmaster_address = postmaster@northwind-joinery.example
  auth_username_format = %Lu
}}
"""


class Dovecot(ServerProcess):
    """`imap_port` has STARTTLS, `imaps_port` TLS; on 127.0.0.2 both show an expired certificate."""

    def __init__(self, directory: Path, authority: Authority) -> None:
        super().__init__(directory)
        self.imap_port, self.imaps_port, self.lmtp_port, self.sasl_port = free_ports(4)
        root = os.geteuid() == 0
        self._owner = (_MAIL_OWNER, _MAIL_OWNER) if root else (os.geteuid(), os.getegid())
        for name in ("run", "state", "mail"):
            (directory / name).mkdir(exist_ok=True)
        os.chown(directory / "mail", *self._owner)
        # A file for each: Dovecot looks for changes in a file it knows only once a second.
        self._users = directory / "users"
        self._users.mkdir(exist_ok=True)
        me, group = pwd.getpwuid(os.geteuid()).pw_name, grp.getgrgid(os.getegid()).gr_name
        ordinary = f"default_internal_user = {me}\ndefault_internal_group = {group}\ndefault_login_user = {me}"
        (directory / "dovecot.conf").write_text(
            _CONFIG.format(
                base=directory,
                identity="" if root else ordinary,
                no_chroot="" if root else "chroot =",
                lmtp_user="" if root else f"user = {me}",
                uid=self._owner[0],
                gid=self._owner[1],
                good=authority.issue("dovecot"),
                expired=authority.issue("dovecot-expired", expired=True),
                imap=self.imap_port,
                imaps=self.imaps_port,
                lmtp=self.lmtp_port,
                sasl=self.sasl_port,
            )
        )

    def start(self) -> None:
        path = f"{os.environ.get('PATH', '')}:/usr/sbin"
        program = shutil.which("dovecot", path=path) or "/usr/sbin/dovecot"
        self._start([program, "-F", "-c", str(self.directory / "dovecot.conf")], self.imap_port)

    def add_user(self, address: str, password: str, quota: str = "") -> None:
        """Known from the next login or delivery on; everybody else is unknown (550). `quota` is like "20k"."""
        limit = f"userdb_quota_rule=*:storage={quota}" if quota else ""
        (self._users / address).write_text(f"{address}:{{PLAIN}}{password}::::::{limit}\n")

    def maildir(self, address: str) -> Path:
        name, _, domain = address.partition("@")
        return self.directory / "mail" / domain / name / "Maildir"

    def fill(self, address: str, mails: Iterable[tuple[bytes, datetime]]) -> None:
        """Mails with the instants they arrived at, straight into the files of the INBOX: thousands in a second."""
        box = self.maildir(address)
        folders = [box / kind for kind in ("cur", "new", "tmp")]
        for each in folders:
            each.mkdir(parents=True, exist_ok=True)
        for number, (raw, arrived) in enumerate(mails):
            file = box / "cur" / f"{arrived.timestamp():.0f}.M{number:06}P1.mx:2,"
            file.write_bytes(raw)
            os.utime(file, (arrived.timestamp(), arrived.timestamp()))
            os.chown(file, *self._owner)
        for each in (box.parent.parent, box.parent, box, *folders):
            os.chown(each, *self._owner)
