"""Notes to editors are not printed.

What: no page has the text of an editor's note (a property `edNote`).

Why: notes for colleagues must not reach readers.

Fails: xa:edNote `Check names before use.` and `<p>Check names before use.</p>`

Mend: remove the note from the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from convert.checks.engine.facts import xhtml_text
from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.epub.publication import Publication, place
from convert.findings import Severity


def _find(subject: Subject) -> Iterator[Problem]:
    publication: Publication = subject.document
    stated = (found for property, found in publication.properties.items() if property.endswith(":edNote"))
    notes = [note.text for note in chain.from_iterable(stated) if len(note.text) >= _LEAST]
    if not notes:
        return
    for member, root in publication.pages:
        printed = " ".join(xhtml_text(root).split())
        for note in notes:
            if note in printed:
                message = f"the editor's note {note[:60]!r} is printed"
                yield Problem(message=message, location=place(member, root))


_LEAST = 12
"""The length from which a note does not occur in a page by chance, in characters."""

RULE = Rule(
    code="EPB117",
    title="Notes to editors are not printed",
    severity=Severity.WARNING,
    formats=("epub",),
    clause="NewsML-G2: edNote",
    find=_find,
    advice="Remove the note from the page.",
)
