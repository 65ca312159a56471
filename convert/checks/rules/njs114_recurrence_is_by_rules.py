"""Recurrence is stated by rules, not by dates.

What: the dates of events and of planned coverage have no `recurrenceDates`.

Why: the standard's schema requires an array that is also a string, so no value is valid.

Fails: `"recurrence": {"recurrenceDates": ["2016-12-08"]}`

Mend: use `recurrenceRules`, or write one event for each date.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.ninjs.objects import entries, items
from convert.findings import Location, Severity


def _find(subject: Subject) -> Iterator[Problem]:
    for where, item in items(subject.document.value):
        for pointer, holder in _planned(where, item):
            dates = holder.get("dates")
            recurrence = dates.get("recurrence") if isinstance(dates, dict) else None
            if isinstance(recurrence, dict) and "recurrenceDates" in recurrence:
                place = Location(pointer=f"{pointer}/dates/recurrence/recurrenceDates")
                yield Problem(message="no value of recurrenceDates is valid", location=place)


def _planned(where: str, item: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    details = item.get("eventDetails")
    if isinstance(details, dict):
        yield f"{where}/eventDetails", details
    yield from entries(where, item, "plannedCoverage")


RULE = Rule(
    code="NJS114",
    title="Recurrence is stated by rules",
    severity=Severity.ERROR,
    formats=("ninjs",),
    clause="ninjs 3.1: recurrenceDates",
    find=_find,
    advice="Use recurrenceRules, or write one event for each date.",
)
