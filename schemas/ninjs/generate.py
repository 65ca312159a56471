"""Generates the schemas of all versions of ninjs from one table: run `python schemas/ninjs/generate.py`.

A version adds properties to those of its branch and removes none; another branch spells them differently. The table
is in `convert/mapping/ninjs_properties.py`, because the writer spells by it. The code here has what is not a property
of an object: how associations nest, and which values are allowed at which version.

Formats are annotations in all versions, as in the standard's own schemas.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from convert.mapping.ninjs_properties import rows

VERSIONS = ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "2.0", "2.1", "2.2", "2.3", "3.0", "3.1", "3.2")

_DIGITS = "[0-5][0-9]"
_OFFSET = f"(Z|[+-](?:2[0-3]|[01][0-9]):{_DIGITS})?"
_CLOCK = f"T(2[0-3]|[01][0-9]):({_DIGITS}):({_DIGITS})(\\.[0-9]+)?{_OFFSET}"
_TRUNCATED = f"^(-?(?:[1-9][0-9]*)?[0-9]{{4}})(-(1[0-2]|0[1-9])(-(3[01]|0[1-9]|[12][0-9])({_CLOCK})?)?)?$"

_TEXT: dict[str, Any] = {"type": "string"}
_PLAIN: dict[str, dict[str, Any]] = {
    "text": _TEXT,
    "uri": {"type": "string", "format": "uri"},
    "time": {"type": "string", "format": "date-time"},
    "whole": {"type": "integer"},
    "number": {"type": "number"},
    "percentage": {"type": "integer", "minimum": 0, "maximum": 100},
    "moment": {"type": "string", "$comment": "A date or time that may be cut short.", "pattern": _TRUNCATED},
    "nothing": {"$comment": "The standard wants an array that is a string.", "not": {}},
    "scan": {"type": "string", "enum": ["progressive", "interlaced"]},
    "status": {"type": "string", "enum": ["usable", "withheld", "canceled"]},
    "frequency": {
        "type": "string",
        "enum": ["secondly", "minutely", "hourly", "daily", "weekly", "monthly", "yearly"],
    },
}


def schema(version: str) -> dict[str, Any]:
    """The schema of one version."""
    used = {"item": _object(version, "item")}
    pending = _referred(used["item"])
    while pending:
        name = pending.pop(0)
        if name not in used:
            used[name] = _definition(version, name)
            pending.extend(_referred(used[name]))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"https://w3id.org/wirecopy/schemas/ninjs/{version}",
        "title": f"ninjs {version}",
        "$comment": "Made by schemas/ninjs/generate.py from the facts of IPTC's standard; change the table there.",
        "type": "object",
        "$ref": "#/$defs/item",
        "required": ["uri"],
        "unevaluatedProperties": False,
        "$defs": used,
    }


def _referred(part: Any) -> list[str]:
    """The definitions that a part of a schema refers to, in order."""
    if isinstance(part, list):
        return [name for value in part for name in _referred(value)]
    if not isinstance(part, dict):
        return []
    found = [name for value in part.values() for name in _referred(value)]
    reference = part.get("$ref", "")
    return [reference.removeprefix("#/$defs/"), *found] if str(reference).startswith("#/$defs/") else found


def _object(version: str, name: str) -> dict[str, Any]:
    properties = {key: _type(version, kind) for key, kind in rows(version, name) if not key.startswith("/")}
    patterns = {key.strip("/"): _type(version, kind) for key, kind in rows(version, name) if key.startswith("/")}
    return {"type": "object", "properties": properties, **({"patternProperties": patterns} if patterns else {})}


def _type(version: str, kind: str) -> dict[str, Any]:
    if kind.startswith("["):
        return {"type": "array", "items": _type(version, kind.strip("[]"))}
    if kind in ("text", "uri", "time", "whole", "number"):
        return _PLAIN[kind]
    if kind in ("count", "urgency", "geometry", "renditions", "associations", "altIds", "kind", "completeness"):
        return _by_branch(version, kind)
    return {"$ref": f"#/$defs/{kind}"}


def _by_branch(version: str, kind: str) -> dict[str, Any]:
    """A type that differs between branches."""
    branch = version[0]
    match kind:
        case "count":
            return _PLAIN["whole" if branch == "3" else "number"]
        case "urgency":
            is_bounded = version >= {"1": "1.7", "2": "2.3", "3": "3.0"}[branch]
            return {"type": "integer", "minimum": 1, "maximum": 9} if is_bounded else _PLAIN["number"]
        case "geometry":
            return {"type": "object"} if branch == "1" else {"$ref": "https://w3id.org/wirecopy/schemas/geojson/1"}
        case "altIds":
            return {"type": "object"} if branch == "1" else {"type": "array", "items": {"$ref": "#/$defs/altId"}}
        case "completeness":
            return {"type": "string", "enum": ["complete", "incomplete"] if branch == "1" else ["full", "partial"]}
        case "kind":
            later = ["component"] * (version >= "1.2") + ["event", "planning"] * (branch == "3")
            return {"type": "string", "enum": ["text", "audio", "video", "picture", "graphic", "composite", *later]}
        case "renditions":
            return _collected(version, {"$ref": "#/$defs/rendition"})
        case _:
            return _collected(version, _association(version))


def _collected(version: str, item: dict[str, Any]) -> dict[str, Any]:
    """A collection of named values: in 1.x an object, whose pattern of names has no end anchor; later an array."""
    if version[0] != "1":
        return {"type": "array", "items": item}
    names = "^[a-zA-Z0-9]+" if version < "1.3" else "^[a-zA-Z0-9_]+"
    return {"type": "object", "additionalProperties": False, "patternProperties": {names: item}}


def _association(version: str) -> dict[str, Any]:
    if version[0] == "1":
        return {"$ref": "#"}
    if version == "2.0":
        named = {"type": "object", "properties": {"name": _TEXT}, "required": ["name"]}
        return {"anyOf": [named, {"$ref": "#"}]}
    return {"$ref": "#/$defs/association"}


def _definition(version: str, name: str) -> dict[str, Any]:
    """A definition: the properties of an object and its other constraints."""
    if name in _PLAIN:
        return _PLAIN[name]
    if name == "association":
        own = ("name", "rel") if version[0] == "3" else ("name",)
        extra = {"properties": dict.fromkeys(own, _TEXT), "required": ["name", "uri"]}
        return {"$ref": "#/$defs/item", **extra, "unevaluatedProperties": False}
    made = _object(version, name)
    if name != "rights" or version[0] == "3":
        made["additionalProperties"] = False
    if name in ("labelled", "body"):
        made["required"] = ["value"]
    if name == "rendition" and version[0] != "1":
        made["required"] = ["name"]
    if name == "contact":
        made["oneOf"] = [{"required": ["value"]}, {"required": ["address"]}]
    if name == "rights":
        keys = [key for key, _ in rows(version, name)]
        made["oneOf"] = [{"required": [keys[1]]}, {"required": [keys[2]]}]
    if name == "dates":
        made["anyOf"] = [
            {"oneOf": [{"required": [exact]}, {"required": [expected]}]}
            for exact, expected in (("startDate", "expectedStartDate"), ("endDate", "expectedEndDate"))
        ]
    return made


def written(value: Any, indent: int = 0) -> str:
    """JSON text with each value on one line if it fits."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + indent <= 110 or not isinstance(value, dict | list) or not value:
        return line
    pad = " " * (indent + 2)
    if isinstance(value, dict):
        parts = [f"{pad}{json.dumps(key)}: {written(part, indent + 2)}" for key, part in value.items()]
        opening, closing = "{", "}"
    else:
        parts = [pad + written(part, indent + 2) for part in value]
        opening, closing = "[", "]"
    return opening + "\n" + ",\n".join(parts) + "\n" + " " * indent + closing


def files() -> dict[Path, str]:
    """The text of each schema file, by path."""
    here = Path(__file__).parent
    return {here / version / "ninjs.json": written(schema(version)) + "\n" for version in VERSIONS}


if __name__ == "__main__":
    for path, text in files().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
