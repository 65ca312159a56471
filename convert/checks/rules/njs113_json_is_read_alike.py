"""Every parser reads the JSON alike: UTF-8 without a byte order mark, unique keys, whole characters, no NaN.

What: the document is in UTF-8 without a byte order mark, no key is twice in one object, no number is NaN or
Infinity, and no text has one half of a surrogate pair.

Why: of two equal keys some parsers use the first, some the last, some refuse the document. NaN, Infinity and a byte
order mark are not JSON, though many parsers accept them.

Fails: `{"uri": "urn:x:1", "uri": "urn:x:2"}`

Mend: write it with a JSON library, in UTF-8.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TypeGuard

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.ninjs.objects import nodes
from convert.findings import Location, Severity

_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MARK = b"\xef\xbb\xbf"


def _find(subject: Subject) -> Iterator[Problem]:
    data: bytes = subject.document.data
    if data.startswith(_MARK):
        yield Problem(message="the JSON begins with a byte order mark")
    elif (encoding := json.detect_encoding(data)) != "utf-8":
        yield Problem(message=f"the JSON is in {encoding}, not in UTF-8")
    if subject.document.ambiguity:
        yield Problem(message=subject.document.ambiguity)
    if _HALF.search(data):
        for where, node in nodes(subject.document):
            for name, value in node.items():
                texts = filter(_is_text, [name, *(value if isinstance(value, list) else [value])])
                if half := next(filter(None, map(_SURROGATE.search, texts)), None):
                    message = f"half of a surrogate pair, \\u{ord(half[0]):04x}, is no character"
                    yield Problem(message=message, location=Location(pointer=f"{where}/{name}"))


def _is_text(value: object) -> TypeGuard[str]:
    return isinstance(value, str)


RULE = Rule(
    code="NJS113",
    title="Every parser reads the JSON alike",
    severity=Severity.ERROR,
    formats=("ninjs",),
    clause="RFC 8259, 4, 6 and 8.1",
    find=_find,
    advice="Write UTF-8 without a byte order mark, unique keys and no NaN.",
)
