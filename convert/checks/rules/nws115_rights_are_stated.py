"""Whoever provides a story says who holds the rights, or what may be done with it.

What: a holder of the rights, a copyright notice, usage terms, or rights in a language for machines, in documents that
name their provider. Of copy that came from nobody knows where, nobody knows the rights either.

Why: what a story may be used for is asked years later, of an archive, when nobody is left who knows. Whoever finds
nothing stated does not use it, or uses it and pays.

Fails: `<provider><name>Example News</name></provider>` in a news item without `rightsInfo`

Mend: state the holder at least: `copyrightHolder` in NewsML-G2 and ninjs, `schema:copyrightHolder` in EPUB; when
converting, give `rights` in the metadata that stands beside the copy.
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.findings import Severity


def _find(subject: Subject) -> Iterator[Problem]:
    facts = subject.facts
    if facts.provider and facts.rights == () and facts.is_news:
        message = f"{facts.provider.value[:60] or 'the provider'!r} says nothing about the rights in the story"
        yield Problem(message=message, location=facts.provider.location)


RULE = Rule(
    code="NWS115",
    title="Whoever provides a story says something about the rights",
    severity=Severity.NOTICE,
    formats=("newsml-g2", "ninjs", "epub", "article"),
    clause="NewsML-G2: rightsInfo; ninjs: copyrightHolder, copyrightNotice, usageTerms; EPUB 3.3, 5.5.3",
    find=_find,
    advice="State the holder of the rights, a notice or usage terms.",
    each_item=True,
)
