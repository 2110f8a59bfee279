"""What a person cannot see of an HTML mail: text not displayed, without size, off the screen, or white on white.

Such text is how a mail says one thing to a reader and another to a program. Sizes and colours are inherited and may be
set again further in (newsletter tables stand in a size of 0), so only what is in force where the words stand counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
DECLARATIONS, STYLE_CHARS, CLASSES = 60, 4000, 300
NEAR = 14  # how far apart, of 255, two shades are that nobody tells apart
TINY = 2.0  # pixels or points
FAR = 900  # pixels beyond the edge

_STYLE = re.compile(r"""(?<![\w-])style\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)
_CLASS = re.compile(r"""(?<![\w-])(?:class|id)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)
_COLOUR = re.compile(r"""(?<![\w-])(bgcolor|color)\s*=\s*["']?([#\w]{1,30})""", re.IGNORECASE)
_QUOTED = re.compile(r"""=\s*(?:"[^"]*"|'[^']*')""")
_HIDDEN_WORD = re.compile(r"(?<![\w-])hidden(?![\w-])", re.IGNORECASE)
_LENGTH = re.compile(r"(-?\d{0,6}\.?\d{1,4})\s*(px|pt|em|rem|%|vw)?")
_RULE = re.compile(r"([^{}]{1,200})\{([^{}]{0,1000})\}")
_ONE_CLASS = re.compile(r"\s*[a-z]*([.#][\w-]{1,60})\s*", re.IGNORECASE)
_NAMES = {
    "white": WHITE, "snow": (255, 250, 250), "ivory": (255, 255, 240), "ghostwhite": (248, 248, 255),
    "whitesmoke": (245, 245, 245), "floralwhite": (255, 250, 240), "azure": (240, 255, 255),
    "black": (0, 0, 0), "red": (255, 0, 0), "blue": (0, 0, 255), "navy": (0, 0, 128), "green": (0, 128, 0),
    "gray": (128, 128, 128), "grey": (128, 128, 128), "yellow": (255, 255, 0), "orange": (255, 165, 0),
}  # fmt: skip
_QUOTE_MARKS = re.compile(r"(?<![\w-])(?:gmail_attr|moz-cite-prefix|protonmail_quote)(?![\w-])")
_QUOTE_BEGINS = re.compile(r"(?<![\w-])(?:x_)*(?:divRplyFwdMsg|mail-editor-reference-message-container)(?![\w-])")


@dataclass(frozen=True, slots=True)
class Style:
    """What one element sets, None where it sets nothing. `hides` cannot be undone further in, the others can."""

    hides: bool = False
    tiny: bool | None = None
    invisible: bool | None = None  # by visibility or transparency
    colour: Colour | None = None
    ground: Colour | None = None
    quotes: bool = False  # a program's own mark of an attribution, in whatever language that is
    begins_quote: bool = False

    def __bool__(self) -> bool:
        return self != PLAIN


PLAIN = Style()


def style_of(attributes: str, classes: Mapping[str, str]) -> Style:
    """The style of an element with these raw `attributes`; `classes` maps ".name" and "#name" to declarations."""
    if "=" not in attributes and "hidden" not in attributes.lower():
        return PLAIN
    names = next((a or b or c for a, b, c in _CLASS.findall(attributes[:STYLE_CHARS])), "")
    every = [a or b or c for a, b, c in _CLASS.findall(attributes[:STYLE_CHARS])]
    set_by_class = (
        [
            classes[key]
            for value in every
            for name in value.split()[:20]
            for key in (f".{name}", f"#{name}")
            if key in classes
        ]
        if classes
        else []
    )
    own = next((a or b or c for a, b, c in _STYLE.findall(attributes[:STYLE_CHARS])), "")
    said = _declarations(";".join([*set_by_class, own])) if own or set_by_class else {}
    for name, value in _COLOUR.findall(attributes[:STYLE_CHARS]):
        said.setdefault("background-color" if name.lower() == "bgcolor" else "color", value.lower())
    hidden_word = (
        bool(_HIDDEN_WORD.search(_QUOTED.sub("=", attributes[:STYLE_CHARS])))
        if "hidden" in attributes.lower()
        else False
    )
    if not said and not hidden_word and not names:
        return PLAIN
    marks = " ".join(every)
    return Style(
        hides=hidden_word or _hides(said),
        tiny=_tiny(said.get("font-size", "")),
        invisible=_invisible(said),
        colour=_colour(said.get("color", "")),
        ground=_colour(said.get("background-color", "") or said.get("background", "")),
        quotes=bool(_QUOTE_MARKS.search(marks)),
        begins_quote=bool(_QUOTE_BEGINS.search(marks)),
    )


def classes_of(html: str) -> dict[str, str]:
    """The declarations of the single-class rules in the style elements of a page; media queries are left out."""
    found: dict[str, str] = {}
    small, place = html.lower(), 0
    for _ in range(10):
        start = small.find("<style", place)
        end = small.find("</style", start) if start >= 0 else -1
        if end < 0:
            break
        sheet = re.sub(
            r"@media[^{]{0,200}\{(?:[^{}]{0,2000}\{[^{}]{0,2000}\}){0,60}[^{}]{0,200}\}", "", html[start:end][:20_000]
        )
        for selector, declared in _RULE.findall(sheet[sheet.find(">") + 1 :]):
            for each in selector.split(",")[:10]:
                if (match := _ONE_CLASS.fullmatch(each)) and len(found) < CLASSES:
                    found[match[1]] = f"{found.get(match[1], '')};{declared}"
        place = end
    return found


def seen(colour: Colour | None, ground: Colour | None) -> bool:
    """Whether text of a colour can be read on a ground; black and white when nothing is set."""
    text = colour or (0, 0, 0)
    return any(abs(one - other) > NEAR for one, other in zip(text, ground or WHITE, strict=True))


def _declarations(style: str) -> dict[str, str]:
    pairs = (each.partition(":") for each in style[:STYLE_CHARS].split(";")[:DECLARATIONS])
    return {
        name.strip().lower(): value.replace("!important", "").strip().lower() for name, colon, value in pairs if colon
    }


def _hides(said: Mapping[str, str]) -> bool:
    if (
        said.get("display") == "none"
        or said.get("mso-hide") == "all"
        or said.get("opacity") in ("0", "0.0", "0%", ".0")
    ):
        return True
    if said.get("overflow") == "hidden" and any(
        _number(said.get(name, "")) == 0 for name in ("max-height", "height", "max-width", "width")
    ):
        return True
    placed = said.get("position") in ("absolute", "fixed", "relative")
    beyond = ["text-indent", "margin-left", "margin-top", *(("left", "top", "right") if placed else ())]
    return any(
        abs(size) >= FAR and (size < 0 or name != "text-indent")
        for name in beyond
        if (size := _number(said.get(name, ""))) is not None
    )


def _number(value: str) -> float | None:
    match = _LENGTH.match(value)
    return float(match[1]) if match else None


def _tiny(size: str) -> bool | None:
    match = _LENGTH.match(size)
    if match is None:
        return False if size else None
    if match[2] in ("em", "rem", "%", "vw"):
        return float(match[1]) <= (5 if match[2] == "%" else 0.1)
    return float(match[1]) <= TINY


def _invisible(said: Mapping[str, str]) -> bool | None:
    if "visibility" in said:
        return said["visibility"] in ("hidden", "collapse")
    colour = said.get("color", "")
    if colour == "transparent" or re.match(r"rgba\([^)]{0,40},\s*0(?:\.0+)?\s*\)", colour):
        return True
    return False if colour else None


def _colour(value: str) -> Colour | None:
    if not value:
        return None
    first = value.split(maxsplit=1)[0] if not value.startswith("rgb") else value
    if match := re.match(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", first):
        digits = match[1] if len(match[1]) == 6 else "".join(char * 2 for char in match[1])
        return (int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16))
    if match := re.match(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})", value):
        return (int(match[1]), int(match[2]), int(match[3]))
    if "url(" in value or "gradient" in value:
        return (127, 127, 127)  # a picture: neither white nor black is lost on it
    return _NAMES.get(first)
