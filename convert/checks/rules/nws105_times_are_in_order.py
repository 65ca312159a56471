"""A story is not published later than it was last updated.

What: the time that the story was first published or made, and the time of this version.

Why: feeds sort by one, archives by the other. Where they contradict each other, a clock or a time zone was wrong, and
an update is taken for the older version.

Fails: `"firstCreated": "2016-12-07T18:30:00Z"` with `"versionCreated": "2016-12-07T17:00:00Z"`

Mend: correct the time that is wrong; look for a lost offset first.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from convert.checks import Problem, Rule, Subject
from convert.findings import Severity


def _find(subject: Subject) -> Iterator[Problem]:
    published, updated = subject.facts.published, subject.facts.updated
    if published is None or updated is None or published.value == updated.value:
        return
    first, last = _instant(published.value), _instant(updated.value)
    if first and last and first > last:
        message = f"{published.name} {published.value} is later than {updated.name} {updated.value}"
        yield Problem(message=message, location=published.location)


def _instant(value: str) -> datetime | None:
    """The instant that is written, None where it is none: a date alone, or a time without an offset."""
    try:
        instant = datetime.fromisoformat(value.strip())
        return instant if instant.utcoffset() is not None else None
    except ValueError:
        return None


RULE = Rule(
    code="NWS105",
    title="A story is not updated before it is published",
    severity=Severity.WARNING,
    formats=("newsml-g2", "ninjs", "epub", "article"),
    clause="NewsML-G2: firstCreated, versionCreated; ninjs: firstCreated, versionCreated",
    find=_find,
    advice="Correct the time that is wrong.",
)
