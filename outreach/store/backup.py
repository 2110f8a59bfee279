"""Backup and restore: a workspace as one file, made while the agent runs, and put back so that it stays silent."""

from __future__ import annotations

import gzip
import os
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from outreach.domain.decisions import halt
from outreach.domain.halt import HaltKind
from outreach.errors import LedgerDamaged, Refused
from outreach.store.disk import make_folder, sync_folder, told, write_whole
from outreach.store.identity import NAME as IDENTITY
from outreach.store.ledger import START, Mark
from outreach.store.store import LedgerStore
from outreach.store.verify import Checked, verify

_CONFIG: Final = "config.toml"
_LEDGER: Final = "state/ledger.jsonl"
# Not kept: where it stood, which no other place may claim; what is made again; what speaks of processes that run here.
_MADE_AGAIN = ("checkpoint.json", "rules.json", "calendars.json", "ledger.lock", "agent.lock", "heartbeat.json")
_LEFT_OUT: Final = frozenset(f"state/{name}" for name in (IDENTITY, *_MADE_AGAIN))
_DAMAGED: Final = "Nothing was restored. Use another backup, or copy the file again from where it was kept."


@dataclass(frozen=True, slots=True)
class BackedUp:
    files: int
    octets: int  # of the backup
    facts: int
    left_out: tuple[str, ...]  # links and other things that are no files


