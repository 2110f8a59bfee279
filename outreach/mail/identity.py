"""A short name for a received mail, the same for each copy of it, so that what is in two folders is read once."""

from __future__ import annotations

import hashlib
import re

from outreach.mail.message import Mail


def identity(raw: bytes, mail: Mail) -> str:
    """16 hex digits over what the writer wrote: Message-ID, Date, From, Subject and the body, line ends normalised.

    Trace headers (Received, Delivered-To, X-...) differ from copy to copy and do not count. The Message-ID alone would
    not do: two different mails can carry one, by mistake or on purpose.
    """
    body = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[1:]
    lines = b"".join(body).replace(b"\r\n", b"\n").replace(b"\r", b"\n").rstrip()
    written = [mail.message_id, mail.first("date"), mail.first("from"), mail.first("subject")]
    digest = hashlib.sha256("\n".join(written).encode("utf-8", "replace"))
    digest.update(b"\n\n" + lines)
    return digest.hexdigest()[:16]
