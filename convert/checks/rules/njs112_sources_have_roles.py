"""The role of each source is a URI, and one source is the provider.

What: the `role` of each entry of `infoSources` (`infosources` in 2.x) is a URI. One of the sources is the provider of
the object, with a role that ends in `provider` or `publisher`, or MARC's `pbl`; a list without it is a notice.

Why: ninjs has no property for the provider, so receivers look for it in this list. The standard requires roles of a
vocabulary, since `writer` in one newsroom is `author` in the next.

Fails: `"infoSources": [{"name": "Jane Doe", "role": "writer"}]`

Mend: use a term's URI, such as `http://id.loc.gov/vocabulary/relators/aut`, and list the provider, with a role such as
`http://id.loc.gov/vocabulary/relators/pbl`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.ninjs.objects import entries, items
from convert.findings import Location, Severity

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:\S+")


def _find(subject: Subject) -> Iterator[Problem]:
    for where, item in items(subject.document.value):
        for pointer, source in entries(where, item, "infoSources", "infosources"):
            role = source.get("role")
            if isinstance(role, str) and not _URI.fullmatch(role):
                yield Problem(
                    message=f"the role {role[:60]!r} is not a URI", location=Location(pointer=f"{pointer}/role")
                )
    if subject.facts.provider is None and isinstance(subject.document.value, dict):
        for pointer, _ in entries("", subject.document.value, "infoSources", "infosources"):
            yield Problem(
                message="none of the sources is the provider",
                location=Location(pointer=pointer.rpartition("/")[0]),
                advice="List the provider of the object; for conversions, supply --meta provider=…",
                severity=Severity.NOTICE,
            )
            break


RULE = Rule(
    code="NJS112",
    title="The role of each source is a URI, and one source is the provider",
    severity=Severity.WARNING,
    formats=("ninjs",),
    clause="ninjs: infoSources",
    find=_find,
    advice="Use the URI of a term, such as one of the MARC relators.",
    foreign=Severity.NOTICE,
)
