"""Check what a template asks of the facts, before there are any: names, attributes, filters, blocks, by their types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, is_dataclass
from datetime import date
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from jinja2 import nodes

from outreach.domain.money import Money
from outreach.errors import Problem
from outreach.render.constructs import Finder
from outreach.render.facts import LetterFacts
from outreach.render.lint_mjml import did_you_mean
from outreach.render.notation import DAY_STYLES
from outreach.render.sandbox import KEPT_FILTERS, OUR_FILTERS

UNKNOWN = object  # the type of what only rendering can tell
Scope = dict[str, Any]

_JINJA_NAMES = ("range", "loop", "caller", "self", "super", "varargs", "kwargs")
_TO_ELEMENT = frozenset({"first", "last"})
_TO_SAME = frozenset({"list", "sort", "selectattr", "rejectattr", "select", "reject", "counted"})
_BY_ATTRIBUTE = frozenset({"selectattr", "rejectattr", "map", "sort"})
_MEANT_FOR: dict[str, tuple[type, str]] = {"money": (Money, "amounts"), "date": (date, "days")}


def attributes_of(kind: Any) -> Mapping[str, Any]:
    """Names and types that a template may ask a value for; nothing for a plain text or number."""
    if kind is date:
        return {"year": int, "month": int, "day": int}
    if not (isinstance(kind, type) and is_dataclass(kind)):
        return {}
    computed = {n: get_type_hints(v.fget)["return"] for n, v in vars(kind).items() if isinstance(v, property)}
    return get_type_hints(kind) | computed


def letter_scope() -> Scope:
    return {**attributes_of(LetterFacts), **dict.fromkeys(_JINJA_NAMES, UNKNOWN)}


def exported_names(tree: nodes.Template) -> Iterator[str]:
    """What a layout defines for the letters that extend it."""
    for node in tree.body:
        match node:
            case nodes.Macro(name=name) | nodes.Import(target=name):
                yield name
            case nodes.Assign(target=nodes.Name(name=name)) | nodes.AssignBlock(target=nodes.Name(name=name)):
                yield name


def _plain(kind: Any) -> Any:
    """The type without `| None`: whether it is there for a letter, rendering with samples shows."""
    if get_origin(kind) in (Union, UnionType):
        return next(arg for arg in get_args(kind) if arg is not type(None))
    return kind


def _element(kind: Any) -> Any:
    return get_args(kind)[0] if get_origin(kind) is tuple else UNKNOWN


@dataclass(slots=True)
class JinjaLint:
    """Walks one template. `problems` grows in the order of the text."""

    path: str
    finder: Finder
    filters: frozenset[str] = frozenset(KEPT_FILTERS) | frozenset(OUR_FILTERS)
    problems: list[Problem] = field(default_factory=list)

    def walk(self, node: nodes.Node, scope: Scope) -> None:
        """Read a statement, and what it holds, with the names known there."""
        match node:
            case nodes.For():
                self._for(node, scope)
            case nodes.Macro() | nodes.CallBlock():
                inner = scope | {arg.name: UNKNOWN for arg in node.args}
                if isinstance(node, nodes.Macro):
                    scope[node.name] = UNKNOWN
                self._children(node, inner)
            case nodes.Block() | nodes.With():
                self._children(node, dict(scope))
            case nodes.Assign():
                self._assign(node.target, self._read(node.node, scope), scope)
            case nodes.AssignBlock():
                inner = dict(scope)
                for part in node.body:
                    self.walk(part, inner)
                self._assign(node.target, str, scope)
            case nodes.Import(target=target):
                scope[target] = UNKNOWN
            case nodes.FromImport(names=names):
                scope |= {name if isinstance(name, str) else name[1]: UNKNOWN for name in names}
            case nodes.Expr():
                self.kind(node, scope)
            case _:
                self._children(node, scope)

    def _children(self, node: nodes.Node, scope: Scope) -> None:
        for child in node.iter_child_nodes():
            self.walk(child, scope)

    def _for(self, node: nodes.For, scope: Scope) -> None:
        over = self._read(node.iter, scope)
        if over is not UNKNOWN and get_origin(over) is not tuple:
            self._say(node.lineno, r"\bfor\b", "this is not a list: there is nothing to loop over")
        inner = dict(scope)
        self._assign(node.target, _element(over), inner)
        for part in (*([node.test] if node.test else []), *node.body):
            self.walk(part, inner)
        for part in node.else_:
            self.walk(part, dict(scope))

    def _assign(self, target: nodes.Node, kind: Any, scope: Scope) -> None:
        for name in target.find_all(nodes.Name) if not isinstance(target, nodes.Name) else (target,):
            scope[name.name] = kind if name is target else UNKNOWN

    def _read(self, node: nodes.Node, scope: Scope) -> Any:
        return self.kind(node, scope) if isinstance(node, nodes.Expr) else UNKNOWN

    def kind(self, node: nodes.Expr, scope: Scope) -> Any:
        """The type of an expression as far as it can be known; what is wrong in it is noted on the way."""
        match node:
            case nodes.Name(name=name):
                return self._name(node, name, scope)
            case nodes.Getattr(node=of, attr=name):
                return self._attribute(node, self.kind(of, scope), of, name)
            case nodes.Getitem(node=of, arg=nodes.Const(value=str() as name)):
                return self._attribute(node, self.kind(of, scope), of, name)
            case nodes.Getitem(node=of, arg=arg):
                self.walk(arg, scope)
                return _element(self.kind(of, scope))
            case nodes.Filter():
                return self._filter(node, scope)
            case nodes.Test(name="defined" | "undefined"):
                return UNKNOWN
            case nodes.Const(value=value):
                return type(value)
        self._children(node, scope)
        return UNKNOWN

    def _name(self, node: nodes.Name, name: str, scope: Scope) -> Any:
        if name in scope:
            return _plain(scope[name])
        self._say(node.lineno, rf"(?<![\w.]){name}\b", f"there is no {name}{did_you_mean(name, scope)}")
        return UNKNOWN

    def _attribute(self, node: nodes.Expr, kind: Any, of: nodes.Expr, name: str) -> Any:
        if kind is UNKNOWN:
            return UNKNOWN
        known, path = attributes_of(kind), _written(of)
        if name in known:
            return _plain(known[name])
        if get_origin(kind) is tuple:
            sentence = f"{path or 'this'} is a list: go through it with a loop to reach .{name}"
        elif not known:
            sentence = f"{path or 'this'} is a plain value and has no .{name}"
        else:
            sentence = f"there is no {path}.{name}{did_you_mean(name, known, f'{path}.')}"
        pattern = r"\s*\.\s*".join([*path.split("."), name]) if path else rf"\.\s*{name}"
        self._say(node.lineno, rf"(?<![\w.]){pattern}\b", sentence)
        return UNKNOWN

    def _filter(self, node: nodes.Filter, scope: Scope) -> Any:
        guarded = node.name in ("default", "d") and isinstance(node.node, nodes.Name)
        kind = self.kind(node.node, scope) if node.node is not None and not guarded else UNKNOWN
        for arg in (*node.args, *(pair.value for pair in node.kwargs)):
            self.walk(arg, scope)
        if node.name not in self.filters:
            hint = did_you_mean(node.name, self.filters - {"counted"})
            self._say(node.lineno, rf"\b{node.name}\b", f"there is no filter {node.name}{hint}")
            return UNKNOWN
        self._filter_arguments(node, kind)
        if node.name in _TO_ELEMENT:
            return _element(kind)
        return kind if node.name in _TO_SAME else UNKNOWN

    def _filter_arguments(self, node: nodes.Filter, kind: Any) -> None:
        meant = _MEANT_FOR.get(node.name)
        if meant and kind is not UNKNOWN and kind is not meant[0]:
            self._say(node.lineno, rf"\|\s*{node.name}\b", f"{node.name} is for {meant[1]}, and this is none")
        texts = [arg.value for arg in node.args if isinstance(arg, nodes.Const) and isinstance(arg.value, str)]
        if node.name == "date" and texts and texts[0] not in DAY_STYLES:
            hint = f"a day is written {', '.join(DAY_STYLES)}"
            self._say(node.lineno, r"\|\s*date\b", f'there is no date("{texts[0]}"): {hint}')
        named = [p.value.value for p in node.kwargs if p.key == "attribute" and isinstance(p.value, nodes.Const)]
        if node.name in _BY_ATTRIBUTE and (attribute := (named or texts[:1] or [""])[0]):
            known = attributes_of(_element(kind))
            if known and attribute not in known and not (node.name == "map" and attribute in self.filters):
                hint = did_you_mean(attribute, known)
                self._say(node.lineno, rf"\b{attribute}\b", f"these have no {attribute}{hint}")

    def _say(self, line: int, pattern: str, sentence: str) -> None:
        self.problems.append(Problem(self.path, line, self.finder.column(line, pattern), sentence))


def _written(node: nodes.Expr) -> str:
    """An expression as its author wrote it, if it is a name with attributes; else nothing."""
    match node:
        case nodes.Name(name=name):
            return name
        case nodes.Getattr(node=of, attr=name) if path := _written(of):
            return f"{path}.{name}"
    return ""


def lint_blocks(path: str, tree: nodes.Template, known: frozenset[str], finder: Finder) -> Iterator[Problem]:
    """In a letter that extends a layout, only blocks of that layout are printed: all else is lost without a word."""
    for node in tree.body:
        if isinstance(node, nodes.Block) and node.name not in known:
            sentence = f"the layout has no block {node.name}{did_you_mean(node.name, known)}"
            yield Problem(path, node.lineno, finder.column(node.lineno, rf"\b{node.name}\b"), sentence)
        for part in node.nodes if isinstance(node, nodes.Output) else ():
            if not isinstance(part, nodes.TemplateData) or part.data.strip():
                line = part.lineno + (_lines_before(part.data) if isinstance(part, nodes.TemplateData) else 0)
                yield Problem(path, line, 1, "this stands outside of any block and is never printed")


def _lines_before(text: str) -> int:
    return text[: len(text) - len(text.lstrip())].count("\n")
