"""Invoice PDFs that the user keeps in a folder, found by invoice number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from outreach.mail.compose import Attachment
from outreach.store.disk import told

MOST = 10  # files on one letter
LARGEST = 10 * 1024 * 1024  # octets in all; many mail servers refuse more


class FolderDocuments:
    """Implements ports.Documents: `INV-1042.pdf` or `INV-1042 anything.pdf` belongs to invoice INV-1042, and no other.

    The number stands at the start and ends there: INV-10 never takes INV-1042.pdf. A file of another client in a
    letter is worse than a letter without a file.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, client: str, invoices: Sequence[str]) -> tuple[Attachment, ...]:  # noqa: ARG002 - numbers are unique
        found: list[Attachment] = []
        room = LARGEST
        for file in self._files(invoices):
            with told(file, "read"):
                data = file.read_bytes()
            if len(data) <= room and len(found) < MOST:
                room -= len(data)
                found.append(Attachment(file.name, "application/pdf", data))
        return tuple(found)

    def _files(self, invoices: Sequence[str]) -> Iterator[Path]:
        if not self._folder.is_dir():
            return
        there = sorted(file for file in self._folder.iterdir() if file.suffix.lower() == ".pdf" and file.is_file())
        for number in invoices:
            # "/" cannot stand in a file name, so people write "-" or "_" for it
            name = re.escape(number).replace("/", "[-_]")
            yield from (file for file in there if re.fullmatch(rf"{name}([ _(].*)?", file.stem, re.IGNORECASE))
