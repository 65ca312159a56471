"""The table of contents lists the headings.

What: the entries of the table of contents name each h2 of the story, in order.

Why: in a reading system the table of contents is the only way to jump; a section that is not in it is hard to find.

Fails: a story with `<h2>The siege</h2>`, and a table of contents with the headline alone

Mend: list every h2 of the story, in reading order.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.epub.namespaces import OPS, XHTML
from convert.checks.epub.publication import Publication, place, text
from convert.findings import Severity


def _find(subject: Subject) -> Iterator[Problem]:
    publication: Publication = subject.document
    item = publication.navigation
    root = publication.root(item.member) if item and item.member else None
    if publication.story is None or item is None or not item.member or root is None:
        return
    entries = (_label(a) for nav in root.iter(f"{XHTML}nav") if _is_toc(nav) for a in nav.iter(f"{XHTML}a"))
    for heading in publication.story.iter(f"{XHTML}h2"):
        expected = _label(heading)
        if not any(entry == expected for entry in entries):
            message = f"the heading {text(heading)[:60]!r} is not in the table of contents, or out of order"
            yield Problem(message=message, location=place(item.member, root))
            return


def _is_toc(nav: Any) -> bool:
    return "toc" in (nav.get(f"{OPS}type") or "").split()


_NOTES: Any = etree.XPath(".//*[@role='doc-noteref']//text()[normalize-space()]")


def _label(element: Any) -> str:
    """The text of a heading or entry, without references to notes and white space."""
    pieces = list(element.itertext())
    notes = _NOTES(element) if len(element) else ()
    kept = [piece for piece in pieces if piece not in notes] or pieces
    return "".join("".join(kept).split())


RULE = Rule(
    code="EPB109",
    title="The table of contents lists the headings",
    severity=Severity.ERROR,
    formats=("epub",),
    clause="EPUB 3.3, 7.4.2; WCAG 2.2, 2.4.5",
    find=_find,
    advice="List every h2 of the story, in reading order.",
)
