"""No alias stands for two schemes.

What: the schemes of all the item's catalogs together.

Why: with two URIs for one alias, each QCode with it has two meanings, and which one a receiver takes is chance.

Fails: `<scheme alias="genre" uri="https://example.org/genre/"/>` beside IPTC's catalog, which has `genre` already.

Mend: give your scheme an alias of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.newsml_g2 import place
from convert.checks.newsml_g2.vocabularies import declared_schemes, scopes
from convert.findings import Severity


def _find(subject: Subject) -> Iterator[Problem]:
    for scope in scopes(subject.document):
        told = set()
        for scheme in declared_schemes(scope.root):
            alias = scheme.get("alias", "")
            uris = scope.aliases.get(alias, ())
            if len(uris) > 1 and alias not in told:
                told.add(alias)
                yield Problem(message=f"the alias {alias} stands for {' and for '.join(uris)}", location=place(scheme))


RULE = Rule(
    code="NML102",
    title="No alias stands for two schemes",
    severity=Severity.ERROR,
    formats=("newsml-g2",),
    clause="NewsML-G2: catalog, scheme",
    find=_find,
    advice="Give each scheme an alias of its own.",
)
