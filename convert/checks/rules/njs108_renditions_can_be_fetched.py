"""Each rendition has an address, and width and height together.

What: each of the `renditions` of the object and of its associated objects has an `href`, and both width and height,
above zero, or neither. A rendition without a content type, or a picture without a size, is a notice. NJS102 checks that
addresses are absolute.

Why: receivers choose renditions by type and size, and pages reserve the space of a picture by both numbers; a rendition
without an address cannot be fetched.

Fails: `{"name": "main", "contentType": "image/jpeg", "width": 429}`

Mend: state the address, and width and height in pixels.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.ninjs.objects import entries, items
from convert.findings import Location, Severity


def _find(subject: Subject) -> Iterator[Problem]:
    for where, item in items(subject.document.value):
        if "renditions" in item:
            for pointer, rendition in entries(where, item, "renditions"):
                for message in _wrong(rendition):
                    yield Problem(message=message, location=Location(pointer=pointer))
                for message in _missing(rendition):
                    yield Problem(message=message, location=Location(pointer=pointer), severity=Severity.NOTICE)


def _wrong(rendition: dict[str, Any]) -> Iterator[str]:
    if not rendition.get("href"):
        yield "the rendition has no address"
    sizes = [rendition[side] for side in ("width", "height") if rendition.get(side) is not None]
    if len(sizes) == 1:
        yield "the rendition has a width and no height, or a height and no width"
    if any(isinstance(size, int | float) and size <= 0 for size in sizes):
        yield "the rendition has a width or height that is not above zero"


def _missing(rendition: dict[str, Any]) -> Iterator[str]:
    kind = rendition.get("contentType", rendition.get("contenttype", rendition.get("mimetype")))
    if not kind:
        yield "the rendition has no content type"
    elif str(kind).startswith("image/") and "width" not in rendition and "height" not in rendition:
        yield "the size of the picture is not stated"


RULE = Rule(
    code="NJS108",
    title="Each rendition has an address, and width and height together",
    severity=Severity.WARNING,
    formats=("ninjs",),
    clause="ninjs: renditions",
    find=_find,
    advice="State href, and both width and height in pixels.",
)
