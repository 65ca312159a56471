"""The checks of ninjs, in every version: recognition, schema, and the facts that a document states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from convert.checks.engine import json_schemas, xml_schemas
from convert.checks.ninjs.bodies import parse_xhtml, xhtml_bodies
from convert.checks.ninjs.stated import facts as facts
from convert.checks.ninjs.versions import newer as newer
from convert.checks.ninjs.versions import version as version
from convert.documents import LIMITS, Json, Limits, open_json
from convert.findings import Finding, Location, Severity

FAMILY = "NJS"

_OBJECT = re.compile(rb"\s*\{")
_ARTICLE = re.compile(rb'\s*\{\s*"article"\s*:\s*\d')
_TELLTALE = re.compile(
    rb'"(?:representation[Tt]ype|version[Cc]reated|first[Cc]reated|pub[Ss]tatus|headlines?|headline_\w+|bodies'
    rb'|body_\w+|description_\w+|info[Ss]ources?|\$standard|standard)"\s*:'
)
_UNEXPECTED = frozenset({"unevaluatedProperties", "additionalProperties"})
_OF_SUPERDESK = frozenset(
    [
        *(
            "guid",
            "priority",
            "service",
            "source",
            "authors",
            "products",
            "profile",
            "readtime",
            "extra",
            "extra_items",
        ),
        *("annotations", "attachments", "refs", "signal", "assignment_id", "coverage_id", "event_id", "planning_id"),
        *("firstpublished", "original_creator", "ingest_id", "embargoedreason", "body_footer", "sms", "anpa_take_key"),
        *(
            "biography",
            "avatar_url",
            "jid",
            "qcode",
            "world_region",
            "state_code",
            "feature_class",
            "mimetype_original",
        ),
    ]
)
"""The properties that Superdesk adds to those of ninjs, in the story and below."""


def recognise(data: bytes) -> bool:
    """Whether `data` is a JSON object with a `uri` and a property of news objects, and not Article JSON."""
    head = data.removeprefix(b"\xef\xbb\xbf")
    if _ARTICLE.match(head):
        return False
    return bool(_OBJECT.match(head)) and b'"uri"' in head and bool(_TELLTALE.search(head))


def open(data: bytes, limits: Limits = LIMITS) -> Json:
    """Parse the document. Raises DocumentError."""
    return open_json(data, limits=limits)


def violations(document: Json, version: str) -> Iterator[Finding]:
    """The violations of the schema of `version`."""
    if isinstance(document.value, list):
        message = f"the document is a list of {len(document.value):,} values, not an object with one story"
        advice = "Write one object to a file, or JSON Lines (.jsonl): one object a line."
        yield Finding(code="NJS001", severity=Severity.ERROR, message=message, advice=advice)
        return
    found = list(json_schemas.json_violations(f"ninjs/{version}/ninjs.json", document))
    added = [each for each in found if each.keyword in _UNEXPECTED and _name(each.pointer) in _OF_SUPERDESK]
    if len(added) > 1:
        found = [each for each in found if each not in added]
        yield _superdesk([each.pointer for each in added])
    for violation in found:
        yield violation.finding("NJS001", f"See what ninjs {version} allows here.")


def _superdesk(pointers: Sequence[str]) -> Finding:
    """The finding about properties that Superdesk adds to ninjs."""
    names = " ".join(dict.fromkeys(map(_name, pointers)))
    return Finding(
        code="NJS001",
        severity=Severity.ERROR,
        message=f"these properties are additions of Superdesk, not of ninjs: {names}",
        advice="Remove them, or let Superdesk send the story with a formatter without additions.",
        location=Location(pointer=pointers[0]),
        detail=(("properties", names), ("keyword", "unevaluatedProperties")),
    )


def _name(pointer: str) -> str:
    return pointer.rpartition("/")[2]


def profile(document: Json) -> Iterator[Finding]:
    """The violations of the body profile of our own output in XHTML bodies."""
    item = document.value if isinstance(document.value, dict) else {}
    for pointer, value in xhtml_bodies(item):
        opened = parse_xhtml(value, document.limits)
        if opened is None:
            message = "outside the body profile: it is not well-formed XML"
            place = Location(pointer=pointer)
            yield Finding(code="NJS001", severity=Severity.ERROR, message=message, location=place)
            continue
        for violation in xml_schemas.xml_violations("xhtml/body.xsd", opened):
            message = f"outside the body profile: {violation.message} ({violation.pointer})"
            yield replace(violation, pointer=pointer, line=0).finding("NJS001", "", message=message)
