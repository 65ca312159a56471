"""Encoded rights name their language, and do not contradict the usage terms.

What: `rightsInfo` (`rightsinfo` in 1.x and 2.x) has a `langId`, and does not allow data mining if `usageTerms` forbids
it.

Why: without their language, encoded rights have no meaning. If the two differ, receivers may rely on the one that
allows more.

Fails: `"usageTerms": "No text and data mining."` with the encoded right `…/DMI-ALLOWED`

Mend: name the language, such as `http://ns.useplus.org/ldf/vocab/`, and state the same in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.ninjs.objects import items
from convert.findings import Location, Severity

_FORBIDDEN = re.compile(
    r"\b(?:no|not|never|without|prohibit\w*|forbid\w*)\b[^.;]{0,60}\b(?:data[ -]?mining|machine learning|AI training)\b"
    r"|\b(?:data[ -]?mining|machine learning|AI training)\b[^.;]{0,40}\b(?:not|prohibited|forbidden|reserved)\b",
    re.IGNORECASE,
)


def _find(subject: Subject) -> Iterator[Problem]:
    for where, item in items(subject.document.value):
        key = "rightsInfo" if "rightsInfo" in item else "rightsinfo"
        rights = item.get(key)
        if not isinstance(rights, dict):
            continue
        place = Location(pointer=f"{where}/{key}")
        if not rights.get("langId", rights.get("langid")):
            yield Problem(message="the encoded rights have no language", location=place)
        encoded = rights.get("encodedRights", rights.get("encodedrights"))
        terms = item.get("usageTerms", item.get("usageterms"))
        allowed = isinstance(encoded, str) and "DMI-ALLOWED" in encoded
        if allowed and isinstance(terms, str) and _FORBIDDEN.search(terms):
            yield Problem(message="the encoded rights allow data mining, and the usage terms do not", location=place)


RULE = Rule(
    code="NJS111",
    title="Encoded rights name their language, and do not contradict the usage terms",
    severity=Severity.WARNING,
    formats=("ninjs",),
    clause="ninjs: rightsInfo, usageTerms",
    find=_find,
    advice="Name the language in langId, and state the same in both.",
)
