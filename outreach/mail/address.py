"""Who a mail is from and to: mailboxes as header fields write them (RFC 5322 section 3.4), read and written safely."""

from __future__ import annotations

import base64
import re
import unicodedata
from dataclasses import dataclass

from outreach.mail.decode import HEADER_CHARS, legible, one_line, words

MAILBOXES = 200
LONGEST = 900  # of one word in a header, so that its line stays within 998 (RFC 5322 section 2.1.1)

_EMAIL = re.compile(r"[^\s<>\"(),:;@\[\]\\]{1,128}@(?:\[[^\s<>\[\]]{1,60}\]|[^\s<>\"(),:;@\[\]\\]{1,253})")
_WRITTEN = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")

# The domains at which anybody can have a mailbox: an address there says nothing about a business.
FREE_MAIL = frozenset(
    """
    gmail.com googlemail.com outlook.com outlook.de outlook.fr outlook.es outlook.it hotmail.com hotmail.co.uk
    hotmail.de hotmail.fr hotmail.es hotmail.it hotmail.nl live.com live.co.uk live.de live.fr live.nl live.it
    msn.com windowslive.com passport.com yahoo.com yahoo.co.uk yahoo.de yahoo.fr yahoo.es yahoo.it yahoo.ca
    yahoo.com.au yahoo.com.br yahoo.co.in yahoo.co.jp ymail.com rocketmail.com myyahoo.com aol.com aol.de aol.co.uk
    aim.com icloud.com me.com mac.com gmx.de gmx.net gmx.com gmx.at gmx.ch gmx.org gmx.fr gmx.es gmx.co.uk web.de
    email.de freenet.de t-online.de magenta.de arcor.de online.de vodafone.de 1und1.de posteo.de posteo.net
    mailbox.org tutanota.com tutanota.de tuta.com tuta.io tutamail.com keemail.me proton.me protonmail.com
    protonmail.ch pm.me mail.com email.com usa.com post.com europe.com mail.de kabelmail.de unitybox.de a1.net
    aon.at chello.at bluewin.ch hispeed.ch sunrise.ch orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr
    bbox.fr numericable.fr libero.it virgilio.it alice.it tin.it tiscali.it tim.it fastwebnet.it aruba.it
    telefonica.net terra.es ono.com ziggo.nl kpnmail.nl kpnplanet.nl planet.nl hetnet.nl xs4all.nl home.nl
    upcmail.nl casema.nl telenet.be skynet.be proximus.be scarlet.be wp.pl o2.pl onet.pl onet.eu op.pl interia.pl
    interia.eu gazeta.pl poczta.fm vp.pl tlen.pl sapo.pt iol.pt mail.pt clix.pt uol.com.br bol.com.br terra.com.br
    ig.com.br globo.com btinternet.com btopenworld.com talktalk.net virginmedia.com ntlworld.com blueyonder.co.uk
    sky.com tiscali.co.uk plusnet.com comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net
    charter.net earthlink.net optonline.net juno.com netzero.net shaw.ca rogers.com bell.net sympatico.ca telus.net
    videotron.ca bigpond.com bigpond.net.au optusnet.com.au iinet.net.au xtra.co.nz zoho.com zohomail.com
    zohomail.eu fastmail.com fastmail.fm hey.com hushmail.com inbox.com yandex.com yandex.ru ya.ru mail.ru bk.ru
    inbox.ru list.ru rambler.ru ukr.net i.ua seznam.cz email.cz post.cz centrum.cz centrum.sk azet.sk zoznam.sk
    freemail.hu citromail.hu telia.com comhem.se spray.se tele2.se bredband.net online.no broadpark.no mail.dk
    jubii.dk live.dk luukku.com suomi24.fi abv.bg walla.co.il walla.com rediffmail.com naver.com daum.net
    hanmail.net qq.com 163.com 126.com sina.com foxmail.com yeah.net duck.com simplelogin.com mozmail.com
    privaterelay.appleid.com
    """.split()  # noqa: SIM905 - quoted one by one they would fill pages
)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name and an address as they are written; the domain in lower case, either part "" when it is missing."""

    name: str
    email: str

    @property
    def domain(self) -> str:
        return domain_of(self.email)


def mailbox_of(header_value: str) -> Mailbox:
    """The first mailbox of a raw header value; an empty one when there is none. Never raises."""
    return next(iter(mailboxes_of(header_value)), Mailbox("", ""))


def mailboxes_of(header_value: str) -> tuple[Mailbox, ...]:
    """All mailboxes of a raw header value, groups dissolved, 200 at most, at a cost linear in its length."""
    found = [_mailbox(piece) for piece in _pieces(header_value[:HEADER_CHARS])]
    return tuple(mailbox for mailbox in found if mailbox.name or mailbox.email)[:MAILBOXES]


def _pieces(value: str) -> list[str]:
    """Cut at commas and semicolons outside quotation marks, comments and angle brackets; drop the names of groups."""
    pieces, start, index = [], 0, 0
    quoted, comments, angle = False, 0, False
    while index < len(value):
        char = value[index]
        if char == "\\":
            index += 1
        elif char == '"' and not comments:
            quoted = not quoted
        elif quoted:
            pass
        elif char in "()":
            comments = comments + 1 if char == "(" else max(0, comments - 1)
        elif not comments and char in "<>":
            angle = char == "<"
        elif not comments and not angle and char in ",;:":
            if char != ":":
                pieces.append(value[start:index])
            start = index + 1
        index += 1
    return [*pieces, value[start:]]


def _mailbox(piece: str) -> Mailbox:
    before, bracket, rest = piece.rpartition("<")
    if bracket and ">" in rest:
        inside, _, after = rest.partition(">")
        email = _email("".join(inside.split()))
        return Mailbox(_name(before) or _name(after) or ("" if email else one_line(words(inside))), email)
    match = _EMAIL.search(piece)
    if match is None:
        return Mailbox(_name(piece), "")
    return Mailbox(_name(piece[: match.start()] + piece[match.end() :]), _email(match[0]))


def _email(text: str) -> str:
    match = _EMAIL.search(legible(words(text)))
    if match is None:
        return ""
    local, _, domain = match[0].rpartition("@")
    return f"{local}@{domain.lower().rstrip('.')}"


def _name(text: str) -> str:
    """A display name: quotation marks taken off, encoded words decoded; the comment when there is nothing else."""
    text = text.strip("<> \t")
    if len(text) > 1 and text[0] + text[-1] in ('""', "()", "''"):
        return words(re.sub(r"\\(.)", r"\1", text[1:-1]))
    return words(text.replace('"', "") if text.count('"') == 1 else text)


def domain_of(email: str) -> str:
    """What stands behind the last @, in lower case; "" when there is none."""
    local, at, domain = email.rpartition("@")
    return domain.strip().strip(".").lower() if at and local else ""


def is_free_mail(domain: str) -> bool:
    return domain.lower() in FREE_MAIL


def checked(value: str, what: str) -> str:
    """`value`, if it can stand in a header. A control character or line separator in it could begin a header of its
    own (CVE-2024-6923), so it is a ValueError, never quietly repaired."""
    if any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in value):
        raise ValueError(f"the {what} has a control character in it: {value!r:.80}")
    return value


def header_address(name: str, email: str) -> str:
    """The mailbox as a header field writes it, in ASCII. ValueError when it cannot be written safely."""
    checked(name, "name")
    if not _WRITTEN.fullmatch(checked(email, "address")):
        raise ValueError(f"{email!r:.80} cannot be written in a header: only ASCII, with the domain in its xn-- form")
    name = " ".join(name.split())
    return f"{_phrase(name)} <{email}>" if name else email


def _phrase(name: str) -> str:
    if not name.isascii() or "=?" in name or any(len(word) > LONGEST for word in name.split()):
        return encoded_words(name)
    if _ATOMS.fullmatch(name):
        return name
    return '"' + name.replace("\\", r"\\").replace('"', r"\"") + '"'


def encoded_words(text: str) -> str:
    """`text` as encoded words that keep a line within 76 characters (RFC 2047 section 2), no character cut in two."""
    chunks, octets = [], b""
    for char in text:
        more = char.encode("utf-8")
        if len(octets) + len(more) > 39:  # 52 letters of base64 and 12 around them: a line stays within 76
            chunks.append(octets)
            octets = b""
        octets += more
    return " ".join(f"=?utf-8?b?{base64.b64encode(chunk).decode('ascii')}?=" for chunk in [*chunks, octets])
