"""Pages run no script and load nothing from outside.

What: no page has a script, an event handler or an address that runs code; pictures, audio, video and stylesheets are
files of the publication.

Why: a story that loads from outside reveals its readers, can change after the check, and is blank without a connection.

Fails: `<img src="https://example.org/a.jpg">`, `<script>…</script>`

Mend: remove scripts; put the file into the publication, or write a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.epub.namespaces import XHTML
from convert.checks.epub.publication import XHTML_TYPE, Publication, place
from convert.checks.epub.shapes import SOUND
from convert.findings import Severity

_LOADING = {
    "src": ("img", "audio", "video", "source", "track", "iframe", "embed", "script", "input"),
    "data": ("object",),
    "href": ("link",),
}
_ADDRESSES = ("href", "src", "action", "formaction", "data")
_REMOTE = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)
_CODE = re.compile(r"\s*(?:javascript|vbscript|data):", re.IGNORECASE)


def _find(subject: Subject) -> Iterator[Problem]:
    publication: Publication = subject.document
    for item, member, root in publication.contents:
        if item.media_type == XHTML_TYPE:
            examine = partial(_in_page, publication, member, root)
            yield from SOUND.unless_sound("EPB110", publication.shape(member), examine)


def _in_page(publication: Publication, member: str, root: Any) -> Iterator[Problem]:
    for script in root.iter(f"{XHTML}script"):
        yield Problem(message="the page has a script", location=place(member, script))
    for name, found in publication.attributes(member).items():
        for element, value in found if name in _ADDRESSES or name.lower().startswith("on") else ():
            if message := _wrong(element, name, value):
                yield Problem(message=message, location=place(member, element))


def _wrong(element: Any, name: str, value: str) -> str:
    """The fault of an attribute with an address or code; empty if there is none."""
    if not element.tag.startswith(XHTML):
        return ""
    if name not in _ADDRESSES:
        return f"the attribute {name} runs code"
    if _CODE.match(value):
        return f"the address {value[:60]!r} runs code or holds data"
    tag = element.tag.removeprefix(XHTML)
    loads = tag in _LOADING.get(name, ()) and (tag != "link" or "stylesheet" in (element.get("rel") or "").split())
    return f"{tag} loads {value[:60]!r} from outside" if loads and _REMOTE.match(value) else ""


RULE = Rule(
    code="EPB110",
    title="Pages run no script and load nothing from outside",
    severity=Severity.ERROR,
    formats=("epub",),
    clause="EPUB 3.3, 3.6 and 6.3.2",
    find=_find,
    advice="Remove the script; put the file into the publication, or write a link.",
)
