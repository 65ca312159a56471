"""epub:type and role agree.

What: where an `epub:type` has a corresponding role of DPUB-ARIA, an element with this type and a role `doc-…` has that
role.

Why: reading systems use epub:type, screen readers use role; where they differ, one reader gets a footnote and the other
a bibliography.

Fails: `<aside epub:type="footnote" role="doc-endnote">`

Mend: use corresponding values: footnote and doc-footnote.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.epub.namespaces import OPS
from convert.checks.epub.publication import XHTML_TYPE, Publication, place
from convert.checks.epub.shapes import SOUND
from convert.findings import Severity

_ROLES = frozenset(
    [
        *("abstract", "acknowledgments", "afterword", "appendix", "bibliography", "chapter", "colophon", "conclusion"),
        *("cover", "credit", "credits", "dedication", "endnotes", "epigraph", "epilogue", "errata", "footnote"),
        *("foreword", "glossary", "index", "introduction", "noteref", "notice", "pagebreak", "part", "preface"),
        *("prologue", "pullquote", "qna", "subtitle", "tip", "toc"),
    ]
)
_OTHER_NAMES = {"page-list": "pagelist", "glossref": "glossref", "biblioref": "biblioref", "backlink": "backlink"}


def _find(subject: Subject) -> Iterator[Problem]:
    publication: Publication = subject.document
    for item, member, _ in publication.contents:
        if item.media_type == XHTML_TYPE:
            yield from SOUND.unless_sound("EPB108", publication.shape(member), partial(_in_page, publication, member))


def _in_page(publication: Publication, member: str) -> Iterator[Problem]:
    for element, stated in publication.attributes(member).get(f"{OPS}type", ()):
        role = element.get("role") or ""
        if not role.startswith("doc-"):
            continue
        types = stated.split()
        fitting = {f"doc-{t}" for t in types if t in _ROLES} | {
            f"doc-{_OTHER_NAMES[t]}" for t in types if t in _OTHER_NAMES
        }
        if fitting and fitting.isdisjoint(role.split()):
            message = f"epub:type is {' '.join(types)!r}, role is {role!r}"
            yield Problem(message=message, location=place(member, element))


RULE = Rule(
    code="EPB108",
    title="epub:type and role agree",
    severity=Severity.ERROR,
    formats=("epub",),
    clause="EPUB Type to ARIA Role Authoring Guide 1.1",
    find=_find,
    advice="Use corresponding values, such as footnote and doc-footnote.",
)
