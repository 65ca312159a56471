"""The catalog is current and no retired scheme is used.

What: the item refers to IPTC's newest catalog, and uses no alias of a scheme that was retired, by IPTC or in the item's
own catalog. An item has one finding for each of the two; its `detail` has the list.

Why: terms of retired schemes are not updated, and receivers drop them; an old catalog lacks newer schemes.

Fails: `<contributor role="ctrol:editor"/>`; IPTC retired `ctrol` in 2020.

Mend: refer to the newest catalog, and replace the term: contributor roles are in `cpprole` now.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.newsml_g2 import NAR, place
from convert.checks.newsml_g2.vocabularies import IPTC_CATALOG, Scope, catalog, declared_schemes, scopes
from convert.findings import Severity


def _find(subject: Subject) -> Iterator[Problem]:
    for scope in scopes(subject.document):
        old = list(_old_catalogs(scope))
        for reference, number in old[:1]:
            yield Problem(
                message=f"IPTC's catalog {number} is not current; {catalog()['catalog']} is",
                location=place(reference, "href"),
                detail=(("catalogs", " ".join(dict.fromkeys(number for _, number in old))),),
            )
        retired = _retired(scope)
        used = [alias for alias in scope.qcodes if alias in retired]
        for alias in used[:1]:
            element, attribute, code = scope.qcodes[alias][0]
            more = f", as were those of {len(used) - 1} others" if len(used) > 1 else ""
            yield Problem(
                message=f"the scheme of {code} was retired on {retired[alias]}{more}",
                location=place(element, attribute),
                detail=(("aliases", " ".join(used)),),
            )


def _old_catalogs(scope: Scope) -> Iterator[tuple[Any, str]]:
    """The references to catalogs of IPTC that are not the newest, each with its number."""
    newest = int(catalog()["catalog"])
    for reference in scope.root.iterchildren(f"{NAR}catalogRef"):
        known = IPTC_CATALOG.fullmatch(reference.get("href", "").strip())
        if known and int(known["number"]) < newest:
            yield reference, known["number"]


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
