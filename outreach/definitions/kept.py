"""What one command has worked out and the next one need not: files in state/, believed only when nothing speaks
against them. Each is sealed with the digest of its content and of the program that made it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import orjson

import outreach
from outreach.definitions.workspace import write_file

_CODE = ("definitions", "domain", "reading")  # the folders of the program on which what is kept depends


def load_kept(file: Path, library: str) -> Any:
    """What `keep` wrote; None when there is nothing, it is damaged, or another version of the program made it."""
    try:
        seal, _, body = file.read_bytes().partition(b"\n")
    except OSError:
        return None
    return orjson.loads(body) if seal == _seal(body, library) else None


def keep(file: Path, library: str, value: object, plain: Callable[[Any], object] | None = None) -> None:
    """Write `value`, made with the help of `library`; `plain` turns into JSON what orjson does not know.

    Where it cannot be written (no state yet, a full disk, a read-only folder) the next command does the work again.
    """
    body = orjson.dumps(value, default=plain)
    with suppress(OSError):
        if file.parent.is_dir():  # which nobody but the store may make: it is closed to others
            write_file(file, _seal(body, library) + b"\n" + body, mode=0o600)


def _seal(body: bytes, library: str) -> bytes:
    return sha256("\n".join(_program(library)).encode() + body).hexdigest().encode()


def _program(library: str) -> Iterator[str]:
    """What changes with every change of the program, also in a clone, where the version stays the same."""
    yield outreach.__version__
    package = Path(outreach.__file__).parent
    code = [file for folder in _CODE for file in sorted((package / folder).glob("*.py"))]
    found = find_spec(library)
    for file in (*code, *([Path(found.origin)] if found and found.origin else [])):
        state = file.stat()
        yield f"{file} {state.st_size} {state.st_mtime_ns}"
