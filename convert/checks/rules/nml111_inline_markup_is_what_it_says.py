"""Inline markup has its content type.

What: the root of `inlineXML` fits its `contenttype`: `html` with a `body`, in the XHTML namespace, for XHTML; `nitf`
for NITF.

Why: receivers look for the body by the content type, and find nothing.

Fails: `<inlineXML contenttype="application/xhtml+xml"><div xmlns="http://www.w3.org/1999/xhtml">…</div></inlineXML>`

Mend: put the blocks into `<html><head><title/></head><body>…</body></html>`, or correct the type.
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.newsml_g2 import NAR, place
from convert.documents import XHTML, local_name
from convert.findings import Severity

_XHTML_TYPES = ("application/xhtml+xml", "application/xhtml+html", "xhtml/xml")


def _find(subject: Subject) -> Iterator[Problem]:
    for inline in subject.document.index.named(f"{NAR}inlineXML"):
        root = next(inline.iterchildren("*"), None)
        if root is None:
            continue
        stated = inline.get("contenttype", "").partition(";")[0].strip().lower()
        name = local_name(root)
        if stated in _XHTML_TYPES and root.tag != XHTML + "html":
            yield Problem(message=f"the type is {stated}, the root is {name}, not XHTML's html", location=place(root))
        elif stated in _XHTML_TYPES and root.find(XHTML + "body") is None:
            yield Problem(message="html has no body", location=place(root))
        elif stated == "application/nitf+xml" and name != "nitf":
            yield Problem(message=f"the type is {stated}, the root is {name}, not nitf", location=place(root))


RULE = Rule(
    code="NML111",
    title="Inline markup has its content type",
    severity=Severity.ERROR,
    formats=("newsml-g2",),
    clause="NewsML-G2: inlineXML, contenttype; RFC 3236",
    find=_find,
    advice="Write html with head and body, or correct the contenttype.",
)
