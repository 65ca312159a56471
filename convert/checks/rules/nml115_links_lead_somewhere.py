"""Links have a target and a relation.

What: each `link` has a target by `href`, `residref` or `persistidref`, a relation by `rel` or `reluri`, and no
`guidref` or `hreftype`, which are deprecated.

Why: a link without a relation can be anything, from a picture to the licence.

Fails: `<link href="https://example.org/a.jpg"/>`

Mend: `<link rel="irel:seeAlso" href="https://example.org/a.jpg"/>`
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.newsml_g2 import NAR, place
from convert.findings import Severity


def _find(subject: Subject) -> Iterator[Problem]:
    for link in subject.document.index.named(NAR + "link"):
        if not any(map(link.get, ("href", "residref", "persistidref", "guidref"))):
            yield Problem(message="the link has no target", location=place(link))
        if not link.get("rel") and not link.get("reluri"):
            yield Problem(message="the link has no relation", location=place(link))
        for old, new in (("guidref", "residref"), ("hreftype", "contenttype")):
            if link.get(old):
                yield Problem(message=f"{old} is deprecated in favor of {new}", location=place(link, old))


RULE = Rule(
    code="NML115",
    title="Links have a target and a relation",
    severity=Severity.WARNING,
    formats=("newsml-g2",),
    clause="NewsML-G2: link",
    find=_find,
    advice="Give the link a target and a relation.",
)
