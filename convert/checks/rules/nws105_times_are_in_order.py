"""The times of a story are in order, and none is wrongly in the future.

What: a story is not first published after its last update, does not expire before its embargo ends, and was not
created, published or updated in the future. The future begins five minutes after the time of the check:
SOURCE_DATE_EPOCH if it is set, else the current time; conversions compare with no time. A story under embargo may be
published in the future.

Why: feeds sort by one time, archives by another. If they contradict each other, a clock or a time zone was wrong, and
an update is treated as the older version, or stays on top of every page until its time comes.

Fails: `"firstCreated": "2016-12-07T18:30:00Z"` with `"versionCreated": "2016-12-07T17:00:00Z"`

Mend: correct the time that is wrong; look for a lost offset first.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from convert.checks.engine.facts import Fact, Facts, instant
from convert.checks.engine.rule import DOCUMENTS, Problem, Rule, Subject
from convert.findings import Severity

_SKEW = timedelta(minutes=5)


def _find(subject: Subject) -> Iterator[Problem]:
    facts = subject.facts
    published, updated, embargo, expires = facts.published, facts.updated, facts.embargo, facts.expires
    if published and updated and published.value != updated.value:
        first, last = instant(published.value), instant(updated.value)
        if first and last and first > last:
            yield _problem(published, f"is later than {updated.name} {updated.value}")
    if embargo and expires:
        first, last = instant(embargo.value), instant(expires.value)
        if first and last and first >= last:
            yield _problem(embargo, f"is not before {expires.name} {expires.value}")
    for past in _past(facts) if subject.now else ():
        moment = instant(past.value)
        if moment and subject.now and moment > subject.now + _SKEW:
            yield _problem(past, "is in the future")


def _problem(fact: Fact, wrong: str) -> Problem:
    return Problem(message=f"{fact.name} {fact.value} {wrong}", location=fact.location)


def _past(facts: Facts) -> Iterator[Fact]:
    """The times that are in the past when a story is sent."""
    for fact in (facts.content_created, facts.updated, None if facts.embargo else facts.published):
        if fact:
            yield fact


RULE = Rule(
    code="NWS105",
    title="The times of a story are in order",
    severity=Severity.WARNING,
    formats=DOCUMENTS,
    clause="NewsML-G2: firstCreated, versionCreated, embargoed, expires; ninjs: the same, embargoedUntil",
    find=_find,
    advice="Correct the time that is wrong.",
    each_item=True,
)
