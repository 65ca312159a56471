"""Associated objects are other objects, each named once.

What: `associations`, at any depth: none has the `uri` of the object that it stands in, no two have the same, and one
that says it is partial (`incomplete` in 1.x) has no body.

Why: a reader follows associations to fetch what is missing. One that leads to itself sends it in a circle, and one
that says it is not whole, and has a body, is fetched in vain or shown in part.

Fails: an association with the `uri` of the object itself

Mend: leave it out; name each related object once, and say `full` of one that is all there.
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.ninjs import entries, items
from convert.findings import Location, Severity

_PARTIAL = ("partial", "incomplete")


def _find(subject: Subject) -> Iterator[Problem]:
    for where, item in items(subject.document.value):
        if "associations" not in item:
            continue
        own, seen = item.get("uri"), set()
        for pointer, other in entries(where, item, "associations"):
            uri = other.get("uri")
            if isinstance(uri, str):
                if uri == own:
                    yield _problem("the object is associated with itself", f"{pointer}/uri")
                elif uri in seen:
                    yield _problem(f"{uri[:80]!r} is associated twice", f"{pointer}/uri")
                seen.add(uri)
            said = other.get("representationType", other.get("representationtype"))
            if said in _PARTIAL and any(key == "bodies" or key.startswith("body_") for key in other):
                yield _problem(f"the association is {said}, and has a body", pointer)


def _problem(message: str, pointer: str) -> Problem:
    return Problem(message=message, location=Location(pointer=pointer))


RULE = Rule(
    code="NJS107",
    title="Associations lead to others, once each",
    severity=Severity.WARNING,
    formats=("ninjs",),
    clause="ninjs: associations, representationType",
    find=_find,
    advice="Name each related object once, and never the object itself.",
)
