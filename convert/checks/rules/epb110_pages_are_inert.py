"""Pages run no script and load nothing from outside.

What: no page has a script, an event handler or an address that runs code, and pictures, sound, film and stylesheets are
files of the publication.

Why: a story that phones home tells others who reads it, changes after it was checked, and is blank without a
connection.

Fails: `<img src="https://example.org/a.jpg">`, `<script>…</script>`

Mend: remove scripts; put the file into the publication, or write a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from convert.checks import Problem, Rule, Subject
from convert.checks._epub_publication import XHTML, XHTML_TYPE, Publication, place
from convert.findings import Severity

_LOADING = {"img": "src", "audio": "src", "video": "src", "source": "src", "track": "src", "iframe": "src"}
_LOADING |= {"embed": "src", "object": "data", "script": "src", "input": "src"}
_REMOTE = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)
_CODE = re.compile(r"\s*(?:javascript|vbscript|data):", re.IGNORECASE)


def _find(subject: Subject) -> Iterator[Problem]:
    publication: Publication = subject.document
    for item in publication.items:
        root = publication.root(item.member) if item.member and item.media_type == XHTML_TYPE else None
        for element in [] if root is None else root.iter(f"{XHTML}*"):
            for message in _wrong(element):
                yield Problem(message=message, location=place(item.member or "", element))


def _wrong(element: Any) -> Iterator[str]:
    name = element.tag.removeprefix(XHTML)
    if name == "script":
        yield "the page has a script"
    for attribute, value in element.attrib.items():
        if attribute.lower().startswith("on"):
            yield f"the attribute {attribute} runs code"
        elif attribute in ("href", "src", "action", "formaction", "data") and _CODE.match(value):
            yield f"the address {value[:60]!r} runs code or holds data"
    loaded = element.get("href") if name == "link" and "stylesheet" in (element.get("rel") or "").split() else None
    loaded = element.get(_LOADING[name]) if name in _LOADING else loaded
    if loaded and _REMOTE.match(loaded):
        yield f"{name} loads {loaded[:60]!r} from outside"


RULE = Rule(
    code="EPB110",
    title="Pages run no script and load nothing from outside",
    severity=Severity.ERROR,
    formats=("epub",),
    clause="EPUB 3.3, 3.6 and 6.3",
    find=_find,
    advice="Remove the script; put the file into the publication, or write a link.",
)
