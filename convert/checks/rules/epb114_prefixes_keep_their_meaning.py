"""Prefixes are declared once, and keep their meaning.

What: the package's `prefix` declares no prefix twice, and none that EPUB reserves for another vocabulary.

Why: with a redefined prefix, programs disagree on the meaning of every property that uses it.

Fails: `prefix="schema: https://example.org/"`

Mend: choose another prefix for your vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.epub.consistency import PREFIX_DECLARATION, RESERVED
from convert.checks.epub.publication import Publication, place
from convert.findings import Severity


def _find(subject: Subject) -> Iterator[Problem]:
    publication: Publication = subject.document
    if publication.package is None:
        return
    declared: set[str] = set()
    for name, uri in PREFIX_DECLARATION.findall(publication.package.get("prefix", "")):
        wrong = ["is declared twice"] if name in declared else []
        if RESERVED.get(name, uri) != uri:
            wrong.append(f"is reserved for {RESERVED[name]}")
        for what in wrong:
            where = place(publication.package_path, publication.package)
            yield Problem(message=f"the prefix {name} {what}", location=where)
        declared.add(name)


RULE = Rule(
    code="EPB114",
    title="Prefixes are declared once, and keep their meaning",
    severity=Severity.ERROR,
    formats=("epub",),
    clause="EPUB 3.3, D.1.4 and D.1.5",
    find=_find,
    advice="Choose another prefix for the vocabulary.",
)
