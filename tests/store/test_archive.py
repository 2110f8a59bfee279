"""What every archive promises, and what the one on disk does about damage."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from outreach.errors import LedgerDamaged
from outreach.ports import Archive
from outreach.store.archive import FileArchive
from outreach.store.memory import MemoryArchive

MAIL = b"Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n\r\nWe will pay on 20 March.\r\n\x00\xff"


class ArchiveContract:
    @pytest.fixture
    def archive(self, tmp_path: Path) -> Archive:
        raise NotImplementedError

    @pytest.mark.parametrize("raw", [MAIL, b"", b"\n" * 100_000])
    def test_a_mail_comes_back_byte_by_byte_under_its_sha256(self, archive: Archive, raw: bytes) -> None:
        assert archive.put(raw) == sha256(raw).hexdigest()
        assert archive.get(sha256(raw).hexdigest()) == raw

    def test_the_same_mail_twice_is_one(self, archive: Archive) -> None:
        assert archive.put(MAIL) == archive.put(MAIL)

    @pytest.mark.parametrize("digest", ["0" * 64, "", "../../etc/passwd", "0" * 63 + "\n"])
    def test_a_mail_that_is_not_there_is_no_empty_mail(self, archive: Archive, digest: str) -> None:
        with pytest.raises(LedgerDamaged):
            archive.get(digest)


class TestMemoryArchive(ArchiveContract):
    @pytest.fixture
    def archive(self, tmp_path: Path) -> Archive:
        return MemoryArchive()


class TestFileArchive(ArchiveContract):
    @pytest.fixture
    def archive(self, tmp_path: Path) -> Archive:
        return FileArchive(tmp_path)

    def test_a_mail_is_one_file_in_a_folder_of_its_first_two_digits(self, archive: Archive, tmp_path: Path) -> None:
        digest = archive.put(MAIL)
        archive.put(MAIL)
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert files == [tmp_path / "mail" / digest[:2] / f"{digest}.eml"]
        assert files[0].read_bytes() == MAIL

    @pytest.mark.parametrize("damaged", [MAIL[:-1], MAIL.replace(b"20", b"21"), b""])
    def test_a_mail_that_has_changed_on_disk_is_no_evidence(
        self, archive: Archive, tmp_path: Path, damaged: bytes
    ) -> None:
        digest = archive.put(MAIL)
        path = tmp_path / "mail" / digest[:2] / f"{digest}.eml"
        path.write_bytes(damaged)
        with pytest.raises(LedgerDamaged, match="have changed"):
            archive.get(digest)
        archive.put(MAIL)  # the same mail, fetched again, heals it
        assert archive.get(digest) == MAIL
