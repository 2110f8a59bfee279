"""The archive: every mail sent or received as a file of its raw bytes, named by their SHA-256."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

from outreach.errors import LedgerDamaged
from outreach.store.disk import make_folder, sync_folder, told, write_whole

_NAME = re.compile("[0-9a-f]{64}")
_DO = "Put the folder mail back from a backup: the ledger refers to this mail, and it is evidence."


class FileArchive:
    """`ports.Archive` in `folder`: the mail with digest abcdef… is `mail/ab/abcdef….eml`."""

    def __init__(self, folder: Path) -> None:
        self._mail = folder / "mail"

    def put(self, raw: bytes) -> str:
        digest = sha256(raw).hexdigest()
        path = self._path(digest)
        for folder in (self._mail, path.parent):
            make_folder(folder)
        if self._read(path) == raw:
            with told(path):
                sync_folder(path.parent)  # whoever put it first may have died before its name was durable
        else:
            write_whole(path, raw)
        return digest

    def get(self, digest: str) -> bytes:
        path = self._path(digest)
        raw = self._read(path)
        if raw is None:
            raise LedgerDamaged(f"The mail {path} is missing.", _DO)
        if sha256(raw).hexdigest() != digest:
            raise LedgerDamaged(f"The mail {path} is not what was put there: its bytes have changed.", _DO)
        return raw

    def _path(self, digest: str) -> Path:
        if not _NAME.fullmatch(digest):
            raise LedgerDamaged(f"{digest!r} cannot be the name of a mail in the archive.", _DO)
        return self._mail / digest[:2] / f"{digest}.eml"

    def _read(self, path: Path) -> bytes | None:
        """None when there is no such file."""
        with told(path, "read"):
            try:
                with path.open("rb", buffering=0) as file:
                    return file.read()
            except FileNotFoundError:
                return None
