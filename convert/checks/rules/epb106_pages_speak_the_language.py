"""Pages have the language and direction of the publication.

What: `lang` and `xml:lang` of the root of each page are a dc:language of the package. `dir` is that of the package, but
in pages in its second or a further language.

Why: screen readers choose the voice, and reading systems the side to start from, by the page; shops and libraries by
the package.

Fails: `<html lang="en">` in a publication with dc:language `de`

Mend: make them the same; mark passages in other languages inside the page.
"""

from __future__ import annotations

from collections.abc import Iterator

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.epub.namespaces import XML_LANG
from convert.checks.epub.publication import Publication, place
from convert.findings import Severity


def _find(subject: Subject) -> Iterator[Problem]:
    publication: Publication = subject.document
    languages = [s.text for s in publication.dublin("language")]
    direction = None if publication.package is None else publication.package.get("dir")
    navigation = publication.navigation
    member = navigation.member if navigation and navigation.member else ""
    root = publication.root(member)
    pages = dict([*publication.pages, *([(member, root)] if root is not None else [])])
    for page, html in pages.items():
        for name, stated in (("lang", html.get("lang")), ("xml:lang", html.get(XML_LANG))):
            if languages and stated not in languages:
                message = f"{name} is {stated!r}, the language of the publication is {languages[0]!r}"
                yield Problem(message=message, location=place(page, html))
        if direction in ("ltr", "rtl") and html.get("dir") != direction and html.get("lang") not in languages[1:]:
            message = f"dir is {html.get('dir')!r}, that of the package is {direction!r}"
            yield Problem(message=message, location=place(page, html))


RULE = Rule(
    code="EPB106",
    title="Pages have the language and direction of the publication",
    severity=Severity.ERROR,
    formats=("epub",),
    clause="WCAG 2.2, 3.1.1; EPUB 3.3, 5.3.1 and 5.3.7",
    find=_find,
    advice="Give html the language and direction of the package.",
    foreign=Severity.NOTICE,
)
