"""The catalog is current and no retired scheme is used.

What: the item refers to IPTC's newest catalog, and uses no alias of a scheme that was retired, by IPTC or in the item's
own catalog.

Why: terms of retired schemes are not updated, and receivers drop them; an old catalog lacks newer schemes.

Fails: `<contributor role="ctrol:editor"/>`; IPTC retired `ctrol` in 2020.

Mend: refer to the newest catalog, and replace the term: contributor roles are in `cpprole` now.
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.newsml_g2 import NAR, place
from convert.checks.newsml_g2.vocabularies import IPTC_CATALOG, Scope, catalog, declared_schemes, scopes
from convert.findings import Severity


def _find(subject: Subject) -> Iterator[Problem]:
    for scope in scopes(subject.document):
        yield from _old_catalogs(scope)
        retired = _retired(scope)
        for alias in [alias for alias in scope.qcodes if alias in retired]:
            for element, attribute, code in scope.qcodes[alias]:
                message = f"the scheme of {code} was retired on {retired[alias]}"
                yield Problem(message=message, location=place(element, attribute))


def _old_catalogs(scope: Scope) -> Iterator[Problem]:
    newest = int(catalog()["catalog"])
    for reference in scope.root.iterchildren(f"{NAR}catalogRef"):
        known = IPTC_CATALOG.fullmatch(reference.get("href", "").strip())
        if known and int(known["number"]) < newest:
            message = f"IPTC's catalog {known['number']} is not current; {newest} is"
            yield Problem(message=message, location=place(reference, "href"))


def _retired(scope: Scope) -> dict[str, str]:
    """The date on which a scheme was retired, by alias."""
    retired: dict[str, str] = catalog()["retired"] if scope.aliases else {}
    own = {scheme.get("alias", ""): scheme.get("schemeretired", "")[:10] for scheme in declared_schemes(scope.root)}
    if any(own.values()) or not retired.keys().isdisjoint(own):
        retired = {alias: since for alias, since in {**retired, **own}.items() if since}
    return retired


RULE = Rule(
    code="NML103",
    title="The catalog is current and no retired scheme is used",
    severity=Severity.WARNING,
    formats=("newsml-g2",),
    clause="NewsML-G2: catalogRef; scheme, schemeretired",
    find=_find,
    advice="Refer to the newest catalog and use terms of current schemes.",
    foreign=Severity.NOTICE,
)
