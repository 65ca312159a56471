"""No embargo applies.

What: the embargo of the story ended before the time of the check: SOURCE_DATE_EPOCH if it is set, else the current
time. An embargo without a time applies until it is removed. Conversions compare with no time.

Why: a check is the last step before a story is sent. A feed without embargoes publishes it at once.

Fails: `"embargoedUntil": "2099-01-01T00:00:00Z"`

Mend: hold the story until then. If the embargo was lifted, remove it and raise the version.
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.facts import instant
from convert.checks.engine.rule import DOCUMENTS, Problem, Rule, Subject
from convert.findings import Severity


def _find(subject: Subject) -> Iterator[Problem]:
    embargo = subject.facts.embargo
    if embargo is None or subject.now is None:
        return
    value = embargo.value.strip()
    until = instant(value)
    if not value:
        yield Problem(message="the story is under embargo without an end", location=embargo.location)
    elif until and until > subject.now:
        yield Problem(message=f"the story is under embargo until {value}", location=embargo.location)


RULE = Rule(
    code="NWS106",
    title="No embargo applies",
    severity=Severity.WARNING,
    formats=DOCUMENTS,
    clause="NewsML-G2: embargoed; ninjs: embargoedUntil",
    find=_find,
    advice="Hold the story until the embargo is over.",
    each_item=True,
)
