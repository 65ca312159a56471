"""Validation against the schema files: each is compiled once a process, and nothing outside our folder is loaded."""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote

from lxml import etree

from convert.documents import Json, Xml
from convert.errors import InstallationError
from convert.findings import Finding, Location, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One place where a document violates its schema.

    `pointer` is a named XPath or a JSON Pointer, `line` is 0 where it is not known, `message` is the engine's. `schema`
    is the file of the schema, and `keyword` what was violated: a keyword of JSON Schema; of XML Schema a facet, or the
    validation rule by its name in XML Schema 1.0 part 1, appendix C ("cvc-complex-type.2.4").
    """

    pointer: str
    line: int
    message: str
    schema: str = ""
    keyword: str = ""

    def finding(
        self,
        code: str,
        advice: str,
        *,
        message: str = "",
        member: str = "",
        above: str = "",
        detail: tuple[tuple[str, str], ...] = (),
    ) -> Finding:
        """The violation as an error; `message` replaces the engine's, `above` is a path to put before the pointer.

        The detail of the finding has the schema and the keyword, where known, then `detail`.
        """
        facts = (("schema", self.schema), ("keyword", self.keyword))
        return Finding(
            code=code,
            severity=Severity.ERROR,
            message=message or self.message,
            advice=advice,
            location=Location(member=member, line=self.line, pointer=above + self.pointer),
            detail=(*((name, value) for name, value in facts if value), *detail),
        )


@cache
def folder() -> Path:
    """The folder of schemas, inside the installed package or beside it in a checkout. Raises InstallationError."""
    package = Path(__file__).resolve().parents[2]
    for candidate in (package / "schemas", package.parent / "schemas"):
        if (candidate / "SOURCES.toml").is_file():
            return candidate
    raise InstallationError("INP013", "the schemas are missing from this installation", "Install wirecopy again.")


@lru_cache(maxsize=256)
def name_of(format: str, version: str) -> str:
    """The folder of schemas for documents of a format and version: the version's own, else that of the newest."""
    if (folder() / format / version).is_dir():
        return f"{format}/{version}"
    found = [path.name for path in (folder() / format).glob("[0-9]*") if path.is_dir()]
    newest = max(found, key=lambda name: [int(part) for part in re.findall(r"\d+", name)], default=version)
    return f"{format}/{newest}"


def _bytes(name: str) -> bytes:
    try:
        return (folder() / name).read_bytes()
    except OSError as e:
        raise InstallationError("INP013", f"the schema {name} cannot be read: {e}", "Install wirecopy again.") from None


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
    _bytes(name)
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    parser.resolvers.add(_OwnFiles())
    try:
        return etree.XMLSchema(etree.parse(str(folder() / name), parser))
    except (etree.XMLSchemaParseError, etree.XMLSyntaxError) as e:
        raise InstallationError("INP013", f"the schema {name} is damaged: {e}", "Install wirecopy again.") from None


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


MAX_VIOLATIONS = 200
"""How many violations of one document are reported; a document with more is broken in one way, not in thousands."""


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


_FACET = re.compile(r"\[facet '(?P<facet>\w+)'\]")
_RULES = {"ELEMENT_CONTENT": "cvc-complex-type.2.4"}
"""The validation rules that libxml2 has a name of its own for."""


_WIDE = 5_000
"""How many children or attributes an element may have for libxml2 to locate violations.

It counts the children anew for each, and keeps a message of each attribute.
"""
_HAS_TOO_MANY_ATTRIBUTES = etree.XPath(f"boolean(//*[@*[{_WIDE + 1}]])")


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


_NAMED = re.compile("Element '([^']+)'")


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
    local = etree.QName(element).localname
    return f"{element.prefix}:{local}" if element.prefix else local


@cache
def _json_schema(name: str) -> Any:
    return json.loads(_bytes(name))


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


_GRAMMAR = "rfc3987_syntax"
"""The package that jsonschema checks the format `iri` with, if it is there; its import takes a second."""


def explaining_package() -> Any:
    """The package jsonschema, imported without the grammar of IRIs, which is imported when a value is checked by it."""
    if "jsonschema" in sys.modules or _GRAMMAR in sys.modules or find_spec(_GRAMMAR) is None:
        return import_module("jsonschema")
    grammar: Any = ModuleType(_GRAMMAR)
    grammar.is_valid_syntax = lambda *arguments: import_module(_GRAMMAR).is_valid_syntax(*arguments)
    sys.modules[_GRAMMAR] = grammar
    try:
        return import_module("jsonschema")
    finally:
        del sys.modules[_GRAMMAR]


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


def explained_errors(errors: Iterable[Any], schema: Any, *, name: str) -> Iterator[Violation]:
    """jsonschema's `errors` as violations of `schema`, which is in the file `name`; at least one."""
    violations = (replace(violation, schema=name) for error in errors for violation in _explained(error, schema))
    found: list[Violation] = []
    with suppress(RecursionError):
        found.extend(islice(violations, MAX_VIOLATIONS + 1))
    yield from found[:MAX_VIOLATIONS]
    if len(found) > MAX_VIOLATIONS:
        yield Violation(pointer="", line=0, message="there are more violations", schema=name)
    if not found:
        yield Violation(pointer="", line=0, message="the document does not conform to the schema", schema=name)


_EXPLAINED = 2_000
"""How many entries of arrays, and members of one object, are looked at when violations are explained."""


