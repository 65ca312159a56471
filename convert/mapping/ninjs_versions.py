"""Where an object of any version of ninjs holds the leaves of the Article: the rows of 3.1, spelled as in that version.

Beside what the places of 3.1 have, a place of 1.x may have `*` for the names of members or a part of a name, `~` in a
selector for the name, `^=` for its beginning, and `+` between two keys whose texts are one. What a version does not
hold is in our description, below `ninjs`, spelled as in 3.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from convert.mapping import Carriage, Row, Rows, carried, either, extension
from convert.mapping.ninjs import ROWS
from convert.mapping.ninjs_properties import properties
from convert.mapping.ninjs_spelling import EXTRA, PROOF, REST, WHOLE


@cache
def rows(version: str) -> Rows:
    """The rows of a version."""
    return ROWS if version in WHOLE else {leaf: _row(row, version) for leaf, row in ROWS.items()}


def _row(row: Row, version: str) -> Row:
    if row.carriage is Carriage.CARRIED:
        spelled = _place(row.where, version)
        kept = _kept(version, f"{REST}.{row.where}")
        if spelled is None:
            made = kept
        else:
            made = replace(carried(spelled, row.inside), other=kept if _may_be_kept(row.where, version) else None)
    elif row.carriage is Carriage.EXTENSION:
        made = _kept(version, row.inside)
    else:
        return row
    if row.other is None:
        return made
    other = _row(row.other, version)
    return either(made, other) if made.other is None else either(made, either(made.other, other))


def _kept(version: str, path: str) -> Row:
    return extension(PROOF if version[0] == "1" else f"descriptions[role={EXTRA}].value", path)


def _may_be_kept(place: str, version: str) -> bool:
    """Whether a value is kept in our description, too, if its property does not hold it exactly."""
    is_time = any(one.name == place and one.kind == "time" for one in properties(version, "item"))
    return version[0] == "1" and (is_time or place.startswith("altIds."))


# --------------------------------------------------------------------------------------------------------------------
# Places


class _Step(NamedTuple):
    names: str
    key: str
    value: str
    is_name: bool


_STEP = re.compile(r"([^.\[\]~]+)(?:\[(\w+)=([^\]]+)\])?(~)?(?:\.|$)")

_FIRST: Mapping[str, str] = {
    "headlines[role=main].value": "headline",
    "headlines[role=subheadline].value": "headline_subheadline",
    "headlines.role": "headline_*~",
    "headlines.value": "headline_*",
    "descriptions[role=summary].value": "description_text",
    "bodies[role=main].value": "body_xhtml",
    "altIds.role": "altids~",
    "altIds.value": "altids.*",
}
"""The places in 1.x of what has an array of its own later."""

_ASSOCIATED = re.compile(r"associations\[rel=(\w+)\]\.(.+)")
_DESCRIBED = re.compile(r"descriptions\[role=(\w+)\]\.value")
_IDENTIFIED = re.compile(r"altIds\[role=([^\]]+)\]\.value")


def _place(path: str, version: str) -> str | None:
    """A place of 3.1 in another version, None if that has no property for it."""
    if associated := _ASSOCIATED.fullmatch(path):
        return _associated(associated[1], associated[2], version)
    if version[0] != "1":
        return _spelled(path, version)
    if path == "headlines[role=subheadline].value" and version < "1.3":
        return "description_subheadline"
    if path in _FIRST:
        return None if _FIRST[path].startswith("headline_") and version < "1.3" else _FIRST[path]
    if described := _DESCRIBED.fullmatch(path):
        return f"description_{described[1]}"
    if identified := _IDENTIFIED.fullmatch(path):
        return f"altids[~={identified[1]}]" if _spelled("altIds", version) else None
    return _spelled(path, version)


def _associated(rel: str, path: str, version: str) -> str | None:
    selector = {"1": f"[~^={rel}]", "2": f"[name^={rel}-]", "3": f"[rel={rel}]"}[version[0]]
    inner = "title" if path == "name" and version[0] != "3" else path
    if version[0] == "1" and (identified := _IDENTIFIED.fullmatch(path)):
        spelled = f"altids[~={identified[1]}]" if _spelled("altIds", version) else None
    else:
        spelled = inner if inner == "name" else _spelled(inner, version)
    return None if spelled is None else f"associations{selector}.{spelled}"


def _spelled(path: str, version: str) -> str | None:
    kind = "item"
    found = []
    for step in _steps(path):
        known = {one.name: one for one in properties(version, kind)} if kind else {}
        names = [known[name].spelling if name in known else name for name in step.names.split(",")]
        kind = known[step.names.split(",")[0]].kind.strip("[]") if known else ""
        kind = {"altIds": "altId", "renditions": "rendition", "geometry": ""}.get(kind, kind)
        spelled = [name for name in names if name is not None]
        if len(spelled) < len(names):
            return None
        own = {one.name: one.spelling for one in properties(version, kind)} if kind else {}
        text = ",".join("geometry_geojson" if name.startswith("/") else name for name in spelled)
        text = "scheme+code" if text == "scheme" else text
        text += f"[{own[step.key]}={step.value}]" if step.key else ""
        found.append(text + ("~" if step.is_name else ""))
        if version[0] == "1" and step.names == "renditions":
            found.append("*")
    return ".".join(found)


def _steps(path: str) -> Iterator[_Step]:
    for match in _STEP.finditer(path):
        yield _Step(match[1], match[2] or "", match[3] or "", bool(match[4]))
