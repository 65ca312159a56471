"""Objects of ninjs 3.2 in the properties of every other version, and back.

The table of properties says how a version spells what it has. The branch 1.x has names with a role in them where later
ones have arrays: `headline_seo`, `description_text`, `body_xhtml`. It divides the URI of a concept into `scheme` and
`code`, and its times are whole seconds in UTC here, the form that its receivers parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from convert.mapping.ninjs_properties import properties
from convert.model import TERMS, Moment

Object: TypeAlias = dict[str, Any]

EXTRA = TERMS + "extra"
"""The role of the description whose value is JSON: what a version has no property for."""

REST = "ninjs"
"""The key in that JSON of the properties, spelled as in 3.2, that an older version does not hold in full."""

PROOF = "description_json"
"""The name in 1.x of the description with the role `EXTRA`; all objects of 1.x that are written have it."""

WHOLE = frozenset({"3.1", "3.2"})
"""The versions with all properties that are written, in the spelling of 3.2."""

_EXTENT = {"full": "complete", "partial": "incomplete"}
_TERM = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*://[^/?#]+/(?:.*[/#])?)([^/#]+)")
_POINT = "geometry_geojson"
_LABEL = re.compile(r"[a-zA-Z0-9_]+")


def spelled(document: Object, version: str) -> tuple[Object, Object]:
    """`document`, an object of 3.2, in the properties of `version`, and the properties that those do not hold in full.

    Texts in 1.0 and 1.1 have no counts, which can be computed.
    """
    if version in WHOLE:
        return document, {}
    item: Object = {}
    rest: Object = {}
    for name, value in document.items():
        if name == "bodies" and version < "1.2":
            value = [{key: inner for key, inner in body.items() if not key.endswith("Count")} for body in value]
        held = _item({name: value}, version)
        item |= held
        if value == []:
            continue
        if read(held, version) != {name: value} or (name == "standard" and version[0] == "1"):
            rest[name] = value
    return item, rest


def read(item: Object, version: str) -> Object:
    """An object of `version` as one of 3.2, without what 3.2 does not have.

    Raises KeyError, TypeError, AttributeError or ValueError for values of types that the standard does not allow.
    """
    item = dict(item)
    found: Object = {}
    if version[0] == "1":
        found |= _texts_of(item)
    for one in properties(version, "item"):
        if one.spelling in item and one.spelling is not None and one.name != "-":
            value = item[one.spelling]
            if one.name == "associations":
                found[one.name] = list(_associations_of(value, version))
            else:
                found[one.name] = _read(value, one.kind, version)
    return found


def _item(item: Object, version: str, *, is_picture: bool = False) -> Object:
    written: Object = {}
    for one in properties(version, "item"):
        if one.name not in item or one.name == "-":
            continue
        value = item[one.name]
        if one.name == "associations":
            written[one.name] = _associations(value, version)
        elif one.spelling is not None:
            written[one.spelling] = _spell(value, one.kind, version)
            if version[0] == "1" and one.name == "embargoedUntil":
                written[one.spelling] = _in_utc(value, is_end=True)
    if version[0] == "1":
        for name in ("headlines", "descriptions", "bodies"):
            written |= dict(_TEXTS[name](item[name], version, is_picture)) if name in item else {}
    return written


# --------------------------------------------------------------------------------------------------------------------
# Values of all branches

_OBJECTS = frozenset(
    {
        *(
            "standard",
            "rights",
            "labelled",
            "body",
            "person",
            "organisation",
            "place",
            "subject",
            "infoSource",
            "genre",
        ),
        *("sourceType", "altId", "rendition"),
    }
)
"""The objects that are written."""


def _spell(value: Any, kind: str, version: str) -> Any:
    is_first = version[0] == "1"
    if kind == "renditions":
        if is_first:
            return {one["name"]: _object(one, "rendition", version) for one in value}
        kind = "[rendition]"
    if kind == "altIds":
        if is_first:
            return {one["role"]: one["value"] for one in value}
        kind = "[altId]"
    if kind.startswith("["):
        return [_spell(one, kind.strip("[]"), version) for one in value]
    if kind in _OBJECTS:
        return _object(value, kind, version)
    if is_first and kind == "completeness":
        return _EXTENT[value]
    return _in_utc(value) if is_first and kind == "time" else value


def _object(value: Object, kind: str, version: str) -> Object:
    written: Object = {}
    for one in properties(version, kind):
        if one.name not in value or one.spelling is None:
            continue
        inner = value[one.name]
        if one.spelling == "scheme":
            term = _TERM.fullmatch(inner)
            written |= {"scheme": term[1], "code": term[2]} if term else {"code": inner}
        else:
            spelling = _POINT if one.spelling.startswith("/") else one.spelling
            written[spelling] = _spell(inner, one.kind, version)
    return written


def _read(value: Any, kind: str, version: str) -> Any:
    is_first = version[0] == "1"
    if is_first and kind == "renditions":
        return [{"name": name, **_read(one, "rendition", version)} for name, one in value.items()]
    if is_first and kind == "altIds":
        return [{"role": role, "value": one} for role, one in value.items()]
    if kind in ("renditions", "altIds"):
        kind = {"renditions": "[rendition]", "altIds": "[altId]"}[kind]
    if kind.startswith("["):
        return [_read(one, kind.strip("[]"), version) for one in value]
    if kind in _OBJECTS:
        return _read_object(value, kind, version)
    if is_first and kind == "completeness":
        return {short: long for long, short in _EXTENT.items()}[value]
    return value


def _read_object(value: Object, kind: str, version: str) -> Object:
    found: Object = {}
    for one in properties(version, kind):
        spelling = _POINT if one.spelling and one.spelling.startswith("/") else one.spelling
        if spelling == "scheme":
            if "code" in value:
                found[one.name] = value.get("scheme", "") + value["code"]
        elif spelling in value and spelling != "code":
            found[one.name] = _read(value[spelling], one.kind, version)
    return found


def _in_utc(text: str, *, is_end: bool = False) -> str:
    """The whole second of an instant in UTC; with `is_end` the next one if that is later."""
    moment = Moment(text)
    if is_end and "." in text and moment.instant.replace(microsecond=0) < _LAST:
        return Moment((moment.instant + timedelta(seconds=1)).isoformat()).utc
    return moment.utc


_LAST = datetime.max.replace(microsecond=0, tzinfo=UTC)


# --------------------------------------------------------------------------------------------------------------------
# Associations, which have names of their own in each branch


def _associations(values: list[Object], version: str) -> Any:
    if version[0] == "3":
        return [{**{key: one[key] for key in ("name", "rel")}, **_item(one, version)} for one in values]
    numbers: dict[str, int] = {}
    named: Object = {}
    for one in values:
        number = numbers[one["rel"]] = numbers.get(one["rel"], 0) + 1
        item = _item(one, version, is_picture=one["rel"] == "image")
        if one["rel"] != "image" and _has_titles(version):
            item = {"title": one["name"], **item}
        named[f"{one['rel']}{number}" if version[0] == "1" else f"{one['rel']}-{number}"] = item
    return named if version[0] == "1" else [{"name": name, **item} for name, item in named.items()]


def _has_titles(version: str) -> bool:
    return any(one.name == "title" and one.spelling for one in properties(version, "item"))


def _associations_of(values: Any, version: str) -> Iterator[Object]:
    if version[0] == "3":
        yield from (
            {**{key: one[key] for key in ("name", "rel") if key in one}, **read(one, version)} for one in values
        )
        return
    named = values.items() if version[0] == "1" else ((one["name"], one) for one in values)
    for name, one in named:
        rel = name.rstrip("0123456789").rstrip("-")
        item = read(one, version)
        title = item.pop("title", "") if rel != "image" else f"image-{name.removeprefix(rel).removeprefix('-')}"
        yield {"name": title, "rel": rel, **item}


# --------------------------------------------------------------------------------------------------------------------
# Texts of 1.x, which have their role in their name

_MEDIA = {"application/xhtml+xml": "xhtml", "text/plain": "text"}


def _headlines(values: list[Object], version: str, is_picture: bool) -> Iterator[tuple[str, Any]]:
    for one in values:
        if one["role"] == "main":
            yield "headline", one["value"]
        elif version < "1.3" and one["role"] == "subheadline":
            yield "description_subheadline", one["value"]
        elif version >= "1.3" and _LABEL.match(one["role"]):
            yield f"headline_{one['role']}", one["value"]


def _descriptions(values: list[Object], version: str, is_picture: bool) -> Iterator[tuple[str, Any]]:
    for one in values:
        if one["role"] == EXTRA:
            yield PROOF, one["value"]
        elif is_picture:
            yield {"caption": "description_text", "alt": "body_text"}[one["role"]], one["value"]
        else:
            yield "description_text" if one["role"] == "summary" else f"description_{one['role']}", one["value"]


def _bodies(values: list[Object], version: str, is_picture: bool) -> Iterator[tuple[str, Any]]:
    for one in values:
        yield f"body_{_MEDIA[one['contentType']]}", one["value"]
        yield from ((name.lower(), one[name]) for name in ("charCount", "wordCount") if name in one)


_TEXTS = {"headlines": _headlines, "descriptions": _descriptions, "bodies": _bodies}


def _texts_of(item: Object) -> Object:
    """The texts of an object of 1.x in arrays."""
    is_picture = item.get("type") == "picture"
    found: dict[str, list[Object]] = {"headlines": [], "descriptions": [], "bodies": []}
    for name, value in item.items():
        kind, _, role = name.partition("_")
        if name == "description_subheadline":
            found["headlines"].append({"role": role, "value": value})
        elif kind == "headline":
            found["headlines"].append({"role": role or "main", "value": value})
        elif is_picture and name in ("description_text", "body_text"):
            found["descriptions"].append({"role": "alt" if kind == "body" else "caption", "value": value})
        elif kind == "description" and name == PROOF:
            found["descriptions"].append({"role": EXTRA, "contentType": "application/json", "value": value})
        elif kind == "description" and role:
            role = "summary" if role == "text" else role
            found["descriptions"].append({"role": role, "contentType": "text/plain", "value": value})
        elif name == "body_xhtml":
            counts = {key: item[key.lower()] for key in ("charCount", "wordCount") if key.lower() in item}
            found["bodies"].append({"role": "main", "contentType": "application/xhtml+xml", **counts, "value": value})
        elif name == "body_text":
            found["bodies"].append({"role": "text", "contentType": "text/plain", "value": value})
    return {name: texts for name, texts in found.items() if texts}
