"""Validation against XML Schemas: each is compiled once a process, and nothing outside our folder is loaded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree

from convert.checks.engine.pointers import named_path
from convert.checks.engine.schemas import MAX_VIOLATIONS, Violation, folder, read_schema
from convert.documents import Xml
from convert.errors import InstallationError

_WIDE = 5_000
"""How many children or attributes an element may have for libxml2 to locate violations.

It counts the children anew for each, and keeps a message of each attribute.
"""

_HAS_TOO_MANY_ATTRIBUTES = etree.XPath(f"boolean(//*[@*[{_WIDE + 1}]])")
_FACET = re.compile(r"\[facet '(?P<facet>\w+)'\]")
_RULES = {"ELEMENT_CONTENT": "cvc-complex-type.2.4"}
"""The validation rules that libxml2 has a name of its own for."""
_NAMED = re.compile("Element '([^']+)'")


class _OwnFiles(etree.Resolver):
    """Resolves files of our own folder, and nothing else."""

    def resolve(self, system_url: str, public_id: str, context: Any = None) -> Any:
        path = Path(unquote(system_url.removeprefix("file://"))).resolve()
        if not path.is_relative_to(folder()):
            raise InstallationError("INP013", f"a schema refers to {system_url}, which is not ours")
        return self.resolve_filename(str(path), context)  # type: ignore[attr-defined]


@cache
def compiled_xsd(name: str) -> etree.XMLSchema:
    """The XML Schema `name` (a path below the folder of schemas). Raises InstallationError."""
    read_schema(name)
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    parser.resolvers.add(_OwnFiles())
    try:
        return etree.XMLSchema(etree.parse(str(folder() / name), parser))
    except (etree.XMLSchemaParseError, etree.XMLSyntaxError) as e:
        raise InstallationError("INP013", f"the schema {name} is damaged: {e}", "Install wirecopy again.") from None


def xml_violations(name: str, document: Xml) -> Iterator[Violation]:
    """The violations of the XML Schema `name` (a path below the folder of schemas) in `document`."""
    yield from xsd_violations(compiled_xsd(name), document.root, name=name, small=is_small(document))


def is_small(document: Xml) -> bool:
    """Whether no element of a document can have too many children or attributes to locate violations."""
    # No element takes fewer than four bytes: `<a/>`; an attribute takes five: ` a=""`.
    return len(document.data) < 4 * _WIDE


def element_violations(name: str, root: etree._Element, *, small: bool = False) -> Iterator[Violation]:
    """As `xml_violations`, for the tree below `root` taken as a document of its own; `small` as for `is_small`."""
    yield from xsd_violations(compiled_xsd(name), root, name=name, small=small)


def conforms(name: str, root: etree._Element) -> bool:
    """Whether the tree below `root` conforms to the XML Schema `name`; slow in wide trees that do not."""
    return bool(compiled_xsd(name).validate(root))


def xsd_violations(
    schema: etree.XMLSchema, root: etree._Element, *, name: str, small: bool = False
) -> Iterator[Violation]:
    """The violations of the compiled `schema` in the file `name`, in the tree below `root`.

    `small` skips the count of elements for a tree that is known to have few.
    """
    if not small and _is_wide(root):
        yield from _while_parsing(schema, root, name)
        return
    if schema.validate(root):
        return
    log: Any = schema.error_log
    entries = list(log)
    for entry in entries[:MAX_VIOLATIONS]:
        element = _element_at(root, entry.path or "")
        line = element.sourceline or entry.line
        yield _violation(entry, name, pointer=named_path(element), line=line)
    if len(entries) > MAX_VIOLATIONS:
        more = len(entries) - MAX_VIOLATIONS
        yield Violation(pointer=named_path(root), line=0, message=f"there are {more} more violations", schema=name)


def _violation(entry: Any, schema: str, *, pointer: str, line: int) -> Violation:
    """An entry of libxml2's error log as a violation."""
    facet = _FACET.search(entry.message)
    rule = entry.type_name.removeprefix("SCHEMAV_")
    keyword = facet["facet"] if facet else _RULES.get(rule, re.sub(r"-(?=\d)", ".", rule.lower().replace("_", "-")))
    return Violation(pointer=pointer, line=line, message=entry.message, schema=schema, keyword=keyword)


def _is_wide(root: Any) -> bool:
    """Return whether an element has too many children or attributes to locate violations."""
    has_few_elements = next(islice(root.iter(), _WIDE, None), None) is None
    return (not has_few_elements and max(map(len, root.iter("*"))) > _WIDE) or bool(_HAS_TOO_MANY_ATTRIBUTES(root))


def _while_parsing(schema: etree.XMLSchema, root: Any, name: str) -> Iterator[Violation]:
    """The violations found while parsing, of which libxml2 gives a hundred and no places.

    They are of the element of the last tag, or of one around it.
    """
    data = etree.tostring(root)
    whole: Any = etree.XMLParser(schema=schema, no_network=True)
    try:
        etree.fromstring(data, whole)
        return
    except etree.XMLSyntaxError:
        if _HAS_TOO_MANY_ATTRIBUTES(root):  # a second parser would keep a message of each, too
            for entry in list(whole.error_log)[:MAX_VIOLATIONS]:
                yield _violation(entry, name, pointer="", line=0)
            return
    parser: Any = etree.XMLPullParser(events=("start", "end"), schema=schema, no_network=True)
    found: list[tuple[Any, Any]] = []
    latest: Any = None
    at = 0
    with suppress(etree.XMLSyntaxError):
        while at < len(data) and len(found) < MAX_VIOLATIONS:
            end = data.find(b"<", at + 1)
            end = len(data) if end < 0 else end
            parser.feed(data[at:end])
            at = end
            for event in parser.read_events():
                latest = event[1]
            found += [(entry, latest) for entry in list(parser.feed_error_log)[len(found) :]]
    for entry, element in found[:MAX_VIOLATIONS]:
        named = _NAMED.match(entry.message)
        around = (each for each in _upwards(element) if named and each.tag == named[1])
        element = next(around, element)
        pointer = named_path(element) if element is not None else ""
        yield _violation(entry, name, pointer=pointer, line=0)


def _upwards(element: Any) -> Iterator[Any]:
    """The element and those around it."""
    while element is not None:
        yield element
        element = element.getparent()


def _element_at(root: Any, path: str) -> Any:
    """The element with libxml2's `path` in the document with this root, or the last existing one on the way to it.

    A step is `*[n]`, counting all elements, where the element has a default namespace, else `name[n]` or
    `prefix:name[n]`, counting elements of that name.
    """
    element = root
    for step in path.split("/")[2:]:
        name, _, position = step.rstrip("]").partition("[")
        named = (e for e in element.iterchildren("*") if name == "*" or _written_name(e) == name)
        found = next(islice(named, int(position or 1) - 1, None), None)
        if found is None:
            break
        element = found
    return element


def _written_name(element: Any) -> str:
    """The name of an element as its tag writes it."""
    local = etree.QName(element).localname
    return f"{element.prefix}:{local}" if element.prefix else local
