"""A private Postfix (needs root): submission with STARTTLS and with TLS, login by Dovecot, delivery to Dovecot by LMTP.

It takes mail for every domain under `.example`. Some local parts have a fate of their own, see `FATES`; a user that
Dovecot does not know is accepted here and comes back as a real bounce.
"""

from __future__ import annotations

import grp
import os
import pwd
import time
from pathlib import Path

from tests.servers.certificates import Authority
from tests.servers.dovecot import Dovecot
from tests.servers.process import ServerProcess, free_ports

# What happens to recipients whose local part begins so, and to subjects with the word "refused-content".
FATES = {
    "nobody": "550 5.1.1 at RCPT",
    "full": "452 4.2.2 at RCPT",
    "greylisted": "451 4.7.1 at RCPT",
    "blocked": "554 5.7.1 at RCPT",
}

_PROGRAM = "/usr/lib/postfix/sbin/master"
_MAIN = """
compatibility_level = 3.6
queue_directory = {base}/queue
data_directory = {base}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {base}/mail.log
maillog_file_prefixes = {base}
myhostname = mx.northwind-joinery.example
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks =
alias_maps =
alias_database =
local_recipient_maps =
virtual_mailbox_domains = regexp:{base}/etc/domains
virtual_mailbox_maps = regexp:{base}/etc/mailboxes
virtual_transport = lmtp:inet:127.0.0.1:{lmtp}
default_transport = error:mail to the outside is off in tests
header_checks = regexp:{base}/etc/headers
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{sasl}
smtpd_tls_cert_file = {good.certificate}
smtpd_tls_key_file = {good.key}
smtpd_tls_security_level = may
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = check_recipient_access regexp:{base}/etc/access, permit_sasl_authenticated, reject
smtpd_client_connection_rate_limit = 0
smtpd_client_connection_count_limit = 0
smtpd_error_sleep_time = 0
message_size_limit = 30000000
biff = no
"""

_MASTER = """
127.0.0.1:{submission} inet n - n - 100 smtpd
127.0.0.1:{plain} inet n - n - 100 smtpd -o smtpd_tls_security_level=none
127.0.0.1:{smtps} inet n - n - 100 smtpd -o smtpd_tls_wrappermode=yes
127.0.0.1:{expired_port} inet n - n - 100 smtpd -o smtpd_tls_wrappermode=yes \
 -o smtpd_tls_cert_file={expired.certificate} -o smtpd_tls_key_file={expired.key}
127.0.0.1:{other_port} inet n - n - 100 smtpd \
 -o smtpd_tls_cert_file={other.certificate} -o smtpd_tls_key_file={other.key}
pickup    unix n - n 60 1 pickup
cleanup   unix n - n - 0 cleanup
qmgr      unix n - n 300 1 qmgr
tlsmgr    unix - - n 1000? 1 tlsmgr
rewrite   unix - - n - - trivial-rewrite
bounce    unix - - n - 0 bounce
defer     unix - - n - 0 bounce
trace     unix - - n - 0 bounce
verify    unix - - n - 1 verify
flush     unix n - n 1000? 0 flush
proxymap  unix - - n - - proxymap
smtp      unix - - n - - smtp
relay     unix - - n - - smtp
showq     unix n - n - - showq
error     unix - - n - - error
retry     unix - - n - - error
discard   unix - - n - - discard
lmtp      unix - - n - - lmtp
anvil     unix - - n - 1 anvil
scache    unix - - n - 1 scache
postlog   unix-dgram n - n - 1 postlogd
"""

_MAPS = {
    "domains": "/\\.example$/ here\n",
    "mailboxes": "!/^nobody/ here\n",
    "access": "/^full/ 452 4.2.2 The mailbox is full\n"
    "/^greylisted/ 451 4.7.1 Please come back later\n"
    "/^blocked/ 554 5.7.1 We do not take your mail\n",
    "headers": "/^Subject:.*refused-content/ REJECT We do not like what it says\n",
}
_QUEUES = ("active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private", "saved", "trace")


class Postfix(ServerProcess):
    """`port` has STARTTLS, `tls_port` TLS, `plain_port` neither; the others show a wrong certificate."""

    def __init__(self, directory: Path, dovecot: Dovecot, authority: Authority) -> None:
        super().__init__(directory)
        self.port, self.plain_port, self.tls_port, self.expired_port, self.other_name_port = free_ports(5)
        self._make_directories()
        etc = directory / "etc"
        values = {
            "base": directory,
            "lmtp": dovecot.lmtp_port,
            "sasl": dovecot.sasl_port,
            "good": authority.issue("postfix"),
            "expired": authority.issue("postfix-expired", expired=True),
            "other": authority.issue("postfix-other", "DNS:mail.miller-sons.example"),
            "submission": self.port,
            "plain": self.plain_port,
            "smtps": self.tls_port,
            "expired_port": self.expired_port,
            "other_port": self.other_name_port,
        }
        (etc / "main.cf").write_text(_MAIN.format(**values))
        (etc / "master.cf").write_text(_MASTER.format(**values))
        for name, lines in _MAPS.items():
            (etc / name).write_text(lines)

    def start(self) -> None:
        etc = self.directory / "etc"
        for name in ("main.cf", "master.cf"):
            # Postfix dozes until its main.cf is two seconds old, in case somebody is still writing it.
            os.utime(etc / name, (time.time() - 10, time.time() - 10))
        self._start(
            # master closes every file descriptor up to the limit, which may be millions
            ["/bin/sh", "-c", 'ulimit -n 4096 && exec "$0" "$@"', _PROGRAM, "-c", str(etc), "-d"],
            self.port,
            environment={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "MAIL_CONFIG": str(etc), "MAIL_LOGTAG": "postfix"},
        )

    def _make_directories(self) -> None:
        try:
            postfix, postdrop = pwd.getpwnam("postfix").pw_uid, grp.getgrnam("postdrop").gr_gid
        except KeyError as error:
            raise RuntimeError("Postfix is not installed; tests/servers/install.sh installs it") from error
        for name in ("etc", "queue", "queue/pid", "data"):
            (self.directory / name).mkdir()
        os.chown(self.directory / "data", postfix, -1)
        for name in _QUEUES:
            (self.directory / "queue" / name).mkdir(mode=0o700)
            os.chown(self.directory / "queue" / name, postfix, -1)
        for name, mode in (("maildrop", 0o730), ("public", 0o710)):
            (self.directory / "queue" / name).mkdir()
            os.chown(self.directory / "queue" / name, postfix, postdrop)
            (self.directory / "queue" / name).chmod(mode)
