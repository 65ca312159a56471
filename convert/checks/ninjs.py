"""What ninjs is to the checks: how to know it, which schema holds, and what a document says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from convert.checks import schemas
from convert.checks.facts import Body, Fact, Facts
from convert.documents import DocumentError, Json, Xml, open_json, open_xml
from convert.findings import Finding, Location, Severity

FAMILY = "NJS"

_OBJECT = re.compile(rb"\s*\{")
_TELLTALE = re.compile(
    rb'"(?:representationType|representationtype|versionCreated|versioncreated|firstCreated|firstcreated|pubStatus|pubstatus'
    rb'|headlines|headline|bodies|body_[a-z]+|infoSources|infosources|\$standard|standard)"\s*:'
)
_MARKUP = ("application/xhtml+xml",)
_TIMES = ("firstCreated", "versionCreated", "contentCreated", "embargoedUntil", "expires")


def recognise(data: bytes) -> bool:
    """Whether `data` is a JSON object with a `uri` and a property that news objects have."""
    head = data[3:] if data.startswith(b"\xef\xbb\xbf") else data
    return bool(_OBJECT.match(head)) and b'"uri"' in head and bool(_TELLTALE.search(head))


def open(data: bytes) -> Json:
    """Parse the document. Raises DocumentError."""
    return open_json(data)


def version(document: Json) -> str:
    """The version of ninjs to check against; 3.1 is the one we have a schema for."""
    return "3.1"


def violations(document: Json, version: str) -> Iterator[Finding]:
    """Where the document breaks the schema of its version."""
    for violation in schemas.json_violations(f"ninjs/{version}/ninjs.json", document):
        yield Finding(
            code="NJS001",
            severity=Severity.ERROR,
            message=violation.message,
            advice=f"See what ninjs {version} allows at this place.",
            location=Location(pointer=violation.pointer),
        )


def profile(document: Json) -> Iterator[Finding]:
    """Where an XHTML body leaves the body profile that our own output keeps to."""
    for pointer, markup in _markup_bodies(document):
        try:
            opened = open_xml(markup.encode())
        except DocumentError as e:
            yield _outside(pointer, e.message)
            continue
        for violation in schemas.xml_violations("xhtml/body.xsd", opened):
            yield _outside(pointer, f"{violation.message} ({violation.pointer})")


def _outside(pointer: str, message: str) -> Finding:
    location = Location(pointer=pointer)
    return Finding(
        code="NJS001", severity=Severity.ERROR, message=f"outside the body profile: {message}", location=location
    )


def _markup_bodies(document: Json) -> Iterator[tuple[str, str]]:
    for index, body in enumerate(_objects(document.value, "bodies")):
        if body.get("contentType") in _MARKUP and isinstance(body.get("value"), str):
            yield f"/bodies/{index}/value", body["value"]


def _objects(value: Any, key: str) -> list[dict[str, Any]]:
    """The objects in the array `key` of `value`; hostile shapes give none."""
    found = value.get(key) if isinstance(value, dict) else None
    return [v for v in found if isinstance(v, dict)] if isinstance(found, list) else []


def facts(document: Json) -> Facts:
    """What the document says of itself."""
    item = document.value if isinstance(document.value, dict) else {}
    named = {key: _fact(item, key) for key in ("uri", "version", "language", "by", "slugline", *_TIMES)}
    headline = _by_role(item, "headlines", "main") or _by_role(item, "headlines", "")
    bodies = tuple(_bodies(item))
    main = bodies[:1]
    printed = [
        headline,
        _by_role(item, "headlines", "subheadline"),
        named["by"],
        _by_role(item, "descriptions", "summary"),
        _by_role(item, "descriptions", "dateline"),
    ]
    texts = [fact for fact in _texts(item, "") if fact.name != "value" or "/bodies/" not in fact.location.pointer]
    texts += [Fact("body", body.text, body.location) for body in bodies]
    return Facts(
        guid=named["uri"],
        version=named["version"],
        status=str(item.get("pubStatus", "usable")),
        headline=headline,
        published=named["firstCreated"],
        updated=named["versionCreated"],
        times=tuple(fact for key in _TIMES if (fact := named[key])),
        languages=(named["language"],) if named["language"] else (),
        bodies=bodies,
        texts=tuple(texts),
        printed=" ".join([*(fact.value for fact in printed if fact), *(body.text for body in main)]),
    )


def _fact(item: dict[str, Any], key: str) -> Fact | None:
    value = item.get(key)
    return Fact(key, value, Location(pointer=f"/{key}")) if isinstance(value, str) else None


def _by_role(item: dict[str, Any], key: str, role: str) -> Fact | None:
    """The value of the first object in `key` that has this role; an empty role is the absence of one."""
    for index, entry in enumerate(_objects(item, key)):
        if entry.get("role", "") == role and isinstance(entry.get("value"), str):
            return Fact(role or key, entry["value"], Location(pointer=f"/{key}/{index}/value"))
    return None


def _bodies(item: dict[str, Any]) -> Iterator[Body]:
    for index, body in enumerate(_objects(item, "bodies")):
        value = body.get("value")
        if not isinstance(value, str):
            continue
        opened = _parsed(value) if body.get("contentType") in _MARKUP else None
        words, characters = body.get("wordCount"), body.get("charCount")
        yield Body(
            location=Location(pointer=f"/bodies/{index}/value"),
            root=opened.root if opened else None,
            text="" if opened else value,
            words=words if isinstance(words, int) else None,
            characters=characters if isinstance(characters, int) else None,
        )


def _parsed(markup: str) -> Xml | None:
    try:
        return open_xml(markup.encode("utf-8", "surrogatepass"))
    except DocumentError:
        return None


_FOR_PEOPLE = frozenset({"value", "name", "title", "by", "slugline", "located", "edNote", "copyrightHolder"})
_FOR_PEOPLE |= {"copyrightNotice", "usageTerms"}


def _texts(value: Any, pointer: str) -> Iterator[Fact]:
    """Every text meant for people, at any depth, but for the values of alternative ids and of descriptions in JSON."""
    stack: list[tuple[Any, str]] = [(value, pointer)]
    while stack:
        node, where = stack.pop()
        if isinstance(node, list):
            stack.extend((child, f"{where}/{i}") for i, child in enumerate(node))
        elif isinstance(node, dict):
            for key, child in node.items():
                if key in _FOR_PEOPLE and isinstance(child, str) and node.get("contentType") != "application/json":
                    yield Fact(key, child, Location(pointer=f"{where}/{key}"))
                elif key != "altIds" and isinstance(child, list | dict):
                    stack.append((child, f"{where}/{key}"))
