"""Every timestamp is a real instant with an offset.

What: each date with a time in the document exists, and has an offset with a colon. A leap second and 24:00:00 are
reported, too. Times with the same fault have one finding an item; its `detail` has them all.

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

from convert.checks.engine.facts import Fact
from convert.checks.engine.rule import DOCUMENTS, Problem, Rule, Subject
from convert.findings import Severity

_INSTANT = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|[+-](\d\d):(\d\d))", re.ASCII)
_COMPACT = re.compile(r"([+-]\d\d)(\d\d)$", re.ASCII)
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?:Z|[+-]\d\d:\d\d)?", re.ASCII)


def _find(subject: Subject) -> Iterator[Problem]:
    faults: dict[tuple[str, str], list[Fact]] = {}
    for time in subject.facts.times:
        value = time.value.strip()
        if value and not _DATE.fullmatch(value) and (wrong := _what_is_wrong(value)):
            faults.setdefault((wrong, _item(time)), []).append(time)
    for (wrong, _), times in faults.items():
        first, more = times[0], f" (and {len(times) - 1:,} more)" if len(times) > 1 else ""
        alike = " ".join(f"{each.name}={each.value.strip()}" for each in times[:_MOST])
        yield Problem(
            message=f"{first.name} {first.value.strip()!r} {wrong}{more}",
            location=first.location,
            detail=(("times", alike),) if more else (),
        )


def _item(time: Fact) -> str:
    """The item of a message that a time is in, as it is a document of its own; empty in other documents."""
    pointer = time.location.pointer
    return "/".join(pointer.split("/")[:4]) if pointer.startswith("/newsMessage/itemSet/") else ""


_MOST = 100
"""How many times are in the detail of a finding."""


def _what_is_wrong(value: str) -> str:
    match = _INSTANT.fullmatch(value)
    if not match:
        if _INSTANT.fullmatch(_COMPACT.sub(r"\1:\2", value)):
            return "has an offset without a colon"
        return "has no offset, or is not a time"
    year, month, day, hour, minute, second, offset_hours, offset_minutes = (int(g or 0) for g in match.groups())
    is_end_of_day, is_leap_second = (hour, minute, second) == (24, 0, 0), second == 60
    try:
        datetime(year, month, day, 0 if is_end_of_day else hour, minute, 59 if is_leap_second else second)
    except ValueError:
        return "does not exist"
    if offset_minutes > 59 or offset_hours * 60 + offset_minutes > 14 * 60:
        return "has an offset that does not exist"
    if is_end_of_day:
        return "is the end of a day, which many parsers refuse; write 00:00:00 of the next"
    return "is a leap second, which many parsers refuse" if is_leap_second else ""


RULE = Rule(
    code="NWS104",
    title="Every timestamp is a real instant with an offset",
    severity=Severity.ERROR,
    formats=DOCUMENTS,
    clause="RFC 3339, 5.6; XML Schema part 2, 3.2.7",
    find=_find,
    advice="Write it as 2016-12-07T18:30:00+02:00, or in UTC with Z.",
)
