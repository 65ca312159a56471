"""Datelines: the place, day and agency before the first sentence of wire copy.

Only a certain dateline is separated from the text: one with capitals, an agency in brackets, a date, or a place in the
lexicon. Anything less remains in the text, so no word is lost.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.scripts import FIRST_CJK

MAX_LENGTH = 110
"""The greatest length of a dateline with its separator, in characters."""

_SEPARATOR = re.compile(r"\s?[:：](?=\s)|\s?(?:--|[–—―])\s?|\s-\s|\s?\(?=[)]?\s")
_BRACKET = re.compile(r"\s*[（(](?P<agency>[^()（）]{2,40})[)）]\s*$")
_DATE_TAIL = re.compile(
    r"[,،]?\s*(?:\d{1,2}\.?\s?(?:de |d')?[^\W\d_]{3,12}\.?|[^\W\d_]{3,12}\.?\s\d{1,2})(?:,?\s(?:de\s)?\d{4})?\s*$"
)
_JA = r"【[^】]{2,24}(?:共同|時事|AFP|AP|ロイター|ＡＦＰ|ＡＰ|[＝=][^】]{2,12})】"
_ZH = r"(?:新华社|中新社|中新网|中央社|新華社|人民网)[^，。,:：]{0,14}?\d{1,2}月\d{1,2}日(?:电|電|讯|訊)"
_WORD = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*\.?")
_LETTER = re.compile(r"\w")
_VOWEL_POINTS = "[\u064b-\u0652\u0670\u0591-\u05c7]"


class Dateline(NamedTuple):
    """A dateline without its separator, the position at which the running text begins, and the confidence (0 to 1)."""

    text: str
    end: int
    confidence: float


def read_dateline(text: str, lexicon: Lexicon) -> Dateline | None:
    """The dateline that opens the paragraph `text`; None if there is no certain one."""
    for pattern in (_JA, _ZH) if text[:1] >= FIRST_CJK else ():
        if match := re.match(pattern, text):
            end = match.end() + (len(text[match.end() :]) - len(text[match.end() :].lstrip(" 　（）()")))
            return Dateline(match.group().strip("【】"), end, 0.9) if _LETTER.search(text, end) else None
    head = text[:MAX_LENGTH]
    for separator in _SEPARATOR.finditer(head):
        if separator.start() == 0 or separator.end() >= len(text):
            continue
        confidence = _confidence(head[: separator.start()].strip(), separator.group().strip(), lexicon)
        if confidence:
            end = separator.end() + (len(text[separator.end() :]) - len(text[separator.end() :].lstrip()))
            return Dateline(head[: separator.start()].strip(), end, confidence) if _LETTER.search(text, end) else None
    return None


def _confidence(head: str, separator: str, lexicon: Lexicon) -> float:
    """How likely `head`, the text before a separator, is a dateline; 0 if it is not."""
    place, agency, dated = head, False, False
    if bracket := _BRACKET.search(place):
        named = [fold_word(part.strip()) for part in re.split(r"[/,]", bracket["agency"])]
        agency = any(part in lexicon.agencies for part in named)
        if not agency and not (place[: bracket.start()].isupper() and bracket["agency"].isupper()):
            return 0.0
        place = place[: bracket.start()]
    if tail := _DATE_TAIL.search(place):
        words = [fold_word(word) for word in re.findall(r"[^\W\d_]+", tail.group())]
        if any(word in lexicon.months for word in words):
            dated, place = True, place[: tail.start()]
    place = place.strip(" ,،")
    bare = place if place.isascii() else re.sub(_VOWEL_POINTS, "", place)
    words = bare.replace(",", " ").replace("/", " ").split()
    if not 1 <= len(words) <= 6 or not all(_WORD.fullmatch(word) for word in words):
        return 0.0
    folded = fold_word(bare)
    if folded in lexicon.non_places or folded in lexicon.agencies or fold_word(words[0]) in lexicon.non_places:
        return 0.0
    known = folded in lexicon.places or fold_word(place.partition(",")[0]) in lexicon.places
    if place.lower() == place.upper():
        return 0.9 if (agency and len(words) <= 3) or known else 0.0
    proper = all(word[0].isupper() or len(word) <= 3 for word in words) and words[0][0].isupper()
    if agency or dated:
        return 0.95 if proper else 0.0
    letters = [c for c in place if c.isalpha()]
    if place.isupper() and len(letters) >= 4 and len(words) <= 4:
        return 0.95 if known else 0.75
    if known and separator != ":":
        return 0.8
    return 0.0
