"""Text of Arabic and Hebrew script in visual order, as programs extract it from PDF: letters run from left to right.

Letters that only end words show it, where words open with them and none end so: the final letters of Hebrew, tāʾ
marbūṭa, and final forms of Arabic letters as fonts have them. Then every line is turned around, but for numbers and
words of other scripts in it.
"""

from __future__ import annotations

import re
import unicodedata

MIN_WORDS, MOST_OTHERS = 4, 0.1
"""How many words open with letters that only end words, and the share of words at most that end so, as they should."""

FORMS = "[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufe70-\ufefc]"
"""Forms of Arabic letters and ligatures as fonts have them, which no writer uses."""

_ANY = re.compile("[\u05da\u05dd\u05df\u05e3\u05e5\u0629\u0649\ufb50-\ufbb1\ufe70-\ufefc]")
_LETTERS = "\u05d0-\u05ea\u0620-\u064a\u0671-\u06d3\ufb50-\ufdc7\ufe70-\ufefc"
_WORD = re.compile(f"[{_LETTERS}][\u0591-\u05c7\u064b-\u0652{_LETTERS}]+")
_RTL = re.compile("[\u0590-\u07ff\ufb1d-\ufdff\ufe70-\ufefc]")
_FINAL = "\u05da\u05dd\u05df\u05e3\u05e5\u0629"
_NAME = r"[A-Za-zÀ-ɏͰ-ӿ][A-Za-zÀ-ɏͰ-ӿ0-9'’.&/@_-]*"
_FIGURE = r"[0-9٠-٩۰-۹]+(?:[.,:/٫٬-][0-9٠-٩۰-۹]+)*"
_LEFT_TO_RIGHT = re.compile(rf"{_NAME}(?: +(?:{_NAME}|{_FIGURE}))*|{_FIGURE}")
"""What keeps its order: numbers, and words of other scripts with those that follow them (UAX #9)."""

_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_OPENING, _CLOSING = "([{", ")]}"


def turn_visual_order(text: str) -> tuple[str, int]:
    """`text` in logical order, and how many lines were turned around: 0 where nothing shows visual order."""
    if len(_ANY.findall(text)) < MIN_WORDS or not _is_visual(text):
        return text, 0
    lines = text.split("\n")
    turned = [_turned(line) if _RTL.search(line) else line for line in lines]
    return "\n".join(turned), sum(map(str.__ne__, lines, turned))


def _is_visual(text: str) -> bool:
    """Whether words open with letters that only end words, and hardly any ends so."""
    opens = ends = 0
    for word in _WORD.findall(text):
        opens += _only_ends(word[0], word)
        ends += _only_ends(word[-1], word)
    return opens >= MIN_WORDS and ends <= opens * MOST_OTHERS


def _only_ends(letter: str, word: str) -> bool:
    """Whether a letter of a word is one that only ends words of several letters."""
    if letter in _FINAL:
        return len(word) > 1
    return letter >= "\ufb50" and unicodedata.decomposition(letter).startswith("<final>") and _joins(letter)


def _joins(letter: str) -> bool:
    """Whether a final form is of a letter that joins the next one, so that it ends a word wherever it is."""
    return unicodedata.normalize("NFKC", letter) not in _NOT_JOINING


_NOT_JOINING = frozenset("اأإآٱدذرزوؤةىژڑڈۇۆۈۋەے")
"""Letters whose final forms are inside words, too, as they never join the next letter."""


def _turned(line: str) -> str:
    """A line from its end to its beginning; numbers and words of other scripts keep their order, marks their places."""
    body = line.strip()
    start = line[: len(line) - len(line.lstrip())]
    parts: list[str] = []
    at = 0
    for found in _LEFT_TO_RIGHT.finditer(body):
        parts += [*_clusters(body[at : found.start()]), found.group()]
        at = found.end()
    turned = "".join(reversed([*parts, *_clusters(body[at:])]))
    return start + (turned.translate(_MIRRORED) if _is_mirrored(turned) else turned)


def _clusters(text: str) -> list[str]:
    """The characters of `text`, each with the marks behind it."""
    clusters: list[str] = []
    for character in text:
        if clusters and unicodedata.combining(character):
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


def _is_mirrored(text: str) -> bool:
    """Whether the first bracket of a line closes, or its only ones open at its end."""
    brackets = [sign for sign in text if sign in _OPENING or sign in _CLOSING]
    return bool(brackets) and brackets[0] in _CLOSING
