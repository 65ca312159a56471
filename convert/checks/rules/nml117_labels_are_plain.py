"""Headline, byline and dateline are plain text.

What: `headline`, `by` and `dateline` have no elements inside.

Why: the standard allows some, but most parsers use the text before the first element and drop the rest.

Fails: `<headline>Aleppo: <inline>civilians</inline> cornered</headline>`, which is read as "Aleppo:"

Mend: write plain text.
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.newsml_g2 import NAR, place
from convert.findings import Severity


def _find(subject: Subject) -> Iterator[Problem]:
    for label in subject.document.index.named(NAR + "headline", NAR + "by", NAR + "dateline"):
        inner = next(label.iterchildren("*"), None)
        if inner is not None:
            name = label.tag.removeprefix(NAR)
            yield Problem(message=f"{name} has an element inside", location=place(inner))


RULE = Rule(
    code="NML117",
    title="Headline, byline and dateline are plain text",
    severity=Severity.WARNING,
    formats=("newsml-g2",),
    clause="NewsML-G2: headline, by, dateline",
    find=_find,
    advice="Write plain text.",
)
