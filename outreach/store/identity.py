"""Where a workspace stands: written down once, so that a copy of it does not take itself for the live one."""

from __future__ import annotations

import hashlib
import hmac
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import orjson

from outreach.store.disk import told, write_whole
from outreach.store.key import workspace_key

NAME = "identity.json"
# machine-id(5) asks that the id itself never leaves the machine, only what an application made of it with a key.
_MACHINE_IDS: Final = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"), Path("/etc/hostid"))
_LIVE = "`outreach go` says that this is the live one"


@dataclass(frozen=True, slots=True)
class Machine:
    id: str  # a hash; the same after a restart and under another name, where the system has an id at all
    name: str  # for people


@dataclass(frozen=True, slots=True)
class Standing:
    """Which machine, which folder, and which files: `state/` and the key in it, which is written once and for ever."""

    machine: str
    host: str
    folder: str
    device: int
    state: int  # inode
    key: int  # inode

    def __str__(self) -> str:
        return f"{self.folder} on {self.host}"


def this_machine(ids: tuple[Path, ...] = _MACHINE_IDS) -> Machine:
    """The machine by its id; by its host name where the system has none, as in many containers."""
    name = platform.node() or "this machine"
    for file in ids:
        text = file.read_text("ascii", "replace").strip() if file.is_file() else ""
        if text and text != "uninitialized":
            return Machine(_hashed(text), name)
    return Machine(_hashed(name), name)


def _hashed(text: str) -> str:
    return hmac.new(b"outreach workspace", text.encode(), hashlib.sha256).hexdigest()[:32]


class FileIdentity:
    """`ports.Identity` in `identity.json` of the state folder.

    The same machine, path and files: it is where it stood. The number of its disk may change with a restart, so it only
    counts for a folder that was renamed: the same files on the same disk under another path are no copy.
    """

    def __init__(self, folder: Path, machine: Machine | None = None) -> None:
        self._folder = folder
        self._path = folder / NAME
        self._machine = machine or this_machine()

    def place(self) -> str:
        return str(self._now())

    def doubt(self, *, sent: bool) -> str:
        with told(self._path, "read"):
            if not self._path.exists():
                return f"where this workspace stood is not known ({self._path} is missing); {_LIVE}" if sent else ""
            then = self._written()
        if then is None:
            return f"where this workspace stood cannot be read from {self._path}; {_LIVE}"
        why = _moved(then, self._now())
        return (
            f"this may be a copy: the workspace stood in {then} and is now in {self._now()}{why}; {_LIVE}"
            if why
            else ""
        )

    def confirm(self) -> None:
        workspace_key(self._folder)  # made now if it never was: its file is part of what is written down
        now = self._now()
        if self._written() != now:
            write_whole(self._path, orjson.dumps(asdict(now), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))

    def _written(self) -> Standing | None:
        """What is written down; None when there is nothing, or nothing that can be understood."""
        try:
            said = orjson.loads(self._path.read_bytes())
        except (FileNotFoundError, orjson.JSONDecodeError):
            return None
        known = said if isinstance(said, Mapping) else {}
        if known.keys() != Standing.__dataclass_fields__.keys():
            return None
        return Standing(**known)

    def _now(self) -> Standing:
        with told(self._folder, "read"):
            state, key = self._folder.stat(), self._folder / "key"
            inode = key.stat().st_ino if key.exists() else 0
            return Standing(
                self._machine.id,
                self._machine.name,
                str(self._folder.resolve().parent),
                state.st_dev,
                state.st_ino,
                inode,
            )


def _moved(then: Standing, now: Standing) -> str:
    """What shows that it may be a copy; "" when it cannot be one."""
    if then.machine != now.machine:
        return ", another machine"
    if (then.state, then.key) != (now.state, now.key):
        return ", in other files" if then.folder == now.folder else ", another folder"
    if then.folder != now.folder and then.device != now.device:
        return ", on another disk"
    return ""
