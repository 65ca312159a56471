"""The encoding of the text is intact: no replacement characters, no control characters, no mojibake.

What: no text for people has these characters.

Why: a lost character cannot be restored later. U+FFFD replaces lost characters; C1 controls and pairs such as `â€™` are
text in UTF-8 that was decoded as Windows-1252.

Fails: `Aleppoâ€™s Old City`

Mend: convert the source again with the right encoding (`--encoding`); do not patch the result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from convert.checks.engine.rule import DOCUMENTS, Problem, Rule, Subject
from convert.findings import Severity

# The first characters of damage; most texts have none of them.
_SUSPECT = re.compile("[\ufffd\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00c2\u00c3\u00e2]")
_UNSUSPECTED = bytes(set(range(256)) - {*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0xC2, 0xC3, 0xEF})
"""All bytes of UTF-8 but the first ones of such characters; removing them is faster than a search."""
_LONG = 500
# A curly quote or dash in UTF-8 begins with â€ in Windows-1252, an accented letter or a sign of Latin-1 with Ã or Â.
_DAMAGE = re.compile(
    "(?P<lost>\ufffd)"
    "|(?P<control>[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f])"
    "|(?P<mojibake>\u00e2\u20ac.|[\u00c2\u00c3][\u0080-\u00bf])"
)
_MESSAGES = {
    "lost": "a character was replaced by U+FFFD",
    "control": "the text has a control character",
    "mojibake": "these characters are UTF-8 decoded as Windows-1252",
}


def _find(subject: Subject) -> Iterator[Problem]:
    for text in subject.facts.texts:
        if len(text.value) > _LONG and not text.value.encode("utf-8", "replace").translate(None, _UNSUSPECTED):
            continue
        suspect = _SUSPECT.search(text.value)
        if suspect and (match := _DAMAGE.search(text.value, suspect.start())):
            kind = match.lastgroup or "lost"
            around = text.value[max(0, match.start() - 15) : match.end() + 15]
            # Plain text has no escapes; in other formats the column in the source is not known.
            column = match.start() + 1 if subject.format == "text" else text.location.column
            yield Problem(message=f"{_MESSAGES[kind]}: {around!r}", location=replace(text.location, column=column))


RULE = Rule(
    code="NWS116",
    title="The encoding of the text is intact",
    severity=Severity.ERROR,
    formats=(*DOCUMENTS, "text"),
    clause="Unicode, 5.22 and 23.8",
    find=_find,
    advice="Convert the source again with the right encoding.",
)
