"""Doubts about the fields of an article as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from convert.findings import Finding, Location, Severity
from convert.model import Article
from convert.readers import Source

EARLIEST = date(2026, 12, 1)
"""The day of this version. A reproducible conversion records a time in the past; today is never before this day."""

TOLERANCE = timedelta(days=2)
"""How far in the future a day of publication may be: a day of difference between zones, and one for wrong clocks."""


def date_doubts(article: Article, source: Source) -> Iterator[Finding]:
    """The finding that a day of publication is in the future, unless it is under embargo or the user says so.

    Without a time of conversion the future is not known.
    """
    published = article.published
    if published is None or source.converted is None or article.embargo is not None or "published" in source.metadata:
        return
    day = date.fromisoformat(published.text[:10])
    today = max(date.fromisoformat(moment.text[:10]) for moment in (source.converted, source.moment))
    if day <= max(today, EARLIEST) + TOLERANCE:
        return
    stated = (row for row in article.origin.inferences if row.field == "published") if article.origin else ()
    lines = next((row.lines for row in stated if row.lines), (1,))
    yield Finding(
        code="TXT023",
        severity=Severity.WARNING,
        message=f"the day of publication, {day.isoformat()}, is in the future",
        advice="Compare the date with its source, and give the right one as metadata.",
        location=Location(line=lines[0], column=1),
    )
