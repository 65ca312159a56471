"""A claim of accessible conformance names who certified it.

What: where the package claims dcterms:conformsTo for an accessibility standard, it also has a11y:certifiedBy.

Why: a claim without a certifier is unproven, and misleads readers who depend on it.

Fails: `<meta property="dcterms:conformsTo">EPUB Accessibility 1.1 - WCAG 2.1 Level AA</meta>` alone

Mend: add `<meta property="a11y:certifiedBy">…</meta>`, or remove the claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.epub.publication import Publication, place
from convert.findings import Severity

_CLAIM = re.compile(r"WCAG|accessib", re.IGNORECASE)


def _find(subject: Subject) -> Iterator[Problem]:
    publication: Publication = subject.document
    claims = [s for s in publication.meta("dcterms:conformsTo") if _CLAIM.search(s.text)]
    links = [s for s in publication.named.get("link", ()) if _is_claim(s.element)]
    certified = "a11y:certifiedBy" in publication.properties
    for claim in [] if certified else [*claims, *links]:
        message = "conformance is claimed without the name of a certifier"
        yield Problem(message=message, location=place(publication.package_path, claim.element))


def _is_claim(link: Any) -> bool:
    return link.get("rel") == "dcterms:conformsTo" and bool(_CLAIM.search(link.get("href", "")))


RULE = Rule(
    code="EPB102",
    title="A claim of accessible conformance names who certified it",
    severity=Severity.ERROR,
    formats=("epub",),
    clause="EPUB Accessibility 1.1, 4.1 to 4.3",
    find=_find,
    advice="Name who certified it with a11y:certifiedBy, or remove the claim.",
)
