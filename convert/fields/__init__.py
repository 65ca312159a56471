"""Metadata fields for people: what each key means, the shape of its value, examples, and where each format holds it.

A key is a leaf of the mapping (`rights.notice`); that of a name which can stand for its whole record is the record's
(`provider`). `pages.page` is `convert/mapping/FIELDS.md`; tests run every example on it.
"""

from __future__ import annotations

import dataclasses
import json
import shlex
import types
import typing
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from convert.article_codec import NOT_GIVEN, SHORT
from convert.errors import UsageError
from convert.fields.table import TABLE
from convert.formats import FORMATS
from convert.model import Article, Moment
from convert.writers import writer


class Field(NamedTuple):
    """A metadata key.

    `key` is its shortest form, and `other_keys` are the others. `options` are the pairs of `--meta` of the example,
    `values` the same as values of a metadata file.
    """

    key: str
    other_keys: tuple[str, ...]
    leaf: str
    shape: str
    is_list: bool
    meaning: str
    options: tuple[tuple[str, str], ...]
    values: Mapping[str, object]

    @property
    def places(self) -> Mapping[str, str]:
        """Where each format holds the value, by the name of the format."""
        return {f.name: str(writer(f.name).MAPPING[self.leaf]) for f in FORMATS if f.writes}

    @property
    def command_line(self) -> str:
        """The example as options of the command line."""
        return " ".join(f"-m {key}={shlex.quote(value)}" for key, value in self.options)

    @property
    def sidecar(self) -> str:
        """The example as the lines of a metadata file in TOML."""
        return "".join(f"{key} = {_toml(value)}\n" for key, value in self.values.items())


@cache
def fields() -> tuple[Field, ...]:
    """All metadata keys, in the order of the Article's fields."""
    return tuple(map(_field, TABLE))


def keys() -> list[str]:
    """All keys in their shortest form."""
    return [field.key for field in fields()]


def choices(key: str) -> tuple[str, ...]:
    """The words that the field of a key takes; empty if it takes others, and for a key that does not exist."""
    wanted = key.replace("-", "_")
    leaf = next((f.leaf for f in fields() if wanted in (f.key, f.leaf, *f.other_keys)), None)
    return typing.get_args(_described(leaf)[0]) if leaf and not TABLE[leaf].shape else ()


def _field(leaf: str) -> Field:
    entry = TABLE[leaf]
    hint, is_list, key = _described(leaf)
    top = key.partition(".")[0]
    names = (key, key[:-1]) if is_list and key.endswith("s") and key == top else (key,)
    shown = min(names, key=len)
    others = {*names, leaf} - {shown}
    given = entry.example if isinstance(entry.example, tuple) else (entry.example,)
    pairs: list[tuple[str, object]] = [*entry.needs, *((leaf, value) for value in given if value != "")]
    options = tuple((shown if name == leaf and not entry.needs else name, str(value)) for name, value in pairs)
    shape = entry.shape or f"one of {', '.join(typing.get_args(hint))}"
    return Field(
        key=shown,
        other_keys=tuple(sorted(others, key=len)),
        leaf=leaf,
        shape=shape,
        is_list=is_list,
        meaning=entry.meaning,
        options=options,
        values=_values(pairs, key if not entry.needs else ""),
    )


def _described(leaf: str) -> tuple[Any, bool, str]:
    """The type of a leaf, whether its outermost field is a list, and its key: that of its record if it may stand for
    it.
    """
    kind: Any = Article
    is_list = False
    key = leaf
    steps = leaf.split(".")
    for at, step in enumerate(steps):
        hint = typing.get_type_hints(kind)[step]
        inner = _inner(hint)
        if at == 0:
            is_list = typing.get_origin(hint) is tuple
        if at == len(steps) - 2 and _stands_alone(inner, steps[-1]) and leaf.rpartition(".")[0] not in TABLE:
            key = leaf.rpartition(".")[0]
        kind = inner
    return kind, is_list, key


def _stands_alone(kind: Any, field: str) -> bool:
    """Whether the value of a field can be given in place of its whole record."""
    required = [f.name for f in dataclasses.fields(kind) if f.default is dataclasses.MISSING]
    return SHORT.get(kind) == field and set(required) <= {field}


