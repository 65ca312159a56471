"""The standard, its version and the conformance are stated rightly.

What: `standard`, `standardversion` and `conformance` of the item.

Why: the schema takes any text for them, but receivers choose their reader by them.

Fails: `standard="newsml-g2" standardversion="3.0"`

Mend: `standard="NewsML-G2" standardversion="2.35" conformance="power"`
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks import Problem, Rule, Subject
from convert.checks.newsml_g2 import place
from convert.findings import Severity

_NEWEST = (2, 35)


def _find(subject: Subject) -> Iterator[Problem]:
    root = subject.document.root
    if root.get("standard") not in (None, "NewsML-G2"):
        message = f"the standard is called NewsML-G2, not {root.get('standard')!r}"
        yield Problem(message=message, location=place(root, "standard"))
    version = root.get("standardversion", "").split(".")
    if all(part.isdecimal() for part in version) and len(version) == 2:
        number = (int(version[0]), int(version[1]))
        if not (2, 0) <= number <= _NEWEST:
            message = f"there is no version {root.get('standardversion')} of NewsML-G2 that we know"
            yield Problem(message=message, location=place(root, "standardversion"))
    if root.get("conformance", "core") not in ("core", "power"):
        message = f"the conformance is core or power, not {root.get('conformance')!r}"
        yield Problem(message=message, location=place(root, "conformance"))


RULE = Rule(
    code="NML108",
    title="The standard, its version and the conformance are stated rightly",
    severity=Severity.ERROR,
    formats=("newsml-g2",),
    clause="NewsML-G2: standard, standardversion, conformance",
    find=_find,
    advice="Write standard NewsML-G2, its version, and core or power.",
)
