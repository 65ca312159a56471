"""The headings of a page form an outline.

What: each page has one h1, no heading is empty, and no level is skipped on the way down.

Why: users of screen readers navigate by headings; a gap looks like a missing part.

Fails: `<h2>` followed by `<h4>`

Mend: give each heading the level below that of its parent heading.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.epub.namespaces import XHTML
from convert.checks.epub.publication import Publication, place, text
from convert.checks.epub.shapes import SOUND
from convert.findings import Severity

_HEADINGS = [f"{XHTML}h{level}" for level in range(1, 7)]


def _find(subject: Subject) -> Iterator[Problem]:
    publication: Publication = subject.document
    for member, root in publication.pages:
        yield from SOUND.unless_sound("EPB107", publication.shape(member), partial(_in_page, member, root))


def _in_page(member: str, root: Any) -> Iterator[Problem]:
    level = 0
    headings = list(root.iter(*_HEADINGS))
    tops = [h for h in headings if h.tag == _HEADINGS[0]]
    if len(tops) != 1:
        yield Problem(message=f"the page has {len(tops)} h1, not one", location=place(member, root))
    for heading in headings:
        here = int(heading.tag[-1])
        if here > level + 1:
            message = f"h{here} follows h{level}" if level else f"the first heading is an h{here}"
            yield Problem(message=message, location=place(member, heading))
        if not text(heading) and not heading.xpath(".//@alt"):
            yield Problem(message="the heading is empty", location=place(member, heading))
        level = here


RULE = Rule(
    code="EPB107",
    title="The headings of a page form an outline",
    severity=Severity.ERROR,
    formats=("epub",),
    clause="WCAG 2.2, 1.3.1 and 2.4.6",
    find=_find,
    advice="Give each heading the level below that of its parent heading.",
    foreign=Severity.NOTICE,
)
