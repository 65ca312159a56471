"""Each alias has one scheme.

What: in all catalogs of the item together, each alias has one URI.

Why: with two URIs, each QCode with this alias has two meanings, and receivers choose one by chance.

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
        reported = set()
        for scheme in declared_schemes(scope.root):
            alias = scheme.get("alias", "")
            uris = scope.aliases.get(alias, ())
            if len(uris) > 1 and alias not in reported:
                reported.add(alias)
                yield Problem(message=f"the alias {alias} has the URIs {' and '.join(uris)}", location=place(scheme))


RULE = Rule(
    code="NML102",
    title="Each alias has one scheme",
    severity=Severity.ERROR,
    formats=("newsml-g2",),
    clause="NewsML-G2: catalog, scheme",
    find=_find,
    advice="Give each scheme an alias of its own.",
)
