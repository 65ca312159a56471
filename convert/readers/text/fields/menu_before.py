"""Finds the menu or path of a page that is run together with a title."""

from __future__ import annotations

import re

from convert.readers.text.lexicon import Lexicon
from convert.readers.text.lexicon.keys import line_key
from convert.readers.text.lexicon.phrases import EXACT

MIN_STEPS, MIN_SPACED = 2, 3
"""How many known sections a path or a menu without spaces has at least, and how many a menu with spaces."""

MIN_TITLE = 3
"""How many words a title behind them has at least."""

MOST_SECTION_WORDS = 2
"""How many words the name of a section has at most."""

LONGEST = 250
"""How many characters a line with a menu and a title has at most."""

_STEP = re.compile(r"\s{0,3}[>»›/|•·→]\s{0,3}")
_GLUED = re.compile(r"(?<=[a-zà-öø-ÿąćęłńóśźžčřšťůěďňа-яёіїєґ])(?=[A-ZÀ-ÖØ-ÞĄĆĘŁŃÓŚŹŻČŘŠŤŮĚĎŇА-ЯЁІЇЄҐ])")
_SPACE = re.compile(r"\s")
_MENUS = ((_STEP, MIN_STEPS, 1), (_GLUED, MIN_STEPS, 1), (_SPACE, MIN_SPACED, MOST_SECTION_WORDS))
"""The signs between sections, how many sections there are at least, and how many parts by the sign each has at most."""


def menu_before(text: str, lexicon: Lexicon) -> str:
    """The sections of a page that `text` opens with before a title, with their signs ("Home > Sport > "); else nothing.

    Each is a whole phrase of menus, and the title behind them opens with a capital.
    """
    if len(text) > LONGEST:
        return ""
    for sign, least, most_parts in _MENUS:
        end = _end_of_menu(text, lexicon, sign, least, most_parts)
        if end and text[end].isupper() and len(text[end:].split()) >= MIN_TITLE:
            return text[:end]
    return ""


def _end_of_menu(text: str, lexicon: Lexicon, sign: re.Pattern[str], least: int, most_parts: int) -> int:
    """Where the sections end that `text` opens with, each of up to `most_parts` parts before a `sign`; 0 where they are
    fewer than `least`.
    """
    ends = [(match.start(), match.end()) for match in sign.finditer(text)]
    start = found = at = 0
    while at < len(ends):
        taken = next(
            (
                number
                for number in range(min(most_parts, len(ends) - at), 0, -1)
                if _is_section(text[start : ends[at + number - 1][0]], lexicon)
            ),
            0,
        )
        if not taken:
            break
        at += taken
        start, found = ends[at - 1][1], found + 1
    return start if found >= least and start < len(text) else 0


def _is_section(text: str, lexicon: Lexicon) -> bool:
    """Whether a text is the name of a section, as menus have it."""
    return lexicon.furniture.role(line_key(text)) == ("navigation", EXACT)
