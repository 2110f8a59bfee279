"""The text of an HTML body as a person sees it: paragraphs as lines, quotations as `>` lines, links without addresses.

A tokeniser of our own, because Python's HTMLParser (and so html2text, which stands on it) needs minutes for 50,000
unclosed `<a` or `<!--` and raises on a character reference of 5,000 digits, both measured on 3.11.7.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from outreach.mail.lines import lines_of, says_something
from outreach.mail.quotes import header_at
from outreach.mail.styles import WHITE, Style, classes_of, seen, style_of

HTML_CHARS = 512 * 1024
QUOTE_DEPTH = 12
OPEN_ELEMENTS = 60  # that set something, kept account of at a time
UNSEEN, QUOTE_LINES = 20, 200  # pieces of hidden text that are kept, lines in which the quoted mail has to begin
HIDDEN_WORDS = 2  # fewer are the padding of newsletters
DIVIDER = "-----Original Message-----"  # put where a program marks the mail it answers, whatever it calls it
RULE = "_" * 32  # how <hr> shows; Outlook puts one above the mail that is answered

_WORDS = re.compile(r"[^\W_]{2,}")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})([^<>]*)>")
_ENTITY_BOMB = re.compile(r"&#[0-9]{8,};?|&#[xX][0-9a-fA-F]{7,};?")
_SILENT = frozenset({"script", "style", "title", "head", "template", "noscript", "svg", "object", "select"})
_APART = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre"})
_BLOCKS = _APART | {
    *("div", "tr", "li", "center", "section", "article", "header", "footer", "address", "dl", "dt", "dd", "form"),
    *("fieldset", "tbody", "thead", "body", "html"),
}
_VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "wbr", "area", "base", "col", "o:p"})


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person sees of a page, and the words in it that they cannot see, those of quoted mails left out."""

    text: str
    hidden: str = ""


def html_text(html: str) -> str:
    return read_html(html).text


def read_html(html: str) -> Seen:
    """Text of at most the first 512 k characters of `html`. Never raises; linear in the length.

    What nobody can see is left out of the text, unless that element never ends, or nothing else is said: then it would
    swallow all there is.
    """
    html = html[:HTML_CHARS]
    page = _read(html, hiding=True)
    shown = page.text()
    hidden = " ".join(" ".join(page.unseen).split())
    if page.open_ended or (hidden and not says_something(shown)):
        return Seen(_read(html, hiding=False).text(), hidden if not page.open_ended else "")
    return Seen(shown, hidden if len(_WORDS.findall(hidden)) >= HIDDEN_WORDS else "")


def _read(html: str, hiding: bool) -> _Page:
    page = _Page(classes_of(html) if hiding else {}, hiding)
    for closing, name, attributes, text in _tokens(html):
        if text:
            page.say(text)
        elif name:
            page.tag(name, closing, attributes)
    return page


def _tokens(html: str) -> Iterator[tuple[bool, str, str, str]]:
    """(closing, tag name, attributes, "") or (False, "", "", text), in order, without comments and silent elements."""
    small, place, endless = html.lower(), 0, set[str]()
    while place < len(html):
        start = html.find("<", place)
        if start < 0:
            yield False, "", "", html[place:]
            return
        if start > place:
            yield False, "", "", html[place:start]
        if html.startswith("<!", start) or html.startswith("<?", start):
            place = _after_comment(html, start, endless)
            continue
        tag = _TAG.match(html, start)
        if tag is None:
            yield False, "", "", "<"
            place = start + 1
            continue
        name = tag[2].lower()
        place = tag.end()
        if name in _SILENT and not tag[1] and name not in endless:
            end = small.find(f"</{name}", place)
            if end >= 0:
                place = end
            else:
                endless.add(name)
        yield bool(tag[1]), name, tag[3], ""


def _after_comment(html: str, start: int, endless: set[str]) -> int:
    """Where the text goes on behind a comment, a doctype or a conditional of Outlook (`<![if ...]>`)."""
    mark = "-->" if html.startswith("<!--", start) else ">"
    end = -1 if mark in endless else html.find(mark, start + 2)
    if end < 0:
        endless.add(mark)
        return start + 2
    return end + len(mark)


@dataclass(slots=True)
class _Open:
    """An element that is still open and sets something; `depth` counts those of the same name inside it."""

    name: str
    style: Style
    depth: int = 1


