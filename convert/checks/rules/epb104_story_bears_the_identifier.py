"""The story has the identifier of the publication.

What: the element `article` that is a schema:NewsArticle has the unique identifier as its `resource`. In a publication
of several stories, it has the dcterms:identifier that refines its page in the manifest.

Why: the metadata in the page applies to that resource; with another identifier it applies to another story.

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
    if publication.identifier is None:
        return
    for member, story in publication.stories:
        own = publication.meta("dcterms:identifier", publication.members[member].id)
        stated, expected = story.get("resource"), (own[0] if own else publication.identifier).text
        if stated != expected:
            message = f"the story is {stated!r}, its {'page' if own else 'publication'} {expected!r}"
            yield Problem(message=message, location=place(member, story))


RULE = Rule(
    code="EPB104",
    title="The story has the identifier of the publication",
    severity=Severity.ERROR,
    formats=("epub",),
    clause="RDFa 1.1, 7.4; EPUB 3.3, 5.4",
    find=_find,
    advice="Give resource the text of the unique identifier.",
)
