"""Specks: what programs that recognize letters make of dirt, rules and pictures on a scanned page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from convert.readers.text.envelopes.envelope import TakenLine
from convert.readers.text.sentences import CLOSING_QUOTES, ENDS_WRAPPED_LINE

SPECK = TakenLine("mark that a scan left")

LONGEST = 24
"""How many characters the line of a speck has at most."""

MIN_MARKED, MIN_WORDS, MOST_BARS = 2, 3, 1
"""How many lines with marks that nobody writes scanned text has at least, how many words such a line has at least, and
how many bars at most.
"""

_WORD = re.compile(r"\w{3}|\d{2}")
_BREAKS = re.compile(r"[\s*#·•⁂~=_—–-]*|…|\.{2,}|[\W\d]*\d[\W\d]*|\(?[IVXLC]{1,5}\)?\.?|[A-ZÀ-ÖØ-ÞА-ЯΑ-Ω]\.?")
"""Lines that authors write: separators, numbers, and single capitals."""

_DIRT = re.compile(r"[|~=_°¬\\`´^¦§©®¢¥€£]|^[^\w\s]$|(?:^|\s)[a-zß-ÿа-я](?=\s|$)")
_CODE = re.compile(r"[{}()\[\]<>;&$@\"]")
"""Signs in short lines of code."""

_MARK = re.compile(r"(?:^|(?<=\s))[|;:.,°~_`'‘’‚*=^-]{1,3}(?=\s|$)")

_MARKS_OF_SCANS = re.compile(
    r"[.!?…][”»\"’]?\s[;:.,|°~`‘'’^*=-]{1,2}\s*$|[^\W\d]\s[|°~`^=\\]{1,2}\s*$|^\s*[|°~`^\\‚][ ]?[^\W\d_]"
    r"|^\s*[.,;:'‘’][ ][^\W\d_]|^\s*_{1,2}[ ][a-zß-ÿ]|[^\W\d_]\s[°~`^][ ][^\W\d_]"
)
"""Marks behind the end of a sentence, or where no line begins or ends."""


def is_marked(lines: Sequence[str], filled: Sequence[int]) -> bool:
    """Whether several of the `lines` with text, which are `filled`, have marks as only scans leave them, one of them
    among words.
    """
    marked = specks = 0
    for at in filled:
        line = lines[at]
        is_text = line.count("|") <= MOST_BARS and len(_WORD.findall(line)) >= MIN_WORDS
        marked += is_text and _MARKS_OF_SCANS.search(line) is not None
        specks += is_speck(line)
        if marked and marked + specks >= MIN_MARKED:
            return True
    return False


def find_specks(lines: Sequence[str], filled: Sequence[int]) -> Iterator[int]:
    """The indexes of specks among the `lines` with text, which are `filled`; a letter between lines of a block is none,
    as it may be a word.
    """
    for at in filled:
        if is_speck(lines[at]):
            is_apart = not any(map(str.strip, (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2])))
            if is_apart or not lines[at].strip().isalpha():
                yield at


def opens_small(text: str) -> bool:
    """Whether a line opens with a small letter, perhaps behind marks that a scan left."""
    return text[0].islower() or text.lstrip(_MARKS)[:1].islower()


def ends_sentence(text: str) -> bool:
    """Whether a line ends a sentence, perhaps before marks that a scan left."""
    return ENDS_WRAPPED_LINE.search(text) is not None or _ENDS_BEFORE_MARKS.search(text) is not None


_MARKS = " _.,;:'`‘’‚|°~^=*"
_ENDS_BEFORE_MARKS = re.compile(rf"[.!?…][{CLOSING_QUOTES}]?(?: [{_MARKS}-])+$")


def without_marks(text: str) -> str:
    """A line without the marks that are alone in it, behind which is room ("14 March 1987 ; 7")."""
    return _MARK.sub("", text).strip()


def is_speck(text: str) -> bool:
    """Whether a line has no word, and a letter or a sign alone that nobody writes so ("|", "~ .", "= ee", "i")."""
    text = text.strip()
    if not text or len(text) > LONGEST or _WORD.search(text) or _CODE.search(text) or _BREAKS.fullmatch(text):
        return False
    return _DIRT.search(text) is not None
