"""The bodies of a ninjs object: their text and counts, and their markup as trees."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from lxml import etree

from convert.checks.engine.facts import Body
from convert.checks.ninjs.objects import objects
from convert.documents import DocumentError, Limits, Xml, open_html, open_xml
from convert.findings import Location

_DIV = '<div xmlns="http://www.w3.org/1999/xhtml"{}>{}</div>'
_FRAGMENT = ' data-fragment=""'
"""The attribute of the element that is added around a fragment for rules to search; NJS105 reports fragments."""


def bodies_of(item: dict[str, Any], limits: Limits) -> Iterator[Body]:
    """The bodies of an object; those in XHTML or HTML are parsed within `limits`."""
    for pointer, entry in objects(item, "bodies"):
        if isinstance(entry.get("value"), str):
            kind = entry.get("contentType", entry.get("contenttype"))
            counts = (
                entry.get("wordCount", entry.get("wordcount")),
                entry.get("charCount", entry.get("charcount")),
            )
            yield _body(f"{pointer}/value", entry["value"], _kind(kind), limits, *counts)
    for key, value in item.items():
        if key.startswith("body_") and isinstance(value, str):
            counts = item.get("wordcount"), item.get("charcount")
            yield _body(f"/{key}", value, _kind(key), limits, *counts)


def _kind(named: Any) -> str:
    """`xhtml` or `html`, for a content type or the name of a property of 1.x; empty for others."""
    text = str(named).partition(";")[0].lower()
    return "xhtml" if "xhtml" in text else "html" if text.endswith("html") else ""


def xhtml_bodies(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The bodies in XHTML, each with its pointer."""
    for pointer, entry in objects(item, "bodies"):
        kind = entry.get("contentType", entry.get("contenttype"))
        if kind == "application/xhtml+xml" and isinstance(entry.get("value"), str):
            yield pointer, entry["value"]
    if isinstance(item.get("body_xhtml"), str):
        yield "/body_xhtml", item["body_xhtml"]


def _body(pointer: str, value: str, kind: str, limits: Limits, words: Any, characters: Any) -> Body:
    root = _markup(value, limits) if kind == "xhtml" else _html(value) if kind == "html" else None
    return Body(
        place=Location(pointer=pointer),
        root=root,
        text="" if root is not None or kind == "html" else value,
        words=words if isinstance(words, int) else None,
        characters=characters if isinstance(characters, int) else None,
    )


def _markup(value: str, limits: Limits) -> etree._Element | None:
    """The root of a value that should be XHTML; without a namespace, that of XHTML is assumed."""
    opened = parse_xhtml(value, limits)
    if opened is None:
        opened = parse_xhtml(_DIV.format(_FRAGMENT, value), limits)
    elif not opened.root.tag.startswith("{"):
        opened = parse_xhtml(_DIV.format("", value), limits) or opened
    return opened.root if opened else None


def _html(value: str) -> etree._Element | None:
    try:
        return open_html(value)
    except DocumentError:
        return None


@lru_cache(maxsize=2)  # facts and profile parse the same body, one after the other
def parse_xhtml(markup: str, limits: Limits) -> Xml | None:
    """The markup as a document, None if it is not well-formed."""
    try:
        return open_xml(markup.encode("utf-8", "surrogatepass"), limits=limits)
    except DocumentError:
        return None
