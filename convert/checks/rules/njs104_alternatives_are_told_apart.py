"""Headlines, descriptions and bodies differ in role or content type.

What: in `headlines`, `descriptions` and `bodies`, no two entries of one array have the same role and content type, and
of several entries each has at least one of the two.

Why: receivers choose an entry by these two. Of two that are alike, they use one at random.

Fails: `"headlines": [{"value": "Ferry resumes"}, {"value": "Storm over: ferry resumes"}]`

Mend: give each its role, such as `main` and `seo`.
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.ninjs import entries, items
from convert.findings import Location, Severity

_ARRAYS = ("headlines", "descriptions", "bodies")


def _find(subject: Subject) -> Iterator[Problem]:
    for where, item in items(subject.document.value):
        for key in _ARRAYS:
            array = item.get(key)
            if not isinstance(array, list) or len(array) < 2:
                continue
            known: set[tuple[str, str]] = set()
            for pointer, entry in entries(where, item, key):
                role, kind = entry.get("role"), entry.get("contentType", entry.get("contenttype"))
                pair = str(role or ""), str(kind or "")
                if pair in known:
                    stated = f"the role {role!r}" if role else "no role"
                    yield _problem(f"another of the {key} has {stated} and the same content type", pointer)
                elif not role and not kind:
                    yield _problem(f"one of several {key} has neither role nor content type", pointer)
                known.add(pair)


def _problem(message: str, pointer: str) -> Problem:
    return Problem(message=message, location=Location(pointer=pointer))


RULE = Rule(
    code="NJS104",
    title="Headlines, descriptions and bodies differ in role or content type",
    severity=Severity.ERROR,
    formats=("ninjs",),
    clause="ninjs: headlines, descriptions, bodies",
    find=_find,
    advice="Give each a role of its own.",
)