def shortened(value: Any, schema: Any) -> Any:
    """The value with as many array entries and unknown keys as can be explained in good time; the rest is cut off, and
    what remains keeps its place.
    """
    left = _EXPLAINED

    def copy(node: Any) -> Any:
        nonlocal left
        if isinstance(node, list):
            kept = node[: max(left, 20)]
            left -= len(kept)
            return [copy(entry) for entry in kept]
        if isinstance(node, dict):
            if len(node) > _EXPLAINED:
                known = _names(schema)
                unknown = set(islice((key for key in node if key not in known), MAX_VIOLATIONS + 1))
                node = {key: entry for key, entry in node.items() if key in known or key in unknown}
            return {key: copy(entry) for key, entry in node.items()}
        return node

    return copy(value)


def _names(schema: Any) -> frozenset[str]:
    """The names of all properties in a schema."""
    found: set[str] = set()
    pending = [schema]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            properties = node.get("properties")
            found.update(properties if isinstance(properties, dict) else ())
            pending.extend(node.values())
        elif isinstance(node, list):
            pending.extend(node)
    return frozenset(found)


def _explained(error: Any, schema: Any) -> Iterator[Violation]:
    """The violations behind `error`: one for each unexpected key, and of several branches those of the one meant."""
    errors = [error]
    while errors:
        error = errors.pop(0)
        path = list(error.absolute_path)
        if meant := _meant_branch(error):
            errors[:0] = meant
        elif kinds := _other_kinds(error):
            pointer = json_pointer([*path, *kinds[0].relative_path])
            known = ", ".join(dict.fromkeys(repr(kind.validator_value) for kind in kinds))
            message = f"{kinds[0].instance!r} is none of {known}"
            yield Violation(pointer=pointer, line=0, message=message, keyword=error.validator)
        elif keys := _unexpected_keys(error, schema):
            for key in keys:
                message = f"the property {key!r} is unexpected"
                pointer = json_pointer([*path, key])
                yield Violation(pointer=pointer, line=0, message=message, keyword=error.validator)
        else:
            # A schema that is `false` has no keyword.
            keyword = error.validator or ""
            yield Violation(pointer=json_pointer(path), line=0, message=_brief(error), keyword=keyword)


def _brief(error: Any) -> str:
    """The message of an error, without the whole value that it quotes."""
    if isinstance(error.instance, float) and math.isinf(error.instance):
        return "the number is larger than computers usually hold"
    kind = "the object" if isinstance(error.instance, dict) else "the list" if isinstance(error.instance, list) else ""
    value = repr(error.instance)
    if kind and value not in ("{}", "[]"):
        return str(error.message).replace(value, kind, 1)
    return str(error.message).replace(value, f"{value[:60]}…{value[-1]}", 1) if len(value) > 80 else str(error.message)


def json_pointer(path: Iterable[Any]) -> str:
    """The JSON Pointer (RFC 6901) of a path of keys and positions."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def _branches(error: Any) -> list[list[Any]]:
    """The errors of each branch of a failed oneOf or anyOf."""
    branches: dict[Any, list[Any]] = {}
    for inner in error.context if error.validator in ("oneOf", "anyOf") else ():
        branches.setdefault(inner.relative_schema_path[0], []).append(inner)
    return list(branches.values())


def _other_kind(branch: Iterable[Any]) -> Any:
    """The error by which a branch is for another kind of value: not its JSON type, or not its constant `type`."""
    return next((e for e in branch if (e.validator, list(e.relative_path)) in _KINDS), None)


_KINDS: tuple[tuple[str, list[str]], ...] = (("type", []), ("const", ["type"]))


def _meant_branch(error: Any) -> list[Any]:
    """The errors of the one branch that is for this kind of value, if there is just one."""
    meant = [branch for branch in _branches(error) if _other_kind(branch) is None]
    return meant[0] if len(meant) == 1 else []


def _other_kinds(error: Any) -> list[Any]:
    """The errors about a constant `type`, where the value has a type and no branch is for it."""
    kinds = [_other_kind(branch) for branch in _branches(error)]
    constants = [kind for kind in kinds if kind is not None and kind.validator == "const"]
    return constants if None not in kinds else []


_NESTED = frozenset({"anyOf", "oneOf", "if", "then", "else", "dependentSchemas", "$dynamicRef"})


def _unexpected_keys(error: Any, schema: Any) -> list[str]:
    """The keys of the object that its schema does not allow; none where the schema is too complex to find them."""
    parts: list[Any] = []
    if error.validator_value is False and error.validator == "additionalProperties":
        parts = [error.schema]
    elif error.validator_value is False and error.validator == "unevaluatedProperties":
        parts = _parts(error.schema, schema)
    if not parts:
        return []
    named = {key for part in parts for key in part.get("properties", ())}
    patterns = [pattern for part in parts for pattern in part.get("patternProperties", ())]
    return [key for key in error.instance if key not in named and not any(re.search(p, key) for p in patterns)]


def _parts(schema: Any, root: Any) -> list[Any]:
    """The schemas that apply to an object together with `schema`, by reference or allOf; none if some apply
    conditionally.
    """
    parts: list[Any] = []
    pending = [schema]
    while pending:
        part = pending.pop()
        if not isinstance(part, dict) or _NESTED.intersection(part):
            return []
        if part in parts:
            continue
        parts.append(part)
        pending.extend(part.get("allOf", ()))
        if "$ref" in part:
            local, _, definition = part["$ref"].partition("#/$defs/")
            pending.append(None if local else root.get("$defs", {}).get(definition))
    return parts
