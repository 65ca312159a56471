"""Damage of text by a wrong encoding: replacement characters, control characters, and UTF-8 decoded as Windows-1252."""

from __future__ import annotations

import re
from typing import NamedTuple

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


class Damage(NamedTuple):
    """Damage in a text: its kind in words, the characters around it, and its column, from 1."""

    kind: str
    around: str
    column: int

    def __str__(self) -> str:
        return f"{self.kind}: {self.around!r}"


def damage_in(text: str) -> Damage | None:
    """Return the first damage in a text, None if it is intact."""
    if len(text) > _LONG and not text.encode("utf-8", "replace").translate(None, _UNSUSPECTED):
        return None
    suspect = _SUSPECT.search(text)
    if not suspect or not (match := _DAMAGE.search(text, suspect.start())):
        return None
    around = text[max(0, match.start() - 15) : match.end() + 15]
    return Damage(_MESSAGES[match.lastgroup or "lost"], around, match.start() + 1)
