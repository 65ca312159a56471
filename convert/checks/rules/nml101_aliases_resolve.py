"""Every alias of a QCode is declared.

What: the alias of each QCode, the part before the colon, is in a catalog that the item refers to or contains. An item
has one finding; its `detail` has all such aliases. Items that refer to catalogs other than IPTC's are skipped, since
nothing is fetched.

Why: a QCode is short for a URI. Without the scheme of its alias it has no meaning, or another one at each receiver.

Fails: `<genre qcode="gnr:Current"/>` with IPTC's catalog alone, where the alias is `genre`.

Mend: refer to the catalog that has the scheme, declare it in `<catalog>`, or state the concept as a URI.
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.newsml_g2 import place
from convert.checks.newsml_g2.vocabularies import scopes
from convert.findings import Severity

_MOST = 100
"""How many aliases are in the detail of the finding."""


def _find(subject: Subject) -> Iterator[Problem]:
    for scope in scopes(subject.document):
        undeclared = () if scope.unknown else (alias for alias in scope.qcodes if alias not in scope.aliases)
        unknown = [alias for alias in undeclared if ":" in scope.qcodes[alias][0][2]]
        for alias in unknown[:1]:
            element, attribute, code = scope.qcodes[alias][0]
            more = f", nor those of {len(unknown) - 1:,} others" if len(unknown) > 1 else ""
            yield Problem(
                message=f"no catalog has the alias {alias} of {code}{more}",
                location=place(element, attribute),
                detail=(("aliases", " ".join(unknown[:_MOST])),),
            )


RULE = Rule(
    code="NML101",
    title="Every alias of a QCode is declared",
    severity=Severity.ERROR,
    formats=("newsml-g2",),
    clause="NewsML-G2: QCode, catalogRef, catalog",
    find=_find,
    advice="Declare the scheme in a catalog, or write the concept as a URI.",
)
