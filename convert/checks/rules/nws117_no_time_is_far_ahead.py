"""No time is far in the future.

What: no time of the document is more than thirty years after the time of the check, or after the update of the story
where that time is not known, as in conversions; the year 9999, which stands for "never", is no fault. A day without a
time on which the content was created, published or updated is not later than tomorrow. NWS105 compares instants.

Why: a digit was mistyped, or a clock was wrong. An embargo until 2106 holds a story for eighty years, and a story of
2062 is on top of every page until then.

Fails: `<embargoed>2106-12-07T18:30:00+02:00</embargoed>`

Mend: correct the year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from convert.checks.engine.facts import Fact, instant
from convert.checks.engine.rule import DOCUMENTS, Problem, Rule, Subject
from convert.findings import Severity

_YEARS = 30
_NEVER = 9999
_YEAR = re.compile(r"\s*(\d{4,9})(?:-|Z|[+]|\s*$)", re.ASCII)
_DAY = re.compile(r"\s*(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)?\s*", re.ASCII)


def _find(subject: Subject) -> Iterator[Problem]:
    facts, now = subject.facts, subject.now
    updated = instant(facts.updated.value) if facts.updated and now is None else None
    if (reference := now or updated) is None:
        return
    for time in facts.times:
        year = _YEAR.match(time.value)
        if now and time.name in _COMPARED and instant(time.value):
            continue
        if year and int(year[1]) != _NEVER and int(year[1]) > reference.year + _YEARS:
            yield _problem(time, "is far in the future")
        elif now and time.name in _PAST and _is_after_tomorrow(time, now):
            yield _problem(time, "is in the future")


_COMPARED = frozenset({"contentCreated", "firstCreated", "versionCreated"})
_COMPARED |= {name.lower() for name in _COMPARED}
"""The times that NWS105 compares with that of the check, if they are instants."""

_PAST = _COMPARED | {"contentModified"}


def _is_after_tomorrow(fact: Fact, now: datetime) -> bool:
    """Whether the value is a day that has begun nowhere on Earth a day after `now`."""
    day = _DAY.fullmatch(fact.value)
    try:
        return bool(day and date.fromisoformat(day[1]) > (now.astimezone(UTC) + timedelta(days=1)).date())
    except (ValueError, OverflowError):
        return False


def _problem(time: Fact, wrong: str) -> Problem:
    return Problem(message=f"{time.name} {time.value.strip()[:40]} {wrong}", location=time.location)


RULE = Rule(
    code="NWS117",
    title="No time is far in the future",
    severity=Severity.WARNING,
    formats=DOCUMENTS,
    clause="ISO 8601-1",
    find=_find,
    advice="Correct the year.",
)
