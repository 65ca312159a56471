"""The story bears the publication's identifier.

What: the element `article` that is a schema:NewsArticle has the unique identifier as its `resource`.

Why: what is said in the page is said of that resource; with another identifier it is said of another story.

Fails: `<article typeof="schema:NewsArticle" resource="urn:x:other">`

Mend: give `resource` the text of the dc:identifier that unique-identifier names.
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.epub.publication import Publication, place
from convert.findings import Severity


def _find(subject: Subject) -> Iterator[Problem]:
    publication: Publication = subject.document
    story = publication.story
    if story is None or publication.identifier is None:
        return
    stated, wanted = story.get("resource"), publication.identifier.text
    if stated != wanted:
        message = f"the story is {stated!r}, the publication {wanted!r}"
        yield Problem(message=message, location=place(publication.story_page, story))


RULE = Rule(
    code="EPB104",
    title="The story bears the publication's identifier",
    severity=Severity.ERROR,
    formats=("epub",),
    clause="RDFa 1.1, 7.4; EPUB 3.3, 5.4",
    find=_find,
    advice="Give resource the text of the unique identifier.",
)
