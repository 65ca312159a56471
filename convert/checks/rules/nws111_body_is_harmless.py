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
from convert.documents import Index
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
        for element, message in _wrong(body.index) if body.index else ():
            yield Problem(message=message, location=_place(body, element))


def _place(body: Body, element: Any) -> Location:
    """Where the element is; inside a JSON string, only the string has a place."""
    if body.root is not None and body.root.getroottree().getroot() is body.root:
        return body.location
    return Location(member=body.location.member, line=element.sourceline or 0, pointer=named_path(element))


def _wrong(index: Index) -> Iterator[tuple[Any, str]]:
    """The elements with something wrong, and what it is."""
    for element in index.named(*(_ACTIVE & index.elements.keys())):
        yield element, f"the element {element.tag.removeprefix(XHTML)} stands in the body"
    for name, elements in index.attributes.items():
        for element in elements if name == "style" or name in _ADDRESSES or name.lower().startswith("on") else ():
            if name == "style":
                yield element, "the attribute style changes the page it is pasted into"
            elif name not in _ADDRESSES:
                yield element, f"the attribute {name} runs code"
            elif (scheme := _SCHEME.match(value := element.get(name))) and scheme[1].lower() not in _HARMLESS:
                yield element, f"the address {value[:60]!r} is not http, https, mailto, tel or urn"


RULE = Rule(
    code="NWS111",
    title="The body holds nothing that acts",
    severity=Severity.ERROR,
    formats=("newsml-g2", "ninjs", "epub"),
    clause="HTML, 4.12 and 8.1.8; EPUB 3.3, 5.3.4",
    find=_find,
    advice="Remove it, or write what was embedded as a link.",
)
