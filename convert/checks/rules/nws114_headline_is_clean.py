"""There is a headline, without markup, and the first paragraph does not repeat it.

What: a story with a body has a main headline without markup, and the first paragraph of the body is not the same,
unless it is the whole body. Documents that need no headline, such as pictures, concepts and books, are skipped.

Why: feeds and search results show it alone. A repeated headline is a sign of text that was split in the wrong place;
markup in it is shown literally.

Fails: `"value": "Rain &lt;b&gt;floods&lt;/b&gt; the valley"`

Mend: write the headline as plain text, and remove it from the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from convert.checks.engine.facts import Body, xhtml_text
from convert.checks.engine.rule import DOCUMENTS, Problem, Rule, Subject
from convert.documents import XHTML
from convert.findings import Location, Severity

_MARKUP = re.compile(
    r"</?(?:b|i|em|strong|span|br|p|a|sup|sub|font)\b[^>]*>|&(?:amp|lt|gt|quot|nbsp|#\d+);", re.IGNORECASE
)


def _find(subject: Subject) -> Iterator[Problem]:
    headline = subject.facts.headline
    if not subject.facts.is_news:
        return
    if headline is None:
        if subject.facts.has_headline and any(body.text.strip() for body in subject.facts.bodies):
            yield Problem(message="there is no headline", location=Location())
        return
    if _MARKUP.search(headline.value):
        yield Problem(message="there is markup in the headline", location=headline.location)
    words = tuple(headline.value.split())
    if any(_first_paragraph(body) == words != body.runs for body in subject.facts.bodies[:1]):
        yield Problem(message="the first paragraph repeats the headline", location=headline.location)


def _first_paragraph(body: Body) -> tuple[str, ...]:
    if body.root is None:
        return tuple(body.text.partition("\n")[0].split())
    paragraphs = body.index.named(f"{XHTML}p") if body.index else ()
    first = next((paragraph for paragraph in paragraphs if paragraph is not body.root), None)
    return tuple(xhtml_text(first).split()) if first is not None else ()


RULE = Rule(
    code="NWS114",
    title="There is a headline, without markup, and the first paragraph does not repeat it",
    severity=Severity.WARNING,
    formats=DOCUMENTS,
    clause="NewsML-G2: headline; ninjs: headlines",
    find=_find,
    advice="Write the headline as plain text, and remove it from the body.",
    each_item=True,
)
