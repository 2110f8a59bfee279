"""The Jinja2 that letters are written in: a sandbox that reaches facts only, always ends, and prints nothing raw."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel import Locale
from jinja2 import BaseLoader, StrictUndefined, Template, TemplateAssertionError, TemplateRuntimeError, nodes
from jinja2 import select_autoescape as escape_by_name
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.runtime import BlockReference, LoopContext, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from outreach.domain.money import Money
from outreach.render.notation import write_day, write_list, write_money
from outreach.render.plaintext import columns, fill

MOST_STEPS = 20_000  # turns of loops, calls and includes in one letter; one over 500 invoices takes about 2,000
MOST_CHARACTERS = 500_000
LONGEST_RANGE = 1_000


class Unprintable(TemplateRuntimeError):
    """A value that would look like a mistake in a letter: `None`, a list, a bare number of money."""


class Boundless(TemplateRuntimeError):
    """The template does not come to an end, or grows beyond any letter."""


@dataclass(slots=True)
class Sheet:
    """What one rendering may still use, and the notation it writes in."""

    locale: Locale
    steps: int = MOST_STEPS

    def step(self) -> None:
        self.steps -= 1
        if self.steps < 0:
            raise Boundless(f"does not come to an end: stopped after {MOST_STEPS:,} turns of its loops")


# Filters and `concat` see no template context where macros are imported, so the sheet travels beside it.
SHEET: ContextVar[Sheet] = ContextVar("SHEET")


def money(value: Money) -> str:
    if not isinstance(value, Money):
        raise Unprintable(f"money is for amounts, and this is {_kind(value)}")
    return write_money(value, SHEET.get().locale)


def day(value: date, style: str = "long") -> str:
    if not isinstance(value, date):
        raise Unprintable(f"date is for days, and this is {_kind(value)}")
    return write_day(value, style, SHEET.get().locale)


def money_list(values: Iterable[Money]) -> str:
    return write_list([money(value) for value in values], SHEET.get().locale)


def printable(value: object) -> object:
    """Amounts and days are written for the reader even without a filter; what nobody should read is refused."""
    match value:
        case bool():
            raise Unprintable("yes or no is not a word for a letter: use it in {% if … %}")
        case str() | int() | Undefined():
            return value
        case Money():
            return money(value)
        case date():
            return day(value)
        case None:
            raise Unprintable("is not known for this letter: put it in {% if … %}")
    raise Unprintable(f"this is {_kind(value)} and cannot be printed as it is")


def _kind(value: object) -> str:
    match value:
        case Undefined():
            return str(value)  # raises what it is that is not there
        case tuple() | list():
            return "a list"
        case None:
            return "not known here"
        case str() | int():
            return f'"{value}"'
    return f"a {type(value).__name__.removesuffix('Facts').lower()}"


def counted(values: Iterable[object]) -> Iterator[object]:
    """Put around what each loop runs over, by `_Bounds`."""
    sheet = SHEET.get()
    for value in values:
        sheet.step()
        yield value


def bounded(pieces: Iterable[str]) -> str:
    """Join the output of a template, a macro or a block, but never more than a letter can hold."""
    kept: list[str] = []
    room = MOST_CHARACTERS
    for piece in pieces:
        room -= len(piece)
        if room < 0:
            raise Boundless(f"grows beyond {MOST_CHARACTERS:,} characters")
        kept.append(piece)
    return "".join(kept)


def short_range(*bounds: int) -> range:
    numbers = range(*bounds)
    if len(numbers) > LONGEST_RANGE:
        raise Boundless(f"range is limited to {LONGEST_RANGE:,}")
    return numbers


class _Bounds(NodeTransformer):
    """Makes every loop count its turns."""

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802 the visitor's naming
        self.generic_visit(node)
        if node.recursive:
            raise TemplateAssertionError("a loop in a letter cannot be recursive", node.lineno)
        node.iter = nodes.Filter(node.iter, "counted", [], [], None, None, lineno=node.iter.lineno)
        return node


# What can blow up a string (center, indent, replace, format) or let HTML through (safe) is left out.
KEPT_FILTERS = (
    "capitalize", "count", "d", "default", "e", "escape", "first", "join", "last", "length", "list", "lower",
    "map", "reject", "rejectattr", "select", "selectattr", "sort", "title", "trim", "upper",
)  # fmt: skip
OUR_FILTERS: dict[str, Callable[..., Any]] = {
    "money": money,
    "date": day,
    "money_list": money_list,
    "columns": columns,
    "fill": fill,
    "counted": counted,
}


class LetterEnvironment(ImmutableSandboxedEnvironment):
    """StrictUndefined, autoescape for `.mjml`, no methods of values, a few filters, and an end to everything."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})
    concat = staticmethod(bounded)

    def __init__(self, loader: BaseLoader) -> None:
        super().__init__(
            loader=loader,
            undefined=StrictUndefined,
            autoescape=escape_by_name(enabled_extensions=("mjml",), default=False),
            lstrip_blocks=True,
            finalize=printable,
            auto_reload=True,
        )
        self.filters = {name: FILTERS[name] for name in KEPT_FILTERS} | OUR_FILTERS
        self.globals = {"range": short_range}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree: nodes.Template = _Bounds().visit(super()._parse(source, name, filename))
        return tree

    def _load_template(self, name: str, globals: Any) -> Template:  # noqa: A002 Jinja's signature
        if sheet := SHEET.get(None):
            sheet.step()
        return super()._load_template(name, globals)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Facts have nothing to call; a loop and a macro do. So no string can be centred to a gigabyte."""
        callable_here = isinstance(obj, LoopContext | BlockReference) or isinstance(value, Macro)
        return super().is_safe_attribute(obj, attr, value) and (callable_here or not callable(value))

    def wrap_str_format(self, value: Any) -> None:  # noqa: ARG002 str.format is a method like any other: not for letters
        return None

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Counting is allowed, arithmetic on amounts is not: what a letter asks for comes from the facts alone."""
        numbers = isinstance(left, int) and isinstance(right, int)
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return bounded((left, right))
        if operator == "**" or not numbers:
            raise SecurityError(f'"{operator}" is for counting only')
        return super().call_binop(context, operator, left, right)

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 Jinja's signature
        SHEET.get().step()
        return super().call(__context, __obj, *args, **kwargs)
