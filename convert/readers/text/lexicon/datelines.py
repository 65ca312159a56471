"""Datelines: the place, day and agency that wire copy opens its first paragraph with.

Only what is plainly one is taken out of the text: capitals, an agency in brackets, a date, or a place that the lexicon
knows. Anything less stays where it is; no word is lost by that.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.scripts import FIRST_CJK

_REACH = 110
"""No dateline is longer."""

_MARK = re.compile(r"\s?[:：](?=\s)|\s?(?:--|[–—―])\s?|\s-\s|\s?\(?=[)]?\s")
_BRACKET = re.compile(r"\s*[（(](?P<agency>[^()（）]{2,40})[)）]\s*$")
_DATE_TAIL = re.compile(
    r"[,،]?\s*(?:\d{1,2}\.?\s?(?:de |d')?[^\W\d_]{3,12}\.?|[^\W\d_]{3,12}\.?\s\d{1,2})(?:,?\s(?:de\s)?\d{4})?\s*$"
)
_JA = r"【[^】]{2,24}(?:共同|時事|AFP|AP|ロイター|ＡＦＰ|ＡＰ|[＝=][^】]{2,12})】"
_ZH = r"(?:新华社|中新社|中新网|中央社|新華社|人民网)[^，。,:：]{0,14}?\d{1,2}月\d{1,2}日(?:电|電|讯|訊)"
_WORD = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*\.?")
_LETTER = re.compile(r"\w")
_POINTS = "[\u064b-\u0652\u0670\u0591-\u05c7]"


class Dateline(NamedTuple):
    """A dateline without its separator, and where in the paragraph the running text begins."""

    text: str
    end: int
    confidence: float


def read_dateline(text: str, lexicon: Lexicon) -> Dateline | None:
    """The dateline that the paragraph `text` opens with, None where it plainly has none."""
    for pattern in (_JA, _ZH) if text[:1] >= FIRST_CJK else ():
        if match := re.match(pattern, text):
            end = match.end() + (len(text[match.end() :]) - len(text[match.end() :].lstrip(" 　（）()")))
            return Dateline(match.group().strip("【】"), end, 0.9) if _LETTER.search(text, end) else None
    head = text[:_REACH]
    for mark in _MARK.finditer(head):
        if mark.start() == 0 or mark.end() >= len(text):
            continue
        confidence = _confidence(head[: mark.start()].strip(), mark.group().strip(), lexicon)
        if confidence:
            end = mark.end() + (len(text[mark.end() :]) - len(text[mark.end() :].lstrip()))
            return Dateline(head[: mark.start()].strip(), end, confidence) if _LETTER.search(text, end) else None
    return None


def _confidence(head: str, mark: str, lexicon: Lexicon) -> float:
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
    bare = place if place.isascii() else re.sub(_POINTS, "", place)
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
    if known and mark != ":":
        return 0.8
    return 0.0
