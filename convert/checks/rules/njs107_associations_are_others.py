"""Associated objects are other objects, each named once.

What: in `associations`, at any depth, no object has the `uri` of the object around it, no two have the same, and a
partial one (`incomplete` in 1.x) has no body. The `body_text` of a picture in 1.x is the description of what it shows.

Why: receivers follow associations to fetch missing objects. One that leads to itself sends them in a circle, and a
partial one with a body is fetched in vain or shown in part.

Fails: an association with the `uri` of the object itself

Mend: remove it; name each related object once, and state `full` for a complete one.
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.ninjs.objects import entries, items, problem_at
from convert.findings import Severity

_PARTIAL = ("partial", "incomplete")


def _find(subject: Subject) -> Iterator[Problem]:
    for where, item in items(subject.document.value):
        if "associations" not in item:
            continue
        own, named = item.get("uri"), set()
        for pointer, other in entries(where, item, "associations"):
            uri = other.get("uri")
            if isinstance(uri, str):
                if uri == own:
                    yield problem_at(f"{pointer}/uri", "the object is associated with itself")
                elif uri in named:
                    yield problem_at(f"{pointer}/uri", f"{uri[:80]!r} is associated twice")
                named.add(uri)
            extent = other.get("representationType", other.get("representationtype"))
            described = {"body_text"} if other.get("type") in ("picture", "graphic") else frozenset()
            bodies = {key for key in other if key == "bodies" or key.startswith("body_")} - described
            if extent in _PARTIAL and bodies:
                yield problem_at(pointer, f"the association is {extent}, and has a body")


RULE = Rule(
    code="NJS107",
    title="Associated objects are other objects, each named once",
    severity=Severity.WARNING,
    formats=("ninjs",),
    clause="ninjs: associations, representationType",
    find=_find,
    advice="Name each related object once, and never the object itself.",
)
