"""The facts that a ninjs object states, in the spelling of any branch."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache, partial
from typing import Any

from convert.checks.engine.facts import Fact, Facts, is_responsible
from convert.checks.ninjs.bodies import bodies_of
from convert.checks.ninjs.objects import CONTAINERS, objects, place_of
from convert.documents import Json
from convert.findings import Location

_PROVIDER = re.compile(r"(?:^|[/:#])(?:provider|publisher|pbl|prv)$", re.IGNORECASE)
"""The roles of those who provide news: in our vocabulary and others, and those of MARC."""

_EXTRA = "https://w3id.org/wirecopy/terms/extra"
_TIMES = ("firstCreated", "versionCreated", "contentCreated", "embargoedUntil", "embargoed", "expires")
_OTHER_CONTENT = frozenset({"renditions", "associations", "descriptions", "events", "event"})
"""What an object of no stated type has instead of a text."""

_FOR_PEOPLE = frozenset({"value", "name", "title", "by", "byline", "headline", "slugline", "located"})
_FOR_PEOPLE |= {"ednote", "copyrightholder", "copyrightnotice", "usageterms"}
_BODIES = ("bodies", "body_")


def facts(document: Json) -> Facts:
    """The facts that the document states."""
    item = document.value if isinstance(document.value, dict) else {}
    headline = _headline(item)
    byline = _fact(item, "by", "byline")
    language = _fact(item, "language")
    bodies = tuple(bodies_of(item, document.limits))
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


def _is_whole(item: dict[str, Any]) -> bool:
    extent = item.get("representationType", item.get("representationtype"))
    return extent not in ("partial", "incomplete")


def _headline(item: dict[str, Any]) -> Fact | None:
    """The headline with the role main, else the one without a role, else the first."""
    return (
        _fact(item, "headline", "headline_main")
        or _by_role(item, "headlines", "main")
        or _by_role(item, "headlines", "")
        or next((_by_role(item, "headlines", entry.get("role", "")) for _, entry in objects(item, "headlines")), None)
        or _fact(item, *(key for key in item if key.startswith("headline_")))
    )


def _provider(item: dict[str, Any]) -> Fact | None:
    """The source with the role of provider, in any vocabulary."""
    for pointer, entry in objects(item, "infoSources", "infosources"):
        role = entry.get("role")
        if isinstance(role, str) and _PROVIDER.search(role):
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
    for pointer, entry in objects(item, "infoSources", "infosources", "infosource"):
        name = entry.get("name")
        if isinstance(name, str) and is_responsible(entry.get("role", entry.get("rel"))):
            yield Fact("infoSource", name, Location(pointer=pointer))


def _open_ended(item: dict[str, Any]) -> Fact | None:
    """An embargo without an end, for which ninjs has no property; our own documents have it in their extra data."""
    for pointer, entry in objects(item, "descriptions"):
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
            return Fact(key, value, partial(place_of, f"/{key}"))
    return None


def _by_role(item: dict[str, Any], key: str, role: str) -> Fact | None:
    """The value of the first object in `key` that has this role; an empty role is the absence of one."""
    for pointer, entry in objects(item, key):
        if entry.get("role", "") == role and isinstance(entry.get("value"), str):
            return Fact(role or key, entry["value"], partial(place_of, f"{pointer}/value"))
    return None


def _texts(value: Any) -> Iterator[Fact]:
    """Every text for people, at any depth; without the object's bodies, alternative ids, and descriptions in JSON."""
    stack: list[tuple[Any, str]] = [(value, "")]
    while stack:
        node, where = stack.pop()
        if isinstance(node, list):
            stack += [(child, f"{where}/{i}") for i, child in enumerate(node) if isinstance(child, CONTAINERS)]
        elif isinstance(node, dict):
            for key, child in node.items():
                if not where and key.startswith(_BODIES):
                    continue
                if key == "description_json":
                    stack.append((_parsed_json(child), f"{where}/{key}"))
                    continue
                if isinstance(child, str):
                    if _is_for_people(key) and node.get("contentType") != "application/json":
                        yield Fact(key, child, partial(place_of, f"{where}/{key}"))
                elif isinstance(child, CONTAINERS) and key.lower() != "altids":
                    stack.append((child, f"{where}/{key}"))


def _parsed_json(text: Any) -> Any:
    """What our own description in JSON has, for which 1.x has no property; None for other text."""
    try:
        return json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        return None


@lru_cache(maxsize=1024)
def _is_for_people(key: str) -> bool:
    return key.lower() in _FOR_PEOPLE or key.startswith(("body_", "headline_", "description_"))
