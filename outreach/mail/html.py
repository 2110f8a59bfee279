"""The text of an HTML body as a person sees it: paragraphs as lines, quotations as `>` lines, links without addresses.

A tokeniser of our own, because Python's HTMLParser (and so html2text, which stands on it) needs minutes for 50,000
unclosed `<a` or `<!--` and raises on a character reference of 5,000 digits, both measured on 3.11.7.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

HTML_CHARS = 512 * 1024
QUOTE_DEPTH = 12
RULE = "_" * 32  # how <hr> shows; Outlook puts one above the mail that is answered

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})([^<>]*)>")
_ENTITY_BOMB = re.compile(r"&#[0-9]{8,};?|&#[xX][0-9a-fA-F]{7,};?")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_SILENT = frozenset({"script", "style", "title", "head", "template", "noscript", "svg", "object", "select"})
_APART = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre"})
_BLOCKS = _APART | {
    *("div", "tr", "li", "center", "section", "article", "header", "footer", "address", "dl", "dt", "dd", "form"),
    *("fieldset", "tbody", "thead", "body", "html"),
}
_VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "wbr", "area", "base", "col", "o:p"})


def html_text(html: str) -> str:
    """Text of at most the first 512 k characters of `html`. Never raises; linear in the length.

    What is styled not to be displayed is left out, unless that element never ends: then it would swallow the rest.
    """
    page = _read(html[:HTML_CHARS], hiding=True)
    return (_read(html[:HTML_CHARS], hiding=False) if page.hidden else page).text()


def _read(html: str, hiding: bool) -> _Page:
    page = _Page(hiding)
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


class _Page:
    """Collects lines. `quotes` is how deep in quotations we are, `hidden` how deep inside an element nobody sees."""

    def __init__(self, hiding: bool) -> None:
        self.hiding = hiding
        self.lines: list[str] = []
        self.line: list[str] = []
        self.quotes = 0
        self.pre = 0
        self.hidden = 0
        self.hiding_tag = ""

    def say(self, text: str) -> None:
        if self.hidden:
            return
        text = unescape(_ENTITY_BOMB.sub("", text))
        if self.pre:
            first, *others = text.split("\n")
            self.line.append(first)
            for other in others:
                self.end_line(force=True)
                self.line.append(other)
        else:
            self.line.append(re.sub(r"\s+", " ", text))

    def tag(self, name: str, closing: bool, attributes: str) -> None:
        if self._skipped(name, closing, attributes):
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

    def _skipped(self, name: str, closing: bool, attributes: str) -> bool:
        if self.hidden:
            if name == self.hiding_tag:
                self.hidden += -1 if closing else 1
            return True
        if self.hiding and not closing and name not in _VOID and _HIDDEN_STYLE.search(attributes):
            self.hidden, self.hiding_tag = 1, name
        return self.hidden > 0

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
