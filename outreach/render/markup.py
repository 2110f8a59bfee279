"""MJML becomes the HTML of a mail. mrml never complains, and a deep nesting kills the process: so look first."""

from __future__ import annotations

import re
from xml.parsers import expat

from css_inline import CSSInliner
from mjml import mjml2html

DEEPEST = 100  # levels of elements; mrml dies of a stack overflow near 9,000

_NOTE = re.compile(r"<!--(?!\[if|<!\[endif).*?-->", re.DOTALL)
_INLINE_STYLE = re.compile(r"""<mj-style\s+inline\s*=\s*["']inline["']\s*>(.*?)</mj-style>""", re.DOTALL)
_VOID = re.compile(r"<(?:br|hr|img|col|wbr|meta|link)\b[^<>]*>", re.IGNORECASE)
_BARE_AMPERSAND = re.compile(r"&(?!#?\w+;)")
_LEFT_OVER = re.compile(r"<(mj-[\w-]+)")


class NotMjml(ValueError):
    """What a template gave is not MJML that can be mailed; the message is a sentence for its author."""


def to_html(mjml: str) -> str:
    """HTML with `mj-style inline` put into the elements and all comments removed: a note in a template is for us."""
    mjml = _NOTE.sub("", mjml)
    require_sound(mjml)
    css = "\n".join(_INLINE_STYLE.findall(mjml))
    try:
        html = mjml2html(_INLINE_STYLE.sub("", mjml), fonts={})  # else "Roboto" alone loads a font from Google
    except ValueError as error:
        raise NotMjml(f"is not sound MJML: {error}") from error
    if unknown := _LEFT_OVER.search(html):
        raise NotMjml(f"<{unknown[1]}> is no element of MJML, or stands where it cannot")
    return _inlined(html, css) if css.strip() else html


def _inlined(html: str, css: str) -> str:
    """Only the marked styles: media queries and the resets of MJML stay in the head as they are."""
    inliner = CSSInliner(keep_style_tags=True, load_remote_stylesheets=False, extra_css=css)
    marked = html.replace("<style", '<style data-css-inline="ignore"')
    return inliner.inline(marked).replace('<style data-css-inline="ignore"', "<style")


def strict_xml(mjml: str) -> str:
    """The same text, character for character, with what MJML allows and XML does not made harmless."""
    blanked = _VOID.sub(lambda void: re.sub(r"[^\n]", " ", void[0]), mjml)
    return _BARE_AMPERSAND.sub("+", blanked)


def require_sound(mjml: str) -> None:
    """Raise NotMjml for what is not well-formed, has a document type (entities), or is nested too deeply."""
    depth = 0

    def opened(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise NotMjml(f"elements are nested more than {DEEPEST} deep")

    def closed(*_: object) -> None:
        nonlocal depth
        depth -= 1

    parser = xml_parser()
    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    try:
        parser.Parse(strict_xml(mjml.strip()), True)
    except expat.ExpatError as error:
        raise NotMjml(f"is not sound MJML: {expat.errors.messages[error.code]}") from error


def xml_parser() -> expat.XMLParserType:
    """A parser that knows HTML's entities only by shape and refuses a document type."""
    parser = expat.ParserCreate()
    parser.UseForeignDTD(True)
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*declaration: object) -> None:
    if declaration[0] is not None:
        raise NotMjml("MJML has no document type")
