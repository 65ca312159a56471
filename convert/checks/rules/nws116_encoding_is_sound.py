"""The text shows no damage of encoding: no replacement characters, no control characters, no mojibake.

What: every text meant for people.

Why: a character lost in transit cannot be found again later. U+FFFD says that one was lost; C1 controls and pairs such
as `â€™` say that text in UTF-8 was taken for Windows-1252.

Fails: `Aleppoâ€™s Old City`

Mend: convert the source again with the right encoding (`--encoding`); do not patch the result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from convert.checks.engine.rule import Problem, Rule, Subject
from convert.findings import Severity

# What damage begins with; texts without it, most of all, need no closer look.
_SUSPECT = re.compile("[\ufffd\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00c2\u00c3\u00e2]")
_UNSUSPECTED = bytes(set(range(256)) - {*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0xC2, 0xC3, 0xEF})
"""All bytes of UTF-8 but those that such a character begins with; taking them out is quicker than a search."""
_LONG = 500
# A curly quote or dash in UTF-8 begins with â€ in Windows-1252, an accented letter or a sign of Latin-1 with Ã or Â.
_DAMAGE = re.compile(
    "(?P<lost>\ufffd)"
    "|(?P<control>[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f])"
    "|(?P<mojibake>\u00e2\u20ac.|[\u00c2\u00c3][\u0080-\u00bf])"
)
_SAID = {
    "lost": "the replacement character U+FFFD stands for a lost one",
    "control": "a control character stands in the text",
    "mojibake": "these characters are UTF-8 taken for Windows-1252",
}


def _find(subject: Subject) -> Iterator[Problem]:
    for text in subject.facts.texts:
        if len(text.value) > _LONG and not text.value.encode("utf-8", "replace").translate(None, _UNSUSPECTED):
            continue
        suspect = _SUSPECT.search(text.value)
        if suspect and (match := _DAMAGE.search(text.value, suspect.start())):
            kind = match.lastgroup or "lost"
            around = text.value[max(0, match.start() - 15) : match.end() + 15]
            # A line of text is the document itself; in all others a text may be written in many ways.
            column = match.start() + 1 if subject.format == "text" else text.location.column
            yield Problem(message=f"{_SAID[kind]}: {around!r}", location=replace(text.location, column=column))


RULE = Rule(
    code="NWS116",
    title="The text shows no damage of encoding",
    severity=Severity.ERROR,
    formats=("newsml-g2", "ninjs", "epub", "article", "text"),
    clause="Unicode, 5.22 and 23.8",
    find=_find,
    advice="Convert the source again with the right encoding.",
)
