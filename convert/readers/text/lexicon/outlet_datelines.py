"""Datelines that outlets write in their own way: their address before the place, and reporters before the text.

"jpnn.com, JAKARTA - …", "KBRN, Jakarta: …", "Madrid.- …", "تهران - ایرنا - …", "กรุงเทพฯ 31 ม.ค. – …", "भोपाल। …",
"जागरण संवाददाता, पटना: …", "New Delhi: …", "本报讯（记者 张三）…", and the day behind the distributor of a release.
"""

from __future__ import annotations

import re

from convert.readers.text.lexicon import Lexicon, fold_word
from convert.readers.text.lexicon.chinese_bylines import read_reporters
from convert.readers.text.lexicon.dateline import Dateline
from convert.readers.text.lexicon.dates import read_date
from convert.readers.text.lexicon.keys import word_set
from convert.readers.text.scripts import FIRST_CJK

CONFIDENCE = 0.9
"""The confidence of such a dateline."""

LIKELY = 0.8
"""The confidence of a place with a full stop and a dash, which entries of lists have, too."""

MIN_WORDS, NAMED_WITHIN = 12, 240
"""How many words of text are behind such a place at least, and within how many characters they name it again, or a day
of the week.
"""

FIRST_OF_THAI, MIN_LETTERS = "\u0e01", 40
"""The first letter of the script, whose words have no spaces between them, and the fewest letters of its text."""

_OUTLET = re.compile(
    r"(?P<outlet>[A-Za-z][A-Za-z0-9-]{1,24}(?:\.[A-Za-z]{2,4}){1,2}),\s?"
    r"(?P<place>[A-Z][A-Za-z'’-]+(?:\s[A-Z][A-Za-z'’-]+){0,2})\s?(?:--|[–—-])\s?(?=[A-Z\"“'‘])"
)
_OUTLET_NAME = re.compile(
    r"(?P<outlet>[a-z][a-z0-9]{5,20}|[A-Z]{3,6}), (?P<place>[A-Z][A-Za-z'’-]+(?:\s[A-Z][A-Za-z'’-]+){0,2})"
    r"(?P<sign>:|\s?(?:--|[–—-]))\s(?=[A-Z\"“'‘])"
)
"""An outlet without its domain ("titastory, Jakarta – ", "KBRN, Jakarta: ")."""

_STOP_AND_DASH = re.compile(
    r"(?P<place>[A-ZÀ-Þ][\w'’-]+(?:\s(?:de|del|la|las|los|el|da|do|di|dos)\b|\s[A-ZÀ-Þ][\w'’-]+){0,4})"
    r"(?:,\s(?P<region>[A-ZÀ-Þ]{2,4}|[A-ZÀ-Þ][\w'’-]+(?:\s[A-ZÀ-Þ][\w'’-]+){0,2}))?\.\s?(?:--?|[–—])\s?(?=[\"“«¿¡]?[A-ZÀ-Þ])"
)
"""A place with a full stop and a dash ("Madrid.- ", "Puerto Plata, RD.- ")."""

_BEFORE_PAPER = re.compile(
    r"(?P<shown>[A-ZÄÖÜ][\w’'-]{2,24}(?: (?:am|an der|im|bei|ob der) [A-ZÄÖÜ]\w{2,20}| [A-ZÄÖÜ]\w{2,20})?"
    r"(?: \([A-ZÄÖÜ]\w{2,20}\))?/[A-ZÄÖÜ]{2,4})\.? [–—-] (?=[„“\"»«A-ZÄÖÜ])"
)
"""A place with the letters of the paper behind a slash ("Halle (Saale)/MZ - ", "Osted/OB. - ")."""

_ARABIC = "[\u0621-\u064a\u0670-\u06d3\u200c]"
_GLUED_IN_ARABIC = re.compile(
    rf"(?P<first>{_ARABIC}{{2,14}}(?:\s{_ARABIC}{{2,14}})?)(?:[-–ـ]|\s?/\s?)(?P<second>{_ARABIC}{{2,20}})(?:[:：]|\s?[-–])?\s"
)
"""A known place and its agency before the text without more than a space ("دمشق-سانا …"), or an agency and its place
("ایسنا/زرین‌رود …").
"""

