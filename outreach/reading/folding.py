"""Text as the grammars see it: small letters, no accents, plain quotes, blanks and dashes.

Every character becomes exactly one, so a place in the folded text is the same place in the text. People type "manana",
"marz" and "fevrier" on keyboards that have no accents.
"""

from __future__ import annotations

import unicodedata

_PLAIN = {
    **dict.fromkeys("’‘´`ʼ′", "'"),
    **dict.fromkeys("‐‑‒–—−", "-"),
    **dict.fromkeys("\u00a0\u2007\u2009\u202f", " "),
    "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ı": "i",
}  # fmt: skip


def _folded(character: str) -> str:
    if character in _PLAIN:
        return _PLAIN[character]
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


_LETTERS = "".join(map(chr, range(0x41, 0x250))) + "".join(_PLAIN)
_TABLE = {ord(letter): plain for letter in _LETTERS if (plain := _folded(letter)) != letter}


def folded(text: str) -> str:
    """`text` of the same length, to be searched with patterns of small letters without accents."""
    return text.translate(_TABLE)
