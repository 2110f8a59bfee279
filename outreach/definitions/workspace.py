"""A workspace: the folder with everything that belongs to one firm, and how a new one is filled."""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import outreach
from outreach.definitions.do_not_write import SHIPPED
from outreach.definitions.toml_lines import places_in
from outreach.domain.do_not_write import NAME as DO_NOT_WRITE
from outreach.errors import DiskFull, NotAWorkspace, OutreachError, ReadOnly

HOME = "OUTREACH_HOME"
FOLDERS = ("sequences", "templates", "inbox_rules")
_EXAMPLE = "config.example.toml"
_TRAINING = "training"  # the texts from which the statistical reader is made are no rules


@dataclass(frozen=True, slots=True)
class Workspace:
    root: Path

    @property
    def config(self) -> Path:
        return self.root / "config.toml"

    @property
    def sequences(self) -> Path:
        return self.root / "sequences"

    @property
    def templates(self) -> Path:
        return self.root / "templates"

    @property
    def inbox_rules(self) -> Path:
        return self.root / "inbox_rules"

    @property
    def invoices(self) -> Path:
        return self.root / "invoices"

    @property
    def stop_file(self) -> Path:
        """While a file of this name is there, no letter goes out."""
        return self.root / "STOP"

    @property
    def do_not_write(self) -> Path:
        """Addresses and domains that no letter goes to."""
        return self.root / DO_NOT_WRITE

    @property
    def state(self) -> Path:
        """The ledger and what is made from it: the program's own, never edited by hand."""
        return self.root / "state"

    @property
    def mail(self) -> Path:
        return self.state / "mail"


@dataclass(frozen=True, slots=True)
class Created:
    """What was written into a workspace, and which files of the user differ from ours and were left as they are."""

    workspace: Workspace
    written: tuple[Path, ...]
    left_alone: tuple[Path, ...]


def find(start: Path, env: Mapping[str, str]) -> Workspace:
    """The workspace that OUTREACH_HOME names, else the one that `start` lies in. Raises NotAWorkspace."""
    if home := env.get(HOME):
        root = Path(home).expanduser()
        if not (root / "config.toml").is_file():
            raise NotAWorkspace(f"{HOME} is {home}, but there is no config.toml.", f"Make one: outreach init {home}")
        return Workspace(root)
    for root in (start.absolute(), *start.absolute().parents):
        if (root / "config.toml").is_file():
            return Workspace(root)
    raise NotAWorkspace(
        f"There is no config.toml in {start.absolute()} or above.",
        f"Make a workspace: outreach init DIR. Or name one: --home DIR, or the environment variable {HOME}.",
    )


def shipped() -> Path:
    """The folder with the sequences, templates and rules that come with the program.

    An installed package carries a copy; in a clone of the repository they are its top level.
    """
    package = Path(outreach.__file__).parent
    for folder in (package / "shipped", package.parent):
        if (folder / _EXAMPLE).is_file():
            return folder
    raise OutreachError("The files that come with Outreach are missing.", "Install it again: pip install outreach")


def create(root: Path, answers: Mapping[str, str]) -> Created:
    """Fill a new workspace, or bring an older one up to date.

    `answers` go into config.toml under names like `smtp.host`. A file that a person has written, changed or deleted
    stays so: only what still is as an earlier call left it (see state/shipped.json for its digest) gives way to a newer
    version.
    """
    workspace = Workspace(root)
    written: list[Path] = []
    left_alone: list[Path] = []
    with writing(root):
        _make_folders(workspace)
        record = workspace.state / "shipped.json"
        known: dict[str, str] = json.loads(record.read_text("utf-8")) if record.exists() else {}
        for source, name in _shipped_files():
            target = root / name
            if _may_write(source, target, known.get(name)):
                write_file(target, source.read_bytes())
                written.append(target)
            elif not _same(source, target):
                left_alone.append(target)
            if _same(source, target):  # also when an earlier call broke off before it took note
                known[name] = _digest(source)
        if DO_NOT_WRITE not in known and not workspace.do_not_write.exists():
            write_file(workspace.do_not_write, SHIPPED.encode())
            written.append(workspace.do_not_write)
        known.setdefault(DO_NOT_WRITE, "")  # once: whoever deletes it does not want it
        (left_alone if workspace.config.exists() else written).append(workspace.config)
        if not workspace.config.exists():
            example = (shipped() / _EXAMPLE).read_text("utf-8")
            write_file(workspace.config, filled_in(example, answers).encode(), mode=0o600)
        write_file(record, json.dumps(known, indent=1, sort_keys=True).encode())
    return Created(workspace, tuple(written), tuple(left_alone))


def filled_in(example: str, answers: Mapping[str, str]) -> str:
    """The example with the answers as its values; every comment stays. Raises KeyError for a name it does not have."""
    lines = example.split("\n")
    places = places_in(example)
    for name, answer in answers.items():
        line, column = places.values[tuple(name.split("."))]
        bare = answer.isdigit() and not lines[line - 1][column - 1 :].startswith('"')
        lines[line - 1] = lines[line - 1][: column - 1] + (answer if bare else json.dumps(answer, ensure_ascii=False))
    return "\n".join(lines)


def _make_folders(workspace: Workspace) -> None:
    workspace.invoices.mkdir(parents=True, exist_ok=True)
    workspace.state.mkdir(mode=0o700, exist_ok=True)  # other people's mail lies in it
    workspace.mail.mkdir(mode=0o700, exist_ok=True)


def _shipped_files() -> Iterator[tuple[Path, str]]:
    base = shipped()
    for folder in FOLDERS:
        for file in sorted((base / folder).rglob("*")):
            name = file.relative_to(base)
            if file.is_file() and not file.name.startswith(".") and _TRAINING not in name.parts:
                yield file, name.as_posix()


def _may_write(source: Path, target: Path, recorded: str | None) -> bool:
    """Only where no file ever was, or over one that is unchanged since we wrote it.

    A file that a person deleted stays deleted: a stage that came back would write to clients again.
    """
    if not target.exists():
        return recorded is None
    return _digest(target) == recorded != _digest(source)


def write_file(file: Path, content: bytes, mode: int = 0o644) -> None:
    """Whole or not at all: beside it first, then in its place."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as stream:
        stream.write(content)
    beside.replace(file)


def _same(one: Path, two: Path) -> bool:
    return two.exists() and _digest(one) == _digest(two)


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


@contextmanager
def writing(root: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull(f"There is no room left for {root}.", "Free some space and run it again.") from error
        raise ReadOnly(f"{root} cannot be written to: {error.strerror or error}.", "Choose another folder.") from error
