"""Invoice PDFs: the right ones, and never another client's."""

from __future__ import annotations

from pathlib import Path

import pytest

from outreach.store.documents import LARGEST, FolderDocuments


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("INV-10.pdf", "INV-1042.pdf", "INV-1042-2.pdf", "inv-7 Miller & Sons.PDF", "INV-8.txt", "2026-3.pdf"):
        (tmp_path / name).write_bytes(name.encode())
    return tmp_path


def found(folder: Path, *invoices: str) -> list[str]:
    return [attachment.name for attachment in FolderDocuments(folder).of("miller", invoices)]


def test_a_number_never_takes_the_file_of_another_number(folder: Path) -> None:
    assert found(folder, "INV-10") == ["INV-10.pdf"]
    assert found(folder, "INV-1042") == ["INV-1042.pdf"]
    assert found(folder, "INV-104") == []


def test_words_after_the_number_and_capitals_do_not_matter(folder: Path) -> None:
    assert found(folder, "INV-7") == ["inv-7 Miller & Sons.PDF"]


def test_only_pdf_files_are_attached(folder: Path) -> None:
    assert found(folder, "INV-8") == []


def test_a_slash_in_a_number_is_written_as_a_hyphen_or_underscore_in_a_file_name(folder: Path) -> None:
    assert found(folder, "2026/3") == ["2026-3.pdf"]


def test_dots_and_stars_in_a_number_are_only_themselves(folder: Path) -> None:
    assert found(folder, "INV.10", ".*") == []


def test_a_letter_does_not_grow_beyond_what_mail_servers_take(tmp_path: Path) -> None:
    (tmp_path / "A.pdf").write_bytes(b"x" * (LARGEST - 10))
    (tmp_path / "B.pdf").write_bytes(b"y" * 11)
    (tmp_path / "C.pdf").write_bytes(b"z" * 10)
    assert found(tmp_path, "A", "B", "C") == ["A.pdf", "C.pdf"]


def test_without_the_folder_nothing_is_attached(tmp_path: Path) -> None:
    assert found(tmp_path / "none", "INV-10") == []
