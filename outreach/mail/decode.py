"""What the octets of a mail mean as text: charsets from a fixed list, encoded words, transfer encodings.

Nothing here raises, whatever the octets. Python's own decoders do: an unknown charset is a LookupError, `idna` is a
UnicodeError even with errors="replace", and UTF-7 turns harmless ASCII into markup, so it is not on the list.
"""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata

HEADER_CHARS = 8192  # of one header value; longer ones are cut

_CODECS = {
    "utf-8": "utf-8", "utf8": "utf-8", "unicode-1-1-utf-8": "utf-8",
    "utf-16": "utf-16", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be",
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252", "windows-1252": "cp1252", "cp1252": "cp1252",
    "iso-8859-15": "iso8859-15", "iso-8859-2": "iso8859-2", "iso-8859-3": "iso8859-3", "iso-8859-4": "iso8859-4",
    "iso-8859-5": "iso8859-5", "iso-8859-7": "iso8859-7", "iso-8859-9": "cp1254", "iso-8859-10": "iso8859-10",
    "iso-8859-13": "iso8859-13", "iso-8859-14": "iso8859-14", "iso-8859-16": "iso8859-16",
    "windows-1250": "cp1250", "windows-1251": "cp1251", "windows-1253": "cp1253", "windows-1254": "cp1254",
    "windows-1255": "cp1255", "windows-1256": "cp1256", "windows-1257": "cp1257", "windows-1258": "cp1258",
    "koi8-r": "koi8-r", "koi8-u": "koi8-u", "macintosh": "mac-roman", "ibm850": "cp850", "cp850": "cp850",
    "ibm437": "cp437", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs",
    "shift_jis": "cp932", "shift-jis": "cp932", "euc-jp": "euc-jp", "iso-2022-jp": "iso2022-jp",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "tis-620": "tis-620", "windows-874": "cp874",
}  # fmt: skip

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bq])\?([^?\n]*)\?=", re.IGNORECASE)
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")


def decoded(octets: bytes, charset: str) -> str:
    """The text of `octets`. Without a charset that we know it is UTF-8 if it can be, else Windows-1252.

    Programs mislabel: what is declared to be of one octet a letter, and is valid UTF-8 all the same, is UTF-8 (by
    chance it is not), and what is UTF-8 but for some octets has these in Windows-1252. Text that was decoded wrongly
    before it was sent ("fÃ¼r") is put right.
    """
    codec = _CODECS.get(charset.strip().strip("\"'").lower())
    if codec is None or codec == "utf-8" or (codec in _ONE_OCTET and not octets.isascii()):
        try:
            return repaired(octets.decode("utf-8"))
        except UnicodeDecodeError:
            if codec == "utf-8":
                return _STRAY.sub(_as_windows, octets.decode("utf-8", "surrogateescape"))
            codec = codec or "cp1252"
    return octets.decode(codec, errors="replace")


_ONE_OCTET = frozenset({"cp1252", "iso8859-15", "iso8859-2", "cp1250", "cp1254"})
_STRAY = re.compile("[\udc80-\udcff]+")
_TWICE = re.compile(
    "[\u00c2-\u00c5\u00e2][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]{1,2}"
)