def backup(root: Path, file: Path) -> BackedUp:
    """Everything in the workspace as a tar.gz that only its owner can read, synced; it is there whole or not at all.

    The ledger is kept up to the length that it has now: only its length is asked for under its lock. Every mail that
    those lines name was on disk before them and never changes. Raises Refused when the file exists or lies in `root`.
    """
    file = file.absolute()
    if file.resolve().is_relative_to(root.resolve()):
        raise Refused(f"{file} lies in the workspace and would be lost with it.", "Name a file on another disk.")
    _refuse_existing(file)
    mark = _reached(root)
    with told(file):
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as target:
                files, left_out = _pack(root, mark.end, target)
                target.flush()
                os.fsync(target.fileno())
            _refuse_existing(file)
            Path(name).replace(file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        sync_folder(file.parent)
    return BackedUp(files, file.stat().st_size, mark.line, left_out)


def _refuse_existing(file: Path) -> None:
    if file.exists():
        raise Refused(f"{file} exists and is not overwritten.", "Name a new file, for example with the date.")


def _reached(root: Path) -> Mark:
    if not (root / _LEDGER).exists():
        return START
    store = LedgerStore(root / "state")
    try:
        store.book()  # reads what there is before the lock is taken, so that it is held for a moment only
        return store.reached()
    finally:
        store.close()


def _pack(root: Path, length: int, target: BinaryIO) -> tuple[int, tuple[str, ...]]:
    files, left_out = 0, []
    with gzip.GzipFile(fileobj=target, mode="wb", filename="") as packed, tarfile.open(fileobj=packed, mode="w") as tar:
        for path in _walk(root):
            name = path.relative_to(root).as_posix()
            if name in _LEFT_OUT or (name.startswith("state/") and path.suffix in {".tmp", ".new"}):
                continue
            if path.is_symlink() or not (path.is_file() or path.is_dir()):
                left_out.append(name)
            else:
                files += _add(tar, path, name, length if name == _LEDGER else None)
    return files, tuple(left_out)


def _walk(folder: Path) -> Iterator[Path]:
    """Every file and folder, each folder before what is in it; links are not followed."""
    for path in sorted(folder.iterdir()):
        yield path
        if path.is_dir() and not path.is_symlink():
            yield from _walk(path)


def _add(tar: tarfile.TarFile, path: Path, name: str, size: int | None) -> int:
    """Owner and group are left out: it is restored by whoever restores it."""
    info = tarfile.TarInfo(name)
    if path.is_dir():
        info.type, info.mode = tarfile.DIRTYPE, path.stat().st_mode & 0o777
        tar.addfile(info)
        return 0
    with told(path, "read"):
        source = path.open("rb")
    with source as file:
        found = os.fstat(file.fileno())
        info.size = found.st_size if size is None else size
        info.mode, info.mtime = found.st_mode & 0o777, int(found.st_mtime)
        tar.addfile(info, file)
    return 1


@dataclass(frozen=True, slots=True)
class Restored:
    files: int
    checked: Checked


def restore(file: Path, folder: Path, now: datetime, by: str) -> Restored:
    """Put a backup into a new or empty folder, check it, and keep every letter in until `outreach go`.

    All or nothing: what was written is removed again when the file is damaged or holds anything but files and folders
    below it. config.toml comes last, so that what a crash leaves is no workspace.
    """
    with told(folder):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise Refused(f"{folder} is not empty.", "Name a new folder; nothing is ever restored over a workspace.")
    new = not folder.exists()
    make_folder(folder)
    try:
        files, config = _unpack(file, folder)
        checked = _sound(folder)
        _silence(folder, file, now, by)
        os.sync()  # one for all of the files, which may be many thousands
        write_whole(folder / _CONFIG, config)
    except BaseException:
        for path in (folder,) if new else tuple(folder.iterdir()):
            _remove(path)
        raise
    return Restored(files, checked)


def _unpack(file: Path, folder: Path) -> tuple[int, bytes]:
    """The number of files, and config.toml, which is not written yet."""
    files, config = 0, None
    with told(file, "read"):
        source = file.open("rb")
    try:
        with source, gzip.GzipFile(fileobj=source) as packed:
            with tarfile.open(fileobj=packed, mode="r|") as tar:
                for member in tar:
                    name = _safe(member)
                    if name == _CONFIG:
                        config = _content(tar, member).read()
                    elif name and name not in _LEFT_OUT:
                        _write(folder / name, tar, member)
                    files += member.isreg()
            while packed.read(1 << 20):  # to its end, where the sum over all of it stands
                pass
    except (tarfile.TarError, EOFError, gzip.BadGzipFile, zlib.error, UnicodeError) as error:
        raise LedgerDamaged(f"{file} is damaged, or no backup: {error}.", _DAMAGED) from error
    if config is None:
        raise Refused(f"{file} is no backup of a workspace: there is no config.toml in it.", "Name another file.")
    return files, config


def _safe(member: tarfile.TarInfo) -> str:
    """Its name below the folder, "" for the folder itself. Raises Refused for what could reach elsewhere."""
    path = PurePosixPath(member.name)
    if path.is_absolute() or ".." in path.parts or "\0" in member.name:
        raise Refused(f"The backup holds {member.name!r}, which lies outside of it.", "Outreach makes no such backup.")
    if not (member.isreg() or member.isdir()):
        raise Refused(f"The backup holds {member.name!r}, which is no file.", "Outreach makes no such backup.")
    return "" if path == PurePosixPath() else path.as_posix()


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> BinaryIO:
    content = tar.extractfile(member)
    if content is None:
        raise tarfile.ReadError(f"{member.name} has no content")
    return content  # type: ignore[return-value]  # IO[bytes]


def _write(path: Path, tar: tarfile.TarFile, member: tarfile.TarInfo) -> None:
    """Never over a file that is there: a name that comes twice is no backup of ours."""
    with told(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if member.isdir():
            path.mkdir(exist_ok=True)
            path.chmod(member.mode & 0o755 | 0o700)
            return
        with path.open("xb") as target:
            path.chmod(member.mode & 0o755 | 0o600)
            shutil.copyfileobj(_content(tar, member), target)


def _sound(folder: Path) -> Checked:
    checked = verify(folder / "state")
    if checked.problems:
        said = str(checked.problems[0]).replace(f"{folder}/", "")
        raise LedgerDamaged(f"The backup is damaged, {len(checked.problems)} problems; the first: {said}", _DAMAGED)
    return checked


def _silence(folder: Path, file: Path, now: datetime, by: str) -> None:
    reason = (
        f"this workspace was restored from {file.name} into {folder.resolve()}; what was sent and answered since the "
        "backup is not in it; `outreach go` says that this is the live one"
    )
    store = LedgerStore(folder / "state")
    try:
        store.record(lambda book: [halt(book.halts, HaltKind.COPY, reason, by, now)])
    finally:
        store.close()


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
