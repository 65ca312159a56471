"""The JSON is read alike by every parser: UTF-8 without a mark, no key twice, no NaN.

What: the bytes of the document.

Why: of two equal keys one parser takes the first, another the last, a third refuses. NaN, Infinity and a byte order
mark are no JSON, though many parsers take them.

Fails: `{"uri": "urn:x:1", "uri": "urn:x:2"}`

Mend: write with a library of JSON, in UTF-8.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.findings import Severity

_MARK = b"\xef\xbb\xbf"


def _find(subject: Subject) -> Iterator[Problem]:
    data: bytes = subject.document.data
    if data.startswith(_MARK):
        yield Problem(message="a byte order mark stands before the JSON")
    elif (encoding := json.detect_encoding(data)) != "utf-8":
        yield Problem(message=f"the JSON is in {encoding}, not in UTF-8")
    if subject.document.ambiguity:
        yield Problem(message=subject.document.ambiguity)


RULE = Rule(
    code="NJS113",
    title="The JSON is read alike by every parser",
    severity=Severity.ERROR,
    formats=("ninjs",),
    clause="RFC 8259, 4, 6 and 8.1",
    find=_find,
    advice="Write UTF-8 without a byte order mark, each key once and no NaN.",
)
