"""An authority of our own, made by openssl, and certificates from it, good and expired ones."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

EXPIRED_ON = datetime(2026, 3, 1, 12, tzinfo=UTC)

_CONFIG = """
[ca]
default_ca = own
[own]
database = {directory}/index.txt
serial = {directory}/serial
new_certs_dir = {directory}
default_md = sha256
policy = any
[any]
commonName = supplied
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = CA:FALSE
extendedKeyUsage = serverAuth
authorityKeyIdentifier = keyid
subjectAltName = $ENV::NAMES
"""


@dataclass(frozen=True, slots=True)
class Certificate:
    certificate: Path
    key: Path


class Authority:
    """`ca` is the file that a client trusts."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        directory.mkdir()
        directory.chmod(0o755)
        (directory / "index.txt").touch()
        (directory / "serial").write_text("01\n")
        (directory / "openssl.cnf").write_text(_CONFIG.format(directory=directory))
        self.ca = directory / "ca.pem"
        new = ("req", "-x509", *_new_key("ca.key"), "-out", "ca.pem")
        self._openssl(*new, "-days", "2", "-subj", "/CN=Test authority", "-extensions", "authority")

    def issue(
        self, name: str, names: str = "DNS:localhost,IP:127.0.0.1,IP:127.0.0.2", *, expired: bool = False
    ) -> Certificate:
        """Valid from the day before until the day after now; an expired one until EXPIRED_ON."""
        end = EXPIRED_ON if expired else datetime.now(UTC) + timedelta(days=1)
        start = end - timedelta(days=2)
        self._openssl("req", *_new_key(f"{name}.key"), "-out", f"{name}.csr", "-subj", f"/CN={name}")
        sign = ("ca", "-batch", "-notext", "-in", f"{name}.csr", "-cert", "ca.pem", "-keyfile", "ca.key")
        valid = ("-startdate", f"{start:%Y%m%d%H%M%SZ}", "-enddate", f"{end:%Y%m%d%H%M%SZ}")
        self._openssl(*sign, *valid, "-out", f"{name}.pem", "-extensions", "server", names=names)
        return Certificate(self._directory / f"{name}.pem", self._directory / f"{name}.key")

    def _openssl(self, *arguments: str, names: str = "DNS:localhost") -> None:
        command, *rest = arguments
        subprocess.run(
            ["openssl", command, "-config", "openssl.cnf", *rest],
            check=True,
            capture_output=True,
            cwd=self._directory,
            env={"PATH": "/usr/bin:/bin:/usr/local/bin", "NAMES": names},
        )


def _new_key(file: str) -> tuple[str, ...]:
    return "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", file
