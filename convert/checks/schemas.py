"""Finding, compiling and asking the schema files; each is compiled once a process, and nothing outside our folder is
loaded.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree

from convert.documents import Json, Xml
from convert.errors import InstallationError


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One place where a document breaks its schema: a named XPath or a JSON Pointer, the line where known, and the
    engine's words.
    """

    pointer: str
    line: int
    message: str


@cache
def folder() -> Path:
    """The folder of schemas: inside the installed package, or beside it in a checkout. Raises InstallationError."""
    package = Path(__file__).resolve().parent.parent
    for candidate in (package / "schemas", package.parent / "schemas"):
        if (candidate / "SOURCES.toml").is_file():
            return candidate
    raise InstallationError("INP013", "the schemas are missing from this installation", "Install wirecopy again.")


def _bytes(name: str) -> bytes:
    try:
        return (folder() / name).read_bytes()
    except OSError as e:
        raise InstallationError("INP013", f"the schema {name} cannot be read: {e}", "Install wirecopy again.") from None


class _OwnFiles(etree.Resolver):
    """Answers for files of our own folder, and for nothing else."""

    def resolve(self, system_url: str, public_id: str, context: Any = None) -> Any:
        path = Path(unquote(system_url.removeprefix("file://"))).resolve()
        if not path.is_relative_to(folder()):
            raise InstallationError("INP013", f"a schema refers to {system_url}, which is not ours")
        return self.resolve_filename(str(path), context)  # type: ignore[attr-defined]


@cache
def _xsd(name: str) -> etree.XMLSchema:
    _bytes(name)
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    parser.resolvers.add(_OwnFiles())
    try:
        return etree.XMLSchema(etree.parse(str(folder() / name), parser))
    except (etree.XMLSchemaParseError, etree.XMLSyntaxError) as e:
        raise InstallationError("INP013", f"the schema {name} is damaged: {e}", "Install wirecopy again.") from None


def named_path(element: etree._Element) -> str:
    """The XPath of `element` with local names, and positions among siblings of a name: /newsItem/itemMeta/link[2]."""
    steps = []
    node: Any = element
    while node is not None:
        parent = node.getparent()
        step = etree.QName(node).localname if isinstance(node.tag, str) else "comment()"
        same = [s for s in parent if s.tag == node.tag] if parent is not None else []
        if len(same) > 1:
            step += f"[{same.index(node) + 1}]"
        steps.append(step)
        node = parent
    return "/" + "/".join(reversed(steps))


MAX_VIOLATIONS = 200
"""How many violations of one document are told apart; a document with more is broken in one way, not in thousands."""


def xml_violations(name: str, document: Xml) -> Iterator[Violation]:
    """Each place where `document` breaks the XML Schema `name` (a path below the folder of schemas)."""
    yield from element_violations(name, document.root)


def element_violations(name: str, root: etree._Element) -> Iterator[Violation]:
    """As `xml_violations`, for the tree below `root` taken as a document of its own."""
    schema = _xsd(name)
    if schema.validate(root):
        return
    log: Any = schema.error_log
    entries = list(log)
    for entry in entries[:MAX_VIOLATIONS]:
        element = _element_at(root, entry.path or "")
        yield Violation(pointer=named_path(element), line=element.sourceline or entry.line, message=entry.message)
    if len(entries) > MAX_VIOLATIONS:
        more = len(entries) - MAX_VIOLATIONS
        yield Violation(pointer=named_path(root), line=0, message=f"there are {more} violations more")


def _element_at(root: Any, path: str) -> Any:
    """The element that libxml2 calls `path` in the document whose root is `root`, or the last one on the way to it.

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
    local = etree.QName(element).localname
    return f"{element.prefix}:{local}" if element.prefix else local


@cache
def _json_schema(name: str) -> Any:
    return json.loads(_bytes(name))


@cache
def _companions() -> tuple[tuple[str, Any], ...]:
    """The schemas that others refer to by id, as id and schema."""
    found = []
    for path in sorted((folder() / "geojson").rglob("*.json")):
        schema = _json_schema(str(path.relative_to(folder())))
        found.append((schema["$id"], schema))
    return tuple(found)


@cache
def _gate(name: str) -> Any:
    """The compiled fast engine, which says valid or not; formats stay annotations, as JSON Schema 2020-12 has them by
    default.
    """
    import jsonschema_rs

    registry = jsonschema_rs.Registry(list(_companions()))
    return jsonschema_rs.validator_for(_json_schema(name), registry=registry, validate_formats=False)


def json_valid(name: str, value: Any) -> bool:
    """Whether `value` conforms to the JSON Schema `name` (a path below the folder of schemas)."""
    try:
        return bool(_gate(name).is_valid(value))
    except (
        UnicodeEncodeError,
        ValueError,
    ):  # half of a surrogate pair, which JSON can write and the engine cannot take
        return bool(_explainer(name).is_valid(value))


@cache
def _explainer(name: str) -> Any:
    """The engine that explains; slower by far, and only loaded when there is something to explain."""
    import jsonschema
    from referencing import Registry, Resource

    registry: Registry[Any] = Registry().with_resources(
        (uri, Resource.from_contents(schema)) for uri, schema in _companions()
    )
    schema = _json_schema(name)
    return jsonschema.validators.validator_for(schema)(schema, registry=registry)


def json_violations(name: str, document: Json) -> Iterator[Violation]:
    """Each place where `document` breaks the JSON Schema `name`. The fast engine judges, jsonschema explains."""
    if json_valid(name, document.value):
        return
    validator = _explainer(name)
    explained = False
    for error in validator.iter_errors(document.value):
        explained = True
        pointer = "".join("/" + str(p).replace("~", "~0").replace("/", "~1") for p in error.absolute_path)
        yield Violation(pointer=pointer, line=0, message=error.message)
    if not explained:
        yield Violation(pointer="", line=0, message="the document does not conform to the schema")
