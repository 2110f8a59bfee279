"""How the mail programs of the world wrap a reply around the letter it answers."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from html import escape

from babel.dates import format_date, format_datetime

from .letter import ADDRESS, FIRM, Letter
from .tongues import APPLE, BLOCKS, GALAXY, GMAIL, IPHONE, OUTLOOK_PHONE, THUNDERBIRD

BODY = "<html><head><meta http-equiv=Content-Type content='text/html'></head><body>{}</body></html>"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a client's program has before it: the words, the trimmings and the letter answered."""

    body: str
    signature: tuple[str, ...]
    disclaimer: str
    banner: str  # set above the reply by our own gateway
    stamp: str  # set by the client's gateway above our letter, quoted with it
    hidden: str
    below: str  # their own earlier messages, between the reply and our letter
    letter: Letter
    seen: datetime  # the letter's instant in the client's zone
    tongue: str  # of the program, not of the writer: en, us, de ...

    @property
    def table(self) -> str:
        """The key for tables that know no American way."""
        return "en" if self.tongue == "us" else self.tongue


Parts = dict[str, str]


def twelve(at: datetime) -> str:
    """The time of day on an American clock."""
    return f"{at.hour % 12 or 12}:{at:%M} {'AM' if at.hour < 12 else 'PM'}"


def attribution(reply: Reply, table: dict[str, str]) -> str:
    """The line over the quote, broken before the address when long, as programs break it."""
    at = reply.seen
    line = table[reply.tongue].format(
        w=format_datetime(at, "EEE", locale=reply.table), m=format_datetime(at, "MMM", locale=reply.table),
        mon=at.month, d=at.day, y=at.year, dd=f"{at.day:02}", mm=f"{at.month:02}", h=f"{at.hour}:{at:%M}",
        h24=f"{at:%H:%M}", h12=twelve(at), who=f"{FIRM} <{ADDRESS}>", name=FIRM,
    )  # fmt: skip
    return line if len(line) < 79 else line.replace(" <", "\n<", 1)


def quoted(reply: Reply, width: int = 72) -> str:
    """Our letter behind '>', re-wrapped."""
    lines = [piece for line in letter_lines(reply) for piece in (textwrap.wrap(line, width) or [""])]
    return "\n".join(f"> {line}".rstrip() for line in lines)


def letter_lines(reply: Reply) -> list[str]:
    return ([reply.stamp, ""] if reply.stamp else []) + list(reply.letter.lines)


def letter_html(reply: Reply) -> str:
    stamp = f"<p style='background:#ffeb9c'>{escape(reply.stamp)}</p>" if reply.stamp else ""
    return stamp + reply.letter.html


def tail(reply: Reply, dashes: str = "") -> str:
    """Signature and disclaimer for a plain part."""
    block = "\n".join(reply.signature)
    text = f"\n\n{dashes}{block}" if block else ""
    return text + (f"\n\n{textwrap.fill(reply.disclaimer, 76)}" if reply.disclaimer else "")


def head(reply: Reply) -> str:
    return f"{reply.banner}\n\n" if reply.banner else ""


def divs(text: str) -> str:
    return "".join(f"<div>{escape(line) or '<br>'}</div>" for line in text.splitlines())


def mso(text: str) -> str:
    return "".join(f"<p class=MsoNormal>{escape(line) or '&nbsp;'}<o:p></o:p></p>" for line in text.splitlines())


def top_html(reply: Reply, lines: Callable[[str], str]) -> str:
    """Banner, words and unseen text of an HTML part."""
    banner = f"<table><tr><td bgcolor='#fff2cc'>{escape(reply.banner)}</td></tr></table>" if reply.banner else ""
    hidden = f"<div style='display:none;font-size:0;color:#ffffff'>{escape(reply.hidden)}</div>" if reply.hidden else ""
    return banner + lines(reply.body) + hidden


def disclaimer_html(reply: Reply) -> str:
    return f"<p style='font-size:8pt;color:gray'>{escape(reply.disclaimer)}</p>" if reply.disclaimer else ""


