"""Every timestamp is a real instant with an offset.

What: each date with a time in the document exists, and has an offset.

Why: a time without an offset is a different instant in every time zone; embargoes break hours early. The schemas accept
local times, and the 30th of February.

Fails: `<versionCreated>2016-12-07T18:30:00</versionCreated>`

Mend: state the offset, `2016-12-07T18:30:00+02:00`, or the instant in UTC, `2016-12-07T16:30:00Z`. If the zone is not
known, state the date alone if the field allows one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from convert.checks.engine.rule import DOCUMENTS, Problem, Rule, Subject
from convert.findings import Severity

_INSTANT = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|[+-](\d\d):(\d\d))", re.ASCII)
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?:Z|[+-]\d\d:\d\d)?", re.ASCII)


def _find(subject: Subject) -> Iterator[Problem]:
    for time in subject.facts.times:
        value = time.value.strip()
        if value and not _DATE.fullmatch(value) and (wrong := _what_is_wrong(value)):
            yield Problem(message=f"{time.name} {value!r} {wrong}", location=time.location)


def _what_is_wrong(value: str) -> str:
    match = _INSTANT.fullmatch(value)
    if not match:
        return "has no offset, or is not a time"
    year, month, day, hour, minute, second, offset_hours, offset_minutes = (int(g or 0) for g in match.groups())
    try:
        datetime(year, month, day, hour, minute, second)
    except ValueError:
        return "does not exist"
    if offset_minutes > 59 or offset_hours * 60 + offset_minutes > 14 * 60:
        return "has an offset that does not exist"
    return ""


RULE = Rule(
    code="NWS104",
    title="Every timestamp is a real instant with an offset",
    severity=Severity.ERROR,
    formats=DOCUMENTS,
    clause="RFC 3339, 5.6; XML Schema part 2, 3.2.7",
    find=_find,
    advice="Write it as 2016-12-07T18:30:00+02:00, or in UTC with Z.",
)
