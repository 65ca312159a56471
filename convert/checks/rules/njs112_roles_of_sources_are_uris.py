"""What a source did is said by a URI.

What: the `role` of each entry of `infoSources` (`infosources` in 2.x).

Why: the standard takes roles from a vocabulary. `writer` in one newsroom is `author` in the next; readers that look for
the provider find none.

Fails: `{"name": "Example News", "role": "provider"}`

Mend: use a term's URI, of the MARC relators or of IPTC.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from convert.checks import Problem, Rule, Subject
from convert.checks.ninjs import entries, items
from convert.findings import Location, Severity

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:\S+")


def _find(subject: Subject) -> Iterator[Problem]:
    for where, item in items(subject.document.value):
        for pointer, source in entries(where, item, "infoSources", "infosources"):
            role = source.get("role")
            if isinstance(role, str) and not _URI.fullmatch(role):
                yield Problem(message=f"the role {role[:60]!r} is no URI", location=Location(pointer=f"{pointer}/role"))


RULE = Rule(
    code="NJS112",
    title="The roles of sources are URIs",
    severity=Severity.WARNING,
    formats=("ninjs",),
    clause="ninjs: infoSources",
    find=_find,
    advice="Use the URI of a term, such as one of the MARC relators.",
    foreign=Severity.NOTICE,
)
