"""The worst mails that we could think of, each in a few lines; sizes are those that have stopped other programs."""

# ruff: noqa: E501 - a table: one mail a line

from __future__ import annotations

import base64
import random
from collections.abc import Iterator
from pathlib import Path

from tests.hostile.desk import our_ids

MAILS = Path(__file__).parents[1] / "mail" / "mails"
A_CHARSET_EACH = (
    b"foo", b"\x00", b"\xe9", b"idna", b"undefined", b"rot13", b"zlib", b"mbcs", b"utf-7", b"punycode", b"utf-16", b"utf-32",
    b"unicode_escape", b"raw_unicode_escape", b"hex", b"base64", b"iso-2022-jp", b"hz", b"x" * 5000, b"../../etc/passwd",
)  # fmt: skip


def answer(body: bytes, head: bytes = b"", sender: bytes = b"Jo Miller <jo@miller-sons.example>") -> bytes:
    """An answer to our letter, as far as its thread goes; everything else may be as it likes."""
    letter_id = our_ids()[0].encode()
    mine = b"In-Reply-To: " + letter_id + b"\r\nFrom: " + sender + b"\r\nMessage-ID: <m@miller-sons.example>\r\n"
    return mine + head + b"\r\n" + body


def typed(kind: bytes, body: bytes, more: bytes = b"") -> bytes:
    return answer(body, b"MIME-Version: 1.0\r\nContent-Type: " + kind + b"\r\n" + more)


def plain(body: bytes) -> bytes:
    return typed(b"text/plain; charset=utf-8", body)


def html(body: bytes) -> bytes:
    return typed(b"text/html; charset=utf-8", body)


def _nested(depth: int, filling: bytes = b"") -> bytes:
    opened = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(depth))
    return answer(b"--0\r\n" + opened.partition(b"--0\r\n")[2] + b"\r\nWe pay on Friday.\r\n" + filling,
                  b'Content-Type: multipart/mixed; boundary="0"\r\n')  # fmt: skip


def _rfc822(depth: int) -> bytes:
    return typed(b"message/rfc822", b"Content-Type: message/rfc822\r\n\r\n" * depth + b"Subject: x\r\n\r\nx")


def _parts(count: int, kind: bytes = b"text/plain", body: bytes = b"x") -> bytes:
    part = b"--b\r\nContent-Type: " + kind + b"\r\n\r\n" + body + b"\r\n"
    return typed(b"multipart/mixed; boundary=b", part * count + b"--b--\r\n")


def _structure() -> Iterator[tuple[str, bytes]]:
    yield "nothing at all", b""
    yield "one line end", b"\r\n"
    yield "only NUL", b"\x00" * 100_000
    yield "every byte there is", bytes(range(256)) * 400
    yield "multiparts nested 1,000 deep", _nested(1000)
    yield "nested 1,000 deep above long text", _nested(1000, b"line\r\n" * 60_000)
    yield "mails within mails, 1,000 deep", _rfc822(1000)
    yield "10,000 parts", _parts(10_000)
    yield "10,000 HTML parts", _parts(10_000, b"text/html", b"<p>x</p>")
    yield "200,000 empty parts", typed(b"multipart/mixed; boundary=b", b"--b\r\n" * 200_000)
    yield "19 parts of half a megabyte", _parts(19, b"text/plain", b"We pay. " * 60_000)
    yield "alternatives within alternatives", _nested(1000).replace(b"multipart/mixed", b"multipart/alternative")
    yield "a multipart without a boundary", typed(b"multipart/mixed", b"We pay on Friday.")
    yield (
        "a boundary of 10,000 characters",
        typed(b'multipart/mixed; boundary="' + b"b" * 10_000 + b'"', b"--b\r\n\r\nx"),
    )
    yield (
        "a boundary of pattern signs",
        typed(b'multipart/mixed; boundary="(a+)+$"', b"--(a+)+$\r\n\r\n" + b"a" * 90_000),
    )
    yield "a related part whose start is missing", typed(b'multipart/related; start="<a>"; boundary=b', b"--b\r\n\r\nx")
    yield "bare CR as line ends", plain(b"We pay.\r" * 60_000).replace(b"\r\n", b"\r")
    yield "CR and LF mixed up", plain(b"a\r\r\n\n\rb\n\r\n\r" * 20_000)
    yield "50 megabytes", plain(b"We will pay on Friday, promised.\r\n" * 1_500_000)
    yield "50 megabytes on one line", plain(b"a" * 50_000_000)
    yield "25 megabytes of two-byte lines", plain(b"a\n" * 12_500_000)
    yield "a winmail.dat", _winmail()


def _winmail() -> bytes:
    tnef = b"\x78\x9f\x3e\x22" + random.Random(1).randbytes(300_000)
    part = b"Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    body = b"--b\r\n\r\nPlease see attached.\r\n--b\r\n" + part + base64.encodebytes(tnef) + b"\r\n--b--\r\n"
    return typed(b"multipart/mixed; boundary=b", body)


