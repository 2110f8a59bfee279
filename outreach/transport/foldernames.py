"""What people write as arguments of IMAP commands: quoted strings, and folder names in modified UTF-7."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error

from outreach.errors import OutreachError

_NOT_PRINTABLE_ASCII = re.compile(r"[^\x00-\x7e]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_SHIFTED = re.compile(r"&([A-Za-z0-9+,]*)-")


def quoted(text: str) -> str:
    """A quoted string (RFC 3501 section 9). A line break in it would start a command of its own, so it is refused."""
    if _CONTROL.search(text):
        raise OutreachError(
            "A name or password for the mail server holds a control character, such as a line break.",
            "Check username, password and folder names in config.toml.",
        )
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def on_the_wire(folder: str) -> str:
    return quoted(encoded(folder))


def encoded(name: str) -> str:
    """Modified UTF-7 (RFC 3501 section 5.1.3): `Entwürfe` → `Entw&APw-rfe`."""
    return _NOT_PRINTABLE_ASCII.sub(_shift, name.replace("&", "&-"))


def decoded(wire: str) -> str:
    """The name as people write it; what is no valid modified UTF-7 stays as the server sent it."""
    try:
        return _SHIFTED.sub(_unshift, wire)
    except (Error, UnicodeDecodeError):
        return wire


def _shift(run: re.Match[str]) -> str:
    return "&" + b64encode(run[0].encode("utf-16-be"), b"+,").decode("ascii").rstrip("=") + "-"


def _unshift(run: re.Match[str]) -> str:
    if not run[1]:
        return "&"
    return b64decode(run[1] + "=" * (-len(run[1]) % 4), b"+,").decode("utf-16-be")
