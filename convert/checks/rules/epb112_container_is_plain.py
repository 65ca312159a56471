"""The zip is safe and plain.

What: mimetype is the first file and stored without compression; no name is absolute, has `..` or a character that some
file systems do not allow, and no two names differ in case alone.

Why: programs recognise an EPUB by its first bytes, and some unpack it to disk, where a name can overwrite another file.

Fails: a zip packed with `zip -r book.epub .`, which compresses mimetype

Mend: pack mimetype first and stored (`zip -X0 book.epub mimetype`), then the rest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.checks.epub.publication import Publication
from convert.findings import Location, Severity

_REFUSED = re.compile(r'["*:<>?\\|\x00-\x1f\x7f]|\.$')


def _find(subject: Subject) -> Iterator[Problem]:
    publication: Publication = subject.document
    epub = publication.epub
    names = list(epub.members)
    if names[:1] != ["mimetype"] or "mimetype" not in epub.stored:
        message = "mimetype is not the first file, or it is compressed"
        yield Problem(message=message, location=Location(member="mimetype"))
    for name in names:
        if name.startswith("/") or ".." in name.split("/") or _REFUSED.search(name):
            yield Problem(message="some file systems do not allow this name", location=Location(member=name))
    for name, count in Counter(name.casefold() for name in names).items():
        if count > 1:
            message = "names differ in case alone"
            yield Problem(message=message, location=Location(member=name))


RULE = Rule(
    code="EPB112",
    title="The zip is safe and plain",
    severity=Severity.ERROR,
    formats=("epub",),
    clause="EPUB 3.3, 4.2.3 and 4.3.3",
    find=_find,
    advice="Pack mimetype first and stored, then the rest, under plain names.",
)
