"""Plain data against a model: the checked value, or a sentence for each thing in it that cannot be."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from outreach.definitions.yaml_lines import Place, Where
from outreach.errors import Problem

Model = TypeVar("Model", bound=BaseModel)


class Locate(Protocol):
    """Line and column of a value in the file, or of its name."""

    def __call__(self, where: Where, *, key: bool = False) -> Place: ...


def check(
    model: type[Model], data: object, locate: Locate, path: str, elsewhere: Mapping[Where, str] | None = None
) -> tuple[Model | None, tuple[Problem, ...]]:
    """`data` as the model, or all its problems, in the order of the file.

    A validator of the model that raises ValueError writes the sentence itself. Models should forbid extra keys, so that
    a misspelt name is told and not ignored. `elsewhere` names what stands in no line of the file: for each place in the
    data, where it came from instead.
    """
    if data is None:
        return None, (Problem(path, 0, 0, "nothing is written in this file"),)
    try:
        return model.model_validate(data), ()
    except ValidationError as error:
        problems = set()
        for told in error.errors(include_url=False):
            if not _follows_from_others(told):
                where = _in_the_data(told["loc"], data)
                (line, column), sentence = _place_and_sentence(model, where, locate, told)
                outside = (elsewhere or {}).get(where)
                problems.add(Problem(outside, 0, 0, sentence) if outside else Problem(path, line, column, sentence))
        return None, tuple(sorted(problems))


def _follows_from_others(error: ErrorDetails) -> bool:
    """A list is also called too short when all of its entries are bad."""
    return error["type"] == "too_short" and bool(error["input"])


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """`; did you mean "tone"?` when one of the known names is close, else all of them when they are few, else ""."""
    names = list(known)
    close = difflib.get_close_matches(name.lower(), [n.lower() for n in names], n=1, cutoff=0.6)
    if close:
        meant = next(n for n in names if n.lower() == close[0])
        return f'; did you mean "{meant}"?'
    return f"; known are {', '.join(names)}" if 0 < len(names) <= 20 else ""


def _place_and_sentence(model: type[BaseModel], where: Where, locate: Locate, error: ErrorDetails) -> tuple[Place, str]:
    kind = error["type"]
    if kind == "extra_forbidden":
        known = _names_at(model, where[:-1])
        return locate(where, key=True), f'there is no "{where[-1]}" here{did_you_mean(str(where[-1]), known)}'
    if kind == "missing":
        return locate(where[:-1]), f'"{where[-1]}" is missing{_inside(where[:-1])}'
    return locate(where), _sentence(kind, _label(where), error)


def _sentence(kind: str, label: str, error: ErrorDetails) -> str:
    given = error["input"]
    limits = error.get("ctx", {})
    if kind == "value_error":
        return str(limits["error"])
    if kind in ("enum", "literal_error"):
        known = [word.strip("'") for word in str(limits["expected"]).replace(" or ", ", ").split(", ")]
        return f"{label} cannot be {_shown(given)}{did_you_mean(str(given), known)}"
    if kind in _LIMITS:
        words, limit = _LIMITS[kind]
        return f"{label} must be {words} {limits[limit]}, not {_shown(given)}"
    if kind in ("too_short", "string_too_short"):
        return f"{label} is empty"
    for ending, what in _SHAPES:
        if ending in kind:
            return f"{label} must be {what}, not {_shown(given)}"
    return f"{label}: {error['msg'][0].lower()}{error['msg'][1:]}"


_LIMITS = {
    "greater_than": ("more than", "gt"),
    "greater_than_equal": ("at least", "ge"),
    "less_than": ("less than", "lt"),
    "less_than_equal": ("at most", "le"),
    "too_long": ("a list of at most", "max_length"),
    "string_too_long": ("no longer than, in characters,", "max_length"),
}
_SHAPES = (
    ("int_", "a whole number"),
    ("float_", "a number"),
    ("decimal_", "a number"),
    ("bool_", "true or false"),
    ("string_type", "text"),
    ("date_", "a date like 2026-03-31"),
    ("time_", "a time of day like 09:00"),
    ("list_type", 'a list (each entry on its own line with "- " before it)'),
    ("tuple_type", 'a list (each entry on its own line with "- " before it)'),
    ("dict_type", 'lines of the kind "name: value"'),
    ("model_type", 'lines of the kind "name: value"'),
    ("model_attributes_type", 'lines of the kind "name: value"'),
)


def _shown(given: object) -> str:
    match given:
        case None:
            return "empty"
        case bool():
            return str(given).lower()
        case str():
            return f'"{given}"' if len(given) <= 60 else f'"{given[:57]}…"'
        case dict():
            return "a group of names"
        case list():
            return "a list"
        case _:
            return str(given)


def _label(where: Where) -> str:
    """How a person would call it: `"wait"`, `entry 3 of "steps"`, or `this file`."""
    if not where:
        return "this file"
    last = where[-1]
    return f'entry {last + 1} of "{where[-2]}"' if isinstance(last, int) and len(where) > 1 else f'"{last}"'


def _inside(where: Where) -> str:
    return f" in {_label(where)}" if where else ""


def _in_the_data(loc: tuple[int | str, ...], data: object) -> Where:
    """The path without the marks of pydantic's own (union branches, `[key]`), which are not in the file."""
    where: list[str | int] = []
    for position, part in enumerate(loc):
        last = position == len(loc) - 1
        if isinstance(data, dict) and (part in data or last):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            continue
        where.append(part)
    return tuple(where)


def _names_at(model: type[BaseModel], where: Where) -> list[str]:
    """The names that the model knows at that place."""
    current: type[BaseModel] | None = model
    for part in where:
        if isinstance(part, str) and current:
            known = {f.alias or name: f for name, f in current.model_fields.items()}
            current = _model_in(known[part].annotation) if part in known else None
    return [field.alias or name for name, field in current.model_fields.items()] if current else []


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
