"""The encoding of the text is intact: no replacement characters, no control characters, no mojibake.

What: no text for people has these characters.

Why: a lost character cannot be restored later. U+FFFD replaces lost characters; C1 controls and pairs such as `â€™` are
text in UTF-8 that was decoded as Windows-1252.

Fails: `Aleppoâ€™s Old City`

Mend: convert the source again with the right encoding (`--encoding`); do not patch the result.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from convert.checks.engine.damage import damage_in
from convert.checks.engine.rule import DOCUMENTS, Problem, Rule, Subject
from convert.findings import Severity


def _find(subject: Subject) -> Iterator[Problem]:
    for text in subject.facts.texts:
        if damage := damage_in(text.value):
            # Plain text has no escapes; in other formats the column in the source is not known.
            column = damage.column if subject.format == "text" else text.location.column
            yield Problem(message=str(damage), location=replace(text.location, column=column))


RULE = Rule(
    code="NWS116",
    title="The encoding of the text is intact",
    severity=Severity.ERROR,
    formats=(*DOCUMENTS, "text"),
    clause="Unicode, 5.22 and 23.8",
    find=_find,
    advice="Convert the source again with the right encoding.",
)
