"""Nothing but renditions stands in the content set.

What: comments and processing instructions directly in `contentSet`.

Why: the standard's consumers count its children as renditions of the same content; Superdesk fails on a comment.

Fails: `<contentSet><!-- main text --><inlineXML …`

Mend: move the comment above `contentSet`, or drop it.
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks import Problem, Rule, Subject
from convert.checks.newsml_g2 import NAR, place
from convert.findings import Severity


def _find(subject: Subject) -> Iterator[Problem]:
    for contents in subject.document.index.named(f"{NAR}contentSet"):
        for child in contents:
            if not isinstance(child.tag, str):
                yield Problem(message="a comment or processing instruction stands here", location=place(contents))


RULE = Rule(
    code="NML112",
    title="Nothing but renditions stands in the content set",
    severity=Severity.ERROR,
    formats=("newsml-g2",),
    clause="NewsML-G2: contentSet",
    find=_find,
    advice="Move it out of contentSet.",
)
