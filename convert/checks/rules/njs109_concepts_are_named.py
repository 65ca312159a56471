"""Subjects and genres have a name, and terms of IPTC their exact URI.

What: each entry of `subjects` and `genres` (`subject`, `genre` in 1.x) has a URI, a literal, a code or a name. A term
of IPTC's NewsCodes has the URI `http://cv.iptc.org/newscodes/`, its vocabulary, a slash and its code.

Why: URIs are compared letter by letter. With `https`, `www.` or a QCode they are other terms, which nobody subscribes
to.

Fails: `{"uri": "medtop:20000430"}`, `{"uri": "https://cv.iptc.org/newscodes/mediatopic/20000430"}`

Mend: write `http://cv.iptc.org/newscodes/mediatopic/20000430`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.ninjs.objects import entries, items
from convert.findings import Location, Severity

_PROPERTIES = ("subjects", "genres", "subject", "genre")
_NAMING = ("uri", "literal", "name", "code")
_NEAR = re.compile(r"(?:https?:/*)?(?:www\.)?cv\.iptc\.org\b|(?:medtop|subj|genre):\S", re.IGNORECASE)
_EXACT = re.compile(r"http://cv\.iptc\.org/newscodes/[a-z0-9]+/\S+")


def _find(subject: Subject) -> Iterator[Problem]:
    for where, item in items(subject.document.value):
        for pointer, concept in entries(where, item, *_PROPERTIES):
            if message := _what_is_wrong(concept):
                yield Problem(message=message, location=Location(pointer=pointer))


def _what_is_wrong(concept: dict[str, Any]) -> str:
    if not any(concept.get(key) for key in _NAMING):
        return "the entry names nothing"
    uri = concept.get("uri")
    if isinstance(uri, str) and _NEAR.match(uri) and not _EXACT.fullmatch(uri):
        return f"{uri[:80]!r} is not the exact URI of a term of IPTC"
    return ""


RULE = Rule(
    code="NJS109",
    title="Subjects and genres have a name, and terms of IPTC their exact URI",
    severity=Severity.WARNING,
    formats=("ninjs",),
    clause="ninjs: subjects, genres; IPTC NewsCodes",
    find=_find,
    advice="Write http://cv.iptc.org/newscodes/, the vocabulary, a slash and the code.",
)
