"""The five accessibility properties are stated.

What: the package's metadata has schema:accessMode, schema:accessModeSufficient, schema:accessibilityFeature,
schema:accessibilityHazard and schema:accessibilitySummary.

Why: libraries and shops show these to readers who depend on them, and laws require them; EPUBCheck does not.

Fails: a package without `<meta property="schema:accessibilityHazard">none</meta>`

Mend: state each property, with what is true of the content.
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.epub.publication import Publication, place
from convert.findings import Severity

_PROPERTIES = (
    "schema:accessMode",
    "schema:accessModeSufficient",
    "schema:accessibilityFeature",
    "schema:accessibilityHazard",
    "schema:accessibilitySummary",
)


def _find(subject: Subject) -> Iterator[Problem]:
    publication: Publication = subject.document
    missing = [name for name in _PROPERTIES if publication.package is not None and not publication.meta(name)]
    if missing:
        yield Problem(
            message=f"{' and '.join(filter(None, (', '.join(missing[:-1]), missing[-1])))} {_is(missing)} missing",
            location=place(publication.package_path, publication.package),
            detail=(("missing", " ".join(missing)),),
        )


def _is(names: list[str]) -> str:
    return "are" if len(names) > 1 else "is"


RULE = Rule(
    code="EPB101",
    title="The five accessibility properties are stated",
    severity=Severity.ERROR,
    formats=("epub",),
    clause="EPUB Accessibility 1.1, 2.2",
    find=_find,
    advice="State it, with what is true of the content.",
)