def _as_windows(match: re.Match[str]) -> str:
    return match[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace")


def repaired(text: str) -> str:
    """`text` with letters put right that were UTF-8 and read as Windows-1252 on the way; untouched unless it is sure.

    The letters Ã and â never stand before such signs in any language, so one of them in a pair that makes a letter is
    proof enough; Â, Ä and Å go along.
    """
    if not ("Ã" in text or "â€" in text):
        return text
    return _TWICE.sub(_once, text) if any(_once(match) != match[0] for match in _TWICE.finditer(text)) else text


def _once(match: re.Match[str]) -> str:
    octets = b"".join(_octet(char) for char in match[0])
    for length in (3, 2):
        try:
            return octets[:length].decode("utf-8") + match[0][length:]
        except UnicodeDecodeError:
            continue
    return match[0]


def _octet(char: str) -> bytes:
    try:
        return char.encode("cp1252")
    except UnicodeEncodeError:
        return bytes([ord(char)]) if ord(char) < 256 else b"?"


def legible(text: str) -> str:
    """Line ends as \\n, without control characters and without the marks that nobody sees (soft hyphen, zero width)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _CONTROLS.sub("", text.replace("\x85", "\n").replace("\u00a0", " ")).translate(_INVISIBLE)


def one_line(text: str) -> str:
    return " ".join(legible(text).split())


def unencoded(octets: bytes, encoding: str) -> bytes:
    """The octets behind a Content-Transfer-Encoding (RFC 2045 section 6); what cannot be decoded is left out.

    Text that is plainly quoted-printable, though no header says so (a program lost it), is decoded, too.
    """
    match encoding.strip().lower():
        case "base64":
            return _base64(octets)
        case "quoted-printable":
            return binascii.a2b_qp(octets)
        case _:
            return binascii.a2b_qp(octets) if _is_plainly_coded(octets[:20_000]) and octets.isascii() else octets


def _is_plainly_coded(head: bytes) -> bool:
    if head.count(b"=\n") + head.count(b"=\r\n") < 2:
        return False
    return len(_SOFT_END.findall(head)) >= 2 and len(_CODED.findall(head)) >= 2


_SOFT_END = re.compile(rb"[^\n]{12,76}=\r?\n")
_CODED = re.compile(rb"=(?:[89A-F][0-9A-F]|20|3D)")


def _base64(octets: bytes) -> bytes:
    letters = _NOT_BASE64.sub(b"", octets)
    whole = letters[: len(letters) - 1] if len(letters) % 4 == 1 else letters
    return base64.b64decode(whole + b"=" * (-len(whole) % 4))


def words(value: str) -> str:
    """A header value with its encoded words (RFC 2047) decoded.

    Neighbouring words of one charset are joined before they are decoded, because many programs cut a character in
    two. The result is one line without control characters: an encoded line end is a blank, never a new header.
    """
    out: list[str] = []
    waiting, charset, end = b"", "", 0
    for word in _WORD.finditer(value[:HEADER_CHARS]):
        between = value[end : word.start()]
        name = word[1].split("*")[0].lower()  # RFC 2231 section 5 adds the language after an asterisk
        if waiting and (between.strip() or name != charset):
            out.append(decoded(waiting, charset))
            waiting = b""
        if between.strip() or not end:
            out.append(between)
        waiting, charset, end = waiting + _word(word[2], word[3]), name, word.end()
    out.append(decoded(waiting, charset))
    return one_line(_without_surrogates("".join(out) + value[end:HEADER_CHARS]))


def _word(encoding: str, text: str) -> bytes:
    octets = raw_octets(text)
    return _base64(octets) if encoding in "bB" else binascii.a2b_qp(octets, header=True)


def _without_surrogates(text: str) -> str:
    """Headers with raw 8-bit octets (RFC 6532, or a broken program) arrive with surrogate escapes."""
    if text.isascii():
        return text
    return decoded(raw_octets(text), "")


def raw_octets(text: str) -> bytes:
    """The octets that a header value was read from (see `mime`): 8-bit ones wait in it as surrogate escapes."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # other surrogates never come from octets
        return text.encode("utf-8", "replace")


def file_name(name: str) -> str:
    """An attachment's name that is safe to show and to save under: the last part of any path, without control and
    direction characters, 120 characters at most with the extension kept."""
    last = re.split(r"[/\\]", name)[-1]
    clean = "".join(c for c in one_line(last) if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    clean = re.sub(r'[<>:"|?*]', "_", clean).strip(" .")
    stem, dot, extension = clean.rpartition(".")
    if len(clean) <= 120:
        return clean
    return stem[: 119 - len(extension)] + dot + extension if stem and len(extension) <= 10 else clean[:120]
