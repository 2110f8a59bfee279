"""The reference: a keyed token that finds a case again when a mail program has lost or mangled the thread.

Subjects, invoice numbers and Message-IDs can be guessed or copied from elsewhere; an 80-bit tag keyed with a secret of
the workspace cannot. It says which conversation a mail belongs to, never who wrote it (see `trust`).
"""

from __future__ import annotations

import hashlib
import hmac
import re

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32 signs, without 0 and O, 1 and I
MARK_CHARS = 4
TAG_CHARS = 16  # of 5 bits each: 80 bits
MESSAGE_ID_CHARS = 70

_GAP = r"[\s\u00ad\u200b-\u200f\u2060\ufeff>*_=]{0,6}"  # what mail programs put into the middle of a word
_HYPHEN = r"[-\u2010-\u2015\u2212]"


def _signs(octets: bytes, count: int) -> str:
    number = int.from_bytes(octets, "big")
    return "".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(count))


def _keyed(key: bytes, what: str) -> bytes:
    if not key:
        raise ValueError("a reference needs a secret key")
    return hmac.new(key, what.encode("utf-8"), hashlib.sha256).digest()


def mark_of(key: bytes) -> str:
    """The mark of the workspace, such as OR7F3K: it stands in each reference, so one search finds all answers."""
    return "OR" + _signs(_keyed(key, "mark"), MARK_CHARS)


def reference_of(key: bytes, client_id: str) -> str:
    """The reference of a client's case: the mark, a hyphen and the 16 signs of an 80-bit HMAC-SHA256 tag."""
    return f"{mark_of(key)}-{_signs(_keyed(key, f'case {client_id}'), TAG_CHARS)}"


def references_in(text: str, mark: str) -> tuple[str, ...]:
    """References with that mark in `text`, in order and once each, even if their case was changed or blanks, line
    breaks, quotation marks or soft hyphens were put into them. Whether they are ours is for the book to say."""
    if not mark:
        return ()
    sign = f"[{ALPHABET}]"
    pattern = _GAP.join(map(re.escape, mark)) + _GAP + _HYPHEN + _GAP + _GAP.join([sign] * TAG_CHARS)
    found = re.findall(f"(?<![A-Za-z0-9]){pattern}", text, re.IGNORECASE)
    return tuple(dict.fromkeys(_repaired(match, mark) for match in found))


def _repaired(text: str, mark: str) -> str:
    signs = re.sub(r"[^A-Z0-9]", "", text.upper())
    return f"{mark}-{signs[len(mark) :]}"


def message_id(reference: str, unique: str, domain: str) -> str:
    """A Message-ID of ours that shows its reference even where a program mangles or shortens it.

    `unique` tells the letters of one case apart; only its hash appears. 70 characters with the angle brackets, unless
    the domain alone takes more than 31: Python's own mail code encodes longer ones in References, which breaks threads
    (python/cpython#100991), and some of our clients' programs are made with it.
    """
    left = MESSAGE_ID_CHARS - len(f"<{reference}.@{domain}>")
    tail = _signs(hashlib.sha256(unique.encode("utf-8")).digest(), max(12, min(24, left)))
    return f"<{reference}.{tail.lower()}@{domain.lower()}>"
