"""A story with a provider states its rights.

What: documents that name their provider have a holder of the rights, a copyright notice, usage terms, or encoded
rights. Documents without a provider are skipped, since their rights are unknown, too.

Why: years later, the users of an archive want to know the permitted uses. Without a statement they do not use the
story, or use it and pay.

Fails: `<provider><name>Example News</name></provider>` in a news item without `rightsInfo`

Mend: state the holder at least: `copyrightHolder` in NewsML-G2 and ninjs, `schema:copyrightHolder` in EPUB; for
conversions, supply `rights` in the metadata beside the copy.
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.rule import DOCUMENTS, Problem, Rule, Subject
from convert.findings import Severity


def _find(subject: Subject) -> Iterator[Problem]:
    facts = subject.facts
    if facts.provider and facts.rights == () and facts.is_news:
        message = f"{facts.provider.value[:60] or 'the provider'!r} does not state the rights in the story"
        yield Problem(message=message, location=facts.provider.location)


RULE = Rule(
    code="NWS115",
    title="A story with a provider states its rights",
    severity=Severity.NOTICE,
    formats=DOCUMENTS,
    clause="NewsML-G2: rightsInfo; ninjs: copyrightHolder, copyrightNotice, usageTerms; EPUB 3.3, 5.5.3",
    find=_find,
    advice="State the holder of the rights, a notice or usage terms.",
    each_item=True,
)
