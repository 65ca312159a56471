"""The checks of ninjs, in every version: recognition, schema, and the facts that a document states.

The three branches spell the same properties differently: 1.x in lower case with `body_text` and `headline`, 2.x in
lower case with arrays, 3.x in camelCase with arrays.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache, partial
from typing import Any

from lxml import etree

from convert.checks.engine import json_schemas, xml_schemas
from convert.checks.engine.facts import Body, Fact, Facts, is_responsible
from convert.checks.engine.rule import Problem
from convert.documents import LIMITS, DocumentError, Json, Limits, Xml, open_html, open_json, open_xml
from convert.findings import Finding, Location, Severity
from convert.formats import named

FAMILY = "NJS"

_OBJECT = re.compile(rb"\s*\{")
_ARTICLE = re.compile(rb'\s*\{\s*"article"\s*:\s*\d')
_TELLTALE = re.compile(
    rb'"(?:representation[Tt]ype|version[Cc]reated|first[Cc]reated|pub[Ss]tatus|headlines?|headline_\w+|bodies'
    rb'|body_\w+|description_\w+|info[Ss]ources?|\$standard|standard)"\s*:'
)
_STANDARD = re.compile(r"(?:^|ninjs-schema_)(\d\.\d)(?:\.json#?)?$")
_CAMEL = re.compile(r"[a-z]+[A-Z]")
PROVIDER = re.compile(r"(?:^|[/:#])(?:provider|publisher|pbl|prv)$", re.IGNORECASE)
"""The roles of those who provide news: in our vocabulary and others, and those of MARC."""

_EXTRA = "https://w3id.org/wirecopy/terms/extra"
_TIMES = ("firstCreated", "versionCreated", "contentCreated", "embargoedUntil", "embargoed", "expires")


def recognise(data: bytes) -> bool:
    """Whether `data` is a JSON object with a `uri` and a property of news objects, and not Article JSON."""
    head = data.removeprefix(b"\xef\xbb\xbf")
    if _ARTICLE.match(head):
        return False
    return bool(_OBJECT.match(head)) and b'"uri"' in head and bool(_TELLTALE.search(head))


def open(data: bytes, limits: Limits = LIMITS) -> Json:
    """Parse the document. Raises DocumentError."""
    return open_json(data, limits=limits)


def version(document: Json) -> str:
    """The version that the document states, else the newest of the branch with the spelling of its properties."""
    item = document.value if isinstance(document.value, dict) else {}
    known = named("ninjs").versions
    # 1.x states it in `$standard`, later branches in `standard`; contrary statements are ignored.
    for key, branches in (("standard", "23"), ("$standard", "1")):
        stated = item.get(key)
        for part in ("schema", "version"):
            text = stated.get(part) if isinstance(stated, dict) else None
            match = _STANDARD.search(text) if isinstance(text, str) else None
            if match and match[1] in known and match[1][0] in branches:
                return match[1]
            if match and match[1][0] in branches and is_newer(match[1]):
                return _newest(match[1][0])
    branch = _branch(item)
    newest, before = [v for v in reversed(known) if v.startswith(branch)][:2]
    return before if newest in _BOUND_URGENCY and not _is_bound(item.get("urgency", 1)) else newest


_BOUND_URGENCY = ("1.7", "2.3")
"""The versions that were the first of their branch to want an integer from 1 to 9 as urgency."""


def _is_bound(urgency: Any) -> bool:
    return not isinstance(urgency, int | float) or urgency in range(1, 10)


_ARRAYS = ("bodies", "headlines", "descriptions", "people", "organisations", "places", "subjects", "genres", "by")
_SINGULAR = (
    *("byline", "person", "organisation", "place", "subject", "event", "object", "infosource", "genre", "mimetype"),
    *("trustindicator", "charcount", "wordcount"),
)
_LOWER = re.compile(
    r"(?:first|version|content)created|pubstatus|embargoed|ednote|usageterms|copyright\w+|digitalsourcetype"
    r"|rightsinfo|altids|infosources|trustindicators"
)


def _branch(item: dict[str, Any]) -> str:
    """The branch with the spelling of the properties, the newer one of two that fit."""
    if any(map(_CAMEL.match, _keys(item))):
        return "3"
    if item.get("representationtype") in ("complete", "incomplete") or any(key in item for key in _SINGULAR):
        return "1"
    if any(key.startswith(("body_", "description_", "headline_")) or key == "headline" for key in item):
        return "1"
    if "representationtype" in item or any(key in item for key in _ARRAYS) or any(map(_LOWER.fullmatch, item)):
        return "2"
    return "3"


def _keys(item: dict[str, Any]) -> Iterator[str]:
    """The keys of properties at any depth, without those below alternative ids and shapes of places.

    In 1.x renditions and associations are objects, whose keys are names of the sender's own.
    """
    stack: list[Any] = [item]
    while stack:
        node = stack.pop()
        if isinstance(node, list):
            stack.extend(node)
        elif isinstance(node, dict):
            yield from node
            for key, value in node.items():
                if key in ("renditions", "associations") and isinstance(value, dict):
                    stack.extend(value.values())
                elif key.lower() not in ("altids", "geojson"):
                    stack.append(value)


def newer(document: Json) -> Finding | None:
    """A warning if the object states a version newer than those of its branch that are known."""
    item = document.value if isinstance(document.value, dict) else {}
    for key in ("standard", "$standard"):
        stated = item.get(key)
        for part in ("version", "schema"):
            text = stated.get(part) if isinstance(stated, dict) else None
            match = _STATED.search(text) if isinstance(text, str) else None
            if match and is_newer(match[1]):
                known = _newest(match[1][0])
                return Finding(
                    code="NJS002",
                    severity=Severity.WARNING,
                    message=f"the object states ninjs {match[1]}, newer than {known}; what is not known may be right",
                    advice="Look for a newer wirecopy, or validate with the schema of that version.",
                    location=Location(pointer=f"/{key}/{part}"),
                )
    return None


def _newest(branch: str) -> str:
    """The newest version of a branch, or of all if there is no such branch."""
    known = named("ninjs").versions
    return [*known, *(version for version in known if version.startswith(f"{branch}."))][-1]


_STATED = re.compile(r"(?:^|ninjs-schema_)([0-9]{1,3}\.[0-9]{1,3})(?:\.json#?)?$")


def is_newer(version: str) -> bool:
    """Return whether a version is newer than the known ones of its branch."""
    branch, number = map(int, version.split("."))
    newest = _newest_numbers()
    return number > newest.get(branch, -1) and branch >= min(newest)


@cache
def _newest_numbers() -> Mapping[int, int]:
    """The newest minor version of each branch."""
    known = (version.split(".") for version in named("ninjs").versions)
    return dict(sorted((int(branch), int(number)) for branch, number in known))


def violations(document: Json, version: str) -> Iterator[Finding]:
    """The violations of the schema of `version`."""
    if isinstance(document.value, list):
        message = f"the document is a list of {len(document.value):,} values, not an object with one story"
        advice = "Write one object to a file, or JSON Lines (.jsonl): one object a line."
        yield Finding(code="NJS001", severity=Severity.ERROR, message=message, advice=advice)
        return
    found = list(json_schemas.json_violations(f"ninjs/{version}/ninjs.json", document))
    added = [each for each in found if each.keyword in _UNEXPECTED and _name(each.pointer) in _OF_SUPERDESK]
    if len(added) > 1:
        found = [each for each in found if each not in added]
        yield _superdesk([each.pointer for each in added])
    for violation in found:
        yield violation.finding("NJS001", f"See what ninjs {version} allows here.")


def _superdesk(pointers: Sequence[str]) -> Finding:
    """The finding about properties that Superdesk adds to ninjs."""
    names = " ".join(dict.fromkeys(map(_name, pointers)))
    return Finding(
        code="NJS001",
        severity=Severity.ERROR,
        message=f"these properties are additions of Superdesk, not of ninjs: {names}",
        advice="Remove them, or let Superdesk send the story with a formatter without additions.",
        location=Location(pointer=pointers[0]),
        detail=(("properties", names), ("keyword", "unevaluatedProperties")),
    )


def _name(pointer: str) -> str:
    return pointer.rpartition("/")[2]


_UNEXPECTED = frozenset({"unevaluatedProperties", "additionalProperties"})
_OF_SUPERDESK = frozenset(
    [
        *(
            "guid",
            "priority",
            "service",
            "source",
            "authors",
            "products",
            "profile",
            "readtime",
            "extra",
            "extra_items",
        ),
        *("annotations", "attachments", "refs", "signal", "assignment_id", "coverage_id", "event_id", "planning_id"),
        *("firstpublished", "original_creator", "ingest_id", "embargoedreason", "body_footer", "sms", "anpa_take_key"),
        *(
            "biography",
            "avatar_url",
            "jid",
            "qcode",
            "world_region",
            "state_code",
            "feature_class",
            "mimetype_original",
        ),
    ]
)
"""The properties that Superdesk adds to those of ninjs, in the story and below."""


def profile(document: Json) -> Iterator[Finding]:
    """The violations of the body profile of our own output in XHTML bodies."""
    item = document.value if isinstance(document.value, dict) else {}
    for pointer, value in _xhtml_bodies(item):
        opened = _parsed(value, document.limits)
        if opened is None:
            message = "outside the body profile: it is not well-formed XML"
            place = Location(pointer=pointer)
            yield Finding(code="NJS001", severity=Severity.ERROR, message=message, location=place)
            continue
        for violation in xml_schemas.xml_violations("xhtml/body.xsd", opened):
            message = f"outside the body profile: {violation.message} ({violation.pointer})"
            yield replace(violation, pointer=pointer, line=0).finding("NJS001", "", message=message)


def _xhtml_bodies(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for pointer, entry in _objects(item, "bodies"):
        kind = entry.get("contentType", entry.get("contenttype"))
        if kind == "application/xhtml+xml" and isinstance(entry.get("value"), str):
            yield pointer, entry["value"]
    if isinstance(item.get("body_xhtml"), str):
        yield "/body_xhtml", item["body_xhtml"]


def _objects(value: Any, *keys: str) -> list[tuple[str, dict[str, Any]]]:
    """The objects in the arrays `keys` of `value`, each with its pointer; other values are skipped."""
    found: list[tuple[str, dict[str, Any]]] = []
    for key in keys:
        array = value.get(key) if isinstance(value, dict) else None
        entries = enumerate(array) if isinstance(array, list) else ()
        found.extend((f"/{key}/{index}", entry) for index, entry in entries if isinstance(entry, dict))
    return found


def facts(document: Json) -> Facts:
    """The facts that the document states."""
    item = document.value if isinstance(document.value, dict) else {}
    headline = _headline(item)
    byline = _fact(item, "by", "byline")
    language = _fact(item, "language")
    bodies = tuple(_bodies(item, document.limits))
    printed = (
        headline,
        _by_role(item, "headlines", "subheadline") or _fact(item, "headline_subheadline", "description_subheadline"),
        byline,
        _by_role(item, "descriptions", "summary") or _fact(item, "description_text"),
        _by_role(item, "descriptions", "dateline") or _fact(item, "description_dateline"),
    )
    texts = [*_texts(item), *(Fact("body", body.text, body.place) for body in bodies)]
    is_text = item.get("type", "text" if bodies or not _OTHER_CONTENT.intersection(item) else "") == "text"
    return Facts(
        guid=_fact(item, "uri"),
        version=_fact(item, "version"),
        status=str(item.get("pubStatus", item.get("pubstatus", "usable"))),
        headline=headline,
        provider=_provider(item),
        published=_fact(item, "firstCreated", "firstcreated", "description_published")
        or _by_role(item, "descriptions", "published"),
        updated=_fact(item, "versionCreated", "versioncreated"),
        content_created=_fact(item, "contentCreated", "contentcreated"),
        embargo=_fact(item, "embargoedUntil", "embargoed") or _open_ended(item),
        expires=_fact(item, "expires"),
        rights=tuple(_rights(item)),
        digital_source_type=_digital_source_type(item),
        responsible=(*((byline,) if byline else ()), *_responsible(item)),
        times=tuple(fact for key in _TIMES if (fact := _fact(item, key, key.lower()))),
        languages=(language,) if language else (),
        bodies=bodies,
        texts=tuple(texts),
        printed=" ".join([*(fact.value for fact in printed if fact), *(body.text for body in bodies[:1])]),
        has_body=is_text and _is_whole(item) and bool(item),
        has_headline=is_text,
        is_whole=_is_whole(item),
        is_news=isinstance(document.value, dict),
    )


_OTHER_CONTENT = frozenset({"renditions", "associations", "descriptions", "events", "event"})
"""What an object of no stated type has instead of a text."""


def _is_whole(item: dict[str, Any]) -> bool:
    extent = item.get("representationType", item.get("representationtype"))
    return extent not in ("partial", "incomplete")


def _headline(item: dict[str, Any]) -> Fact | None:
    """The headline with the role main, else the one without a role, else the first."""
    return (
        _fact(item, "headline", "headline_main")
        or _by_role(item, "headlines", "main")
        or _by_role(item, "headlines", "")
        or next((_by_role(item, "headlines", entry.get("role", "")) for _, entry in _objects(item, "headlines")), None)
        or _fact(item, *(key for key in item if key.startswith("headline_")))
    )


def _provider(item: dict[str, Any]) -> Fact | None:
    """The source with the role of provider, in any vocabulary."""
    for pointer, entry in _objects(item, "infoSources", "infosources"):
        role = entry.get("role")
        if isinstance(role, str) and PROVIDER.search(role):
            named = (entry.get(key) for key in ("name", "literal", "uri"))
            name = next((text for text in named if isinstance(text, str)), "")
            return Fact("provider", name, Location(pointer=pointer))
    return None


def _digital_source_type(item: dict[str, Any]) -> Fact | None:
    for key in ("digitalSourceType", "digitalsourcetype"):
        stated = item.get(key)
        for name in ("uri", "literal", "name"):
            if isinstance(stated, dict) and isinstance(stated.get(name), str):
                return Fact(key, stated[name], Location(pointer=f"/{key}/{name}"))
    return None


def _responsible(item: dict[str, Any]) -> Iterator[Fact]:
    """The sources with the role of an author or editor."""
    for pointer, entry in _objects(item, "infoSources", "infosources", "infosource"):
        name = entry.get("name")
        if isinstance(name, str) and is_responsible(entry.get("role", entry.get("rel"))):
            yield Fact("infoSource", name, Location(pointer=pointer))


def _open_ended(item: dict[str, Any]) -> Fact | None:
    """An embargo without an end, for which ninjs has no property; our own documents have it in their extra data."""
    for pointer, entry in _objects(item, "descriptions"):
        if entry.get("role") == _EXTRA and '"embargo":' in str(entry.get("value")):
            return Fact("embargo", "", Location(pointer=pointer))
    if '"embargo":' in str(item.get("description_json")):
        return Fact("embargo", "", Location(pointer="/description_json"))
    return None


def _rights(item: dict[str, Any]) -> Iterator[Fact]:
    for key in ("copyrightHolder", "copyrightNotice", "usageTerms"):
        fact = _fact(item, key, key.lower())
        if fact and fact.value.strip():
            yield fact
    for key in ("rightsInfo", "rightsinfo"):
        if item.get(key):
            yield Fact(key, str(item[key]), Location(pointer=f"/{key}"))


def _fact(item: dict[str, Any], *keys: str) -> Fact | None:
    """The first of `keys` with a text."""
    for key in keys:
        value = item.get(key)
        if isinstance(value, str):
            return Fact(key, value, partial(_at, f"/{key}"))
    return None


def _by_role(item: dict[str, Any], key: str, role: str) -> Fact | None:
    """The value of the first object in `key` that has this role; an empty role is the absence of one."""
    for pointer, entry in _objects(item, key):
        if entry.get("role", "") == role and isinstance(entry.get("value"), str):
            return Fact(role or key, entry["value"], partial(_at, f"{pointer}/value"))
    return None


def _bodies(item: dict[str, Any], limits: Limits) -> Iterator[Body]:
    for pointer, entry in _objects(item, "bodies"):
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


_DIV = '<div xmlns="http://www.w3.org/1999/xhtml"{}>{}</div>'
_FRAGMENT = ' data-fragment=""'
"""The attribute of the element that is added around a fragment for rules to search; NJS105 reports fragments."""


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
    opened = _parsed(value, limits)
    if opened is None:
        opened = _parsed(_DIV.format(_FRAGMENT, value), limits)
    elif not opened.root.tag.startswith("{"):
        opened = _parsed(_DIV.format("", value), limits) or opened
    return opened.root if opened else None


def _html(value: str) -> etree._Element | None:
    try:
        return open_html(value)
    except DocumentError:
        return None


@lru_cache(maxsize=2)  # facts and profile parse the same body, one after the other
def _parsed(markup: str, limits: Limits) -> Xml | None:
    try:
        return open_xml(markup.encode("utf-8", "surrogatepass"), limits=limits)
    except DocumentError:
        return None


_FOR_PEOPLE = frozenset({"value", "name", "title", "by", "byline", "headline", "slugline", "located"})
_FOR_PEOPLE |= {"ednote", "copyrightholder", "copyrightnotice", "usageterms"}


def _texts(value: Any) -> Iterator[Fact]:
    """Every text for people, at any depth; without the object's bodies, alternative ids, and descriptions in JSON."""
    stack: list[tuple[Any, str]] = [(value, "")]
    while stack:
        node, where = stack.pop()
        if isinstance(node, list):
            stack += [(child, f"{where}/{i}") for i, child in enumerate(node) if isinstance(child, _CONTAINERS)]
        elif isinstance(node, dict):
            for key, child in node.items():
                if not where and key.startswith(_BODIES):
                    continue
                if key == "description_json":
                    stack.append((_parsed_json(child), f"{where}/{key}"))
                    continue
                if isinstance(child, str):
                    if _is_for_people(key) and node.get("contentType") != "application/json":
                        yield Fact(key, child, partial(_at, f"{where}/{key}"))
                elif isinstance(child, _CONTAINERS) and key.lower() != "altids":
                    stack.append((child, f"{where}/{key}"))


def _parsed_json(text: Any) -> Any:
    """What our own description in JSON has, for which 1.x has no property; None for other text."""
    try:
        return json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        return None


_BODIES = ("bodies", "body_")


def _at(pointer: str) -> Location:
    return Location(pointer=pointer)


@lru_cache(maxsize=1024)
def _is_for_people(key: str) -> bool:
    return key.lower() in _FOR_PEOPLE or key.startswith(("body_", "headline_", "description_"))


# --------------------------------------------------------------------------------------------------------------------
# For the rules


def problem_at(pointer: str, message: str) -> Problem:
    """A problem at the place of a JSON Pointer."""
    return Problem(message=message, location=Location(pointer=pointer))


_CONTAINERS = (dict, list)
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
                if isinstance(child, _CONTAINERS) and key not in _OPAQUE and not key.startswith("geometry_"):
                    stack.append((f"{where}/{key}", child))
        elif isinstance(node, list):
            stack += [(f"{where}/{i}", child) for i, child in enumerate(node) if isinstance(child, _CONTAINERS)]
