"""The secret of a workspace, from which the references in our letters are made."""

from __future__ import annotations

import secrets
from pathlib import Path

from outreach.store.disk import make_folder, told, write_whole

OCTETS = 32


def workspace_key(folder: Path) -> bytes:
    """The key in `folder`, made on first use. Without it outsiders cannot make a reference that finds a case."""
    path = folder / "key"
    with told(path, "read"):
        if path.exists():
            return path.read_bytes()
    make_folder(folder)
    key = secrets.token_bytes(OCTETS)
    write_whole(path, key)
    return key
