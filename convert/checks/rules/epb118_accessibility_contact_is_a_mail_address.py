"""The contact for accessibility is one mail address, which validators may not know yet.

What: a11y:contactEmail is the address for questions about the accessibility of the publication: one mail address, of
the publication as a whole. It is new in EPUB Accessibility 1.2, and EPUBCheck up to 5.3.0 reports it as an undefined
property (OPF-027); a notice says so, since shops may refuse what EPUBCheck does.

Why: readers who meet a barrier write to this address.

Fails: `<meta property="a11y:contactEmail">https://example.org/contact</meta>`

Mend: give one mail address, without refines. Leave it out for those whose EPUBCheck does not know it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.epub.publication import Publication, place
from convert.findings import Severity

_PROPERTY = "a11y:contactEmail"
_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\\\"]+@[^\s@<>()\[\],;:\\\"]+")


def _find(subject: Subject) -> Iterator[Problem]:
    publication: Publication = subject.document
    stated = [s for s in publication.properties.get(_PROPERTY, ()) if s.name == "meta"]
    for number, contact in enumerate(stated):
        where = place(publication.package_path, contact.element)
        if not _ADDRESS.fullmatch(contact.text):
            yield Problem(message=f"{contact.text[:60]!r} is not a mail address", location=where)
        elif number or contact.refines:
            yield Problem(message=f"{_PROPERTY} is given twice, or refines something", location=where)
        else:
            yield Problem(
                message=f"EPUBCheck up to 5.3.0 reports {_PROPERTY} as undefined (OPF-027)",
                location=where,
                advice="It is right by EPUB Accessibility 1.2. Leave it out for those who check with EPUBCheck.",
                severity=Severity.NOTICE,
            )


RULE = Rule(
    code="EPB118",
    title="The contact for accessibility is one mail address, which validators may not know yet",
    severity=Severity.WARNING,
    formats=("epub",),
    clause="EPUB Accessibility 1.2, 3.6",
    find=_find,
    advice="Give one mail address for the publication as a whole.",
)
