"""Pages for the browser, from templates of the program's own (not the user's)."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

_ENVIRONMENT = Environment(
    loader=PackageLoader("outreach.render", "pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)


def page(name: str, **values: object) -> str:
    """The page `name` (a file in pages/), with every value escaped."""
    return _ENVIRONMENT.get_template(name).render(values)