_IN_SWAHILI = re.compile(r"(?P<place>[A-Z][a-z]+(?:\s(?:es\s)?[A-Z][a-z]+){0,2})\.\s(?=[A-Z“\"‘])")
"""A place with a full stop, as papers of East Africa have it ("Dodoma. …")."""

_PLACE_AND_AGENCY = re.compile(
    r"(?P<place>[^\W\d_]+(?:[\s\u200c][^\W\d_]+){0,2})\s?[-–]\s?(?P<agency>[^\W\d_]{2,12})\s?[-–]\s(?=\S)"
)
"""A place and an agency, each with a dash behind it ("Berlin - dpa - ")."""

_PLACE_IN_THAI = re.compile(
    r"(?P<place>[\u0e01-\u0e4f]{2,24}) ?\d{1,2} ?[\u0e01-\u0e2e\u0e34\u0e35\u0e40]{1,4}\."
    r"(?:[\u0e01-\u0e2e]{1,2}\.)? ?(?:--|[–—-]) ?(?=\S)"
)
"""A place with its day and a short month ("กรุงเทพฯ 31 ม.ค. – ")."""

_HINDI = "[\u0900-\u0963]"
_REPORTER_IN_HINDI = re.compile(
    rf"(?P<place>{_HINDI}{{2,14}}(?:\s{_HINDI}{{2,14}})?(?:\s?\({_HINDI}{{2,14}}(?:\s{_HINDI}{{2,14}})?\))?)[,/\s]\s?"
    rf"(?P<signed>संवाददाता|रिपोर्टर|रिपोर्ट|ब्यूरो)\s?(?P<name>{_HINDI}{{2,14}}(?:\s{_HINDI}{{2,14}}){{1,2}})?\s?[:।]\s?(?=\S)"
)
"""A place, and who reports from there ("पटना, संवाददाता। ", "कटिहार (बिहार) संवाददाता राम मिश्रा: ")."""

_DAY_IN_HINDI = re.compile(
    rf"(?P<place>{_HINDI}{{2,14}}(?:\s{_HINDI}{{2,14}})?),?\s\d{{1,2}}\s(?P<month>{_HINDI}{{2,10}})\s?(?:।|--|[:–—-](?=\s))\s?(?=\S)"
)
"""A place with its day and a danda ("पटना, 7 जनवरी। ")."""

_DESK_IN_HINDI = re.compile(
    rf"(?:{_HINDI}{{2,14}}\s)?(?:संवाददाता|संवाद\s?सूत्र|संवाद\s?सहयोगी|प्रतिनिधि|ब्यूरो|न्यूज|डेस्क),\s?(?P<place>{_HINDI}{{2,14}}(?:\s{_HINDI}{{2,14}})?)"
    r"\s?[:।]\s?(?=\S)"
)
"""Who reports, and from which place ("जागरण संवाददाता, पटना : ")."""

_PLACE_IN_HINDI = re.compile(r"(?P<place>[\u0900-\u0963]{2,14}(?:\s[\u0900-\u0963]{2,14})?)\s?।\s(?=\S)")
_PLACE = re.compile(r"(?P<place>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?):\s(?=[A-Z])")
_LOCAL_REPORT = re.compile(
    r"本[报報网網台刊社][讯訊]\s?[（(](?P<label>(?:全媒体|见习|實習|实习)?(?:记者|記者|通讯员|通訊員))?[：:\s]*"
    r"(?P<names>[^（）()，。；]{2,40})[）)]\s?"
)
_OUTLET_REPORT = re.compile(
    r"(?P<outlet>[\u4e00-\u9fff]{2,10}(?:[报報网網社台号]|媒体|新闻|客户端)(?:全媒体|融媒体)?)[讯訊]\s?[（(](?P<inside>[^（）()，。；]{4,40})[）)]\s?"
)
"""A report with the outlet's name and its reporters ("奥报全媒体讯（记者张三）")."""

