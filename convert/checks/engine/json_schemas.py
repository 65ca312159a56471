"""Validation against JSON Schemas, with two engines: jsonschema_rs gives the verdict, jsonschema explains it.

Each schema is compiled once a process. Formats are annotations, the default of JSON Schema 2020-12.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from convert.checks.engine.json_errors import explained_errors, shortened
from convert.checks.engine.schemas import Violation, folder, read_schema
from convert.documents import Json


@cache
def _json_schema(name: str) -> Any:
    """The JSON Schema `name`, parsed."""
    return json.loads(read_schema(name))


@cache
def companions() -> tuple[tuple[str, Any], ...]:
    """The schemas that others refer to by id, as id and schema."""
    found = []
    for path in sorted((folder() / "geojson").rglob("*.json")):
        schema = _json_schema(str(path.relative_to(folder())))
        found.append((schema["$id"], schema))
    return tuple(found)


@cache
def _gate(name: str) -> Any:
    """The compiled fast engine, which gives a verdict alone; formats are annotations, the default of JSON Schema
    2020-12.
    """
    import jsonschema_rs

    registry = jsonschema_rs.Registry(list(companions()))
    return jsonschema_rs.validator_for(_json_schema(name), registry=registry, validate_formats=False)


def json_valid(name: str, value: Any) -> bool:
    """Whether `value` conforms to the JSON Schema `name` (a path below the folder of schemas)."""
    try:
        return bool(_gate(name).is_valid(value))
    except ValueError:  # half of a surrogate pair, which JSON can write and the engine cannot take
        return bool(_explainer(name).is_valid(value))


@cache
def explaining_package() -> Any:
    """The package jsonschema. The grammar of its format `iri`, which takes a second, is loaded with the first IRI."""
    with _deferred("rfc3987_syntax", "is_valid_syntax"):
        return import_module("jsonschema")


@contextmanager
def _deferred(name: str, *functions: str) -> Iterator[None]:
    """While it is open, importing `functions` of the module `name` does not load it: the first call of one does.

    A module that is loaded, or not installed, is as it is.
    """
    if name in sys.modules or find_spec(name) is None:
        yield
        return

    def deferred(function: str) -> Any:
        return lambda *arguments: getattr(import_module(name), function)(*arguments)

    stand_in = ModuleType(name)
    for function in functions:
        setattr(stand_in, function, deferred(function))
    sys.modules[name] = stand_in
    try:
        yield
    finally:
        del sys.modules[name]


@cache
def _explainer(name: str) -> Any:
    """The engine that explains; far slower, and loaded only when there is something to explain."""
    from referencing import Registry, Resource

    jsonschema = explaining_package()
    registry: Registry[Any] = Registry().with_resources(
        (uri, Resource.from_contents(schema)) for uri, schema in companions()
    )
    schema = _json_schema(name)
    return as_strict(jsonschema.validators.validator_for(schema))(schema, registry=registry)


def as_strict(engine: Any) -> Any:
    """A class of explaining validators that refuses what the fast engine does, and the class given does not.

    Patterns are those of ECMA-262, whose `$` is the very end, and a number is finite.
    """
    jsonschema = explaining_package()

    def pattern(validator: Any, patterned: str, instance: Any, schema: Any) -> Iterator[Any]:
        if validator.is_type(instance, "string") and not re.search(_whole(patterned), instance):
            yield jsonschema.ValidationError(f"{instance!r} does not match {patterned!r}")

    def is_finite(checker: Any, instance: Any) -> bool:
        return bool(engine.TYPE_CHECKER.is_type(instance, "number")) and math.isfinite(instance)

    checker = engine.TYPE_CHECKER.redefine("number", is_finite)
    return jsonschema.validators.extend(engine, {"pattern": pattern}, type_checker=checker)


def _whole(pattern: str) -> str:
    """The pattern with `$` at its end as ECMA-262 means it: Python's also matches before a last line break."""
    ends = pattern.endswith("$") and not pattern.endswith("\\$")
    return pattern[:-1] + r"\Z" if ends else pattern


def json_violations(name: str, document: Json) -> Iterator[Violation]:
    """The violations of the JSON Schema `name` in `document`; jsonschema_rs gives the verdict, jsonschema explains."""
    if not json_valid(name, document.value):
        schema = _json_schema(name)
        errors = _explainer(name).iter_errors(shortened(document.value, schema))
        yield from explained_errors(errors, schema, name=name)
