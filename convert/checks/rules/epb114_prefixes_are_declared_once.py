"""Prefixes are declared once.

What: the package declares no prefix twice. EPB283 is about prefixes that EPUB reserves for another vocabulary.

Why: with two declarations, programs disagree on the meaning of every property that uses the prefix.

Fails: `prefix="ex: https://example.org/a/ ex: https://example.org/b/"`

Mend: choose another prefix for one of the vocabularies.
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.epub.consistency import PREFIX_DECLARATION
from convert.checks.epub.publication import Publication, place
from convert.findings import Severity


def _find(subject: Subject) -> Iterator[Problem]:
    publication: Publication = subject.document
    if publication.package is None:
        return
    declared: set[str] = set()
    for name, _ in PREFIX_DECLARATION.findall(publication.package.get("prefix", "")):
        if name in declared:
            where = place(publication.package_path, publication.package)
            yield Problem(message=f"the prefix {name} is declared twice", location=where)
        declared.add(name)


RULE = Rule(
    code="EPB114",
    title="Prefixes are declared once",
    severity=Severity.ERROR,
    formats=("epub",),
    clause="EPUB 3.3, D.1.4",
    find=_find,
    advice="Choose another prefix for one of the vocabularies.",
)