def block(reply: Reply) -> list[tuple[str, str]]:
    """Outlook's four lines over the quote."""
    at = reply.seen
    clock = f"{at:%A}, {at:%B} {at.day}, {at.year} {twelve(at)}"
    european = f"{format_date(at, 'full', locale=reply.table)} {at:%H:%M}"
    sent = clock if reply.tongue == "us" else f"{at.day} {at:%B %Y %H:%M}" if reply.tongue == "en" else european
    values = (f"{FIRM} <{ADDRESS}>", sent, reply.letter.to, reply.letter.subject)
    return list(zip(BLOCKS[reply.table], values, strict=True))


def gmail(reply: Reply) -> Parts:
    line = attribution(reply, GMAIL)
    plain = f"{head(reply)}{reply.body}{tail(reply, '-- ' + chr(10))}\n\n{line}\n\n{quoted(reply)}\n"
    sign = f"<br><div class='gmail_signature'>{divs(chr(10).join(reply.signature))}</div>" if reply.signature else ""
    html = (
        f"<div dir='ltr'>{top_html(reply, divs)}{sign}{disclaimer_html(reply)}</div><br><div class='gmail_quote'>"
        f"<div dir='ltr' class='gmail_attr'>{escape(line)}<br></div><blockquote class='gmail_quote' "
        f"style='margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex'>{letter_html(reply)}</blockquote></div>"
    )
    return {"plain": plain, "html": html}


def outlook(reply: Reply) -> Parts:
    """Desktop Outlook: HTML alone, a border block over our letter."""
    earlier = f"<div style='border:none;border-top:solid #E1E1E1 1.0pt'>{mso(reply.below)}</div>" if reply.below else ""
    rows = "<br>".join(f"<b>{name}:</b> {escape(value)}" for name, value in block(reply))
    html = BODY.format(
        f"<div class=WordSection1>{top_html(reply, mso)}{mso(chr(10) + chr(10).join(reply.signature))}"
        f"{disclaimer_html(reply)}{earlier}<p class=MsoNormal>&nbsp;</p><div>"
        f"<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'>"
        f"<p class=MsoNormal>{rows}</p></div></div>{letter_html(reply)}</div>"
    )
    return {"html": html}


def outlook_both(reply: Reply) -> Parts:
    """Desktop Outlook through an Exchange server that adds a plain part."""
    rows = "\n".join(f"{name}: {value}" for name, value in block(reply))
    lines = "\n".join(letter_lines(reply))
    earlier = f"{reply.below}\n\n" if reply.below else ""
    return {"plain": f"{head(reply)}{reply.body}{tail(reply)}\n\n{earlier}{rows}\n\n{lines}\n", **outlook(reply)}


def ios(reply: Reply) -> Parts:
    """Outlook on a phone: its footer, a rule of underscores, the block."""
    rows = block(reply)
    lines = "\n".join(letter_lines(reply))
    shown = "\n".join(f"{name}: {value}" for name, value in rows)
    foot = f"{OUTLOOK_PHONE[reply.table]}<https://outlook-ios.example/>"
    plain = f"{head(reply)}{reply.body}{tail(reply)}\n\n{foot}\n{'_' * 32}\n{shown}\n\n{lines}\n"
    html = BODY.format(
        f"<div style='font-family:Aptos'>{top_html(reply, divs)}{divs(chr(10).join(reply.signature))}</div>"
        "<div id='ms-outlook-mobile-signature'><a href='https://outlook-ios.example/'>"
        f"{OUTLOOK_PHONE[reply.table]}</a></div>"
        f"<hr style='display:inline-block;width:98%'><div id='divRplyFwdMsg' dir='ltr'>"
        f"{'<br>'.join(f'<b>{name}:</b> {escape(value)}' for name, value in rows)}</div>{letter_html(reply)}"
    )
    return {"plain": plain, "html": html}


