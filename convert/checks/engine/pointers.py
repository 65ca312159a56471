"""Paths to the places in documents that findings name: XPaths with local names, and JSON Pointers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from lxml import etree


def named_path(element: etree._Element) -> str:
    """The XPath of `element` with local names, and positions among siblings of a name: /newsItem/itemMeta/link[2]."""
    return _paths(element.getroottree().getroot()).of(element)


@lru_cache(maxsize=2)  # many paths are looked up in one document, then none of it
def _paths(root: etree._Element) -> _Paths:
    return _Paths(root)


class _Paths:
    """The named XPaths in one tree; those of siblings are computed together, and once."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root  # a reference, so that lxml keeps the identity of the elements
        self._known: dict[Any, str] = {}

    def of(self, element: Any) -> str:
        """The XPath of an element of the tree."""
        unknown = []
        while element not in self._known:
            unknown.append(element)
            above = element.getparent()
            if above is None:
                self._known[element] = f"/{_step(element.tag)}"
                break
            element = above
        for each in reversed(unknown):
            if each not in self._known:
                self._number(each.getparent())
        return self._known[unknown[0] if unknown else element]

    def _number(self, parent: Any) -> None:
        """Compute the paths of all children of `parent`."""
        above = self._known[parent]
        alike: dict[Any, list[Any]] = {}
        for child in parent:
            alike.setdefault(child.tag, []).append(child)
        for tag, children in alike.items():
            path = f"{above}/{_step(tag)}"
            if len(children) == 1:
                self._known[children[0]] = path
            else:
                self._known.update((child, f"{path}[{number}]") for number, child in enumerate(children, 1))


def _step(tag: Any) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else "comment()"


def json_pointer(path: Iterable[Any]) -> str:
    """The JSON Pointer (RFC 6901) of a path of keys and positions."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)
