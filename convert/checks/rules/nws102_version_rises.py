"""The version is stated, a whole number from 1, and rises with the time of the update.

What: each document has a version, a whole number from 1; in EPUB only if one is stated. Of the editions of one story
that are checked together, none has a higher version and an earlier update than another. The later file gets the
finding, which names the other.

Why: receivers keep the edition with the highest version and drop the rest. Without a version, or with a lower one, a
correction does not replace the old story.

Fails: version 3 of 12:00 and version 2 of 14:00, both `urn:newsml:example.org:20161207:aleppo`

Mend: state the version, beginning with 1, and add 1 for each update; if the time is wrong, correct it.
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.rule import DOCUMENTS, Problem, Rule, Subject
from convert.checks.engine.session import Edition, contradict
from convert.findings import Severity


def _find(subject: Subject) -> Iterator[Problem]:
    version = subject.facts.version
    if version is None:
        if subject.facts.guid and subject.format != "epub":  # EPUB has no property for it
            # Sound files in the wild omit it.
            where = subject.facts.guid.location
            yield Problem(message="the version is not stated", location=where, severity=Severity.NOTICE)
        return
    value = version.value.strip()
    if not (value.isascii() and value.isdigit() and value.strip("0")):
        yield Problem(message=f"the version {value[:40]!r} is not a whole number from 1", location=version.location)


def _compare(earlier: Edition, later: Edition) -> Iterator[str]:
    if contradict(earlier, later):
        place = earlier.path or "an earlier document"
        yield f"versions and times contradict each other: {_described(later)} here, {_described(earlier)} in {place}"


def _described(edition: Edition) -> str:
    return f"{edition.version} of {edition.updated.isoformat() if edition.updated else 'unknown time'}"


RULE = Rule(
    code="NWS102",
    title="The version is stated and rises with each update",
    severity=Severity.ERROR,
    formats=DOCUMENTS,
    clause="NewsML-G2: version, versionCreated; ninjs: version, versionCreated",
    find=_find,
    compare=_compare,
    advice="Begin with version 1 and add 1 for each update.",
    each_item=True,
)
