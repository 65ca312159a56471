"""Notes to editors are not printed.

What: no text of an editor's note (a property `edNote`) stands in a page.

Why: what is meant for colleagues must not reach readers.

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
    notes = [note.text for note in chain.from_iterable(stated) if len(note.text) >= _TELLING]
    if not notes:
        return
    for member, root in publication.pages:
        printed = " ".join(xhtml_text(root).split())
        for note in notes:
            if note in printed:
                message = f"the editor's note {note[:60]!r} is printed"
                yield Problem(message=message, location=place(member, root))


_TELLING = 12
"""How many characters a note has at least that is not in a page by chance."""

RULE = Rule(
    code="EPB117",
    title="Notes to editors are not printed",
    severity=Severity.WARNING,
    formats=("epub",),
    clause="NewsML-G2: edNote, which is for editors alone",
    find=_find,
    advice="Remove the note from the page.",
)
