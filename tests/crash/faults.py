"""What a process meets when the machine fails: installed in a child, it counts each write, sync, rename and send.

At a chosen one of them the child dies by SIGKILL, or the system answers with an error. Everything that changes the
workspace is noted in a log outside of it, from which `disk.py` tells what a loss of power may leave.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import pickle
import re
import signal
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

_MESSAGE_ID = re.compile(rb"^Message-ID: *(<[^>]+>)", re.MULTILINE | re.IGNORECASE)
_SPACE_TAKERS = frozenset({"write", "create", "mkdir"})  # what a full disk refuses; it still renames and removes


@dataclass(frozen=True)
class Plan:
    """What goes wrong. Calls count from 1; 0 means never.

    Death comes before the call with the number `kill`, in the middle of it (the first half of a write or send is done)
    or right after it, when nobody has looked at its answer. At the change of the disk with number `failing`
    the system answers with `error` (a name of errno). A full disk stays full, a read-only one read-only; a medium
    fails once. `deaf` is a pattern: a sync of a path that it matches does nothing.
    """

    kill: int = 0
    moment: str = "before"  # "half", "after"
    failing: int = 0
    error: str = ""
    deaf: str = ""


class Faults:
    """Everything under `root` is watched, and every socket of the network. `log` is a file that survives the child."""

    def __init__(self, root: Path, plan: Plan, log: Path | None) -> None:
        self.calls: list[str] = []  # what each counted call was
        self._root = os.path.realpath(root)
        self._plan = plan
        self._writes = 0  # of what changes the disk
        self._real = {name: getattr(os, name) for name in ("write", "open", "fsync", "lseek")}
        self._log = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600) if log else -1
        self._through_us = False

    def note(self, *event: object) -> None:
        if self._log >= 0:
            self._real["write"](self._log, pickle.dumps(event))

    def acknowledged(self, ledger: Path) -> None:
        """A fact has been recorded, says the program: so this much of the ledger must never be lost again."""
        said = ledger.read_bytes()
        self.note("acknowledged", len(said), sha256(said).hexdigest())

    def install(self) -> None:
        for name in ("write", "fsync", "fdatasync", "open", "mkdir", "ftruncate"):
            setattr(os, name, self._wrapped(name, getattr(os, name)))
        for name in ("rename", "replace"):
            setattr(os, name, self._renaming(getattr(os, name)))
        for name in ("unlink", "remove"):
            setattr(os, name, self._removing(getattr(os, name)))
        self._plain_open, self._plain_sendall = io.open, socket.socket.sendall
        io.open = builtins.open = self._opened  # the same function, with a counting writer
        for name in ("send", "sendmsg", "sendall"):
            setattr(socket.socket, name, self._sending(name, getattr(socket.socket, name)))
        sys.addaudithook(self._nothing_escapes)

    def _wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *args, **more: getattr(self, f"_{name}")(real, *args, **more)

    def _write(self, real: Callable[..., int], handle: int, data: Any) -> int:
        path = self._path(handle)
        if path is None:
            return real(handle, data)

        def write(part: Any) -> int:
            done = real(handle, part)
            at = self._real["lseek"](handle, 0, os.SEEK_CUR) - done
            self.note("write", path, at, bytes(part[:done]))
            return done

        return int(self._call("write", path, lambda: write(data), lambda: write(data[: len(data) // 2])))

    def _fsync(self, real: Callable[[int], None], handle: int) -> None:
        path = self._path(handle)
        if path is None:
            return

        def sync() -> None:
            # What counts is that it is called: a child that dies takes no power with it, so the disk may stay idle.
            if not (self._plan.deaf and re.search(self._plan.deaf, path)):
                self.note("sync", path)

        self._call("sync", path, sync)

    _fdatasync = _fsync

    def _open(self, real: Callable[..., int], file: Any, flags: int, *args: Any, **more: Any) -> int:
        path = self._named(file)
        new = path is not None and flags & os.O_CREAT and not os.path.lexists(file)
        if path is None or not (new or flags & os.O_TRUNC):
            return self._let_through(lambda: real(file, flags, *args, **more))

        def create() -> int:
            handle = self._let_through(lambda: real(file, flags, *args, **more))
            self.note("create" if new else "empty", path)
            return handle

        return int(self._call("create" if new else "empty", path, create))

    def _mkdir(self, real: Callable[..., None], file: Any, *args: Any, **more: Any) -> None:
        path = self._named(file)

        def make() -> None:
            real(file, *args, **more)
            self.note("mkdir", path)

        if path is None or os.path.lexists(file):
            real(file, *args, **more)
        else:
            self._call("mkdir", path, make)

    def _ftruncate(self, real: Callable[[int, int], None], handle: int, size: int) -> None:
        path = self._path(handle)

        def cut() -> None:
            real(handle, size)
            self.note("cut", path, size)

        self._call("cut", path or "", cut)

    def _renaming(self, real: Callable[..., None]) -> Callable[..., None]:
        def rename(old: Any, new: Any, **more: Any) -> None:
            before, after = self._named(old), self._named(new)

            def do() -> None:
                real(old, new, **more)
                self.note("rename", before, after)

            if before is None or after is None:
                real(old, new, **more)
            else:
                self._call("rename", after, do)

        return rename

    def _removing(self, real: Callable[..., None]) -> Callable[..., None]:
        def remove(file: Any, **more: Any) -> None:
            path = self._named(file)

            def do() -> None:
                real(file, **more)
                self.note("remove", path)

            if path is None or not os.path.lexists(file):
                real(file, **more)
            else:
                self._call("remove", path, do)

        return remove

    def _sending(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def send(sock: socket.socket, data: Any, *args: Any) -> Any:
            if sock.family is not socket.AF_INET:
                return real(sock, data, *args)  # how asyncio wakes itself
            joined = b"".join(data) if name == "sendmsg" else bytes(data)

            def do() -> Any:
                if found := _MESSAGE_ID.search(joined):
                    self.note("sent", found[1].decode())
                return real(sock, data, *args)

            return self._call("send", _word(joined), do, lambda: self._plain_sendall(sock, joined[: len(joined) // 2]))

        return send

    def _opened(self, file: Any, mode: str = "r", *args: Any, **more: Any) -> Any:
        """`open`, which in Python writes below `os.write`: a file of the workspace gets a writer that is counted."""
        ours = self._path(file) if isinstance(file, int) else self._named(file)
        if ours is None or not set(mode) & set("wax+"):
            return self._plain_open(file, mode, *args, **more)
        assert mode in {"w", "wb"}, mode
        if not isinstance(file, int):
            file = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o666)
        buffered = io.BufferedWriter(_Counted(file, "wb"))
        return buffered if "b" in mode else io.TextIOWrapper(buffered, encoding="utf-8", write_through=True)

    def _call(self, kind: str, what: str, do: Callable[[], Any], half: Callable[[], Any] | None = None) -> Any:
        """One counted call: the last of this process, one that fails, or one like any other."""
        self.calls.append(f"{kind} {what}")
        if len(self.calls) == self._plan.kill:
            match self._plan.moment:
                case "half" if half:
                    half()
                case "after":
                    do()
            _die()
        if kind != "send":
            self._writes += 1
            if self._fails(kind):
                if self._plan.error == "ENOSPC" and half and self._writes == self._plan.failing:
                    return half()  # a disk takes what it has room for, and refuses the rest
                code = getattr(errno, self._plan.error)
                raise OSError(code, os.strerror(code), what)
        return do()

    def _fails(self, kind: str) -> bool:
        plan = self._plan
        if not plan.failing or self._writes < plan.failing:
            return False
        if plan.error == "ENOSPC":
            return kind in _SPACE_TAKERS
        return plan.error == "EROFS" or self._writes == plan.failing

    def _let_through(self, do: Callable[[], int]) -> int:
        self._through_us = True
        try:
            return do()
        finally:
            self._through_us = False

    def _nothing_escapes(self, event: str, args: tuple[Any, ...]) -> None:
        """A file of the workspace that is opened for writing past all this would make every figure here a lie."""
        if event != "open" or self._through_us or isinstance(args[0], int):
            return
        writing = isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR)
        if writing and self._named(args[0]) is not None:
            os.write(2, f"opened for writing past the faults: {args}\n".encode())
            os._exit(99)

    def _path(self, handle: int) -> str | None:
        try:
            return self._inside(str(Path(f"/proc/self/fd/{handle}").readlink()))
        except FileNotFoundError:
            return None

    def _named(self, file: Any) -> str | None:
        name = os.fspath(file)
        return self._inside(str(Path(name.decode() if isinstance(name, bytes) else name).absolute()))

    def _inside(self, path: str) -> str | None:
        """The path as seen from the root, "" for the root itself; None when it is elsewhere."""
        if path == self._root:
            return ""
        return path.removeprefix(f"{self._root}/") if path.startswith(f"{self._root}/") else None


class _Counted(io.FileIO):
    def write(self, data: Any) -> int:
        return os.write(self.fileno(), bytes(data))


def _word(data: bytes) -> str:
    """A command by its name; of IMAP the word after the tag."""
    words = data[:60].split()
    if not words or data[:1].isspace():
        return "data"
    if re.fullmatch(rb"[A-Z]{4,5}\d+", words[0]) and len(words) > 1:
        return b" ".join(words[1:3] if words[1] == b"UID" else words[1:2]).decode("ascii", "replace")
    return words[0].decode("ascii", "replace") if words[0].isalpha() and len(data) < 200 else "data"


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(60)
