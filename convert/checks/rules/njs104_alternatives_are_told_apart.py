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
from convert.checks.ninjs.objects import entries, items, problem_at
from convert.findings import Severity

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
                    yield problem_at(pointer, f"another of the {key} has {stated} and the same content type")
                elif not role and not kind:
                    yield problem_at(pointer, f"one of several {key} has neither role nor content type")
                known.add(pair)


RULE = Rule(
    code="NJS104",
    title="Headlines, descriptions and bodies differ in role or content type",
    severity=Severity.ERROR,
    formats=("ninjs",),
    clause="ninjs: headlines, descriptions, bodies",
    find=_find,
    advice="Give each a role of its own.",
)
