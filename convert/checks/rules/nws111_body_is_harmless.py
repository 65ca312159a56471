"""The body is inert: no script, event handler, form, frame or style, and no address that runs code.

What: each body in XHTML or HTML has none of these; a style attribute is a notice in documents of others. Allowed
addresses are http, https, mailto, tel, urn, and references inside the document.

Why: bodies are pasted into other pages, where their code runs with the permissions of that page.

Fails: `<p onclick="steal()">…</p>`, `<a href="javascript:…">`, `<iframe src="…">`

Mend: remove it; replace an embed by a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.documents import Index
from convert.findings import Severity

_ACTIVE = frozenset(
    [
        *("script", "style", "base", "meta", "link"),
        *("form", "input", "button", "textarea", "select"),
        *("iframe", "frame", "object", "embed", "applet"),
    ]
)
_ADDRESSES = frozenset({"href", "src", "cite", "action", "formaction", "poster", "data", "background"})
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_IGNORED = re.compile("[\x00-\x20]+")
"""The characters that browsers ignore in the scheme of an address."""
_COMMON = ("https://", "http://", "#")
_HARMLESS = frozenset({"http", "https", "mailto", "tel", "urn"})


def _find(subject: Subject) -> Iterator[Problem]:
    for body in subject.facts.bodies:
        for element, message, severity in _wrong(body.index) if body.index else ():
            yield Problem(message=message, location=subject.place_in(body, element), severity=severity)


def _wrong(index: Index) -> Iterator[tuple[Any, str, Severity]]:
    """The elements at fault, each with the fault, and how grave it is.

    Case and namespace of names do not matter: pasted into HTML, an element of SVG runs code as well.
    """
    for tag, elements in index.elements.items():
        if _local(tag) in _ACTIVE:
            for element in elements:
                if not _states_encoding(element):
                    yield element, f"the body has the element {_local(tag)}", Severity.ERROR
    for attribute, elements in index.attributes.items():
        name = _local(attribute)
        for element in elements if name == "style" or name in _ADDRESSES or name.startswith("on") else ():
            if name == "style":
                yield element, "the attribute style changes how the body looks on other pages", Severity.NOTICE
            elif name not in _ADDRESSES:
                yield element, f"the attribute {name} runs code", Severity.ERROR
            else:
                value = element.get(attribute)
                if value.startswith(_COMMON):
                    continue
                scheme = _SCHEME.match(_IGNORED.sub("", value[:_LONGEST]))
                if scheme and scheme[1].lower() not in _HARMLESS:
                    message = f"the address {value[:60]!r} is not http, https, mailto, tel or urn"
                    yield element, message, Severity.ERROR


def _states_encoding(element: Any) -> bool:
    """Whether an element is a `meta` that states an encoding, which does nothing inside of a body."""
    return _local(element.tag) == "meta" and [_local(name) for name in element.attrib] == ["charset"]


@lru_cache(maxsize=1024)
def _local(name: str) -> str:
    return name.rpartition("}")[2].rpartition(":")[2].lower()


_LONGEST = 1000
"""How many characters of an address are searched for its scheme."""

RULE = Rule(
    code="NWS111",
    title="The body is inert",
    severity=Severity.ERROR,
    formats=("newsml-g2", "ninjs", "epub"),
    clause="HTML, 4.12 and 8.1.8; EPUB 3.3, 6.3.2",
    find=_find,
    advice="Remove it; replace an embed by a link.",
)
