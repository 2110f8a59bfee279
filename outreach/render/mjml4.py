"""The elements and attributes of MJML 4, as its documentation lists them, and the HTML that mail programs show.

mrml drops an attribute that it does not know and leaves an unknown element standing in the mail, both without a word.
"""

from __future__ import annotations

_PADDING = "padding padding-top padding-right padding-bottom padding-left"
_BORDERS = "border border-top border-right border-bottom border-left border-radius"
_INNER_BORDERS = "inner-border inner-border-top inner-border-right inner-border-bottom inner-border-left"
_FONT = "font-family font-size font-style font-weight"
_TYPE = f"color {_FONT} letter-spacing line-height text-decoration text-transform"
_LINK = "href name rel target title"
_BACKGROUND = (
    "background-color background-url background-repeat background-size background-position background-position-x "
    "background-position-y"
)
_SECTION = f"{_BACKGROUND} {_BORDERS} {_PADDING} direction full-width text-align text-padding"
_ACCORDION_ICONS = (
    "icon-align icon-width icon-height icon-wrapped-url icon-wrapped-alt icon-unwrapped-url icon-unwrapped-alt "
    "icon-position"
)
_ACCORDION_TEXT = f"background-color color {_FONT} {_PADDING} line-height letter-spacing"
_SOCIAL = f"align color {_FONT} {_PADDING} border-radius icon-size icon-height icon-padding line-height text-padding"
_HERO_INNER = "inner-padding inner-padding-top inner-padding-right inner-padding-bottom inner-padding-left"
_HAMBURGER = (
    "ico-align ico-open ico-close ico-color ico-font-size ico-font-family ico-text-transform ico-text-decoration "
    "ico-line-height ico-padding ico-padding-top ico-padding-right ico-padding-bottom ico-padding-left"
)

_BODY_ELEMENTS = {
    "mj-accordion": f"border container-background-color font-family {_ACCORDION_ICONS} {_PADDING}",
    "mj-accordion-element": f"background-color border font-family {_ACCORDION_ICONS}",
    "mj-accordion-text": _ACCORDION_TEXT,
    "mj-accordion-title": _ACCORDION_TEXT,
    "mj-body": "background-color width",
    "mj-button": (
        f"align background-color {_BORDERS} container-background-color {_TYPE} height inner-padding {_LINK} {_PADDING} "
        "text-align vertical-align width"
    ),
    "mj-carousel": (
        f"align border-radius container-background-color icon-width left-icon right-icon {_PADDING} tb-border "
        "tb-border-radius tb-hover-border-color tb-selected-border-color tb-width thumbnails"
    ),
    "mj-carousel-image": "alt border-radius href rel src target tb-border tb-border-radius thumbnails-src title",
    "mj-column": (
        f"background-color {_BORDERS} direction inner-background-color {_INNER_BORDERS} inner-border-radius {_PADDING} "
        "vertical-align width"
    ),
    "mj-divider": f"align border-color border-style border-width container-background-color {_PADDING} width",
    "mj-group": "background-color direction vertical-align width",
    "mj-hero": (
        "background-color background-height background-position background-url background-width border-radius "
        f"container-background-color height inner-background-color {_HERO_INNER} mode {_PADDING} vertical-align width"
    ),
    "mj-image": (
        f"align alt {_BORDERS} container-background-color fluid-on-mobile font-size height {_LINK} max-height "
        f"{_PADDING} sizes src srcset usemap width"
    ),
    "mj-navbar": f"align base-url hamburger {_HAMBURGER} {_PADDING}",
    "mj-navbar-link": f"{_TYPE} {_LINK} {_PADDING}",
    "mj-section": _SECTION,
    "mj-social": f"{_SOCIAL} container-background-color inner-padding mode table-layout text-decoration vertical-align",
    "mj-social-element": (
        f"{_SOCIAL} alt background-color {_LINK} icon-position sizes src srcset text-decoration vertical-align"
    ),
    "mj-spacer": f"{_BORDERS} container-background-color height {_PADDING}",
    "mj-table": (
        f"align border cellpadding cellspacing color container-background-color {_FONT} line-height {_PADDING} role "
        "table-layout text-align vertical-align width"
    ),
    "mj-text": f"align background-color container-background-color {_TYPE} height {_PADDING} vertical-align",
    "mj-wrapper": f"{_SECTION} gap",
}
_HEAD_ELEMENTS = {
    "mjml": "dir lang owa version",
    "mj-attributes": "",
    "mj-breakpoint": "width",
    "mj-font": "href name",
    "mj-head": "",
    "mj-preview": "",
    "mj-raw": "position",
    "mj-style": "inline",
    "mj-title": "",
}

_EVERYWHERE = frozenset({"css-class", "mj-class"})
ATTRIBUTES: dict[str, frozenset[str]] = {
    **{tag: frozenset(names.split()) | _EVERYWHERE for tag, names in _BODY_ELEMENTS.items()},
    **{tag: frozenset(names.split()) for tag, names in _HEAD_ELEMENTS.items()},
}
_ANY = frozenset().union(*(ATTRIBUTES[tag] for tag in _BODY_ELEMENTS))
ATTRIBUTES |= {"mj-all": _ANY, "mj-class": _ANY | {"name"}}

_HTML = (
    "a abbr b big blockquote br caption center cite code col colgroup dd del dfn div dl dt em font h1 h2 h3 h4 h5 h6 "
    "hr i img ins li mark meta ol p pre q s small span strike strong sub sup table tbody td tfoot th thead title tr u "
    "ul wbr"
)
HTML = frozenset(_HTML.split())
