"""Each picture of the story keeps its original address.

What: every image file that a news story shows is refined in the package by dcterms:source.

Why: without its address nobody can find out who took the picture, or get it in full size.

Fails: `<img src="image-1.jpg" alt="…"/>` whose item nothing refines

Mend: add `<meta property="dcterms:source" refines="#image-1">https://…</meta>`.
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.epub.namespaces import XHTML
from convert.checks.epub.publication import Publication, place, resolve
from convert.findings import Severity


def _find(subject: Subject) -> Iterator[Problem]:
    publication: Publication = subject.document
    if publication.story is None:
        return
    page = publication.story_page
    for image in publication.story.iter(f"{XHTML}img"):
        target = resolve(page, image.get("src") or "")
        item = publication.members.get(target[0]) if target else None
        if item and not publication.meta("dcterms:source", item.id):
            message = f"{item.href} has no source"
            yield Problem(message=message, location=place(page, image))


RULE = Rule(
    code="EPB115",
    title="Each picture of the story keeps its original address",
    severity=Severity.WARNING,
    formats=("epub",),
    clause="EPUB 3.3, 5.3.6",
    find=_find,
    advice="Add dcterms:source that refines the image's item.",
)
