"""Locations of which nothing can be read: after one input there, others are not tried, so that each fails at once.

A location that is tried again in vain costs seconds, and its inputs would fail one by one for the same reason. Because
a network may come back, one of many is tried all the same, after 100, then 200, then 400 others.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator

from convert.batch.urls import is_url, shown
from convert.errors import ConvertError, InputError
from convert.findings import FileReport, Finding, Severity

UNTRIED = "INP076"
"""The code of inputs that were not tried."""

_FIRST_REST = 100
_ADVICE = "Mend what is wrong with the first one; then run it again."


class LocationError(InputError):
    """Nothing can be read at the location of a URL: there are no credentials, or nobody answers."""


def location_of(url: str) -> str:
    """Return the bucket or host of a URL, with the protocol, without secrets."""
    protocol, _, rest = shown(url).partition("://")
    return f"{protocol.lower()}://{rest.partition('/')[0].removesuffix('?…')}"


class SlowError(InputError):
    """Nothing came in time, of one object or of all at its location."""


_SLOW = 2
"""How many inputs of a location one after the other may be waited for in vain, before others are not tried."""


class Refusals:
    """Which locations refused an input, and how many others were not tried since."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, int, int]] = {}
        self._slow: Counter[str] = Counter()

    def untried(self, url: str) -> InputError | None:
        """Return why the input at a URL is not tried, None if it is."""
        location = location_of(url)
        if location not in self._known:
            return None
        message, rest, left = self._known[location]
        if not left:
            return None
        self._known[location] = message, rest, left - 1
        return InputError(UNTRIED, message, _ADVICE)

    def answered(self, url: str) -> None:
        """Note that the location of a URL gave what was asked for."""
        self._slow.pop(location_of(url), None)

    def add(self, url: str, error: ConvertError) -> None:
        """Note that the location of a URL refused it, or kept it waiting."""
        location = location_of(url)
        self._slow[location] += 1
        if isinstance(error, SlowError) and self._slow[location] < _SLOW:
            return
        rest = 2 * self._known[location][1] if location in self._known else _FIRST_REST
        if not isinstance(error, LocationError | SlowError):  # what is not allowed or installed stays so
            rest = sys.maxsize
        self._known[location] = f"it was not tried, because of {shown(url)}: {error.message}", rest, rest


class Untried:
    """The inputs that were not tried, counted by location, for one report instead of many."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def take(self, reports: Iterable[FileReport]) -> tuple[FileReport, ...]:
        """Count the reports on inputs that were not tried; return the others."""
        others = []
        for report in reports:
            if is_url(report.path) and [finding.code for finding in report.findings] == [UNTRIED]:
                self._counts[location_of(report.path)] += 1
            else:
                others.append(report)
        return tuple(others)

    def reports(self) -> Iterator[FileReport]:
        """Yield a report on each location."""
        for location, count in sorted(self._counts.items()):
            what = f"{count:,} more inputs were" if count > 1 else "1 more input was"
            message = f"{what} not tried, because nothing can be read here"
            finding = Finding(code=UNTRIED, severity=Severity.ERROR, message=message, advice=_ADVICE)
            yield FileReport(path=location, findings=(finding.at(location),))
