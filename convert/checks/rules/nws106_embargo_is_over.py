"""No embargo holds the story back any more.

What: the time up to which the story is under embargo, against the time of the check: that of SOURCE_DATE_EPOCH where
it is set, else the clock's. An embargo without a time holds until it is taken out. Conversions look at no clock, and
hold nothing against one.

Why: a check is the last look before a story goes out. Sent into a feed that knows no embargo, it is out at once.

Fails: `"embargoedUntil": "2099-01-01T00:00:00Z"`

Mend: hold the story until then. Where the embargo was lifted, take its time out and raise the version.
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.facts import instant
from convert.checks.engine.rule import Problem, Rule, Subject
from convert.findings import Severity


def _find(subject: Subject) -> Iterator[Problem]:
    embargo = subject.facts.embargo
    if embargo is None or subject.now is None:
        return
    value = embargo.value.strip()
    until = instant(value)
    if not value:
        yield Problem(message="the story is under embargo until word is given", location=embargo.location)
    elif until and until > subject.now:
        yield Problem(message=f"the story is under embargo until {value}", location=embargo.location)


RULE = Rule(
    code="NWS106",
    title="No embargo holds the story back",
    severity=Severity.WARNING,
    formats=("newsml-g2", "ninjs", "epub", "article"),
    clause="NewsML-G2: embargoed; ninjs: embargoedUntil",
    find=_find,
    advice="Hold the story until the embargo is over.",
    each_item=True,
)
