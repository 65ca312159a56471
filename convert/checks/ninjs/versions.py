"""The version of ninjs that an object has: the stated one, else the newest of the branch that spells its properties so.

The three branches spell the same properties differently: 1.x in lower case with `body_text` and `headline`, 2.x in
lower case with arrays, 3.x in camelCase with arrays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from convert.documents import Json
from convert.findings import Finding, Location, Severity
from convert.formats import named

_STANDARD = re.compile(r"(?:^|ninjs-schema_)(\d\.\d)(?:\.json#?)?$")
_CAMEL = re.compile(r"[a-z]+[A-Z]")
_STATED = re.compile(r"(?:^|ninjs-schema_)([0-9]{1,3}\.[0-9]{1,3})(?:\.json#?)?$")
_ARRAYS = ("bodies", "headlines", "descriptions", "people", "organisations", "places", "subjects", "genres", "by")
_SINGULAR = (
    *("byline", "person", "organisation", "place", "subject", "event", "object", "infosource", "genre", "mimetype"),
    *("trustindicator", "charcount", "wordcount"),
)
_LOWER = re.compile(
    r"(?:first|version|content)created|pubstatus|embargoed|ednote|usageterms|copyright\w+|digitalsourcetype"
    r"|rightsinfo|altids|infosources|trustindicators"
)
_BOUND_URGENCY = ("1.7", "2.3")
"""The versions that were the first of their branch to want an integer from 1 to 9 as urgency."""


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


def _is_bound(urgency: Any) -> bool:
    return not isinstance(urgency, int | float) or urgency in range(1, 10)


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