def _inner(hint: Any) -> Any:
    """The type of a value or of a member of a list."""
    while (origin := typing.get_origin(hint)) is tuple or origin in (typing.Union, types.UnionType):
        hint = next(option for option in typing.get_args(hint) if option not in (type(None), Ellipsis))
    return hint


def _values(pairs: Iterable[tuple[str, object]], short: str) -> dict[str, object]:
    """The values of a metadata file for pairs of keys and values; `short` is a key whose name stands for its record."""
    found: dict[str, Any] = {}
    for leaf, value in pairs:
        *above, last = (short if short and leaf.startswith(f"{short}.") else leaf).split(".")
        node = found
        for step in above:
            node = node.setdefault(step, {})
        node[last] = [*node[last], value] if last in node else [value] if _is_list(leaf, [*above, last]) else value
    for top, value in found.items():
        if isinstance(value, dict) and typing.get_origin(typing.get_type_hints(Article)[top]) is tuple:
            found[top] = [value]
    return found


def _is_list(leaf: str, steps: list[str]) -> bool:
    """Whether the value at `steps`, which lead to the leaf or a record above it, is a list."""
    kind: Any = Article
    hint: Any = None
    for step in steps:
        hint = typing.get_type_hints(kind)[step]
        kind = _inner(hint)
    return typing.get_origin(hint) is tuple


def _toml(value: object) -> str:
    """A value in TOML, tables inline."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False)


def matching(key: str) -> tuple[Field, ...]:
    """The fields that a key names: one, or all of a record. Raises UsageError for a key that does not exist."""
    wanted = key.replace("-", "_")
    found = tuple(
        field
        for field in fields()
        if any(f"{name}.".startswith(f"{wanted}.") for name in (field.key, field.leaf, *field.other_keys))
    )
    if found:
        return found
    from difflib import get_close_matches

    names = list(dict.fromkeys(name for field in fields() for name in (field.key, field.leaf)))
    near = get_close_matches(wanted, names, n=3)
    advice = f"Perhaps {' or '.join(near)} is meant." if near else "`wirecopy fields` lists all keys."
    raise UsageError("INP011", f"there is no metadata key {key!r}", advice)


def schema() -> dict[str, Any]:
    """The JSON Schema of the metadata of one story, as metadata files and configurations have them."""
    hints = typing.get_type_hints(Article)
    properties: dict[str, Any] = {}
    for name, hint in hints.items():
        if name not in NOT_GIVEN:
            values = _schema_of(hint, name)
            names = (name, name[:-1]) if typing.get_origin(hint) is tuple and name.endswith("s") else (name,)
            properties |= {key: values for one in names for key in (one, one.replace("_", "-"))}
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "patternProperties": {
            r"^[A-Za-z_-]+\.[A-Za-z_.-]+$": {"description": "A part of a record, by its dotted key."}
        },
    }


def _schema_of(hint: Any, leaf: str) -> dict[str, Any]:
    """The JSON Schema of the values that users can give for a type."""
    inner = _inner(hint)
    found: dict[str, Any]
    if inner is int:
        found = {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^[0-9]+$"}]}
    elif inner is float:
        found = {"type": ["number", "string"]}
    elif typing.get_origin(inner) is typing.Literal and leaf != "digital_source_type":
        found = {"enum": list(typing.get_args(inner))}
    elif dataclasses.is_dataclass(inner) and inner is not Moment:
        fields_of = typing.get_type_hints(inner)
        parts = {name: _schema_of(hint, f"{leaf}.{name}") for name, hint in fields_of.items()}
        found = {"type": "object", "additionalProperties": False, "properties": parts}
        if inner in SHORT:
            found = {"anyOf": [{"type": "string"}, found]}
    else:
        found = {"type": "string"}
    if leaf in TABLE:
        found = {"description": TABLE[leaf].meaning, **found}
    if typing.get_origin(hint) is tuple:
        return {"anyOf": [found, {"type": "array", "items": found}]}
    return found
