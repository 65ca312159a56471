"""Positions are longitude first, then latitude, and on Earth.

What: the coordinates of every place (`geoJSON`, `geojson` in 2.x, `geometry_…` in 1.x) have a longitude from -180 to
180 and a latitude from -90 to 90.

Why: GeoJSON has the longitude first, most people state the latitude first, and the schema allows any two numbers. A
swapped pair puts the story on another continent; a latitude beyond the pole is often the only sign.

Fails: `{"type": "Point", "coordinates": [36.2, 137.16]}`

Mend: write `[137.16, 36.2]`: longitude from -180 to 180, latitude from -90 to 90.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.ninjs.objects import entries, items
from convert.findings import Location, Severity


def _find(subject: Subject) -> Iterator[Problem]:
    for where, item in items(subject.document.value):
        for pointer, place in entries(where, item, "places", "place"):
            for key, shape in place.items():
                if key.lower() == "geojson" or key.startswith("geometry_"):
                    wrong = next((message for point in _points(shape) if (message := _what_is_wrong(point))), "")
                    if wrong:
                        yield Problem(message=wrong, location=Location(pointer=f"{pointer}/{key}"))


def _points(shape: Any) -> Iterator[list[Any]]:
    """Every position in a shape of any kind."""
    stack = [shape]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            stack.extend(node.get(key) for key in ("coordinates", "geometry", "geometries", "features"))
        elif isinstance(node, list):
            if len(node) > 1 and all(isinstance(number, int | float) for number in node):
                yield node
            else:
                stack.extend(node)


def _what_is_wrong(point: list[Any]) -> str:
    longitude, latitude = point[:2]
    if -180 <= longitude <= 180 and -90 <= latitude <= 90:
        return ""
    swapped = -90 <= longitude <= 90 and -180 <= latitude <= 180
    guess = "; perhaps latitude and longitude are swapped" if swapped else ""
    return f"longitude {longitude}, latitude {latitude} is not a position on Earth{guess}"


RULE = Rule(
    code="NJS110",
    title="Positions are on Earth, longitude first",
    severity=Severity.ERROR,
    formats=("ninjs",),
    clause="RFC 7946, 3.1.1",
    find=_find,
    advice="Write longitude, then latitude, in degrees.",
)
