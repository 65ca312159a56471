"""The content set has renditions of one content only.

What: `contentSet` has no comments or processing instructions as children, and no pictures, audio or video beside a text
in XHTML or NITF; the latter is a warning.

Why: the children of `contentSet` are alternatives, of which a receiver uses one: perhaps the picture, and not the
story. Superdesk fails on a comment.

Fails: `<contentSet><!-- main text --><inlineXML …`

Mend: move the comment above `contentSet`, or remove it; send a picture as an item of its own, and refer to it by
`link`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.newsml_g2 import NAR, place
from convert.findings import Severity


def _find(subject: Subject) -> Iterator[Problem]:
    for contents in subject.document.index.named(f"{NAR}contentSet"):
        texts = [child for child in contents.iterchildren(NAR + "inlineXML") if _is_text(child)]
        for child in contents if texts else ():
            if not isinstance(child.tag, str):
                yield Problem(message="contentSet has a comment or processing instruction", location=place(contents))
        for other in contents.iterchildren(NAR + "remoteContent") if texts else ():
            kind = other.get("contenttype", "").partition("/")[0]
            if kind in ("image", "audio", "video"):
                message = f"a rendition of the type {other.get('contenttype')} is beside the text"
                yield Problem(
                    message=message,
                    location=place(other),
                    advice="Send it as an item of its own, and refer to it by link.",
                    severity=Severity.WARNING,
                )


def _is_text(rendition: Any) -> bool:
    return any(rendition.get("contenttype", "").startswith(kind) for kind in _TEXTS)


_TEXTS = ("application/xhtml+xml", "application/nitf+xml", "text/")


RULE = Rule(
    code="NML112",
    title="The content set has renditions of one content only",
    severity=Severity.ERROR,
    formats=("newsml-g2",),
    clause="NewsML-G2: contentSet",
    find=_find,
    advice="Move it out of contentSet.",
)