_LABEL_OF_NAMES = re.compile(r"(?:全媒体|见习|实习|實習)?(?:记者|記者|通讯员|通訊員)[：:\s]*|[、,\s/]+")
_CHINESE_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_DAY_BEHIND = re.compile(r"(?P<day>[^\W\d_]{3,9}\.? \d{1,2}, \d{4})\s?(?:--|[–—])\s?")


def read_outlet_dateline(text: str, lexicon: Lexicon) -> Dateline | None:
    """The dateline in an outlet's own form that opens the paragraph `text`; None if there is none."""
    if text[:1] >= FIRST_CJK:
        return _read_local_report(text)
    found = _OUTLET.match(text)
    if found and not lexicon.opens_with_given_name(found["place"]) and _has_text(text, found.end()):
        shown = text[: found.end("place")]
        return Dateline(shown, found.end(), CONFIDENCE, found["outlet"])
    if "/" in text[:60] and (paper := _BEFORE_PAPER.match(text)) and _has_text(text, paper.end()):
        return Dateline(paper["shown"], paper.end(), CONFIDENCE)
    if (
        other := _read_named_outlet(text, lexicon)
        or _read_stop_and_dash(text, lexicon)
        or _read_caseless(text, lexicon)
    ):
        return other if _has_text(text, other.end, by_letters=text[:1] >= FIRST_OF_THAI) else None
    if "sw" in lexicon.languages and (stopped := _IN_SWAHILI.match(text)):
        is_known = fold_word(stopped["place"]) in lexicon.places and _has_text(text, stopped.end())
        return Dateline(stopped["place"], stopped.end(), LIKELY) if is_known else None
    if glued := _read_glued(text, lexicon):
        return glued
    found = _PLACE_IN_HINDI.match(text) or _PLACE.match(text)
    if found and _has_text(text, found.end()) and _is_news_of(found["place"], text[found.end() :], lexicon):
        return Dateline(found["place"], found.end(), CONFIDENCE)
    return None


def _read_named_outlet(text: str, lexicon: Lexicon) -> Dateline | None:
    """An outlet or agency before a known place, or between dashes behind it."""
    found = _OUTLET_NAME.match(text)
    if found and fold_word(found["place"]) in lexicon.places:
        is_agency = fold_word(found["outlet"]) in lexicon.agencies
        if is_agency or (found["outlet"].islower() and found["sign"] != ":" and not _is_time(found["outlet"], lexicon)):
            return Dateline(text[: found.end("place")], found.end(), CONFIDENCE, found["outlet"])
    found = _PLACE_AND_AGENCY.match(text)
    if found is None or fold_word(found["agency"]) not in lexicon.agencies or found["place"][0].islower():
        return None
    if fold_word(found["place"]) in lexicon.agencies or lexicon.opens_with_given_name(found["place"]):
        return None
    return Dateline(text[: found.end("agency")], found.end(), CONFIDENCE, found["agency"])


def _read_glued(text: str, lexicon: Lexicon) -> Dateline | None:
    """A known place and its agency in Arabic or Persian, without a sign behind them."""
    found = _GLUED_IN_ARABIC.match(text)
    if found is None or not _has_text(text, found.end()):
        return None
    first, second = fold_word(found["first"]), fold_word(found["second"])
    if first in lexicon.places and second in lexicon.agencies:
        agency = found["second"]
    elif first in lexicon.agencies and f"{found['first']}/{found['second']} " in found.group():
        if second not in lexicon.places and ("fa" not in lexicon.languages or second in lexicon.agencies):
            return None
        agency = found["first"]
    else:
        return None
    return Dateline(text[: found.end("second")], found.end(), CONFIDENCE, agency)


