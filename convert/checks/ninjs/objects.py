"""The objects of a ninjs document and their places: the story, those associated with it, and the entries of arrays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from convert.checks.engine.rule import Problem
from convert.documents import Json
from convert.findings import Location

CONTAINERS = (dict, list)
"""The types of values that hold others."""

_OPAQUE = frozenset({"altids", "altIds", "geojson", "geoJSON"})


def items(value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """The news object `value` and those associated with it, at any depth, each with its pointer."""
    stack = [("", value)]
    while stack:
        where, item = stack.pop()
        if isinstance(item, dict):
            yield where, item
            stack.extend(_members(f"{where}/associations", item.get("associations")))


def entries(where: str, item: dict[str, Any], *keys: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects in the properties `keys` of `item`, arrays or, as in 1.x, objects by name, each with its pointer."""
    for key in keys:
        for pointer, entry in _members(f"{where}/{key}", item.get(key)):
            if isinstance(entry, dict):
                yield pointer, entry


def _members(where: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, list):
        yield from ((f"{where}/{index}", entry) for index, entry in enumerate(value))
    elif isinstance(value, dict):
        yield from ((f"{where}/{name}", entry) for name, entry in value.items())


@lru_cache(maxsize=1)  # several rules use it in a row
def nodes(document: Json) -> Sequence[tuple[str, dict[str, Any]]]:
    """Every object of a document with its pointer, without alternative ids and shapes of places."""
    return list(_nodes(document.value))


def _nodes(value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    stack: list[tuple[str, Any]] = [("", value)]
    while stack:
        where, node = stack.pop()
        if isinstance(node, dict):
            yield where, node
            for key, child in node.items():
                if isinstance(child, CONTAINERS) and key not in _OPAQUE and not key.startswith("geometry_"):
                    stack.append((f"{where}/{key}", child))
        elif isinstance(node, list):
            stack += [(f"{where}/{i}", child) for i, child in enumerate(node) if isinstance(child, CONTAINERS)]


def objects(value: Any, *keys: str) -> list[tuple[str, dict[str, Any]]]:
    """The objects in the arrays `keys` of `value`, each with its pointer; other values are skipped."""
    found: list[tuple[str, dict[str, Any]]] = []
    for key in keys:
        array = value.get(key) if isinstance(value, dict) else None
        numbered = enumerate(array) if isinstance(array, list) else ()
        found.extend((f"/{key}/{index}", entry) for index, entry in numbered if isinstance(entry, dict))
    return found


def place_of(pointer: str) -> Location:
    """The place of a JSON Pointer."""
    return Location(pointer=pointer)


def problem_at(pointer: str, message: str) -> Problem:
    """A problem at the place of a JSON Pointer."""
    return Problem(message=message, location=Location(pointer=pointer))
