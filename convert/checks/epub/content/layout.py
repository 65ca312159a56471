"""Pages of fixed layout: their size in `viewport` or `viewBox` (EPUB 3.3, 8.2.2.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from convert.checks.epub import faults
from convert.checks.epub.faults import Fault
from convert.checks.epub.namespaces import XHTML
from convert.checks.epub.publication import Publication

_FIXED, _REFLOWED = "rendition:layout-pre-paginated", "rendition:layout-reflowable"
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_EQUALS = re.compile(r"\s*=\s*")
_SEPARATORS = re.compile(r"[,;\s]+")


def fixed_members(publication: Publication) -> frozenset[str]:
    """The members of the spine that have a fixed layout."""
    if publication.package is None:
        return frozenset()
    layout = [meta.text for meta in publication.meta("rendition:layout")]
    stated = publication.attributes(publication.package_path).get("properties", ())
    if layout[:1] != ["pre-paginated"] and not any(_FIXED in value for _, value in stated):
        return frozenset()
    members = {item.id: item.member for item in publication.items}
    found: set[str] = set()
    for reference in publication.references:
        properties = set(reference.get("properties", "").split())
        member = members.get(reference.get("idref", "").strip())
        fixed = _FIXED in properties or (layout[:1] == ["pre-paginated"] and _REFLOWED not in properties)
        if member and fixed:
            found.add(member)
    return frozenset(found)


def size_faults(root: Any, *, is_html: bool) -> Iterator[tuple[Fault, Any, str]]:
    """The faults in the size of a page of fixed layout, each with its element and message."""
    if not is_html:
        if root.get("viewBox") is None:
            yield faults.VIEWBOX_MISSING, root, "the outermost svg has no viewBox"
        return
    head = next(root.iter(f"{XHTML}head"), None)
    metas = [] if head is None else [e for e in head.iter(f"{XHTML}meta") if e.get("name", "").strip() == "viewport"]
    if not metas:
        yield faults.VIEWPORT_MISSING, head, "the page of fixed layout has no viewport"
        return
    yield from _viewport(metas[0])


def _viewport(meta: Any) -> Iterator[tuple[Fault, Any, str]]:
    content = meta.get("content") or ""
    values: dict[str, list[str]] = {}
    for part in [] if content.isspace() else _SEPARATORS.split(_EQUALS.sub("=", content.strip())):
        name, equals, value = part.partition("=")
        if not name or (equals and not value) or "=" in value:
            yield faults.VIEWPORT_SYNTAX, meta, f"the viewport {content[:100]!r} has another form"
            return
        values.setdefault(name, []).append(value)
    for name in ("width", "height"):
        stated = values.get(name, [])
        if not stated:
            yield faults.VIEWPORT_INCOMPLETE, meta, f"the viewport has no {name}"
        elif len(stated) > 1:
            yield faults.VIEWPORT_REPEATED, meta, f"the viewport has {len(stated)} values of {name}"
        elif stated[0] != f"device-{name}" and not _NUMBER.fullmatch(stated[0]):
            yield faults.VIEWPORT_SIZE, meta, f"the {name} {stated[0][:60]!r} of the viewport is not a positive number"