def _headers() -> Iterator[tuple[str, bytes]]:
    many = {
        "100,000 commas in To": b"To: " + b"," * 100_000,
        "100,000 brackets in To": b"To: " + b"(" * 100_000,
        "100,000 quotation marks in From": b"From: " + b'"' * 100_000,
        "100,000 angle brackets in From": b"From: " + b"<" * 100_000,
        "100,000 backslashes in To": b'To: "' + b"\\" * 100_000,
        "100,000 dots in From": b"From: a" + b"." * 100_000 + b"@b.example",
        "100,000 at signs in Cc": b"Cc: " + b"a@" * 100_000,
        "20,000 addresses": b"To: " + b", ".join(b"a%d@b.example" % n for n in range(20_000)),
        "100,000 semicolons in Content-Type": b"Content-Type: text/plain" + b";" * 100_000,
        "20,000 parameters": b"Content-Type: text/plain" + b"".join(b"; a%d=b" % n for n in range(20_000)),
        "9,000 continued parameters": b"Content-Type: text/plain" + b"".join(b"; n*%d*=a" % n for n in range(9_000)),
        "a parameter without a value": b"Content-Type: text/plain; name*; name*0*; =; ;;",
        "a file name with NUL": b"Content-Disposition: attachment; filename*=\x00''%41%00%0A",
        "a megabyte of Subject": b"Subject: " + b"a b " * 250_000,
        "60,000 encoded words": b"Subject: " + b"=?a?q?" * 60_000,
        "encoded words of UTF-7": b"Subject: =?utf-7?q?+ADw-script+AD4-?=",
        "encoded line ends": b"Subject: A =?UTF-8?Q?=0D=0ABcc:_x=40y.example=00?= =?utf-8?b?Cg0KCg==?=",
        "an encoded half of a pair": b"Subject: =?utf-8?b?7aCA?= =?utf-16-be?b?2AA=?= =?utf-8?q?=ED=BF=BF?=",
        "raw 8-bit headers": b"Subject: \xff\xfe\x80Gr\xfc\xdfe \xed\xa0\x80\r\nX-\xff: \xff\r\nTo: \xe9@\xe9.example",
        "100,000 header fields": b"\r\n".join(b"X-A: b" for _ in range(100_000)),
        "one header of 10 megabytes": b"X-A: " + b"a" * 10_000_000,
        "a header folded 100,000 times": b"X-A: b" + b"\r\n c" * 100_000,
        "a header that never ends": b"no colon here\r\n" * 100_000,
        "20,000 References": b"References: " + b" ".join(b"<%d@x.example>" % n for n in range(20_000)),
        "100,000 angle brackets in References": b"References: " + b"<a" * 100_000,
        "a Date with an offset too large": b"Date: Mon, 1 Jan 2024 00:00:00 +99999999999",
        "a Date of 100,000 digits": b"Date: " + b"9" * 100_000,
        "a Date in the year 0": b"Date: Mon, 1 Jan 0000 00:00:00 +0000",
        "100,000 comments in Authentication-Results": b"Authentication-Results: " + b"mx;(" * 100_000,
        "20 Authentication-Results of 7 kB": b"\r\n".join(b"Authentication-Results: mx.northwind-joinery.example; " + b"a=b;" * 1500
                                                 for _ in range(20)),
        "ids that have stopped others": b"Message-ID: <[b378dfc5@m.example]>\r\nMessage-ID: <>\r\nIn-Reply-To: <[a].1@[b].C",
        "addresses that have stopped others": b'To: (c):\r\nCc: (x): a@b.example;\r\nTo: "\r\nFrom: <\r\nFrom: a@[',
        "Return-Path of 100,000 brackets": b"Return-Path: " + b"<" * 100_000,
        "Auto-Submitted of 100,000 letters": b"Auto-Submitted: " + b"a;" * 50_000,
    }  # fmt: skip
    yield from ((name, answer(b"We pay on Friday.", head + b"\r\n")) for name, head in many.items())


