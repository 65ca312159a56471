"""Each rendition has a content type and content.

What: `contentSet` has at least one child, and each child has a `contenttype`, and a text, an element or an address.

Why: receivers choose a parser by the content type; a rendition without content is a sign of an interrupted transfer.

Fails: `<contentSet><inlineXML/></contentSet>`

Mend: add `contenttype` and the content; omit an empty `contentSet`.
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.newsml_g2 import NAR, place
from convert.findings import Severity


def _find(subject: Subject) -> Iterator[Problem]:
    for contents in subject.document.index.named(f"{NAR}contentSet"):
        renditions = [child for child in contents.iterchildren("*") if child.tag.startswith(NAR)]
        if not renditions:
            yield Problem(message="the contentSet is empty", location=place(contents))
        for rendition in renditions:
            name = rendition.tag.removeprefix(NAR)
            if not rendition.get("contenttype"):
                yield Problem(message=f"{name} has no contenttype", location=place(rendition))
            has_text = bool((rendition.text or "").strip())
            has_child = next(rendition.iterchildren("*"), None) is not None
            addressed = any(map(rendition.get, ("href", "residref", "persistidref")))
            if not {"inlineXML": has_child, "inlineData": has_text}.get(name, addressed or has_child):
                yield Problem(message=f"{name} has no content", location=place(rendition))


RULE = Rule(
    code="NML110",
    title="Each rendition has a content type and content",
    severity=Severity.ERROR,
    formats=("newsml-g2",),
    clause="NewsML-G2: contentSet, contenttype",
    find=_find,
    advice="State the contenttype and send the content.",
)
