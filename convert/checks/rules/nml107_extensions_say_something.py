"""Extension properties have a relation and a value.

What: every element whose name ends in `ExtProperty` has a relation and a value.

Why: the relation is the name of the property. The schema requires neither of the two.

Fails: `<contentMetaExtProperty value="PT4M"/>`

Mend: add `rel` or `reluri`, and one of `value`, `qcode`, `uri`, `literal`, a name, or an element of your own.
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.newsml_g2 import NAR, place
from convert.findings import Severity


def _find(subject: Subject) -> Iterator[Problem]:
    index = subject.document.index
    for element in index.named(*(tag for tag in index.elements if tag.endswith("ExtProperty"))):
        if not element.tag.startswith(NAR):
            continue
        name = element.tag.removeprefix(NAR)
        if not element.get("rel") and not element.get("reluri"):
            yield Problem(message=f"{name} has no relation", location=place(element))
        has_value = any(element.get(each) is not None for each in ("value", "qcode", "uri", "literal"))
        if not has_value and next(element.iterchildren("*"), None) is None:
            yield Problem(message=f"{name} has no value", location=place(element))


RULE = Rule(
    code="NML107",
    title="Extension properties have a relation and a value",
    severity=Severity.ERROR,
    formats=("newsml-g2",),
    clause="NewsML-G2: contentMetaExtProperty and similar",
    find=_find,
    advice="Add rel and value.",
)
