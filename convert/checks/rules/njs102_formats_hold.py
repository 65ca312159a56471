"""URIs and times are well-formed.

What: every property of the formats `uri` and `date-time`, at any depth, has this format. NWS101 checks the identifier
of the object itself, and NWS104 the offsets of its times.

Why: in JSON Schema 2020-12 formats are annotations, which are not checked. An address without a scheme leads elsewhere
in each program, and a date in place of an instant is midnight in some time zone.

Fails: `"versionCreated": "2016-12-07"`, `"href": "/pictures/ferry.jpg"`

Mend: write addresses in full, beginning with `https:`, and times as `2016-12-07T18:30:00+02:00`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from convert.checks.engine.facts import ABSOLUTE_IRI
from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.ninjs.objects import nodes
from convert.findings import Location, Severity

_URIS = frozenset({"uri", "schema", "langid", "langId", "linkedrights", "linkedRights", "href", "symboltype"})
_URIS |= {"symbolType", "eventStatus", "plannedCoverageStatus"}
_TIMES = frozenset({"firstcreated", "versioncreated", "contentcreated", "embargoed", "expires"})
_TIMES |= {"firstCreated", "versionCreated", "contentCreated", "embargoedUntil", "startDate", "endDate", "on", "until"}
_FORMATTED = _URIS | _TIMES

_INSTANT = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt]((?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60))(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)",
    re.ASCII,
)
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)


def _find(subject: Subject) -> Iterator[Problem]:
    for where, node in nodes(subject.document):
        for key in _FORMATTED.intersection(node):
            value = node[key]
            if isinstance(value, str) and (wrong := _what_is_wrong(where, key, value)):
                yield Problem(message=f"{key} {value[:80]!r} {wrong}", location=Location(pointer=f"{where}/{key}"))


def _what_is_wrong(where: str, key: str, value: str) -> str:
    if key in _URIS:
        return "" if ABSOLUTE_IRI.fullmatch(value) or (key == "uri" and not where) else "is not an absolute URI"
    match = _INSTANT.fullmatch(value)
    if match and _exists(match[1]):
        return ""
    # Rules for all formats report other faults of the object's own times.
    return "is not a date with a time and an offset" if where or _DATE.fullmatch(value) else ""


def _exists(date: str) -> bool:
    try:
        datetime.fromisoformat(date)
    except ValueError:
        return False
    return True


RULE = Rule(
    code="NJS102",
    title="URIs and times are well-formed",
    severity=Severity.ERROR,
    formats=("ninjs",),
    clause="ninjs: formats uri and date-time; RFC 3986, 4.3; RFC 3339, 5.6",
    find=_find,
    advice="Write addresses in full, and times as 2016-12-07T18:30:00+02:00.",
)