def _read_stop_and_dash(text: str, lexicon: Lexicon) -> Dateline | None:
    """A place with a full stop and a dash: a known one, or one with its region."""
    found = _STOP_AND_DASH.match(text)
    if found is None or lexicon.opens_with_given_name(found["place"]):
        return None
    region = found["region"] or ""
    is_region = fold_word(region) in lexicon.places or (region.isupper() and len(region) in (2, 3))
    if fold_word(found["place"]) in lexicon.places or (is_region and fold_word(region) not in lexicon.organisations):
        return Dateline(text[: found.end("region") if region else found.end("place")], found.end(), LIKELY)
    return None


def _read_caseless(text: str, lexicon: Lexicon) -> Dateline | None:
    """A place with its day in Thai, or with who reports from there in Hindi."""
    if found := _PLACE_IN_THAI.match(text):
        is_known = fold_word(found["place"]) in lexicon.places
        return Dateline(text[: found.end()].rstrip(" –—-"), found.end(), CONFIDENCE) if is_known else None
    if found := _REPORTER_IN_HINDI.match(text):
        name = found["name"]
        return Dateline(
            found["place"],
            found.end(),
            CONFIDENCE,
            "",
            "",
            (name,) if name else (),
            f"{found['signed']} {name}" if name else "",
        )
    day = _DAY_IN_HINDI.match(text)
    if day and fold_word(day["month"]) in lexicon.months and fold_word(day["place"]) not in lexicon.weekdays:
        return Dateline(text[: day.end()].rstrip(" ।:–—-"), day.end(), CONFIDENCE)
    found = _DESK_IN_HINDI.match(text)
    return Dateline(text[: found.end("place")], found.end(), CONFIDENCE) if found else None


def names_state(place: str) -> bool:
    """Whether a place has a state of the United States in short behind a comma ("Charlotte, N.C.")."""
    return fold_word(place.rpartition(",")[2].replace(".", "").strip()) in _STATES


_STATES = word_set(
    "ala alaska ariz ark calif colo conn del fla ga hawaii idaho ill ind iowa kan ky la maine md mass mich minn miss "
    "mo mont neb nev nh nj nm ny nc nd ohio okla ore pa ri sc sd tenn texas utah vt va wash wva wis wyo al ak az ar ca "
    "co ct de fl il ks ma mi mn ms mt ne nv oh ok or tn tx ut wa wv wi wy dc"
)


def _is_time(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.weekdays or word in lexicon.relative_words or word in lexicon.months


def read_day_behind(rest: str, lexicon: Lexicon) -> tuple[str, int] | None:
    """The day between the distributor of a release and its text ("September 15, 2009--"), and where the text begins."""
    found = _DAY_BEHIND.match(rest)
    parsed = read_date(found["day"], lexicon, of_any_day=True) if found else None
    return (parsed.moment.text[:10], found.end()) if found and parsed and parsed.moment else None


def _read_local_report(text: str) -> Dateline | None:
    if (report := _OUTLET_REPORT.match(text)) and (reporters := read_reporters(report["inside"].strip())):
        shown = text[: report.end("outlet") + 1]
        return Dateline(shown, report.end(), CONFIDENCE, "", "", reporters, report["inside"].strip())
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


def _has_text(text: str, begins: int, *, by_letters: bool = False) -> bool:
    """Whether a sentence of some length is behind a dateline; in a script without spaces its letters count."""
    return len(text) - begins >= MIN_LETTERS if by_letters else text.count(" ", begins) + 1 >= MIN_WORDS


def _is_news_of(place: str, rest: str, lexicon: Lexicon) -> bool:
    """Whether the text behind a place names it again, or behind a known place a day of the week, as news do."""
    near = rest[:NAMED_WITHIN]
    if place in near and not place.isascii():
        return True
    if fold_word(place) not in lexicon.places:
        return False
    return any(fold_word(word.strip(" .,;:()")) in lexicon.weekdays for word in near.split())
