"""Specks: what programs that recognize letters make of dirt, rules and pictures on a scanned page."""

from __future__ import annotations

import re

from convert.readers.text.envelopes.envelope import TakenLine

SPECK = TakenLine("mark that a scan left")

LONGEST = 24
"""How many characters the line of a speck has at most."""

_WORD = re.compile(r"\w{3}|\d{2}")
_BREAKS = re.compile(r"[\s*#·•⁂~=_—–-]*|…|\.{2,}|[\W\d]*\d[\W\d]*|\(?[IVXLC]{1,5}\)?\.?|[A-ZÀ-ÖØ-ÞА-ЯΑ-Ω]\.?")
"""Lines that authors write: separators, numbers, and single capitals."""

_DIRT = re.compile(r"[|~=_°¬\\{}<>`´^¦§©®¢¥€£]|^[^\w\s]$|(?:^|\s)[a-zß-ÿа-я](?=\s|$)")

_MARK = re.compile(r"(?:^|(?<=\s))[|;:.,°~_`'‘’‚*=^-]{1,3}(?=\s|$)")


def without_marks(text: str) -> str:
    """A line without the marks that are alone in it, behind which is room ("14 March 1987 ; 7")."""
    return _MARK.sub("", text).strip()


def is_speck(text: str) -> bool:
    """Whether a line has no word, and a letter or a sign alone that nobody writes so ("|", "~ .", "= ee", "i")."""
    text = text.strip()
    if not text or len(text) > LONGEST or _WORD.search(text) or _BREAKS.fullmatch(text):
        return False
    return _DIRT.search(text) is not None