def apple(reply: Reply) -> Parts:
    line = attribution(reply, APPLE)
    plain = f"{head(reply)}{reply.body}{tail(reply)}\n\n{line}\n\n{quoted(reply, 400)}\n"
    html = BODY.format(
        f"{top_html(reply, divs)}<br>{divs(chr(10).join(reply.signature))}{disclaimer_html(reply)}<div><br>"
        f"<blockquote type='cite'><div>{escape(line)}</div><br class='Apple-interchange-newline'>"
        f"<div>{letter_html(reply)}</div></blockquote></div>"
    )
    return {"plain": plain, "html": html}


def iphone(reply: Reply) -> Parts:
    foot = IPHONE[reply.table]
    line = attribution(reply, APPLE)
    return {"plain": f"{head(reply)}{reply.body}{tail(reply)}\n\n{foot}\n\n{line}\n\n{quoted(reply, 400)}\n"}


def samsung(reply: Reply) -> Parts:
    foot, mark, when = GALAXY[reply.table]
    sender, _, to, subject = BLOCKS[reply.table]
    rows = f"{sender}: {FIRM} <{ADDRESS}>\n{when}: {reply.seen:%d/%m/%Y %H:%M} (GMT)\n{to}: {reply.letter.to}"
    lines = "\n".join(letter_lines(reply))
    return {"plain": f"{reply.body}{tail(reply)}\n\n\n{foot}\n\n\n-------- {mark} --------\n{rows}\n"
            f"{subject}: {reply.letter.subject}\n\n{lines}\n"}  # fmt: skip


def yahoo(reply: Reply) -> Parts:
    at = reply.seen
    line = f"On {at:%A}, {at.day} {at:%B %Y} at {at:%H:%M:%S} {at:%Z}, {FIRM} <{ADDRESS}> wrote:"
    lines = textwrap.indent("\n".join(letter_lines(reply)), " ")
    html = BODY.format(
        f"<div class='ydp1yahoo-style-wrap'>{top_html(reply, divs)}{divs(chr(10).join(reply.signature))}</div>"
        f"<div id='yahoo_quoted_7' class='yahoo_quoted'><div>{escape(line)}</div><div>{letter_html(reply)}</div></div>"
    )
    return {"plain": f"{reply.body}{tail(reply)}\n\n    {line}\n\n{lines}\n", "html": html}


def thunderbird(reply: Reply) -> Parts:
    line = attribution(reply, THUNDERBIRD)
    return {"plain": f"{head(reply)}{reply.body}{tail(reply, '-- ' + chr(10))}\n\n{line}\n{quoted(reply)}\n"}


def bottom(reply: Reply) -> Parts:
    """The answer under the quote."""
    line = attribution(reply, THUNDERBIRD)
    return {"plain": f"{line}\n{quoted(reply)}\n\n{reply.body}{tail(reply, '-- ' + chr(10))}\n"}


def inline(reply: Reply) -> Parts:
    """Answers between quoted lines, which the body carries itself."""
    line = attribution(reply, THUNDERBIRD)
    return {"plain": f"{line}\n{reply.body}{tail(reply, '-- ' + chr(10))}\n"}


def bare(reply: Reply) -> Parts:
    """Nothing quoted."""
    return {"plain": f"{head(reply)}{reply.body}{tail(reply)}\n"}


def web(reply: Reply) -> Parts:
    """Nothing quoted, HTML alone."""
    sign = divs(chr(10).join(reply.signature))
    return {"html": BODY.format(f"{top_html(reply, divs)}<br>{sign}{disclaimer_html(reply)}")}


WRAPS: dict[str, Callable[[Reply], Parts]] = {
    "gmail": gmail, "outlook": outlook, "outlook2": outlook_both, "ios": ios, "apple": apple, "iphone": iphone,
    "samsung": samsung, "yahoo": yahoo, "tb": thunderbird, "bottom": bottom, "inline": inline, "bare": bare, "web": web,
}  # fmt: skip
