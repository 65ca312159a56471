"""The main title is the printed headline.

What: one dc:title has the title-type main, or there is just one dc:title, and it is the text of the page's h1.

Why: readers see the title on the shelf, and expect it above the story.

Fails: dc:title `Aleppo` above `<h1>Civilians cornered</h1>`

Mend: make them the same, and mark one title as main.
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.epub.publication import Publication, Statement, place
from convert.findings import Severity


def _find(subject: Subject) -> Iterator[Problem]:
    publication: Publication = subject.document
    titles = publication.dublin("title")
    main = [t for t in titles if "main" in _kinds(publication, t)] or titles[:1]
    if len(main) > 1:
        message = f"{len(main)} titles are marked as main"
        yield Problem(message=message, location=place(publication.package_path, main[1].element))
    headline = subject.facts.headline
    if publication.story is not None and main and headline and main[0].text != headline.value:
        message = f"the main title {main[0].text[:60]!r} is not the headline {headline.value[:60]!r}"
        yield Problem(message=message, location=headline.location)


def _kinds(publication: Publication, title: Statement) -> list[str]:
    id = title.element.get("id")
    return [kind.text for kind in publication.meta("title-type", id)] if id else []


RULE = Rule(
    code="EPB105",
    title="The main title is the printed headline",
    severity=Severity.WARNING,
    formats=("epub",),
    clause="EPUB 3.3, 5.5.3.1.2 and D.3.13",
    find=_find,
    advice="Make the main title and the h1 the same.",
)
