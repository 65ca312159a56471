"""JSON Schemas of the user, of the draft that their `$schema` names.

All references are resolved before the schema is used, so that dead ones are reported at once, and neither engine
retrieves anything. `format` is an annotation, the default of JSON Schema 2020-12.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, NoReturn
from urllib.parse import urljoin

from convert.checks.custom_schema import files as files
from convert.checks.engine import json_errors, json_schemas, schemas
from convert.checks.engine.pointers import json_pointer
from convert.checks.engine.positions import json_positions
from convert.documents import LIMITS, DocumentError, Json, Limits, Xml, open_json
from convert.errors import UsageError
from convert.findings import Finding, Location

DRAFTS = (
    "https://json-schema.org/draft/2020-12/schema",
    "https://json-schema.org/draft/2019-09/schema",
    "http://json-schema.org/draft-07/schema",
    "http://json-schema.org/draft-06/schema",
    "http://json-schema.org/draft-04/schema",
    "http://json-schema.org/draft-03/schema",
)
"""The known drafts; a schema without `$schema` is of the first."""

_GEOJSON = "https://geojson.org/schema/GeoJSON.json"
"""The address that ninjs and others refer to; our own schema of GeoJSON replaces it."""

_REFERENCES = ("$ref", "$dynamicRef", "$recursiveRef")


class JsonSchema:
    """A JSON Schema. Raises UsageError for any other file, or a reference to a schema that is not on this machine."""

    kind: Literal["xml", "json"] = "json"

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self._sources = _Sources(name, data)
        self._gate = self._sources.gate()
        self._explainer: Any = None

    def open(self, data: bytes, limits: Limits = LIMITS) -> Json:
        """Parse a JSON document. Raises DocumentError."""
        return open_json(data, limits=limits)

    def violations(self, document: Xml | Json) -> Iterator[Finding]:
        """The violations of the schema, as findings SCH001."""
        assert isinstance(document, Json)
        for violation in self._violations(document.value):
            pointer = _existing(violation.pointer, document.value)
            finding = replace(violation, pointer=pointer).finding("SCH001", f"See what {self.name} allows here.")
            yield finding if pointer else replace(finding, location=Location(line=1, column=1))

    def _violations(self, value: Any) -> list[schemas.Violation]:
        unknown_type = json_schemas.explaining_package().exceptions.UnknownType
        try:
            return [] if self._is_valid(value) else self._explained(value)
        except RecursionError:
            return [schemas.Violation(pointer="", line=0, message="the document is nested too deeply for the schema")]
        except (re.error, unknown_type) as e:  # of draft 3, whose own schema allows any text as pattern or type
            reason = str(e).partition(" for validator")[0]
            raise files.broken(self.name, f"it cannot be used: {reason}", "Correct the schema.") from None

    def _is_valid(self, value: Any) -> bool:
        try:
            return bool(self._gate.is_valid(value))
        except ValueError:  # half of a surrogate pair, which JSON can write and the engine cannot take
            return bool(self._explaining().is_valid(value))

    def _explained(self, value: Any) -> list[schemas.Violation]:
        """The violations by jsonschema, or by jsonschema_rs where that fails, as for patterns of ECMAScript that Python
        does not support.
        """
        try:
            return list(
                json_errors.explained_errors(self._explaining().iter_errors(value), self._sources.root, name=self.name)
            )
        except (re.error, RecursionError):
            errors = list(self._gate.iter_errors(value))[: schemas.MAX_VIOLATIONS]
            return [
                schemas.Violation(pointer=_pointer(e), line=0, message=e.message, schema=self.name, keyword=_keyword(e))
                for e in errors
            ]

    def _explaining(self) -> Any:
        if self._explainer is None:
            self._explainer = self._sources.explainer()
        return self._explainer


class _Sources:
    """The files of a schema by their URIs, beginning with the named one."""

    def __init__(self, name: str, data: bytes) -> None:
        from referencing import Registry, Resource
        from referencing.jsonschema import specification_with

        self._name = name
        self._data: dict[str, tuple[str, bytes]] = {}
        self.root = _opened(name, data)
        self.dialect = _dialect(name, data, self.root)
        self._specification = specification_with(self.dialect)
        _check(name, data, self.root, self.dialect)
        self._id = Resource.from_contents(self.root, default_specification=self._specification).id() or ""
        self.resources: dict[str, Any] = {}
        self._registry: Any = Registry(retrieve=self._retrieve)  # type: ignore[call-arg]
        try:
            self.uri = urljoin(Path(name).resolve().as_uri(), self._id)
            self._add(self.uri, name, data, self.root)
            self._follow()
        except (ValueError, TypeError, AttributeError) as e:
            # Ids that are not URIs; and values that the library follows as schemas, but the draft's own schema does not
            # check: "$defs" in a draft without it.
            raise files.broken(name, f"its references cannot be followed: {e}", "Correct the schema.") from None

    def _add(self, uri: str, name: str, data: bytes, contents: Any) -> Any:
        from referencing import Resource

        if len(self.resources) == files.MAX_FILES:
            raise files.broken(self._name, f"the schema has more than {files.MAX_FILES} files")
        _check(name, data, contents, _dialect(name, data, contents, self.dialect))
        self._data[uri] = name, data
        self.resources[uri] = Resource.from_contents(contents, default_specification=self._specification)
        return self.resources[uri]

    def _retrieve(self, uri: str) -> Any:
        """The schema at `uri`: in a file, or one of ours. Raises NoSuchResource."""
        from referencing.exceptions import NoSuchResource

        if uri in self.resources:
            return self.resources[uri]
        file = self._file(uri)
        if file is not None:
            data = files.read(file)
            return self._add(uri, file, data, _opened(file, data))
        ours = dict(json_schemas.companions())
        if uri == _GEOJSON or uri in ours:
            from referencing import Resource

            own = next(id for id in ours if "geojson" in id)
            self.resources[own] = self.resources[uri] = Resource.from_contents(ours[own])
            return self.resources[uri]
        raise NoSuchResource(ref=uri)  # type: ignore[call-arg]

    def _file(self, uri: str) -> str | None:
        """The file at `uri`: by its path relative to the id of the named schema, or by its name."""
        above = self._id.rpartition("/")[0] + "/"
        if above != "/" and uri.startswith(above) and ".." not in uri:
            file = files.local(self._name, uri.removeprefix(above))
            if file is not None:
                return file
        file = files.local(self._name, uri)
        folder = os.path.join(os.path.dirname(files.same(self._name)), "")
        if file is not None and os.path.isabs(file) and file.startswith(folder):
            return os.path.join(os.path.dirname(self._name), file.removeprefix(folder))
        return file

    def _follow(self) -> None:
        """Resolve every reference in every file. Raises UsageError for a dead one."""
        from jsonschema_specifications import REGISTRY  # type: ignore[import-untyped]
        from referencing import Resource
        from referencing.exceptions import Unresolvable

        # References to the schemas of the drafts are allowed, too.
        registry = REGISTRY.combine(self._registry.with_resource(self.uri, self.resources[self.uri]).crawl())
        pending = [(self.resources[self.uri], registry.resolver(self.uri))]
        done: set[int] = set()
        while pending:
            resource, resolver = pending.pop()
            contents = resource.contents
            if id(contents) in done:
                continue
            done.add(id(contents))
            for keyword in _REFERENCES if isinstance(contents, dict) else ():
                if not isinstance(contents.get(keyword), str):
                    continue
                try:
                    found = resolver.lookup(contents[keyword])
                except (Unresolvable, ValueError) as e:
                    self._refuse(contents, keyword, e)
                if not isinstance(found.contents, dict | bool):
                    self._refuse(contents, keyword, None)
                led = Resource.from_contents(found.contents, default_specification=self._specification)
                pending.append((led, found.resolver))
            pending.extend((inner, resolver.in_subresource(inner)) for inner in resource.subresources())

    def _refuse(self, contents: Any, keyword: str, error: BaseException | None) -> NoReturn:
        """Raise the error for the dead reference `keyword` of the object `contents`, or for its broken target."""
        while error is not None:
            if isinstance(error, UsageError):
                raise error
            error = error.__cause__
        name, line, column = self._name, 0, 0
        for uri, (file, data) in self._data.items():
            pointer = _pointer_to(self.resources[uri].contents, contents)
            if pointer is not None:
                name, (line, column) = file, _place(data, f"{pointer}/{keyword}")
        reference = contents[keyword]
        file, hash, _ = reference.partition("#")
        if hash and (not file or files.local(name, file) or file in self.resources):
            advice = "Correct the reference, or its target."
            raise files.broken(name, f"its reference {reference} has no target", advice, line, column)
        raise files.refused(name, reference, line, column)

    def _wrapped(self) -> Any:
        """A schema that refers to the named one, which gets its base URI in this way even without an id."""
        return {"$schema": self.dialect, "$ref": self.uri} if isinstance(self.root, dict) else self.root

    def _with_draft(self, contents: Any) -> Any:
        """A schema with `$schema`, by default the draft of the named schema."""
        return {"$schema": self.dialect, **contents} if isinstance(contents, dict) else contents

    def gate(self) -> Any:
        """The engine for the verdict: the fast one, if it supports the draft."""
        import jsonschema_rs

        if self.dialect == DRAFTS[-1]:  # which that engine does not support
            return self.explainer()
        known = [(uri, self._with_draft(resource.contents)) for uri, resource in self.resources.items()]
        try:
            registry = jsonschema_rs.Registry(known, retriever=_nothing_else)
            return jsonschema_rs.validator_for(self._wrapped(), registry=registry, validate_formats=False)
        except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, ValueError) as e:
            reason, path = str(e).partition("\n")[0], getattr(e, "instance_path", ())
            line, column = _place(self._data[self.uri][1], json_pointer(path)) if path else (0, 0)
            raise files.broken(
                self._name, f"it cannot be used: {reason}", "Correct the schema.", line, column
            ) from None

    def explainer(self) -> Any:
        """The engine for explanations, far slower."""
        from referencing import Registry

        validator_for = json_schemas.explaining_package().validators.validator_for
        registry: Any = Registry().with_resources(self.resources.items()).crawl()
        return json_schemas.as_strict(validator_for({"$schema": self.dialect}))(self._wrapped(), registry=registry)


def _existing(pointer: str, value: Any) -> str:
    """The part of a JSON Pointer that exists in `value`; draft 3 points at missing properties."""
    found = ""
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict) and key in value:
            value = value[key]
        elif isinstance(value, list) and key.isdecimal() and int(key) < len(value):
            value = value[int(key)]
        else:
            break
        found += f"/{step}"
    return found


def _keyword(error: Any) -> str:
    """The violated keyword; empty for a schema that is `false`."""
    name = str(error.kind.name)
    return "" if name == "falseSchema" else name


def _pointer(error: Any) -> str:
    return json_pointer(error.instance_path)


def _nothing_else(uri: str) -> Any:
    raise ValueError(f"{uri} is not on this machine")


def _opened(name: str, data: bytes) -> Any:
    try:
        value = open_json(data).value
    except DocumentError as e:
        raise files.broken(name, e.message, "Correct the schema.", e.line, e.column) from None
    if not isinstance(value, dict | bool):
        raise files.broken(name, "it is not a JSON Schema, which is an object", "Is this the right file?", 1)
    return value


def _dialect(name: str, data: bytes, contents: Any, default: str = DRAFTS[0]) -> str:
    """The draft of a schema. Raises UsageError for an unknown one."""
    stated = contents.get("$schema", default) if isinstance(contents, dict) else default
    if isinstance(stated, str) and stated.rstrip("#") in DRAFTS:
        return stated.rstrip("#")
    line, column = _place(data, "/$schema")
    close = get_close_matches(stated, DRAFTS, n=1) if isinstance(stated, str) else []
    advice = f"Perhaps {close[0]} is meant." if close else f"The known drafts: {', '.join(DRAFTS)}."
    raise files.broken(name, f"$schema is {stated!r}, which is not a known draft", advice, line, column)


def _check(name: str, data: bytes, contents: Any, dialect: str) -> None:
    """Validate a schema against that of its draft. Raises UsageError."""
    jsonschema = json_schemas.explaining_package()
    validator: Any = jsonschema.validators.validator_for({"$schema": dialect})
    try:  # patterns are those of ECMAScript, which the other engine checks
        validator.check_schema(contents, format_checker=jsonschema.FormatChecker(formats=()))
    except jsonschema.exceptions.SchemaError as e:
        line, column = _place(data, json_pointer(e.absolute_path))
        raise files.broken(name, f"it is not a JSON Schema: {e.message}", "Correct the schema.", line, column) from None
    except RecursionError:
        raise files.broken(name, "it is nested too deeply", "Is this the right file?") from None


def _place(data: bytes, pointer: str) -> tuple[int, int]:
    return json_positions(data, [pointer]).get(pointer, (0, 0))


def _pointer_to(root: Any, target: Any) -> str | None:
    """The JSON Pointer of the object `target`, by identity, below `root`; None if it is not there."""
    pending: list[tuple[Any, str]] = [(root, "")]
    while pending:
        node, pointer = pending.pop()
        if node is target:
            return pointer
        if isinstance(node, dict):
            pending.extend((child, pointer + json_pointer([key])) for key, child in node.items())
        elif isinstance(node, list):
            pending.extend((child, f"{pointer}/{index}") for index, child in enumerate(node))
    return None
