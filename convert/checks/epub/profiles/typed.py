"""Elements of content documents by their types (`epub:type`), and what is wrong with one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from convert.checks.epub.namespaces import OPS, XHTML

TYPE = f"{OPS}type"
HEADINGS = frozenset(f"{XHTML}h{level}" for level in range(1, 7))
SECTIONS = frozenset(f"{XHTML}{name}" for name in ("section", "article", "aside", "nav"))
LIST, ENTRY, LINK = f"{XHTML}ul", f"{XHTML}li", f"{XHTML}a"

Problem: TypeAlias = tuple[Any, str]
"""An element, and what is wrong with it."""


def types_of(element: Any) -> list[str]:
    """The types that an element has."""
    return (element.get(TYPE) or "").split()


def elements_of(root: Any, *types: str) -> Iterator[Any]:
    """The elements of XHTML with one of these types."""
    wanted = set(types)
    for element in root.iter(f"{XHTML}*"):
        if element.get(TYPE) is not None and wanted.intersection(types_of(element)):
            yield element


def typed_children(element: Any, tag: str = "") -> list[Any]:
    """The descendants with no other between them and `element` that has a type, or the tag."""
    found: list[Any] = []
    pending = list(element.iterchildren("*"))
    while pending:
        each = pending.pop()
        found.append(each)
        if each.get(TYPE) is None and each.tag != tag:
            pending += each.iterchildren("*")
    return found


def nearest_typed(element: Any, tag: str = "") -> Any:
    """The nearest ancestor that has a type, or the tag; None if there is none."""
    return next((e for e in element.iterancestors() if e.get(TYPE) is not None or e.tag == tag), None)


def count_of(elements: Sequence[Any], *types: str) -> int:
    """How many of the elements have one of these types."""
    return sum(bool(set(types).intersection(types_of(element))) for element in elements)
