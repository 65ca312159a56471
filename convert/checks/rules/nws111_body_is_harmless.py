"""The body holds nothing that acts: no script, event handler, form, frame or style, and no address that runs code.

What: each XHTML body. Allowed addresses are http, https, mailto, tel, urn, and references inside the document.

Why: a body is pasted into other people's pages. What acts in it acts there, with the rights of that page.

Fails: `<p onclick="steal()">…</p>`, `<a href="javascript:…">`, `<iframe src="…">`

Mend: remove it. Write what was embedded as a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from convert.checks import Problem, Rule, Subject
from convert.checks.facts import XHTML, Body
from convert.checks.schemas import named_path
from convert.findings import Location, Severity

_ACTIVE = frozenset(
    XHTML + name
    for name in (
        *("script", "style", "base", "meta", "link"),
        *("form", "input", "button", "textarea", "select"),
        *("iframe", "frame", "object", "embed", "applet"),
    )
)
_ADDRESSES = ("href", "src", "cite", "action", "formaction", "poster", "data", "background", "xlink:href")
_SCHEME = re.compile(r"[\s\x00-\x20]*([A-Za-z][A-Za-z0-9+.\-]*)\s*:")
_HARMLESS = frozenset({"http", "https", "mailto", "tel", "urn"})


def _find(subject: Subject) -> Iterator[Problem]:
    for body in subject.facts.bodies:
        if body.root is None:
            continue
        for element in body.root.iter("*"):
            for message in _wrong(element):
                yield Problem(message=message, location=_place(body, element))


def _place(body: Body, element: Any) -> Location:
    """Where the element is; inside a JSON string, only the string has a place."""
    if body.root is not None and body.root.getroottree().getroot() is body.root:
        return body.location
    return Location(member=body.location.member, line=element.sourceline or 0, pointer=named_path(element))


def _wrong(element: Any) -> Iterator[str]:
    if element.tag in _ACTIVE:
        yield f"the element {element.tag.removeprefix(XHTML)} stands in the body"
    for name, value in element.attrib.items():
        if name.lower().startswith("on"):
            yield f"the attribute {name} runs code"
        elif name == "style":
            yield "the attribute style changes the page it is pasted into"
        elif name in _ADDRESSES:
            scheme = _SCHEME.match(value)
            if scheme and scheme.group(1).lower() not in _HARMLESS:
                yield f"the address {value[:60]!r} is not http, https, mailto, tel or urn"


RULE = Rule(
    code="NWS111",
    title="The body holds nothing that acts",
    severity=Severity.ERROR,
    formats=("newsml-g2", "ninjs", "epub"),
    clause="HTML, 4.12 and 8.1.8; EPUB 3.3, 5.3.4",
    find=_find,
    advice="Remove it, or write what was embedded as a link.",
)