class _Page:
    """Collects lines. `quotes` is how deep in quotations we are, `opened` the elements around us that set something."""

    def __init__(self, classes: Mapping[str, str], hiding: bool) -> None:
        self.classes = classes
        self.hiding = hiding
        self.lines: list[str] = []
        self.line: list[str] = []
        self.quotes = 0
        self.pre = 0
        self.opened: list[_Open] = []
        self.unseen: list[str] = []
        self.quoting = False

    @property
    def open_ended(self) -> bool:
        return any(
            each.style.hides or each.style.tiny or each.style.invisible or each.style.colour == WHITE
            for each in self.opened
        )

    def say(self, text: str) -> None:
        text = unescape(_ENTITY_BOMB.sub("", text))
        if self.hiding and not self._is_seen():
            if text.strip() and len(self.unseen) < UNSEEN and not self._is_quoting():
                self.unseen.append(text[:1000])
            return
        if self.pre:
            first, *others = text.split("\n")
            self.line.append(first)
            for other in others:
                self.end_line(force=True)
                self.line.append(other)
        else:
            self.line.append(re.sub(r"\s+", " ", text))

    def _is_seen(self) -> bool:
        if not self.opened:
            return True
        styles = [each.style for each in reversed(self.opened)]
        if any(style.hides for style in styles) or next((s.tiny for s in styles if s.tiny is not None), False):
            return False
        if next((s.invisible for s in styles if s.invisible is not None), False):
            return False
        colour = next((s.colour for s in styles if s.colour is not None), None)
        return seen(colour, next((s.ground for s in styles if s.ground is not None), None)) if colour else True

    def _is_quoting(self) -> bool:
        """Whether a quoted mail has begun: what is hidden in it, as the preview line of our letter, deceives nobody."""
        if not self.quoting:
            lines = lines_of("\n".join(self.lines[:QUOTE_LINES]))
            self.quoting = bool(self.quotes) or any(header_at(lines, n, followed=False) for n in range(len(lines)))
        return self.quoting

    def tag(self, name: str, closing: bool, attributes: str) -> None:
        if name not in _VOID:
            self._style(name, closing, attributes)
        if any(each.style.hides for each in self.opened) and self.hiding:
            return
        if name == "blockquote":
            self.end_line()
            self.quotes = max(0, self.quotes - 1) if closing else min(QUOTE_DEPTH, self.quotes + 1)
        elif name == "br":
            self.end_line(force=True)
        elif name == "hr":
            self.end_line()
            self.line.append(RULE)
            self.end_line()
        elif name in ("td", "th"):
            self.line.append("  ")
        elif name in _BLOCKS:
            self._block(name, closing)

    def _style(self, name: str, closing: bool, attributes: str) -> None:
        """Keep account of what is set around us: closing an element also closes what was left open inside it."""
        at = next((n for n in range(len(self.opened) - 1, -1, -1) if self.opened[n].name == name), -1)
        if closing or (name == "p" and at >= 0):  # a paragraph ends where the next begins
            if at >= 0:
                self.opened[at].depth -= 1
                if self.opened[at].depth <= 0 or name == "p":
                    self._close(at)
            if closing:
                return
            at = -1
        style = style_of(attributes, self.classes)
        if style.begins_quote:
            self.end_line()
            self.lines.append(DIVIDER)
        if style and len(self.opened) < OPEN_ELEMENTS:
            if style.quotes:
                self.end_line()
                self.quotes += 1
            self.opened.append(_Open(name, style))
        elif at >= 0:
            self.opened[at].depth += 1

    def _close(self, at: int) -> None:
        for each in self.opened[at:]:
            if each.style.quotes:
                self.end_line()
                self.quotes = max(0, self.quotes - 1)
        del self.opened[at:]

    def _block(self, name: str, closing: bool) -> None:
        self.end_line()
        if name in _APART and self.lines and self.lines[-1].strip("> "):
            self.lines.append(">" * self.quotes)
        if name == "pre":
            self.pre = max(0, self.pre - 1) if closing else 1
        if name == "li" and not closing:
            self.line.append("- ")

    def end_line(self, force: bool = False) -> None:
        text = "".join(self.line)
        text = text.rstrip() if self.pre else re.sub(" {3,}", "  ", text).strip()
        self.line = []
        if text or force:
            self.lines.append(f"{'>' * self.quotes} {text}".rstrip() if self.quotes else text)

    def text(self) -> str:
        self.end_line()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self.lines)).strip("\n")
