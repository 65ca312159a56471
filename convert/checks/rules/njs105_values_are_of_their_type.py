"""Values have the stated content type.

What: values of headlines, descriptions and bodies whose content type is XHTML, XML or JSON can be parsed as that; in
1.x, properties such as `body_xhtml`.

Why: for the schema each is a string. A body that is not well-formed is shown as code, or not at all, and cannot be
searched for scripts.

Fails: `"contentType": "application/xhtml+xml", "value": "<p>The ferry</ br> resumes.</p>"`

Mend: close every element, and write `&amp;` for `&` and characters for named entities such as `&nbsp;`. Several
elements of XHTML need no `div` around them. For HTML, state `text/html`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.ninjs.objects import entries, items
from convert.documents import DocumentError, Limits, open_json, open_xml
from convert.findings import Location, Severity

_ARRAYS = ("headlines", "descriptions", "bodies")
_OLD = ("headline_", "description_", "body_")


def _find(subject: Subject) -> Iterator[Problem]:
    # Bodies that the facts could parse as one element are well-formed.
    roots = ((body.location.pointer, body.root) for body in subject.facts.bodies)
    parsed = {pointer for pointer, root in roots if root is not None and root.get("data-fragment") is None}
    for where, item in items(subject.document.value):
        for pointer, kind, value in _typed(where, item):
            if pointer not in parsed and (wrong := _what_is_wrong(kind, value, subject.document.limits)):
                yield Problem(message=wrong, location=Location(pointer=pointer))


def _typed(where: str, item: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Every text of `item` that has a content type, with its pointer and the type."""
    for pointer, entry in entries(where, item, *_ARRAYS):
        kind, value = entry.get("contentType", entry.get("contenttype")), entry.get("value")
        if isinstance(kind, str) and isinstance(value, str):
            yield f"{pointer}/value", kind.partition(";")[0].strip().lower(), value
    for key, value in item.items():
        if key.startswith(_OLD) and isinstance(value, str) and "xhtml" in key:
            yield f"{where}/{key}", "application/xhtml+xml", value


def _what_is_wrong(kind: str, value: str, limits: Limits) -> str:
    data = value.encode("utf-8", "surrogatepass")
    try:
        if kind.endswith(("+xml", "/xml")):
            open_xml(data, limits=limits)
        elif kind.endswith(("+json", "/json")):
            open_json(data, strict=True, limits=limits)
    except DocumentError as e:
        if kind == "application/xhtml+xml" and value.strip() and _is_fragment(data, limits):
            return ""
        within = f", in line {e.line} of the value" if e.line > 1 else ""
        return f"the value is not {kind}, as stated: {e.message}{within}"
    return ""


def _is_fragment(data: bytes, limits: Limits) -> bool:
    """Whether markup is well-formed except for a missing root element."""
    try:
        open_xml(b"<div>" + data + b"</div>", limits=limits)
    except DocumentError:
        return False
    return True


RULE = Rule(
    code="NJS105",
    title="Values have the stated content type",
    severity=Severity.ERROR,
    formats=("ninjs",),
    clause="ninjs: contentType; XML 1.0, 2.1; RFC 8259",
    find=_find,
    advice="Make it well-formed, or state its real type, such as text/html.",
)
