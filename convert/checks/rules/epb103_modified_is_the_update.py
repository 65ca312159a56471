"""The time of modification is that of the update, in UTC.

What: where the package has schema:dateModified, with any offset, dcterms:modified is the same instant to the second.

Why: reading systems and archives distinguish editions by dcterms:modified, newsrooms by the exact form; if they differ,
one of them is wrong.

Fails: dcterms:modified `2016-12-07T20:01:05Z` beside schema:dateModified `2016-12-07T20:01:05+02:00`

Mend: write the update's instant in UTC into dcterms:modified.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.epub.publication import Publication, place
from convert.findings import Severity


def _find(subject: Subject) -> Iterator[Problem]:
    publication: Publication = subject.document
    exact, rounded = publication.meta("schema:dateModified"), publication.meta("dcterms:modified")
    if not exact or not rounded:
        return
    expected = _utc(exact[0].text)
    if expected and rounded[0].text != expected:
        message = f"dcterms:modified is {rounded[0].text}, the update was at {expected}"
        yield Problem(message=message, location=place(publication.package_path, rounded[0].element))


_INSTANT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII)


def _utc(stated: str) -> str:
    """The instant in UTC to the second; empty if none is stated, which another rule reports."""
    match = _INSTANT.fullmatch(stated)
    try:
        instant = datetime.fromisoformat(match[1] + match[2]).astimezone(UTC) if match else None
    except (ValueError, OverflowError):
        return ""
    return instant.replace(tzinfo=None).isoformat() + "Z" if instant else ""


RULE = Rule(
    code="EPB103",
    title="The time of modification is that of the update, in UTC",
    severity=Severity.ERROR,
    formats=("epub",),
    clause="EPUB 3.3, 5.5.5",
    find=_find,
    advice="Write the update's instant in UTC into dcterms:modified.",
)
