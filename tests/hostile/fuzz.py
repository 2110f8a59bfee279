"""`make fuzz`: atheris looks for bytes that make the reading of a mail raise or dawdle; the way is that of the tests.

What it finds lies in fuzz-out/ and is tried again with `python tests/hostile/fuzz.py fuzz-out/corpus FILE`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["outreach.mail", "outreach.reading", "outreach.agent"]):
    from tests.hostile.desk import arrive, read_whole, run_desk
    from tests.hostile.messages import MAILS, answer, html, plain

firm = run_desk()
WRAPPED = (bytes, answer, plain, html)


def one(data: bytes) -> None:
    """The first byte says whether the rest is a whole mail, or the body of an answer, as it is, as text, or as HTML."""
    raw = WRAPPED[data[0] % len(WRAPPED)](data[1:]) if data else b""
    read_whole(raw)
    arrive(firm, raw)
    firm.mailbox.folders["INBOX"].mails.clear()


def seeds(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for mail in MAILS.glob("*.eml"):
        (folder / mail.name).write_bytes(b"\x00" + mail.read_bytes())


if __name__ == "__main__":
    seeds(Path(sys.argv[1]))
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
