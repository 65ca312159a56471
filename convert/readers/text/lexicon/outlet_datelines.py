"""Datelines that outlets write in their own way: their address before the place, and reporters before the text.

"jpnn.com, JAKARTA - …", "भोपाल। …", "New Delhi: …", "本报讯（记者 张三）…", and the day behind the distributor of a
release.
"""

from __future__ import annotations

import re

from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.lexicon.dateline import Dateline
from convert.readers.text.lexicon.dates import read_date
from convert.readers.text.scripts import FIRST_CJK

CONFIDENCE = 0.9
"""The confidence of such a dateline."""

MIN_WORDS, NAMED_WITHIN = 12, 240
"""How many words of text are behind such a place at least, and within how many characters they name it again, or a day
of the week.
"""

_OUTLET = re.compile(
    r"(?P<outlet>[A-Za-z][A-Za-z0-9-]{1,24}(?:\.[A-Za-z]{2,4}){1,2}),\s?"
    r"(?P<place>[A-Z][A-Za-z'’-]+(?:\s[A-Z][A-Za-z'’-]+){0,2})\s?(?:--|[–—-])\s?(?=[A-Z\"“'‘])"
)
_PLACE_IN_HINDI = re.compile(r"(?P<place>[\u0900-\u0963]{2,14}(?:\s[\u0900-\u0963]{2,14})?)\s?।\s(?=\S)")
_PLACE = re.compile(r"(?P<place>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?):\s(?=[A-Z])")
_LOCAL_REPORT = re.compile(
    r"本[报報网網台刊社][讯訊]\s?[（(](?P<label>(?:全媒体|见习|實習|实习)?(?:记者|記者|通讯员|通訊員))?[：:\s]*"
    r"(?P<names>[^（）()，。；]{2,40})[）)]\s?"
)
_LABEL_OF_NAMES = re.compile(r"(?:全媒体|见习|实习|實習)?(?:记者|記者|通讯员|通訊員)[：:\s]*|[、,\s/]+")
_CHINESE_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_DAY_BEHIND = re.compile(r"(?P<day>[^\W\d_]{3,9}\.? \d{1,2}, \d{4})\s?(?:--|[–—])\s?")


def read_outlet_dateline(text: str, lexicon: Lexicon) -> Dateline | None:
    """The dateline in an outlet's own form that opens the paragraph `text`; None if there is none."""
    if text[:1] >= FIRST_CJK:
        return _read_local_report(text)
    found = _OUTLET.match(text)
    if found and not _is_name(found["place"], lexicon) and _has_text(text, found.end()):
        shown = text[: found.end("place")]
        return Dateline(shown, found.end(), CONFIDENCE, found["outlet"])
    found = _PLACE_IN_HINDI.match(text) or _PLACE.match(text)
    if found and _has_text(text, found.end()) and _is_news_of(found["place"], text[found.end() :], lexicon):
        return Dateline(found["place"], found.end(), CONFIDENCE)
    return None


def read_day_behind(rest: str, lexicon: Lexicon) -> tuple[str, int] | None:
    """The day between the distributor of a release and its text ("September 15, 2009--"), and where the text begins."""
    found = _DAY_BEHIND.match(rest)
    parsed = read_date(found["day"], lexicon, of_any_day=True) if found else None
    return (parsed.moment.text[:10], found.end()) if found and parsed and parsed.moment else None


def _read_local_report(text: str) -> Dateline | None:
    found = _LOCAL_REPORT.match(text)
    if found is None:
        return None
    names = tuple(name for name in _LABEL_OF_NAMES.split(found["names"]) if name)
    if not names or not all(map(_CHINESE_NAME.fullmatch, names)) or (len(names) < 2 and not found["label"]):
        return None
    shown, bracket, _ = found.group().partition("（" if "（" in found.group() else "(")
    return Dateline(
        shown.strip(), found.end(), CONFIDENCE, "", "", names, (bracket + found.group()[len(shown) + 1 :]).strip()
    )


def _is_name(place: str, lexicon: Lexicon) -> bool:
    return fold_word(place.split()[0]) in lexicon.given_names


def _has_text(text: str, begins: int) -> bool:
    """Whether a sentence of some length is behind a dateline."""
    return text.count(" ", begins) + 1 >= MIN_WORDS


def _is_news_of(place: str, rest: str, lexicon: Lexicon) -> bool:
    """Whether the text behind a place names it again, or behind a known place a day of the week, as news do."""
    near = rest[:NAMED_WITHIN]
    if place in near and not place.isascii():
        return True
    if fold_word(place) not in lexicon.places:
        return False
    return any(fold_word(word.strip(" .,;:()")) in lexicon.weekdays for word in near.split())