def _contents() -> Iterator[tuple[str, bytes]]:
    for charset in A_CHARSET_EACH:
        body = (
            b'--b\r\nContent-Type: text/plain; charset="' + charset + b'"\r\n\r\n\xff\xfeWe pay =\xed\xa0\x80\r\n--b--'
        )
        yield (
            f"charset {charset[:20]!r}",
            typed(b"multipart/mixed; boundary=b", body, b"Subject: =?" + charset + b"?q?=FF?=\r\n"),
        )
    yield (
        "base64 with a hole",
        typed(b"text/plain", b"V2UgcGF5*\x00!" * 30_001, b"Content-Transfer-Encoding: base64\r\n"),
    )
    yield "base64 of one letter", typed(b"text/plain", b"V", b"Content-Transfer-Encoding: base64\r\n")
    yield (
        "quoted-printable without end",
        typed(b"text/plain", b"=" * 300_000 + b"=F", b"Content-Transfer-Encoding: quoted-printable\r\n"),
    )
    yield (
        "an encoding nobody has",
        typed(b"text/plain", b"begin 644 x\r\n" * 9_000, b"Content-Transfer-Encoding: x-uuencode\r\n"),
    )
    yield "UTF-16 of lone halves", typed(b"text/plain; charset=utf-16-le", b"\x00\xd8" * 100_000)
    yield "UTF-8 of lone halves", plain(b"We pay \xed\xa0\x80 on Friday. \xed\xbf\xbf")
    yield "lone halves as numbers in HTML", html(b"<p>We pay &#xD800; on &#55296;&#xDFFF; Friday &#x110000; &#0;</p>")
    yield "combining marks without end", plain(b"e" + "\u0301".encode() * 150_000)
    yield (
        "directions turned round",
        plain("We \u202eyap\u202c \u2066on\u2069 Friday \ufeff\u200b\u00ad".encode() * 9_000),
    )
    yield "tags that never end", html(b"<a " * 150_000)
    yield "comments that never end", html(b"<!--" * 120_000)
    yield "tags nested 100,000 deep", html(b"<div>" * 100_000 + b"x")
    yield "quotations nested 100,000 deep", html(b"<blockquote>" * 40_000 + b"x")
    yield "hidden parts nested", html(b'<p style="display:none">' * 20_000 + b"x")
    yield "attributes without end", html(b"<p " + b'a="b" ' * 80_000 + b">x")
    yield "a style of blanks", html(b"<p style='" + b"display " * 60_000 + b"'>x</p>")
    yield "a number of 300,000 digits", html(b"&#" + b"9" * 300_000 + b";")
    yield "100,000 table cells", html(b"<table><tr><td>x" * 30_000)
    yield (
        "a report of 100,000 groups",
        typed(
            b"multipart/report; report-type=delivery-status; boundary=b",
            b"--b\r\nContent-Type: message/delivery-status\r\n\r\n"
            + b"Action: failed\r\nStatus: 5.1.1\r\n\r\n" * 100_000,
        ),
    )
    yield (
        "a report of one endless line",
        typed(
            b"multipart/report; report-type=delivery-status; boundary=b",
            b"--b\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\nDiagnostic-Code: "
            + b"5.1.1 a@b." * 60_000,
        ),
    )
    for words in (b"550 5.1.1 <a@b.example>: ", b"a@b.c.d.e.f.g.", b"- - - - copy ", b"host said: ", b"<>" * 50):
        yield (
            f"a bounce of {words[:9]!r}",
            answer(words * (400_000 // len(words)), b"Return-Path: <>\r\n", b"MAILER-DAEMON@x.example"),
        )


def _words() -> Iterator[tuple[str, bytes]]:
    """Text that a pattern or a grammar could trip over. Only 10,000 characters of news are read, so it comes in once
    as one endless line and once in lines."""
    pieces = (
        ">", "> > ", "> a\n", "On a ", "On 1 a@b 10:00 wrote:\n", "On 3 March 2026 at 09:30, a <a@b.example> ", "From: x\nSent: y\nTo: z\n",
        "-", "_" * 40 + "\n", "--\n", "a@", "+44 20 ", "0 ", "1.", "1,", "1/", "12.12.", "EUR 1", "£", "1 234 567 ", "INV-", "INV-1042, ",
        "invoice no. ", "1042 and ", "Rechnung Nr. ", "by Friday ", "Friday week ", "in 9 days ", "in 99999999999 days ", "next week ",
        "end of March 0000 ", "by 31.12.9999 ", "on 99.99.9999 ", "KW 99 ", "not ", "if ", "we will pay ", "paid ", "we have paid ",
        "please ", "Thanks,\n", "Best regards\nJo\n", "?", "!?", ". ", ",", "(", "((a) ", "\"", "'", "’", ": ", "; ", "\n", "\n\n", "\t", "  ",
        "a", "a ", "aa-", "ß", "İ", "ſ", "K", "\u0345", "👍", "🏴\u200d", "٣", "²", "½", "一", "GB29NWBK60161331926819 ", "AB12 ", "our new bank ",
        "out of office until ", "back on ", "From 1 to 2 ", "both ", "all 99999999999999999999 ", "the other two ", "Mr. ", "z.B. ", "www.",
        "http://", "[image: ", "*", "=", "Sitz der Gesellschaft", "Tel: ", "CAUTION: external ", "Sent from my ", "confidential ", "1e9", "9" * 50,
        "EUR 9" + "9" * 40 + ".99 ", "9k ", "\u2028", "\x85", "\x0b", "\x00", "\ufdd0", "\U0010ffff", "we pay \U0001d7d9\U0001d7d8.\U0001d7db. ",
    )  # fmt: skip
    for piece in pieces:
        yield f"words {piece[:24]!r}", plain((piece * (40_000 // len(piece)) + "x").encode())


def messages() -> Iterator[tuple[str, bytes]]:
    """(what it is, the mail), all different."""
    yield from _structure()
    yield from _headers()
    yield from _contents()
    yield from _words()
