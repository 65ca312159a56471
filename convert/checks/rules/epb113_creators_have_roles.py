"""Each creator has a role.

What: every dc:creator is refined by a role.

Why: without roles a catalogue lists the photographer as the author.

Fails: `<dc:creator id="c">Jane Doe</dc:creator>` with nothing that refines `#c`

Mend: add `<meta property="role" refines="#c" scheme="marc:relators">aut</meta>`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.epub.publication import Publication, place
from convert.findings import Severity


def _find(subject: Subject) -> Iterator[Problem]:
    publication: Publication = subject.document
    roles = (found for property, found in publication.properties.items() if property.rpartition(":")[2] == "role")
    refined = {role.refines for role in chain.from_iterable(roles)}
    for creator in publication.dublin("creator"):
        if f"#{creator.element.get('id')}" not in refined:
            message = f"{creator.text!r} has no role"
            yield Problem(message=message, location=place(publication.package_path, creator.element))


RULE = Rule(
    code="EPB113",
    title="Each creator has a role",
    severity=Severity.WARNING,
    formats=("epub",),
    clause="EPUB 3.3, 5.5.3.2.3 and D.3.10",
    find=_find,
    advice="Add a meta with the property role that refines the creator.",
    foreign=Severity.NOTICE,
)
