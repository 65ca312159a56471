"""Whole numbers are written without a decimal point.

What: urgency, sizes, counts and similar properties have no decimal point.

Why: in newer drafts of JSON Schema `3.0` is an integer, in older ones it is not; parsers return a float where programs
expect an integer.

Fails: `"urgency": 3.0`

Mend: write `3`.
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.ninjs.objects import nodes
from convert.findings import Location, Severity

_WHOLE = frozenset({"urgency", "charcount", "wordcount", "charCount", "wordCount", "relevance", "confidence"})
_WHOLE |= {"width", "height", "sizeinbytes", "sizeInBytes", "x", "y", "significance", "rangeFrom", "rangeTo"}
_WHOLE |= {"interval", "count"}


def _find(subject: Subject) -> Iterator[Problem]:
    if b".0" not in subject.document.data:
        return
    for where, node in nodes(subject.document):
        for key in _WHOLE.intersection(node):
            value = node[key]
            if isinstance(value, float) and value.is_integer():
                message = f"{key} is the whole number {value:.0f}, written with a decimal point"
                yield Problem(message=message, location=Location(pointer=f"{where}/{key}"))


RULE = Rule(
    code="NJS116",
    title="Whole numbers are written without a decimal point",
    severity=Severity.NOTICE,
    formats=("ninjs",),
    clause="JSON Schema 2020-12, 6.1.1; draft 4, 3.5",
    find=_find,
    advice="Write the number without a decimal point.",
)
